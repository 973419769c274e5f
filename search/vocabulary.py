"""The words that stories and pictures are made of, for what only a known word can tell: initials
(ㄱㄱㅈㅌㅂ).

Words of drafts are among them: nothing from here is shown to anybody before a search for it has
found something that they may see.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length

from newsroom.lib.beginnings import beginnings
from newsroom.lib.initials import initials
from search import tokens
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


def begun(typed: str) -> list[str]:
    """Known words that this may become, whose last syllable is unfinished: the shortest, none that
    begins with another of them or is asked for as another word (도서고 as 도서 with a particle)."""
    wanted = Q(pk__in=())
    for low, high in beginnings(typed):
        wanted |= Q(word__gte=low, word__lt=high)
    words = KnownWord.objects.filter(wanted).order_by(Length("word"), "word")
    found: list[str] = []
    for word in words.values_list("word", flat=True)[:MOST]:
        if not word.startswith(tuple(found)) and [each.text for each in tokens.words(word)] == [
            word
        ]:
            found.append(word)
    return found
