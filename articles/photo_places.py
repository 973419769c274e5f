"""Where a picture stands: in which stories, and where in each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q

from accounts.models import User
from articles import permissions, revisions
from articles.blocks import photo_tokens
from articles.content import Content
from articles.models import Article
from newsroom.lib import html as markup
from photos.models import Photo

# Of a picture in more stories than these, the newest are looked at, which screens say.
MOST = 2_000


class Place(StrEnum):
    LEAD = "대표 사진"
    BODY = "본문"
    GALLERY = "포토뉴스"
    CHANGE = "수정안"
    EARLIER = "지난 판"


@dataclass(frozen=True)
class Use:
    article: Article
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Uses:
    """`hidden`: how many more there are that the user may not read; `is_cut`: whether there are
    older stories, which nobody looked at."""

    shown: tuple[Use, ...]
    hidden: int
    is_cut: bool


def uses_of(photo: Photo, user: User, *, also_earlier: bool = True) -> Uses:
    """With what `user` may know of each story; the newest first. Without `also_earlier` only of
    stories that go on with a text that names it, live or being written."""
    numbers, is_cut = _numbers_of(photo, also_earlier=also_earlier)
    stories = Article.objects.filter(pk__in=numbers).select_related("section")
    readable = list(permissions.readable(user, stories).order_by("-pk"))
    changed = permissions.with_readable_changes(user, readable)
    found = []
    for article in readable:
        places = [*places_in(article, photo)]
        if article.pk in changed and names(revisions.working_copy(article), photo):
            places.append(Place.CHANGE)
        if not places and permissions.can_read_log_text(user, article):
            places.append(Place.EARLIER)
        if places:
            found.append(Use(article, tuple(places)))
    return Uses(tuple(found), len(numbers) - len(found), is_cut)


def _numbers_of(photo: Photo, *, also_earlier: bool) -> tuple[list[int], bool]:
    """Of the stories, the newest first, and whether there are more. Two queries."""
    uses = photo.media_uses.all()
    if not also_earlier:
        is_written = Q(article__live_revision__isnull=False) & ~Q(
            article__revision=F("article__live_revision")
        )
        uses = uses.filter(Q(is_working_copy=False) | is_written)
    leads = photo.lead_articles.order_by("-pk").values_list("pk", flat=True)[: MOST + 1]
    named = uses.order_by("-article").values_list("article", flat=True).distinct()[: MOST + 1]
    numbers = sorted({*leads, *named}, reverse=True)
    return numbers[:MOST], len(numbers) > MOST


def names(text: Article | Content, photo: Photo) -> bool:
    return text.lead_photo_id == photo.pk or photo.token in photo_tokens(text.body)


def places_in(text: Article | Content, photo: Photo) -> Iterator[Place]:
    """Of one text, in the order in which it is read."""
    if text.lead_photo_id == photo.pk:
        yield Place.LEAD
    if photo.token in photo_tokens(text.body):
        yield from dict.fromkeys(_in_body(markup.tokens(text.body), photo))


def _in_body(tokens: Iterable[markup.Token], photo: Photo) -> Iterator[Place]:
    figures: list[bool] = []
    for token in tokens:
        if isinstance(token, markup.Start) and token.name == "figure":
            figures.append(token.attributes.get("class") == "gallery")
        elif isinstance(token, markup.End) and token.name == "figure" and figures:
            figures.pop()
        elif isinstance(token, markup.Start) and token.name == "img":
            if photo.token in token.attributes.get("src", ""):
                yield Place.GALLERY if any(figures) else Place.BODY
