"""What a reader probably meant whose search found nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from articles.list_kinds import ListKind
from articles.models import Tag
from newsroom.lib.spelling import nearest
from reporters.models import Reporter
from search import results
from search.asking import Asked
from search.suggestions import listed
from sections.models import Section

# Names that are compared with a word that was typed, of each kind.
MOST_CANDIDATES = 2_000
# Each word that is corrected costs three queries and a comparison.
MOST_WORDS = 4


def corrected(asked: Asked, now: datetime) -> Asked | None:
    """The same search with the nearest names in place of the words typed; None unless it finds
    something that readers see."""
    words = asked.typed.split()
    if not words or len(words) > MOST_WORDS:
        return None
    meant = [nearest(word, _names(word, now)) or word for word in words]
    if meant == words:
        return None
    other = replace(asked, typed=" ".join(meant), after=None)
    return other if results.newest(other.query(), now, None).articles else None


def _names(word: str, now: datetime) -> Iterator[str]:
    """Tags, reporters and sections with the first syllable of the word, as readers know them.

    Not of search/vocabulary.py, in which drafts stand too: whether one of its words is proposed,
    or in place of which other, would tell of them.
    """
    beginning = [(word[0], chr(min(ord(word[0]) + 1, 0x10FFFF)))]
    for rows, kind in (
        (Tag.objects.all(), ListKind.TAG),
        (Reporter.objects.all(), ListKind.REPORTER),
        (Section.objects.all(), ListKind.SECTION),
    ):
        seen = listed(rows, kind, beginning, now).order_by("name", "pk")
        yield from seen.values_list("name", flat=True)[:MOST_CANDIDATES]
