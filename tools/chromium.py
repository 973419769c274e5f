"""The Chromium that browser tests and screenshots drive: the system's, since Playwright's own
download is not to be had on every machine."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")  # without the font, Hangul is empty boxes


def find() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return None


def arguments() -> list[str]:
    """Nothing is to be asked of the network but the site under test."""
    options = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    # Chromium's sandbox refuses root.
    return [*options, "--no-sandbox"] if os.geteuid() == 0 else options


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find(), args=arguments())
