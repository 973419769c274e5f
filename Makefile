# README.md says what the targets are for. Each runs from a bare checkout: .venv is made when
# it is missing and brought up to date when a requirements file changed.
.DEFAULT_GOAL := help
.PHONY: help run test check screens stress bench bench-search format requirements hooks

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
RUNTIME := .venv/installed-runtime
DEVELOPMENT := .venv/installed-development

help:
	@echo "make run           serve the site on http://127.0.0.1:8000 (PORT=, HOST=, NEWSROOM_DATA=)"
	@echo "make test          everything CI runs"
	@echo "make check         the quick part: no browser, SQLite only"
	@echo "make stress        the long trials"
	@echo "make bench-search  how well readers find what they look for: judged queries by kind"
	@echo "make bench         measure (ARGS=\"gunicorn store --rounds 9\"; ARGS=-h says what there is)"
	@echo "make screens       take the screenshots of docs/screens afresh"
	@echo "make format        format Python and templates"
	@echo "make requirements  compile requirements*.in (UPGRADE=1 takes newer releases)"
	@echo "make hooks         install the pre-commit hook"

$(RUNTIME): requirements.txt
	@$(PYTHON) tools/environment.py requirements.txt
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt
	@$(PYTHON) tools/environment.py requirements.txt requirements-dev.txt
	@touch $(RUNTIME) $@

run: $(RUNTIME)
	@$(VENV_PYTHON) -m tools.serve

bench-search: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m pytest -q -p no:cacheprovider tests/search/test_quality.py

test: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m tools.checks

check: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m tools.checks --quick

stress: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m pytest -m stress

bench: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m bench $(ARGS)

screens: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m tools.screens

format: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m ruff check --fix --quiet .
	@$(VENV_PYTHON) -m ruff format --quiet .
	@find templates -name '*.html' -exec .venv/bin/djade {} +

requirements: $(DEVELOPMENT)
	@tools/compile_requirements.sh $(if $(UPGRADE),--upgrade)

hooks: $(DEVELOPMENT)
	@.venv/bin/pre-commit install
