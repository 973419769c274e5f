"""The site that is pictured: of its own, with the seeds, in a temporary folder, on a day
that doesn't end (still.py)."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.processes import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
# What a developer may have exported for a site of theirs.
OURS = ("DATABASE_URL", "NEWSROOM_", "SECRET_KEY", "DEBUG", "PORT", "HOST", "DJANGO_", "WEB_")
PATIENCE_SECONDS = 120


@contextmanager
def site(password: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields the address of a running site, ended and removed on the way out, and the words for
    the paths of pages.py."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="newsroom-screens-") as data:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        environment = ours | {
            "DJANGO_SETTINGS_MODULE": "tools.screens.still",
            "SCREENS_SINCE": datetime.now(UTC).isoformat(),
            "NEWSROOM_DATA": data,
            "NEWSROOM_DEMO_PASSWORD": password,
            # Where a page shows its own address, no port that is another one each time.
            "NEWSROOM_SITE_URL": "http://news.example.com",
            "PORT": str(port),
        }
        process = subprocess.Popen([sys.executable, "-m", "tools.serve"], cwd=ROOT, env=environment)
        try:
            _wait_until_well(process, f"http://127.0.0.1:{port}")
            words: dict[str, str] = {}
            for module in ("working_day", "subjects"):
                told = subprocess.check_output(
                    [sys.executable, "-m", f"tools.screens.{module}"], cwd=ROOT, env=environment
                )
                words |= {word: str(value) for word, value in json.loads(told).items()}
            yield f"http://127.0.0.1:{port}", words
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_well(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    sys.exit("The site did not start; what it said stands above.")
