"""Lighthouse itself: the release of package-lock.json, installed once under var/bench."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from bench.processes import need
from bench.site import KEPT

HERE = Path(__file__).parent
DEBIAN_PACKAGES = "nodejs npm"
INSTALL_SECONDS = 600


def installed() -> list[str]:
    """The command that runs it. Ends the run, saying what to install, without node or npm."""
    node = need("node", DEBIAN_PACKAGES)
    lock = HERE / "package-lock.json"
    folder = KEPT / f"lighthouse-{hashlib.blake2b(lock.read_bytes(), digest_size=6).hexdigest()}"
    complete = folder / "complete"
    if not complete.exists():
        npm = need("npm", DEBIAN_PACKAGES)
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", lock.name):
            shutil.copy(HERE / name, folder)
        # Every package by the hash of the lock; none of their scripts is run, which would fetch
        # a browser.
        command = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, timeout=INSTALL_SECONDS, check=True
        )
        complete.touch()
    return [node, str(folder / "node_modules" / "lighthouse" / "cli" / "index.js")]
