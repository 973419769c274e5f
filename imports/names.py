"""Names as documents spell them, made comparable, and slugs for names that have none."""

from __future__ import annotations

import re

from newsroom.lib.korean import clean_name

_MIDDLE_DOTS = re.compile("[ㆍ・‧∙•]")
# Letters of a syllable in the order of Unicode, by the Revised Romanisation; "-" is silent.
_LEAD_LETTERS = "g kk n d tt r m b pp s ss - j jj ch k t p h"
_VOWEL_LETTERS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_FINAL_LETTERS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_LEADS = _LEAD_LETTERS.split()
_VOWELS = _VOWEL_LETTERS.split()
_FINALS = _FINAL_LETTERS.split()


def comparable(name: str) -> str:
    """Equal for spellings of one name: spacing, case and the many middle dots don't count."""
    return _MIDDLE_DOTS.sub("·", "".join(clean_name(name).split())).casefold()


def slug(name: str, longest: int) -> str:
    """An address name for a Korean name: romanised syllable by syllable, so that the same name
    always gives the same slug. May be empty."""
    letters = "".join(_romanised(character) for character in clean_name(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:longest].strip("-")


def _romanised(character: str) -> str:
    index = ord(character) - ord("가")
    if not 0 <= index < len(_LEADS) * len(_VOWELS) * len(_FINALS):
        return character
    lead, rest = divmod(index, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return (_LEADS[lead] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")
