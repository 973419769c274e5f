"""Installing what a check needs with apt-get, where that is ours to do."""

import os
import shutil
import subprocess


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """True if apt-get put the packages there. Asks nothing, and is only tried as root."""
    if not may_install():
        return False
    print("apt-get install", *packages, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt(*arguments: str) -> bool:
        done = subprocess.run(
            ["apt-get", "-y", "-qq", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        return done.returncode == 0

    return apt("update") and apt("install", "--no-install-recommends", *packages)
