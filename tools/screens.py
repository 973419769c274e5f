"""`make screens`: takes the screenshots of docs/screens afresh, from a site of its own.

The site starts on a free port with the seeds in a temporary folder, as a newcomer would see it.
"""

import io
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium, debian

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"


class Screen(NamedTuple):
    """A page to picture; `username` is who is logged in, nobody when empty. {waiting} and the like
    in the path stand for the numbers that tools/working_day.py tells."""

    name: str
    path: str
    widths: tuple[int, ...] = (390, 1280)
    username: str = ""
    tallest: int = 1400


SCREENSHOTS = (
    Screen("front", "/"),
    Screen("section", "/sections/gyeonggi/"),
    Screen("article", "/articles/1/"),
    Screen("dashboard", "/admin/", username="desk", tallest=900),
    Screen("article-list", "/admin/articles/article/", username="desk"),
    Screen("calendar", "/admin/articles/article/calendar/", username="desk", tallest=900),
    Screen("article-form", "/admin/articles/article/{waiting}/change/", username="desk"),
    Screen(
        "confirm",
        "/admin/articles/article/{waiting}/confirm/publish_now/",
        username="desk",
        tallest=900,
    ),
    Screen(
        "comparison",
        "/admin/articles/article/{live}/revisions/compare/",
        username="desk",
        tallest=900,
    ),
    Screen(
        "set-aside",
        "/admin/articles/article/{live}/set-aside/{late}/",
        username="desk",
        tallest=1000,
    ),
    Screen("claim", "/admin/notices/claim/{claim}/change/", username="desk"),
    Screen("talk", "/admin/articles/article/{waiting}/talk/", username="reporter", tallest=900),
    Screen("inbox", "/admin/inbox/", username="reporter", tallest=900),
    Screen("photos", "/admin/photos/photo/", username="desk", tallest=1000),
    Screen("photo", "/admin/photos/photo/1/change/", username="desk"),
    Screen("audit", "/admin/audit/", username="chief", tallest=900),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def site(password: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Yields the address of a running site, ended and removed on the way out, and the numbers of
    what is under way there."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="newsroom-screens-") as data:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DEBUG", "HOST", "NEWSROOM_SITE_URL", "SECRET_KEY"}
        }
        environment |= {
            "NEWSROOM_DATA": data,
            "NEWSROOM_DEMO_PASSWORD": password,
            "PORT": str(port),
        }
        process = subprocess.Popen([sys.executable, "-m", "tools.serve"], cwd=ROOT, env=environment)
        try:
            wait_until_well(process, f"http://127.0.0.1:{port}")
            numbers = subprocess.check_output(
                [sys.executable, "-m", "tools.working_day"], cwd=ROOT, env=environment
            )
            yield f"http://127.0.0.1:{port}", json.loads(numbers)
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_well(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    sys.exit("The site did not start; what it said stands above.")


def log_in(page: Page, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/admin/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url(f"{address}/admin/")


def take(browser: Browser, address: str, screen: Screen, password: str) -> None:
    for width in screen.widths:
        context = browser.new_context(
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            viewport={"width": width, "height": screen.tallest},
        )
        page = context.new_page()
        if screen.username:
            log_in(page, address, screen.username, password)
        response = page.goto(address + screen.path, wait_until="networkidle")
        if response is None or not response.ok:
            sys.exit(f"{screen.path} cannot be pictured: {response and response.status}")
        path = SCREENS / f"{screen.name}-{width}.png"
        save_small(page.screenshot(), path)
        print(path.relative_to(ROOT), f"{path.stat().st_size // 1024} KB", flush=True)
        context.close()


def save_small(png: bytes, path: Path) -> None:
    """A palette of 256 colours: a third of the size, and no difference to the eye."""
    with Image.open(io.BytesIO(png)) as image:
        small = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        small.save(path, optimize=True)


def main() -> None:
    if chromium.find() is None and not debian.install(*chromium.DEBIAN_PACKAGES):
        packages = " ".join(chromium.DEBIAN_PACKAGES)
        sys.exit(f"Chromium is not installed. On Debian: apt-get install {packages}")
    SCREENS.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(12)
    with site(password) as (address, numbers), sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for screen in SCREENSHOTS:
            path = screen.path.format(**numbers)
            take(browser, address, screen._replace(path=path), password)
        browser.close()


if __name__ == "__main__":
    main()
