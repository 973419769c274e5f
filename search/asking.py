"""What a reader asks for: the words, and the form's filters or the same written among the words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from newsroom.lib.dates import day_bounds
from reporters.models import Reporter
from search.documents import reporter_mark, section_mark
from search.meanings import meanings
from search.query import Query, cleaned, parse
from search.results import Place
from sections.models import Section

NEWEST, RELEVANT = "newest", "relevance"
# As far as day_bounds reaches.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)

_WISH = re.compile(
    r'(?<!\S)(section|섹션|reporter|기자|from|부터|to|까지):(?:"([^"]*)"|(\S+))', re.IGNORECASE
)
_NAMES = {"섹션": "section", "기자": "reporter", "부터": "from", "까지": "to"}
_DAY = re.compile(r"(\d{4})(?:[-./년] ?(\d{1,2})(?:[-./월] ?(\d{1,2}))?)?[.년월일]?")


@dataclass(frozen=True)
class Asked:
    """`typed` is what is left of the text beside filters; days are Seoul's, the last one included.
    There are several sections or reporters where they have the name that was asked for. `unread` is
    what was given for a day and is none."""

    typed: str = ""
    sections: tuple[Section, ...] = ()
    reporters: tuple[Reporter, ...] = ()
    since: date | None = None
    until: date | None = None
    unread: tuple[str, ...] = ()
    order: str = NEWEST
    after: Place | None = None
    is_unknown: bool = False

    @property
    def section(self) -> Section | None:
        return self.sections[0] if self.sections else None

    @property
    def section_key(self) -> str:
        """By which the form and the addresses ask for it again."""
        return "" if not self.section else _key(self.sections, self.section.slug)

    @property
    def reporter_key(self) -> str:
        return "" if not self.reporters else _key(self.reporters, str(self.reporters[0].pk))

    @property
    def is_filtered(self) -> bool:
        return bool(self.sections or self.reporters or self.since or self.until)

    def query(self) -> Query:
        marks: list[tuple[str, ...]] = []
        if self.sections:
            inside = Section.objects.filter(parent__in=self.sections).values_list("pk", flat=True)
            own = [section.pk for section in self.sections]
            marks.append(tuple(section_mark(pk) for pk in sorted({*own, *inside})))
        if self.reporters:
            marks.append(tuple(reporter_mark(reporter.pk) for reporter in self.reporters))
        return replace(
            parse(self.typed, meanings()),
            marks=tuple(marks),
            since=_start(self.since),
            before=_start(self.until + timedelta(days=1)) if self.until else None,
        )

    def address(self, **changed: Any) -> str:
        """The query string of the same search, changed in what is said; a section by its slug, a
        reporter by number."""
        told: dict[str, Any] = {
            "q": self.typed,
            "section": self.section_key,
            "reporter": self.reporter_key,
            "from": self.since or "",
            "to": self.until or "",
            "sort": self.order if self.order != NEWEST else "",
        }
        told |= changed
        return "?" + urlencode({name: value for name, value in told.items() if value})


def read(given: Mapping[str, str] | QueryDict) -> Asked:
    """A filter among the words becomes one of the form's, so that it can be taken back there. A day
    that can't be read is left out and told, and a section or reporter that isn't there finds
    nothing."""
    typed = cleaned(given.get("q", ""))
    wishes = {name: cleaned(given.get(name, "")) for name in ("section", "reporter", "from", "to")}
    for name, quoted, plain in _WISH.findall(typed):
        wishes[_NAMES.get(name, name.lower())] = (quoted or plain).strip()
    sections = _sections(wishes["section"])
    reporters = _reporters(wishes["reporter"])
    unknown = bool(wishes["section"] and not sections) or bool(wishes["reporter"] and not reporters)
    since, until = _period(wishes["from"], wishes["to"])
    return Asked(
        typed=typed if unknown else " ".join(_WISH.sub(" ", typed).split()),
        sections=sections,
        reporters=reporters,
        since=since,
        until=until,
        unread=tuple(
            wish
            for wish, day in ((wishes["from"], since), (wishes["to"], until))
            if wish and day is None
        ),
        order=RELEVANT if given.get("sort") == RELEVANT else NEWEST,
        after=Place.read(given.get("after", "")),
        is_unknown=unknown,
    )


def _key(found: Sequence[Section | Reporter], one: str) -> str:
    return one if len(found) == 1 else found[0].name


def _sections(wish: str) -> tuple[Section, ...]:
    if not wish:
        return ()
    by_slug = Section.objects.filter(slug=wish)
    return tuple(by_slug or Section.objects.filter(name=wish))


def _reporters(wish: str) -> tuple[Reporter, ...]:
    """By number, or all of that name."""
    if wish.isascii() and wish.isdecimal():
        return tuple(Reporter.objects.filter(pk=int(wish))) if len(wish) < 10 else ()
    return tuple(Reporter.objects.filter(name=wish)) if wish else ()


def _period(first: str, last: str) -> tuple[date | None, date | None]:
    """Either way round: what ends before it begins was meant the other way."""
    since, until = _day(first, is_last=False), _day(last, is_last=True)
    if since and until and since > until:
        return _day(last, is_last=False), _day(first, is_last=True)
    return since, until


def _day(text: str, *, is_last: bool) -> date | None:
    """A day, or the first or last of a month or year."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        found = date(int(year), int(month or 1), int(day or 1))
        if is_last and day is None:
            is_year = month is None or found.month == 12
            after = date(found.year + 1, 1, 1) if is_year else found.replace(month=found.month + 1)
            found = after - timedelta(days=1)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _start(day: date | None) -> datetime | None:
    return day_bounds(day)[0] if day else None
