"""`make test` and `make check`: every check, one after another, and a summary.

All parts run even when an earlier one failed. What cannot run here is reported as NOT RUN with
what, why and how; under CI=true that fails too.
"""

import argparse
import functools
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import IO, NamedTuple, NoReturn

from bench import nginx
from tools import chromium, debian, postgres
from tools.lifeline import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
# What a developer may have exported for the site must not leak into the checks.
OURS = ("DATABASE_URL", "NEWSROOM_", "SECRET_KEY", "DEBUG", "PORT", "HOST", "DJANGO_")


class Result(NamedTuple):
    part: str
    outcome: str
    seconds: float


class Part(NamedTuple):
    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = {}


class Checks:
    """Runs parts with a clean environment and remembers how each ended."""

    def __init__(self, scratch: Path) -> None:
        self.results: list[Result] = []
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(OURS)
        }
        self.environment |= {
            "NEWSROOM_DATA": str(scratch / "data"),
            "TMPDIR": str(scratch),
            "PYTHONUNBUFFERED": "1",
        }
        # Else each of the many processes compiles all of Django and of the site for itself.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(
        self, part: str, *command: str | Path, environment: Mapping[str, str] | None = None
    ) -> None:
        print(f"\n=== {part} ===", flush=True)
        started = time.monotonic()
        with self._start(Part(part, command, environment or {})) as process:
            try:
                code = process.wait()
            except BaseException:
                process.terminate()
                raise
        self._ended(part, code, started)

    def run_together(self, *parts: Part) -> None:
        """Two at a time, for those that keep one processor busy. What each says is shown in one
        piece when it has ended."""
        waiting = list(parts)
        running: list[tuple[Part, subprocess.Popen[bytes], IO[bytes], float]] = []
        with ExitStack() as files:
            try:
                while waiting or running:
                    while waiting and len(running) < 2:
                        part = waiting.pop(0)
                        said: IO[bytes] = files.enter_context(tempfile.TemporaryFile())
                        running.append((part, self._start(part, said), said, time.monotonic()))
                    for one in running[:]:
                        part, process, said, started = one
                        code = process.poll()
                        if code is not None:
                            running.remove(one)
                            said.seek(0)
                            text = said.read().decode(errors="replace")
                            print(f"\n=== {part.name} ===\n{text}", end="", flush=True)
                            self._ended(part.name, code, started)
                    time.sleep(0.05)
            except BaseException:
                for _, process, _, _ in running:
                    process.terminate()
                for _, process, _, _ in running:
                    process.wait()
                raise

    def _start(self, part: Part, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            part.command,
            cwd=ROOT,
            env={**self.environment, **part.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output and subprocess.STDOUT,
            preexec_fn=functools.partial(die_with_parent, signal.SIGTERM),
        )

    def _ended(self, part: str, code: int, started: float) -> None:
        outcome = "passed" if code == 0 else f"FAILED (exit {code})"
        self.results.append(Result(part, outcome, time.monotonic() - started))

    def leave_out(self, part: str, *, why: str, how: str) -> None:
        print(f"\nNOT RUN: {part}: {why}. {how}", flush=True)
        self.results.append(Result(part, "NOT RUN", 0))

    def summary(self) -> int:
        """Prints one line a part; returns the exit code."""
        print("\n=== summary ===")
        for part, outcome, seconds in self.results:
            print(f"{outcome:<18} {part} ({seconds:.0f} s)")
        outcomes = [result.outcome for result in self.results]
        failed = sum(outcome.startswith("FAILED") for outcome in outcomes)
        left_out = outcomes.count("NOT RUN")
        if left_out and os.environ.get("CI", "").lower() in {"1", "true"}:
            print("Under CI every part has to run.")
            failed += left_out
        print("All checks passed." if not failed else f"{failed} of {len(outcomes)} parts failed.")
        return 1 if failed else 0


def check_the_source(checks: Checks) -> None:
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
    ruff, manage = (PYTHON, "-m", "ruff"), (PYTHON, "manage.py")
    deployed = {
        "DATABASE_URL": "postgres://newsroom@127.0.0.1/newsroom",
        "NEWSROOM_SITE_URL": "https://news.example.com",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }
    concise = ("--output-format", "concise", ".")
    deploy = ("check", "--deploy", "--fail-level", "WARNING")
    checks.run_together(
        # First, since it takes longest.
        Part("types", (PYTHON, "-m", "mypy")),
        Part("format of Python", (*ruff, "format", "--check", *concise)),
        Part("lint of Python", (*ruff, "check", *concise)),
        Part("import layers", (BIN / "lint-imports", "--no-cache")),
        Part("format of templates", (BIN / "djade", "--check", *templates)),
        Part("lint of templates", (PYTHON, "-m", "djlint", "--lint", "--quiet", "templates")),
        Part("migrations", (*manage, "makemigrations", "--check", "--dry-run")),
        Part("deployment", (*manage, *deploy), deployed),
    )


def see_to_nginx(checks: Checks) -> None:
    """Its tests are part of the suites, which skip them without it."""
    if nginx.find() is None and not debian.install(*nginx.PACKAGES):
        how = f"On Debian: apt-get install {' '.join(nginx.PACKAGES)}"
        checks.leave_out("tests of deploy/nginx.conf", why="nginx is not installed", how=how)


def run_suite(checks: Checks, part: str, *options: str, database_url: str | None = None) -> None:
    checks.run(
        part,
        *(PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "--dist", "worksteal", *options),
        environment={"DATABASE_URL": database_url} if database_url else None,
    )


def run_on_postgres_and_in_chromium(checks: Checks) -> None:
    with ExitStack() as stack:
        database_url = None
        if postgres.find_programs() is None:
            debian.install("postgresql")
        try:
            database_url = stack.enter_context(postgres.cluster())
        except postgres.Unavailable as error:
            checks.leave_out(
                "suite on PostgreSQL", why=str(error), how="On Debian: apt-get install postgresql"
            )
        else:
            kinds = "not browser and not stress and not any_database"
            run_suite(
                checks, "suite on PostgreSQL", "-n", "2", "-m", kinds, database_url=database_url
            )

        hangul = shutil.which("fc-list") and subprocess.check_output(["fc-list", ":lang=ko"])
        if chromium.find() is None or not hangul:
            debian.install(*chromium.DEBIAN_PACKAGES)
        if chromium.find() is None:
            how = f"On Debian: apt-get install {' '.join(chromium.DEBIAN_PACKAGES)}"
            checks.leave_out("browser tests", why="Chromium is not installed", how=how)
        else:
            run_suite(
                checks,
                "browser tests",
                "-n",
                "3",
                "-m",
                "browser and not stress",
                database_url=database_url,
            )


def end_cleanly(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM unwinds the stack, so that the cluster is stopped and the scratch folder goes."""
    sys.exit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools.checks")
    parser.add_argument("--quick", action="store_true", help="no browser, SQLite only")
    quick: bool = parser.parse_args().quick
    die_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGTERM, end_cleanly)
    with tempfile.TemporaryDirectory(prefix="newsroom-checks-") as scratch:
        checks = Checks(Path(scratch))
        check_the_source(checks)
        if not quick:
            see_to_nginx(checks)
        kinds = "not browser and not stress" + (" and not slow" if quick else "")
        run_suite(checks, "suite on SQLite", "-n", "2", "-m", kinds)
        if not quick:
            run_on_postgres_and_in_chromium(checks)
        return checks.summary()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
