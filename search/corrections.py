"""What a reader probably meant whose search found nothing."""

from dataclasses import replace
from datetime import datetime

from newsroom.lib.initials import initials
from newsroom.lib.spelling import nearest
from search import results
from search.asking import Asked
from search.models import KnownWord

# Known words that are compared with one that was typed, of each kind.
MOST_CANDIDATES = 2_000
# Each word that is corrected costs a query and a comparison.
MOST_WORDS = 4


def corrected(asked: Asked, now: datetime) -> Asked | None:
    """The same search with the nearest known words in place of those typed; None unless it finds
    something that readers see, since words of drafts are known, too."""
    words = asked.words.split()
    if not words or len(words) > MOST_WORDS:
        return None
    meant = [_nearest(word) or word for word in words]
    if meant == words:
        return None
    other = replace(asked, typed=" ".join(meant), words=" ".join(meant), after=None)
    return other if results.newest(other.query(), now, None).articles else None


def _nearest(word: str) -> str | None:
    """Of the words that begin with the same syllable or have the same initials: who mistypes a
    syllable seldom mistypes all of it."""
    known = KnownWord.objects.order_by()
    if not word.isalnum() or known.filter(word=word).exists():
        return None
    alike = known.filter(initials=initials(word)).values_list("word", flat=True)
    beginning = known.filter(word__gte=word[0], word__lt=chr(ord(word[0]) + 1))
    candidates = [
        *alike[:MOST_CANDIDATES],
        *beginning.values_list("word", flat=True)[:MOST_CANDIDATES],
    ]
    return nearest(word, candidates)
