"""One story of the corpus, composed from its number alone: the same on every machine and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from articles.corpus import sentences, words
from articles.labels import Label, ReportingType
from articles.states import NEVER_PUBLISHED, VISIBLE, Status
from newsroom.lib.dates import day_bounds

YEARS = 8
# Enough for every story of a schedule to lie behind or ahead of the last day by months.
SCHEDULED_WITHIN = timedelta(days=365)
UNPUBLISHED_SHARE = 0.02
_UNPUBLISHED = (*NEVER_PUBLISHED, Status.SCHEDULED, Status.WITHDRAWN, Status.TRASHED)
# Shares in percent; what is left of labels has none.
_LABELS = {
    Label.BREAKING: 4,
    Label.ROUNDUP: 3,
    Label.PHOTO: 4,
    Label.EXCLUSIVE: 2,
    Label.PERSONNEL: 1,
    Label.OBITUARY: 1,
}
_TYPES = {
    ReportingType.OWN: 68,
    ReportingType.PRESS_RELEASE: 20,
    ReportingType.SYNDICATED: 8,
    ReportingType.CONTRIBUTED: 3,
    ReportingType.ADVERTISING: 1,
}
# How many of a day's stories appear in each of its hours.
_HOURS = (1, 0, 0, 0, 1, 3, 7, 9, 10, 11, 10, 8, 7, 9, 10, 11, 11, 10, 8, 5, 4, 3, 2, 1)
_HOUR_OF_SHARE = tuple(hour for hour, share in enumerate(_HOURS) for _ in range(share))

Item = TypeVar("Item")


@dataclass(frozen=True)
class Corpus:
    """Which corpus: its size, its seed and the last day on which it publishes (Seoul)."""

    size: int
    seed: int
    until: date

    def key(self, number: int | str = "") -> str:
        """The import key of story `number`; without one, what all keys of this corpus begin with."""
        shown = f"{number:08}" if isinstance(number, int) else number
        return f"corpus:{self.seed}:{self.size}:{self.until:%Y%m%d}:{shown}"


@dataclass(frozen=True)
class Story:
    """A story in words and numbers; sections, tags, reporters and pictures are indices."""

    title: str
    subtitle: str
    body: str
    status: Status
    labels: tuple[str, ...]
    reporting_type: str
    section: int
    further_section: int | None
    tags: tuple[int, ...]
    reporters: tuple[int, ...]
    photo: int | None
    published_at: datetime | None
    modified_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def tag_names(self) -> tuple[str, ...]:
        return tuple(sorted(words.TAGS[place] for place in self.tags))


def compose(corpus: Corpus, number: int, *, reporters: int, photos: int) -> Story:
    """Story `number` (from 0), a later one never of an earlier day; the counts say how many
    reporters and photos there are to point at."""
    chance = Random((corpus.seed << 40) + number)  # noqa: S311  no secret in it
    section = _skewed(chance, len(SECTION_TOPS))
    filling = _filling(chance, SECTION_TOPS[section])
    status = _status(chance)
    at = _time(corpus, number, chance)
    published_at = at if status in (*VISIBLE, Status.WITHDRAWN) else None
    if status == Status.SCHEDULED:
        published_at = day_bounds(corpus.until)[1] + chance.random() * SCHEDULED_WITHIN
    modified_at = published_at
    if status != Status.SCHEDULED and published_at and chance.random() < 0.15:
        modified_at = published_at + timedelta(minutes=chance.randrange(5, 3000))
    further = chance.randrange(len(SECTION_TOPS)) if chance.random() < 0.2 else section
    return Story(
        title=pick(chance, sentences.TITLES).format_map(filling),
        subtitle=pick(chance, sentences.SUBTITLES).format_map(filling),
        body=_body(chance, filling),
        status=status,
        labels=_labels(chance),
        reporting_type=chance.choices(tuple(_TYPES), tuple(_TYPES.values()))[0].value,
        section=section,
        further_section=None if further == section else further,
        tags=_several(chance, len(words.TAGS), 1, 5),
        reporters=_several(chance, reporters, 1, 2),
        photo=chance.randrange(photos) if photos and chance.random() < 0.6 else None,
        published_at=published_at,
        modified_at=modified_at,
        created_at=at - timedelta(minutes=chance.randrange(10, 600)),
        updated_at=at if modified_at is None or status == Status.SCHEDULED else modified_at,
    )


def pick(chance: Random, of: Sequence[Item]) -> Item:
    """As Random.choice, in a third of its time."""
    return of[int(chance.random() * len(of))]


def _section_tops() -> tuple[str, ...]:
    """For each section, tops before their children as in words.SECTIONS: the top one's slug."""
    return tuple(top for top, _name, children in words.SECTIONS for _ in range(1 + len(children)))


SECTION_TOPS = _section_tops()


def _time(corpus: Corpus, number: int, chance: Random) -> datetime:
    """Even over the days, uneven over the hours."""
    days = YEARS * 365
    day = corpus.until - timedelta(days=days - 1 - number * days // corpus.size)
    seconds = pick(chance, _HOUR_OF_SHARE) * 3600 + chance.randrange(3600)
    return day_bounds(day)[0] + timedelta(seconds=seconds)


def _status(chance: Random) -> Status:
    if chance.random() >= UNPUBLISHED_SHARE:
        return Status.PUBLISHED
    return pick(chance, _UNPUBLISHED)


def _labels(chance: Random) -> tuple[str, ...]:
    at = chance.random() * 100
    for label, share in _LABELS.items():
        at -= share
        if at < 0:
            return (label.value,)
    return ()


def _skewed(chance: Random, count: int) -> int:
    """Some come up often, most seldom, as with the tags and the desks of any newspaper."""
    return int(count * chance.random() ** 2)


def _several(chance: Random, count: int, least: int, most: int) -> tuple[int, ...]:
    wanted = min(chance.randint(least, most), count)
    return tuple(dict.fromkeys(_skewed(chance, count) for _ in range(wanted)))


def _filling(chance: Random, top: str) -> dict[str, object]:
    """The words of one story; a second place and plan differ from the first."""
    place, place2 = chance.sample(words.PLACES, 2)
    plan, plan2 = chance.sample(words.PLANS, 2)
    amount = chance.randrange(2, 90)
    return {
        "place": place,
        "place2": place2,
        "plan": plan,
        "plan2": plan2,
        "topic": pick(chance, words.TOPICS[top]),
        "organisation": pick(chance, words.ORGANISATIONS),
        "office": pick(chance, words.OFFICES),
        "people": pick(chance, words.PEOPLE_INVOLVED),
        "person": _person(chance),
        "day": pick(chance, words.DAYS),
        "amount": amount,
        "amount2": amount + chance.randrange(5, 200),
        "number": chance.randrange(1000, 90000),
        "small": chance.randrange(10, 200),
        "percent": chance.randrange(3, 60),
    }


def _body(chance: Random, filling: dict[str, object]) -> str:
    """150 to 350 words, in the form that articles.body.clean leaves as it is."""
    told = [pick(chance, sentences.LEADS).format_map(filling)]
    for pattern in chance.sample(sentences.SENTENCES + sentences.QUOTES, chance.randrange(18, 30)):
        filling["plan"] = pick(chance, words.PLANS)
        filling["people"] = pick(chance, words.PEOPLE_INVOLVED)
        filling["person"] = _person(chance)
        filling["number"] = int(1000 + 90000 * chance.random())
        filling["percent"] = int(3 + 57 * chance.random())
        told.append(pattern.format_map(filling))
    told.append(pick(chance, sentences.CLOSINGS).format_map(filling))
    parts = []
    while told:
        length = chance.randrange(2, 4)
        parts.append(f"<p>{' '.join(told[:length])}</p>")
        del told[:length]
    if chance.random() < 0.2:
        heading = pick(chance, sentences.HEADINGS).format_map(filling)
        parts.insert(len(parts) // 2, f"<h3>{heading}</h3>")
    return "\n".join(parts)


def _person(chance: Random) -> words.Word:
    return words.Word(pick(chance, words.SURNAMES) + pick(chance, words.GIVEN_NAMES))
