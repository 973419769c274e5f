"""Takes pictures: each of a page as a visitor would see it in one width and one theme."""

import io
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

from PIL import Image
from playwright.sync_api import Browser, Page

from tools.screens.pages import SCREENS, WIDTHS, Screen

Theme = Literal["light", "dark"]
WINDOW_HEIGHT = 900
MOST_BYTES = 150 * 1024
PALETTES = (256, 128, 64)
LEAST_HEIGHT = 1000
# Answers once the pictures in the window are drawn, or three seconds later: those that stand beside
# others in a gallery may never load.
PICTURES_THERE = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const inWindow = ({ top, left }) => top < innerHeight && left >= 0 && left < innerWidth;
  await drawn();
  const seen = [...document.images].filter((image) => inWindow(image.getBoundingClientRect()));
  const there = Promise.allSettled(seen.map((image) => image.decode()));
  await Promise.race([there, new Promise((done) => setTimeout(done, 3000))]);
  await drawn();
}"""


class Camera:
    """In a browser, at a site: `now` is what its visitors' clocks say."""

    def __init__(self, browser: Browser, address: str, password: str, now: datetime) -> None:
        self.browser = browser
        self.address = address
        self.now = now
        users = sorted({screen.username for screen in SCREENS} - {""})
        # Once each: the audit log tells of every login.
        self.logins: dict[str, Any] = {name: self._log_in(name, password) for name in users}

    def take(self, screen: Screen, path: str, folder: Path) -> Iterator[Path]:
        """A picture for each width and theme. Ends the run when the page isn't what it should be."""
        for width in WIDTHS:
            for theme in screen.themes:
                suffix = "" if theme == "light" else f"-{theme}"
                picture = folder / f"{screen.name}-{width}{suffix}.png"
                png = self._picture(screen, path, width, cast(Theme, theme))
                save_small(png, picture)
                yield picture

    def _picture(self, screen: Screen, path: str, width: int, theme: Theme) -> bytes:
        context = self.browser.new_context(
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            viewport={"width": width, "height": WINDOW_HEIGHT},
            color_scheme=theme,
            reduced_motion="reduce",
            storage_state=self.logins.get(screen.username),
        )
        context.clock.set_fixed_time(self.now)
        try:
            page = context.new_page()
            response = page.goto(self.address + path, wait_until="networkidle")
            if response is None or response.status != screen.status:
                sys.exit(f"{path} cannot be pictured: {response and response.status}")
            _open_up(page, width, screen.tallest)
            return page.screenshot(animations="disabled")
        finally:
            context.close()

    def _log_in(self, username: str, password: str) -> Any:
        context = self.browser.new_context(locale="ko-KR")
        page = context.new_page()
        page.goto(f"{self.address}/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", password)
        page.click("[type=submit]")
        page.wait_for_url(f"{self.address}/admin/")
        state = context.storage_state()
        context.close()
        return state


def _open_up(page: Page, width: int, tallest: int) -> None:
    """A window as high as the page, so that its lazy pictures load too."""
    height: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, tallest)})
    page.evaluate(PICTURES_THERE)


def save_small(png: bytes, path: Path) -> None:
    """A palette of 256 colours: a third of the size, and no difference to the eye; of fewer where
    it would be larger than MOST_BYTES, and at last cut off below."""
    with Image.open(io.BytesIO(png)) as image:
        whole = image.convert("RGB")
    small = b""
    for colours in PALETTES:
        small = _with_palette(whole, colours)
        if len(small) <= MOST_BYTES:
            break
    while len(small) > MOST_BYTES and whole.height > LEAST_HEIGHT:
        whole = whole.crop((0, 0, whole.width, whole.height - WINDOW_HEIGHT // 9))
        small = _with_palette(whole, PALETTES[-1])
    path.write_bytes(small)


def _with_palette(picture: Image.Image, colours: int) -> bytes:
    file = io.BytesIO()
    picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
