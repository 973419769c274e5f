"""The uses of media entered for stories that are there already, some at a time.

Only bodies with a picture or a file are read, and of revisions those whose lead photo isn't the
row's or whose text has one. Enters what is missing and takes nothing away: it may run while the
newsroom works, be broken off, and run again.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.fields.json import KT

from articles import media_uses
from articles.blocks import file_tokens, photo_tokens
from articles.media_uses import Named
from articles.models import Article, Revision

RANGE = 5_000


def fill(size: int = RANGE) -> Iterator[int]:
    """After each range of numbers, the highest one done."""
    highest = Article.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for start in range(0, highest, size):
        with transaction.atomic():
            media_uses.enter(_of_rows(start, start + size))
            media_uses.enter(_of_revisions(start, start + size))
        yield min(start + size, highest)


def _of_rows(after: int, upto: int) -> Iterator[tuple[int, Named, bool]]:
    rows = Article.objects.filter(_with_media("body"), pk__gt=after, pk__lte=upto).order_by()
    for pk, body in rows.values_list("pk", "body").iterator():
        named = _named(body)
        if named:
            yield pk, named, False


def _of_revisions(after: int, upto: int) -> Iterator[tuple[int, Named, bool]]:
    revisions = (
        Revision.objects.filter(article__gt=after, article__lte=upto)
        .order_by()
        .annotate(lead=KT("data__lead_photo_id"), text=KT("data__body"))
    )
    # JSON's null is a text of that name on SQLite.
    led = revisions.filter(lead__isnull=False).exclude(lead="null")
    led = led.values_list("article", "lead", "article__lead_photo")
    for pk, lead, shown in led.iterator():
        if int(lead) != shown:
            yield pk, Named(lead=int(lead)), True
    written = revisions.filter(_with_media("text")).values_list("article", "text", "article__body")
    for pk, text, body in written.iterator():
        named = _named(text).but(_named(body))
        if named:
            yield pk, named, True


def _named(body: str) -> Named:
    return Named(frozenset(photo_tokens(body)), frozenset(file_tokens(body)))


def _with_media(column: str) -> Q:
    return Q(**{f"{column}__contains": "/photos/"}) | Q(**{f"{column}__contains": "data-file"})
