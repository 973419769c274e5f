"""Keys of what public pages show of policy pages."""

from pagecache.keys import key
from pages.models import Page

# Which there are, and their titles: in the footer of every page, and in the sitemap.
PAGES = "pages"


def page(slug: str) -> str:
    """The page at this address, or that there is none."""
    return key("page", slug)


def of_page(shown: Page) -> list[str]:
    return [PAGES, page(shown.slug)]
