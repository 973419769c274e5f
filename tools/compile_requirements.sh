#!/usr/bin/env bash
# Compiles requirements*.in into requirements*.txt: pinned, with the hashes of every file of a
# release (any platform and Python), and without the address of any package index.
set -eu
export CUSTOM_COMPILE_COMMAND="make requirements"
for name in requirements requirements-dev; do
    .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        "$@" --output-file "$name.txt" "$name.in"
done
