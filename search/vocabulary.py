"""The words that stories and pictures are made of, for what only a known word can tell: initials
(ㄱㄱㅈㅌㅂ).

Words of drafts are among them: nothing from here is shown to anybody before a search for it has
found something that they may see.
"""

from collections.abc import Iterable

from newsroom.lib.initials import initials
from search.documents import Document
from search.models import KnownWord

# More words of the same initials say nothing: nobody means them all.
MOST = 40


def learn(documents: Iterable[Document]) -> None:
    """In the transaction that writes them, in one order whoever writes, so that no two wait for each
    other in a circle."""
    words = {word for document in documents for word in document.vocabulary}
    known = KnownWord.objects.filter(word__in=words).values_list("word", flat=True)
    KnownWord.objects.bulk_create(
        (KnownWord(word=word, initials=initials(word)) for word in sorted(words - set(known))),
        ignore_conflicts=True,
        batch_size=5_000,
    )


def with_initials(typed: str) -> list[str]:
    """Known words whose syllables begin so."""
    words = KnownWord.objects.filter(initials=typed).order_by("word")
    return list(words.values_list("word", flat=True)[:MOST])
