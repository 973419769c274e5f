"""What else a word of a query may mean: a synonym of the outlet's own, the words that begin with its
initials, or what was meant on the other keyboard."""

import re
from collections import defaultdict

from newsroom.lib.initials import is_initials, spread_initials
from newsroom.lib.keyboard import hangul_of_keys, keys_of_hangul
from search import vocabulary
from search.models import Synonym
from search.query import Meanings, key_of

MOST_SYLLABLES = 2
_JAMO = re.compile("[ㄱ-ㆎ]")


def meanings() -> Meanings:
    """As of now, so that an editor's synonym counts at once. One query, and one for initials."""
    synonyms: defaultdict[str, list[str]] = defaultdict(list)
    for words in Synonym.objects.order_by().values_list("words", flat=True):
        # As the form has cleaned them: to do so again for each search takes longer than the query.
        group = [word.strip() for word in words.split(",")]
        for word in group:
            synonyms[key_of(word)] += [other for other in group if other != word]

    def of(key: str) -> list[str]:
        found = list(synonyms.get(key, ()))
        if is_initials(key):
            found += vocabulary.with_initials(spread_initials(key))
        meant = hangul_of_keys(key) or (_may_be_english(key) and keys_of_hangul(key))
        if meant:
            found += [meant, *synonyms.get(key_of(meant), ())]
        return found

    return of


def _may_be_english(key: str) -> bool:
    """Typed with the Korean keyboard on, English comes out in bare letters or in few syllables; one
    letter is none of its words."""
    if _JAMO.fullmatch(key):
        return False
    return len(key) <= MOST_SYLLABLES or _JAMO.search(key) is not None
