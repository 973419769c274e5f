"""How long a story takes to read, as its page tells."""

import re

from articles.layouts import Layout

# Medium's figure for Korean, Chinese and Japanese, which others have taken over; an assumption,
# for no two readers are as quick. Syllables alone are counted, so it is a little less than a
# character with spaces and full stops would give.
SYLLABLES_A_MINUTE = 500

_TAG = re.compile("<[^>]*>")
# Hangul and Hanja, each of which is read as one syllable.
_SYLLABLES = re.compile("[가-힣㐀-鿿豈-﫿]+")


def minutes_to_read(body: str, layout: Layout) -> int | None:
    """Minutes for the clean HTML `body`, begun ones counted whole; None where it says nothing.

    Less than a minute needn't be told. Pictures and videos take longer than the few words beside
    them, so there it isn't told below two. A list of people is looked up rather than read.
    """
    if layout is Layout.PEOPLE:
        return None
    # Markup only adds: what is that short needn't be counted.
    if len(body) < SYLLABLES_A_MINUTE:
        return None
    syllables = sum(map(len, _SYLLABLES.findall(_TAG.sub("", body))))
    least = 2 if layout in (Layout.PHOTO, Layout.VIDEO) else 1
    if syllables < least * SYLLABLES_A_MINUTE:
        return None
    return -(-syllables // SYLLABLES_A_MINUTE)
