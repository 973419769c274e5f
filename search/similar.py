"""Stories that say nearly the same as one: a press release that has run already."""

from datetime import datetime, timedelta

from search.related import Near, Subject, near_to, stored

# Of the words of the shorter text as many stand in the other: decision 0041 has what was tried.
SIMILAR = 0.75
# Fewer words say nothing about a text: 인사, 부고, a line on the weather.
FEWEST_WORDS = 20
# Whatever comes back each year is not the same story.
RECENT = timedelta(days=60)


def similar_stories(subject: Subject, now: datetime, *, most: int) -> list[int]:
    """Of the last RECENT what readers see at `now`, the most alike first."""
    return nearly_same(near_to(subject, now), subject, now, most=most)


def nearly_same(near: Near, subject: Subject, now: datetime, *, most: int) -> list[int]:
    own = stored(subject.title, *subject.tags, subject.text)
    alike = [
        (resemblance(own, other.said), pk)
        for pk, other in near.others.items()
        if other.visible_from is not None and other.visible_from > now - RECENT
    ]
    return [pk for value, pk in sorted(alike, reverse=True) if value >= SIMILAR][:most]


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the shorter text's words that the other has as well; 0 for a text too short to
    tell, and for one that has less than a third of the other's words."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < max(FEWEST_WORDS, len(longer) / 3):
        return 0.0
    return len(shorter & longer) / len(shorter)
