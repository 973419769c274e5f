"""Stories on the same subject as one: found by the words that tell it from others.

How rare a word is, is read off the newest stories that have it: the few that were asked for reach
back a day with one word and ten years with another. So nothing is ever counted to its end, and the
answers are at the same time the stories to choose from.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from typing import Any, NamedTuple

from articles import body
from articles.content import Content
from articles.labels import ReportingType
from articles.models import Article
from reporters.models import Reporter
from search.index import Hit, current
from search.models import IndexState
from search.query import Alternative, Piece, Query, Term, in_one
from search.tokens import LONGEST_PIECE, Word, pieces, words

# Words of a story that are asked for; each is a query.
MOST_WORDS = 12
# Newest stories asked for of each word, and how many of all that come together are looked at.
NEWEST = 200
LOOKED_AT = 40
# Below this two stories have no more in common than any two: decision 0041.
CLOSE = 0.2
# What a word is worth by where it stands in the story asked about.
_IN_TITLE, _IN_TAGS, _AS_OFTEN = 3, 3, 4
# What a word counts that stands in the text alone.
_IN_PASSING = 0.4
# What the same section brings two stories nearer, in parts of all that words can.
_SAME_SECTION = 0.05
# Of an old story's closeness this much stays, and the rest halves each year.
_STAYS = 0.75
_HALVES = timedelta(days=365)


class Telling(NamedTuple):
    """A word that may tell what a story is about, however it is bent where it stands."""

    morphemes: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, word: Word) -> "Telling":
        return cls(word.morphemes, word.text if word.surfaces > 1 else "".join(word.morphemes))


@dataclass(frozen=True)
class Told:
    """What is compared of a story: the morphemes and pieces of its title and tags, and all it
    says."""

    titled: frozenset[str]
    said: frozenset[str] = frozenset()
    section_id: int | None = None
    visible_from: datetime | None = None


@dataclass(frozen=True)
class Proposal:
    article_id: int
    closeness: float


@dataclass(frozen=True)
class Subject:
    """A story that others are looked for, as far as that needs it; `signed` are the names of its
    reporters."""

    article_id: int
    title: str
    text: str
    tags: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    section_id: int | None = None
    is_advertising: bool = False

    @classmethod
    def of(cls, article: Article) -> "Subject":
        """As its row has it. Two queries."""
        return cls(
            article.pk,
            article.title,
            body.text_of(article.body),
            tuple(article.tags.values_list("name", flat=True)),
            tuple(article.bylines.values_list("reporter__name", flat=True)),
            article.section_id,
            article.is_advertising,
        )

    @classmethod
    def of_content(cls, article_id: int, content: Content) -> "Subject":
        """Of a text that readers may not have yet. One query."""
        names = Reporter.objects.filter(pk__in=content.reporter_ids).values_list("name", flat=True)
        return cls(
            article_id,
            content.title,
            body.text_of(content.body),
            content.tags,
            tuple(names),
            content.section_id,
            content.reporting_type == ReportingType.ADVERTISING,
        )


@dataclass(frozen=True)
class Near:
    """Stories that have the rarest words of a subject, by number, and how rare those are."""

    rarity: Mapping[Telling, float]
    others: Mapping[int, Told]


def proposals(subject: Subject, now: datetime, *, most: int) -> list[Proposal]:
    """Stories that readers see at `now` on this subject, the closest first. Advertising for
    advertising alone, and for reporting none. MOST_WORDS and six queries, none of which grows with
    the newspaper."""
    return closest(near_to(subject, now), subject, now, most=most)


def closest(near: Near, subject: Subject, now: datetime, *, most: int) -> list[Proposal]:
    own = Told(stored(subject.title, *subject.tags), section_id=subject.section_id)
    ranked = sorted(
        (
            Proposal(pk, closeness(own, other, near.rarity, now))
            for pk, other in near.others.items()
        ),
        key=lambda each: (each.closeness, each.article_id),
        reverse=True,
    )
    return [each for each in ranked if each.closeness >= CLOSE][:most]


def near_to(subject: Subject, now: datetime) -> Near:
    """What both `closest` and search.similar choose from."""
    asked = telling_words(subject.title, subject.tags, subject.text, without=subject.signed)
    if not asked:
        return Near({}, {})
    place = IndexState.objects.values_list("live", flat=True).first() or 0
    but = subject.article_id
    found = {word: _others(place, Query(terms=(term_of(word),)), now, but=but) for word in asked}
    rarity = rarities(found, _others(place, Query(), now, but=but), _first(now), now)
    likely = _likeliest(found, rarity)
    return Near(rarity, _told(place, likely, now, is_advertising=subject.is_advertising))


def _others(place: int, query: Query, now: datetime, *, but: int) -> list[Hit]:
    hits = current().newest(place, query, now=now, most=NEWEST + 1)
    return [hit for hit in hits if hit.article_id != but][:NEWEST]


def telling_words(
    title: str, tags: Iterable[str], text: str, *, without: Iterable[str] = ()
) -> list[Telling]:
    """Of its title, its tags, and those its text comes back to; not the names in `without`, who
    signed it."""
    left_out = {word.text for name in without for word in _tellings(name)}
    worth: Counter[Telling] = Counter()
    for word, times in Counter(_tellings(text)).items():
        if times > 1:
            worth[word] = min(times, _AS_OFTEN)
    for given, value in ((title, _IN_TITLE), (" ".join(tags), _IN_TAGS)):
        for word in set(_tellings(given)):
            worth[word] += value
    told = [word for word in worth if _may_tell(word) and word.text not in left_out]
    # Of words worth the same the longer one is likely the rarer.
    told.sort(key=lambda word: (-worth[word], -len(word.text), word.text))
    return told[:MOST_WORDS]


def _tellings(text: str) -> list[Telling]:
    return [Telling.of(word) for word in words(text)]


def _may_tell(word: Telling) -> bool:
    """A syllable and a number say nothing by themselves."""
    return 1 < len(word.text) <= LONGEST_PIECE and not word.text.isdigit()


def term_of(word: Telling) -> Term:
    """Wherever it stands as these morphemes or in one piece."""
    alternatives: tuple[Alternative, ...] = (in_one(word.morphemes), Piece(word.text))
    return Term(word.text, alternatives)


def rarities(
    found: Mapping[Telling, Sequence[Hit]],
    everything: Sequence[Hit],
    first: datetime,
    now: datetime,
) -> dict[Telling, float]:
    """How much rarer each word is than stories are, as a logarithm: 0 for one in every story; one
    that stands in no other counts as if it stood in one. `found` and `everything` are the newest
    NEWEST stories, `first` is when the first one came."""
    all_rate = _rate(everything, first, now)
    return {word: max(0.0, log(all_rate / _rate(hits, first, now))) for word, hits in found.items()}


def _rate(hits: Sequence[Hit], first: datetime, now: datetime) -> float:
    """Stories a second, over as long as these few reach back."""
    since = first
    if len(hits) >= NEWEST:
        since = hits[-1].visible_from or first
    return max(len(hits), 1) / max((now - since).total_seconds(), 1.0)


def closeness(own: Told, other: Told, rarity: Mapping[Telling, float], now: datetime) -> float:
    """Of the story's telling words how much the other one says, weighed by their rarity and by
    whether either tells them in its title or tags: 1 where both tell all of them there. 0 where
    one word alone joins them, or none that either of them tells there."""
    whole = shared = 0.0
    words_shared = told_by_both = 0
    for word, rare in rarity.items():
        is_told = _says(own.titled, word)
        worth = rare * (1 if is_told else _IN_PASSING)
        whole += worth
        if _says(other.titled, word):
            shared += worth
            words_shared += 1
            told_by_both += is_told
        elif _says(other.said, word):
            shared += worth * _IN_PASSING
            words_shared += 1
    if words_shared < 2 or not told_by_both:
        return 0.0
    near = shared / whole if whole else 0.0
    near += _SAME_SECTION * (own.section_id is not None and own.section_id == other.section_id)
    return near * _freshness(other.visible_from, now)


def _says(said: Collection[str], word: Telling) -> bool:
    return word.text in said or all(morpheme in said for morpheme in word.morphemes)


def _freshness(at: datetime | None, now: datetime) -> float:
    years: float = (now - at) / _HALVES if at else 0.0
    fading: float = 0.5 ** max(years, 0.0)
    return _STAYS + (1 - _STAYS) * fading


def _likeliest(
    found: Mapping[Telling, Sequence[Hit]], rarity: Mapping[Telling, float]
) -> list[int]:
    """Of all that were found those with the rarest words in common; the newer of two alike."""
    worth: defaultdict[int, float] = defaultdict(float)
    for word, hits in found.items():
        for hit in hits:
            worth[hit.article_id] += rarity[word]
    return sorted(worth, key=lambda pk: (worth[pk], pk), reverse=True)[:LOOKED_AT]


def _first(now: datetime) -> datetime:
    stories = Article.objects.published(now).order_by("visible_from")
    return stories.values_list("visible_from", flat=True).first() or now


def _told(
    place: int, numbers: Collection[int], now: datetime, *, is_advertising: bool
) -> dict[int, Told]:
    """Of those that readers see, advertising or reporting as asked."""
    seen = Article.objects.published(now).filter(pk__in=numbers)
    rows = [
        (row.pk, row.section_id, row.visible_from)
        for row in seen.only("section", "visible_from", "reporting_type")
        if row.is_advertising == is_advertising
    ]
    numbers = [pk for pk, *_ in rows]
    tagged: Any = Article.tags.through.objects.filter(article__in=numbers)
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name in tagged.values_list("article", "tag__name"):
        tags[pk].append(name)
    said = current().said(place, numbers)
    return {
        pk: Told(said[pk].title | stored(*tags[pk]), said[pk].everywhere, section_id, visible_from)
        for pk, section_id, visible_from in rows
        if pk in said
    }


def stored(*texts: str) -> frozenset[str]:
    """As the index stores them, without an order."""
    text = "\n".join(texts)
    found = words(text)
    return frozenset(pieces(text, found)).union(*(word.morphemes for word in found))
