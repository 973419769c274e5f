"""Makes .venv and installs the pinned requirements into it: `python3 tools/environment.py FILE…`.

Runs on the system's own Python with nothing installed. Debian ships python3 without ensurepip, so
a plain `python3 -m venv` may fail; what is tried then stands in WAYS, in order.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def runs(*command: str | Path) -> bool:
    """Whether the command could be started and ended well; what it printed is kept from view."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def has_pip() -> bool:
    return runs(VENV / "bin" / "python", "-m", "pip", "--version")


def with_venv() -> bool:
    return runs(sys.executable, "-m", "venv", VENV) and has_pip()


def with_debian_package() -> bool:
    """Installs python3-venv when we may (root on a machine with apt)."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("python3-venv is missing: installing it with apt-get", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ("apt-get", "install", "-y", "--no-install-recommends", "python3-venv")
    return (runs(*install) or (runs("apt-get", "update") and runs(*install))) and with_venv()


def with_own_pip() -> bool:
    """An environment that borrows the pip of the Python we run on to get one of its own."""
    return (
        runs(sys.executable, "-m", "venv", "--without-pip", VENV)
        and runs(sys.executable, "-m", "pip", "--python", VENV, "install", "pip")
        and has_pip()
    )


def with_virtualenv() -> bool:
    return runs(sys.executable, "-m", "virtualenv", VENV) and has_pip()


WAYS: tuple[Callable[[], bool], ...] = (
    with_venv,
    with_debian_package,
    with_own_pip,
    with_virtualenv,
)


def make_environment() -> None:
    for way in WAYS:
        shutil.rmtree(VENV, ignore_errors=True)
        if way():
            return
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(
        "Could not make .venv: this Python has neither ensurepip, pip nor virtualenv. "
        "On Debian: apt-get install python3-venv"
    )


def main(requirements: list[str]) -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}")
    if not has_pip():
        print("Making .venv", flush=True)
        make_environment()
    print("Installing", ", ".join(requirements), flush=True)
    command: list[str | Path] = [
        VENV / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
    ]
    command += ["--disable-pip-version-check"]
    for name in requirements:
        command += ["-r", name]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
        sys.exit("The requirements could not be installed; what pip said stands above.")


if __name__ == "__main__":
    main(sys.argv[1:])
