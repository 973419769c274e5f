"""How a story's page is laid out, told from what the story is (docs/design.md has what each is).

No column and no switch: a story that becomes a photo story is laid out as one. The order of the
questions is that of what must not be mistaken: an advertisement is one whatever else it is.
"""

from enum import StrEnum

from articles.blocks import photo_tokens, registry
from articles.body import text_of
from articles.labels import Label
from articles.models import Article

# Three lines of a headline at its full size on a desktop; a longer one is set smaller.
LONG_TITLE = 60
# Twenty sheets of manuscript paper (원고지 20매), from where weeklies speak of a long story.
LONG = 4_000


class Layout(StrEnum):
    STANDARD = "standard"
    LONG = "long"
    PHOTO = "photo"
    VIDEO = "video"
    OPINION = "opinion"
    PEOPLE = "people"
    ADVERTISING = "advertising"

    @property
    def is_wide(self) -> bool:
        """Whether it takes the page's whole width, the lists beside it standing below."""
        return self in (Layout.LONG, Layout.PHOTO, Layout.VIDEO)

    @property
    def picture_sizes(self) -> str:
        """How wide the page shows the lead picture, as `sizes` of an img (layouts.css)."""
        width = "60rem" if self.is_wide else "47rem"
        return f"(min-width: 68rem) {width}, 100vw"

    @property
    def body_sizes(self) -> str:
        """The same of pictures in the text."""
        width = "60rem" if self is Layout.PHOTO else "39rem"
        return f"(min-width: 68rem) {width}, (min-width: 42rem) 39rem, 100vw"


def layout_of(article: Article) -> Layout:
    """Costs no query where the article's section is given with its parent."""
    if article.is_advertising:
        return Layout.ADVERTISING
    if {Label.PERSONNEL, Label.OBITUARY} & set(article.labels):
        return Layout.PEOPLE
    if article.section and article.section.is_opinion:
        return Layout.OPINION
    if opens_with_video(article.body):
        return Layout.VIDEO
    if Label.PHOTO in article.labels and (article.lead_photo_id or has_gallery(article.body)):
        return Layout.PHOTO
    if is_long(article.body):
        return Layout.LONG
    return Layout.STANDARD


def shows_lead_picture(article: Article, layout: Layout) -> bool:
    """Not above the video that takes its place, nor twice with a gallery it is part of."""
    if article.lead_photo is None or layout is Layout.VIDEO:
        return False
    return layout is not Layout.PHOTO or article.lead_photo.token not in photo_tokens(article.body)


def has_long_title(article: Article) -> bool:
    return len(article.title) + sum(len(name) + 3 for name in article.label_names) > LONG_TITLE


def opens_with_video(body: str) -> bool:
    return body.startswith(registry.mark("video"))


def has_gallery(body: str) -> bool:
    return registry.has(body, "gallery")


def is_long(body: str) -> bool:
    """Whether the text has LONG characters, spaces included."""
    # Markup only adds: most stories need not be counted.
    return len(body) >= LONG and len(text_of(body)) >= LONG
