"""What a figure was measured on: enough to compare it with another, no names."""

import os
import platform
import re
import sqlite3
import subprocess
from datetime import date
from pathlib import Path

import django

from bench import nginx
from tools import postgres


def _said(*command: str | Path) -> str:
    """What a program says of its version; "" if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
    return found[0] if found else ""


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def described() -> str:
    programs = postgres.find_programs()
    versions = {
        "Python": platform.python_version(),
        "Django": django.__version__,
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _said(programs / "postgres", "--version") if programs else "",
        "nginx": _said(nginx.find() or "nginx", "-v"),
    }
    named = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    load = os.getloadavg()[0]
    return (
        f"{date.today()}, {os.cpu_count()} cores, {_memory_gib()} GiB, {_system()}, {named}; "  # noqa: DTZ011
        f"load before the run {load:.1f}."
    )
