"""`make screens`: takes the pictures of docs/screens afresh; `python -m tools.screens --check` takes
them into var/screens and says which pages look otherwise than in docs/screens.

NAME… (of pages.py) takes these alone.
"""

import argparse
import secrets
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import chromium, debian
from tools.screens.camera import Camera
from tools.screens.comparison import compare
from tools.screens.moment import moment
from tools.screens.pages import SCREENS, Screen
from tools.screens.site import ROOT, site

KEPT = ROOT / "docs" / "screens"
COMPARED = ROOT / "var" / "screens"


def asked_for() -> tuple[bool, list[Screen]]:
    parser = argparse.ArgumentParser(prog="tools.screens", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare; exit 1 if a page changed")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    known = [screen.name for screen in SCREENS]
    if unknown := set(arguments.names) - set(known):
        sys.exit(f"No such page: {' '.join(sorted(unknown))}. Pages: {' '.join(known)}")
    chosen = [screen for screen in SCREENS if screen.name in (arguments.names or known)]
    return arguments.check, chosen


def take_all(screens: Collection[Screen], folder: Path) -> list[Path]:
    """Those of `screens` that the site has something to show for; the others are told."""
    taken: list[Path] = []
    password = secrets.token_urlsafe(12)
    with site(password) as (address, words), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        camera = Camera(browser, address, password, moment())
        for screen in screens:
            try:
                path = screen.path.format(**words)
            except KeyError as missing:
                print(f"SKIPPED {screen.name}: the sample newspaper has no {missing}", flush=True)
                continue
            for picture in camera.take(screen, path, folder):
                size = picture.stat().st_size // 1024
                print(picture.relative_to(ROOT), f"{size} KB", flush=True)
                taken.append(picture)
        browser.close()
    return taken


def changed(taken: Collection[Path]) -> list[str]:
    """What is to be looked at, a line for each."""
    lines = []
    for picture in taken:
        kept, told = KEPT / picture.name, picture.with_suffix(".difference.png")
        if not kept.exists():
            lines.append(f"new: {picture.relative_to(ROOT)}")
        elif compare(kept, picture, told):
            lines.append(f"changed: {picture.relative_to(ROOT)}, see {told.relative_to(ROOT)}")
    return lines


def main() -> None:
    if chromium.find() is None and not debian.install(*chromium.DEBIAN_PACKAGES):
        packages = " ".join(chromium.DEBIAN_PACKAGES)
        sys.exit(f"Chromium is not installed. On Debian: apt-get install {packages}")
    is_check, screens = asked_for()
    folder = COMPARED if is_check else KEPT
    if is_check:
        shutil.rmtree(COMPARED, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    taken = take_all(screens, folder)
    if is_check:
        lines = changed(taken)
        print(*lines, f"{len(lines)} of {len(taken)} pictures differ.", sep="\n")
        sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
