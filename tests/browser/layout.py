"""What every page has to be on every screen."""

from playwright.sync_api import Page


def fits(page: Page) -> bool:
    """No wider than the screen. Before all of a page is there, Chromium may take it for one that
    isn't made for phones."""
    page.wait_for_load_state()
    assert page.viewport_size is not None
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= page.viewport_size["width"]
