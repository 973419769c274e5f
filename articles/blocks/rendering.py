"""A stored body as HTML for reading, its blocks by their templates.

A body without blocks costs no query; else one for its pictures, one for its files and one for the
stories it names. What a reader may not see is left out without a trace.
"""

import re
from collections.abc import Callable

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from articles import page_keys, permissions
from articles.blocks import article_ids, file_tokens, photo_tokens, registry, table
from articles.blocks.found import Found, attributes_of
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.models import Article
from articles.selections import cards_of, with_sections
from attachments import page_keys as file_keys
from attachments import permissions as file_permissions
from attachments.models import Attachment
from pagecache import depends, is_collected, until
from photos import page_keys as photo_keys
from photos.models import Photo
from photos.permissions import visible_photos
from photos.templatetags.pictures import picture, plain_picture

# A picture in the column of text, which is 39 rem wide.
SIZES = "(min-width: 42rem) 39rem, 100vw"

_BLOCKS = re.compile(r"<(?:figure|aside|table|img)[ >]")
# A figure of figures ends where two end; nothing else holds a figure.
_BLOCK = re.compile(
    r'<figure class="gallery">.*?</figure></figure>|<figure(?: [^>]*)?>.*?</figure>'
    r"|<aside [^>]*>.*?</aside>|<img [^>]*>"
)
_IMAGE = re.compile(r"<img [^>]*>")
# What is left of a paragraph whose only picture isn't there.
_NOTHING = re.compile(
    r"(?:</?(?:p|h[2-4]|ul|ol|li|blockquote|a|strong|em|u|s|sub|sup)(?: [^>]*+)?>|<br>|\s)*+"
)
_TAG = re.compile(r"<([a-z]+)([^>]*)>")


def for_readers(html: str, *, own: int | None = None, sizes: str = SIZES) -> SafeString:
    """On a page that everybody may read, with all that moves. `own` is the number of the story:
    no card of it stands in itself. `sizes` says how wide the page shows pictures, as in HTML."""
    return _render(html, lambda: _public(html, own, is_plain=False), sizes)


def on_paper(html: str, *, own: int | None = None) -> SafeString:
    return _render(html, lambda: _public(html, own, is_plain=True))


def for_user(
    html: str, user: User, *, is_plain: bool, own: int | None = None, sizes: str = SIZES
) -> SafeString:
    """For an editor: also what readers don't see yet, as far as `user` may."""
    return _render(html, lambda: _staffs(html, user, own, is_plain=is_plain), sizes)


def _render(html: str, shown: Callable[[], Shown], sizes: str = SIZES) -> SafeString:
    if not _BLOCKS.search(html):
        return mark_safe(html)
    return mark_safe(_Rendering(shown(), sizes).body(html))


class _Rendering:
    def __init__(self, shown: Shown, sizes: str) -> None:
        self.shown = shown
        self.sizes = sizes

    def body(self, html: str) -> str:
        # The sanitiser writes one block of the body itself a line.
        return "\n".join(filter(None, map(self.line, html.split("\n"))))

    def line(self, line: str) -> str:
        if not _BLOCKS.search(line):
            return line
        line = _BLOCK.sub(lambda match: self.block(match[0]), line)
        if _NOTHING.fullmatch(line):
            return ""
        return self.room(table.ROOM, Found(line)) if line.startswith("<table>") else line

    def block(self, html: str) -> str:
        tag = _TAG.match(html)
        if tag is None or tag[1] == "img":
            return self.image(html)
        found = registry.find(tag[1], attributes_of(tag[2]))
        if found is None or (found[0].name == "photo" and html.count("<img ") > 1):
            return self.loose_pictures(html)
        return self.room(found[0], Found(html, found[1]))

    def room(self, room: Room, found: Found) -> str:
        if room.name == "box":
            found = Found(_IMAGE.sub(lambda match: self.image(match[0]), found.html))
        told = room.describe(found, self.shown)
        if told is None:
            return ""
        template = get_template(room.templates[self.shown.is_plain])
        return template.render(told | {"sizes": self.sizes}).strip()

    def loose_pictures(self, figure: str) -> str:
        """A figure of no room, or of several pictures in one, as other systems wrote them."""
        html = _IMAGE.sub(lambda match: self.image(match[0]), figure)
        return html if "<img " in html else ""

    def image(self, tag: str) -> str:
        given = attributes_of(tag)
        photo = self.shown.photo(given["src"])
        if photo is None:
            return ""
        alt = given.get("alt") or photo.alt
        if self.shown.is_plain:
            return plain_picture(photo, alt=alt)
        return picture(photo, sizes=self.sizes, alt=alt)


def _public(html: str, own: int | None, *, is_plain: bool) -> Shown:
    """A picture or a file in the text of a story that readers see is public with it."""
    photos = _photos(html)
    depends(*(photo_keys.photo(photo.pk) for photo in photos.values()))
    files = _files(html)
    depends(*(file_keys.attachment(file.pk) for file in files.values()))
    return Shown(photos, files, _cards(_others(html, own)), is_plain)


def _others(html: str, own: int | None) -> list[int]:
    return [number for number in article_ids(html) if number != own]


def _cards(numbers: list[int]) -> dict[int, Article]:
    if not numbers:
        return {}
    now = timezone.now()
    cards = cards_of(numbers, now)
    unseen = [pk for pk in numbers if pk not in cards]
    if unseen and is_collected():
        # They come, or are made by an import, without anybody touching this story.
        depends(page_keys.NUMBERS, *map(page_keys.card, unseen))
        ahead = Article.objects.filter(pk__in=unseen, visible_from__gt=now)
        until(ahead.order_by("visible_from").values_list("visible_from", flat=True).first())
    return cards


def _staffs(html: str, user: User, own: int | None, *, is_plain: bool) -> Shown:
    photos = _photos(html)
    if photos:
        may_see = visible_photos(user, Photo.objects.filter(pk__in=[p.pk for p in photos.values()]))
        seen = set(may_see.values_list("pk", flat=True))
        photos = {token: p for token, p in photos.items() if p.pk in seen or p.is_public}
    files = {
        token: file
        for token, file in _files(html).items()
        if file_permissions.can_see_file(user, file) or file.is_public
    }
    stories: dict[int, Article] = {}
    if numbers := _others(html, own):
        named = Article.objects.filter(pk__in=numbers).defer("body").for_cards()
        stories = {story.pk: story for story in permissions.readable(user, named)}
        with_sections(stories.values())
    return Shown(photos, files, stories, is_plain)


def _photos(html: str) -> dict[str, Photo]:
    tokens = photo_tokens(html)
    return (
        {photo.token: photo for photo in Photo.objects.filter(token__in=tokens)} if tokens else {}
    )


def _files(html: str) -> dict[str, Attachment]:
    tokens = file_tokens(html)
    files = Attachment.objects.filter(token__in=tokens) if tokens else []
    return {file.token: file for file in files}
