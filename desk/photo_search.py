"""Finding pictures in the library: by words, by whom and when, and by what is wrong with them."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.list_views import EARLIEST_YEAR, LATEST_YEAR
from articles.models import Article, MediaUse
from desk import counting
from desk.asked import is_number
from desk.photo_told import SOON
from newsroom.lib.dates import day_bounds, to_seoul
from newsroom.lib.korean import clean_name
from photos.models import Photo
from photos.permissions import visible_photos
from reporters.models import Reporter
from search.meanings import meanings
from search.photos.finding import having
from search.query import Query, parse, unfinished

MOST_TYPED = 100
_DAY = re.compile(r"(\d{4})[.-](\d{1,2})(?:[.-](\d{1,2}))?\.?")


class Show(models.TextChoices):
    """The tabs over the grid."""

    ALL = "", "모든 사진"
    MINE = "mine", "내가 올린 사진"
    UNUSED = "unused", "쓰지 않은 사진"
    NO_CAPTION = "no-caption", "설명 없음"
    NO_ALT = "no-alt", "대체 텍스트 없음"
    ENDING = "ending", "기한 임박·지남"
    LAPSED = "lapsed", "기한 지나 실린 사진"
    FORBIDDEN = "forbidden", "재사용 금지"


class Day(models.TextChoices):
    """Which day is meant."""

    UPLOADED = "uploaded", "올린 날"
    TAKEN = "taken", "찍은 날"


@dataclass(frozen=True)
class Span:
    """Seoul days, both ends in."""

    first: date
    last: date

    @classmethod
    def read(cls, typed: str) -> "Span | None":
        """From "2025.10.29" or "2025.10", with dots or hyphens; None for anything else."""
        match = _DAY.fullmatch(typed)
        if match is None:
            return None
        year, month = int(match[1]), int(match[2])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            return None
        try:
            first = date(year, month, int(match[3] or 1))
        except ValueError:
            return None
        if match[3]:
            return cls(first, first)
        return cls(first, first.replace(day=calendar.monthrange(year, month)[1]))

    def within(self, field: str) -> Q:
        start, end = day_bounds(self.first)[0], day_bounds(self.last)[1]
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def search(photos: "QuerySet[Photo]", typed: str) -> "QuerySet[Photo]":
    """The pictures that have what is typed, in the language of all searches (search/query.py): in
    their own words, as who uploaded them or who is in a portrait. A day or a month among the words
    is when they were uploaded or taken, too; a number alone is their own."""
    try:
        typed = clean_name(typed[:MOST_TYPED])
    except ValueError:
        return photos.none()
    if not typed:
        return photos
    query = unfinished(parse(typed, meanings()))
    days = [(term, span) for term in query.terms if (span := Span.read(term.typed))]
    words = replace(query, terms=tuple(term for term in query.terms if not Span.read(term.typed)))
    wanted = Q() if days and words.says_nothing else having(words)
    for term, span in days:
        wanted &= span.within("created_at") | span.within("taken_at") | having(Query(terms=(term,)))
    if is_number(typed):
        wanted |= Q(pk=int(typed))
    return photos.filter(wanted)


def show(photos: "QuerySet[Photo]", which: Show, user: User, now: datetime) -> "QuerySet[Photo]":
    """One tab of the grid."""
    if which == Show.MINE:
        return photos.filter(uploaded_by=user)
    if which == Show.UNUSED:
        return photos.exclude(
            Exists(Article.objects.filter(lead_photo=OuterRef("pk")))
            | Exists(MediaUse.objects.filter(photo=OuterRef("pk")))
            | Exists(Reporter.objects.filter(photo=OuterRef("pk")))
        )
    if which == Show.LAPSED:
        return lapsed(photos, now)
    conditions = {
        Show.ALL: Q(),
        Show.NO_CAPTION: Q(caption=""),
        Show.NO_ALT: Q(alt=""),
        Show.ENDING: Q(expires_on__lte=to_seoul(now).date() + SOON),
        Show.FORBIDDEN: Q(is_reuse_forbidden=True),
    }
    return photos.filter(conditions[which])


def lapsed(photos: "QuerySet[Photo]", now: datetime) -> "QuerySet[Photo]":
    """Whose last day is over, and which readers have or will have nevertheless: in a live story, or
    in a scheduled one, which nothing stops any more but people."""
    goes_on = Article.objects.exclude(visible_from=None)
    uses = MediaUse.objects.in_rows().filter(photo=OuterRef("pk"))
    return photos.filter(expires_on__lt=to_seoul(now).date()).filter(
        Exists(goes_on.filter(lead_photo=OuterRef("pk")))
        | Exists(uses.filter(Exists(goes_on.filter(pk=OuterRef("article")))))
    )


def lapsed_counted(user: User) -> int:
    """How many of them this user has to see to, up to counting.MOST_COUNTED and one more."""
    if not user.roles & {Role.DESK, Role.CHIEF}:
        return 0
    found = lapsed(visible_photos(user, Photo.objects.all()), timezone.now())
    return found.order_by()[: counting.MOST_COUNTED + 1].count()


def newest_first(user: User) -> "QuerySet[Photo]":
    """All that the user may see."""
    return visible_photos(user, Photo.objects.all()).order_by("-pk")
