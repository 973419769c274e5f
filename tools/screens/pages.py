"""Which pages are pictured. A new template gets a line here; a new kind of story one in subjects.py.

{words} in a path stand for what subjects.py and working_day.py tell of the site: a page whose word
they don't know is told and skipped.
"""

from typing import NamedTuple

WIDTHS = (390, 1280)
THEMES = ("light", "dark")
DESK_TALLEST = 1400
TALLEST = 2400


class Screen(NamedTuple):
    """A page to picture as high as it is, but no higher than `tallest`. `username` is who is
    logged in, nobody when empty; `status` what the server answers."""

    name: str
    path: str
    username: str = ""
    tallest: int = TALLEST
    status: int = 200
    themes: tuple[str, ...] = THEMES


def desk(name: str, path: str, *, by: str = "desk", tallest: int = DESK_TALLEST) -> Screen:
    return Screen(name, f"/admin/{path}", by, tallest, themes=("light",))


LAYOUTS = ("standard", "long", "photo", "video", "opinion", "people", "advertising")
WORST = (
    "very-long-headline",
    "one-paragraph",
    "hanja-english",
    "emoji",
    "very-long-word",
    "two-hundred-wishes",
)
READERS = (
    Screen("front", "/"),
    Screen("section", "/sections/{section}/"),
    Screen("article", "/articles/1/"),
    *(Screen(f"article-{name}", f"/articles/{{{name}}}/") for name in LAYOUTS),
    Screen("article-gallery", "/articles/{gallery}/"),
    *(Screen(f"worst-{name}", f"/articles/{{{name}}}/", tallest=1400) for name in WORST),
    Screen("print", "/articles/1/print/"),
    Screen("revision-history", "/articles/{corrected}/revisions/"),
    Screen("reporter", "/reporters/{reporter}/"),
    Screen("tag", "/tags/{tag}/"),
    Screen("archive-day", "/archive/{day}/"),
    Screen("corrections", "/corrections/"),
    Screen("notice", "/corrections/{notice}/"),
    Screen("policy", "/pages/accessibility/"),
    Screen("saved", "/saved/"),
    Screen("search", "/search/?q=도서관"),
    Screen("search-empty", "/search/"),
    Screen("search-nothing", "/search/?q=없는말"),
    Screen("not-found", "/articles/999999999/", status=404),
    Screen("withdrawn", "/articles/{withdrawn}/", status=410),
)
DESK = (
    desk("dashboard", "", tallest=900),
    desk("article-list", "articles/article/"),
    desk("calendar", "articles/article/calendar/", tallest=900),
    desk("article-form", "articles/article/{waiting}/change/"),
    desk("confirm", "articles/article/{waiting}/confirm/publish_now/", tallest=900),
    desk("comparison", "articles/article/{live}/revisions/compare/", tallest=900),
    desk("set-aside", "articles/article/{live}/set-aside/{late}/", tallest=1000),
    desk("claim", "notices/claim/{claim}/change/"),
    desk("talk", "articles/article/{waiting}/talk/", by="reporter", tallest=900),
    desk("inbox", "inbox/", by="reporter", tallest=900),
    desk("photos", "photos/photo/", tallest=1000),
    desk("photo", "photos/photo/1/change/"),
    desk("audit", "audit/", by="chief", tallest=900),
)
SCREENS = (*READERS, *DESK)
