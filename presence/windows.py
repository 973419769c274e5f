"""Who has a story open, and who of them writes. Courtesy only: revisions decide what is saved.

A window says every BEAT_EVERY seconds that it is there; one that has said nothing for GONE_AFTER
is gone, by query, without any job. A beat writes one small row and no page key.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from presence.models import OpenStory

BEAT_EVERY = 20
GONE_AFTER = timedelta(seconds=60)
# How long a closed window is waited for: a page that is loaded again is the same window.
_COMES_BACK_WITHIN = timedelta(seconds=10)
_SWEPT_AFTER = timedelta(hours=1)
_WINDOW = re.compile(r"[0-9a-f]{32}")
# Two who take over at once: the second comes after the first, and then it is settled.
_TRIES = 5


@dataclass(frozen=True)
class Standing:
    """What a window is told: who else is there, who writes, and whether that is this window.

    `taken_over_by` is set from the moment somebody takes over until the page is opened again.
    """

    others: list[OpenStory]
    holder: OpenStory | None
    holds: bool
    taken_over_by: User | None


def is_window(text: str) -> bool:
    return _WINDOW.fullmatch(text) is not None


def beat(
    article: Article, user: User, window: str, *, is_form: bool, is_opened: bool = False
) -> Standing:
    """This window is there. A form takes the story if nobody holds it.

    `is_opened`: the first beat of a page, which knows nothing yet of what was lost before.
    """
    now = timezone.now()
    if is_opened:
        OpenStory.objects.filter(last_seen__lt=now - _SWEPT_AFTER).delete()
    _say_here(article, user, window, is_form=is_form, now=now)
    mine = OpenStory.objects.filter(article=article, user=user, window=window)
    if is_opened:
        mine.exclude(taken_over_by=None).update(taken_over_by=None)
    if not is_form:
        mine.exclude(held_since=None).update(held_since=None)
    there = _there(article, now)
    if is_form and not any(row.held_since for row in there):
        _hold(article, mine.filter(taken_over_by=None), now)
        there = _there(article, now)
    return _standing(there, user, window)


def leave(article: Article, user: User, window: str) -> None:
    """The page was closed, or is being loaded again: it counts as there for a moment more."""
    soon = timezone.now() - GONE_AFTER + _COMES_BACK_WITHIN
    rows = OpenStory.objects.filter(article=article, user=user, window=window)
    rows.filter(last_seen__gt=soon).update(last_seen=soon)


def take_over(article: Article, user: User, window: str) -> OpenStory | None:
    """Make this window the one that writes; the window that somebody else wrote in until now, as
    it was.

    The other window is told at its next beat. Who may is the caller's to ask.
    """
    for _ in range(_TRIES):
        try:
            return _take_over(article, user, window)
        except IntegrityError:
            continue
    return None


@transaction.atomic
def _take_over(article: Article, user: User, window: str) -> OpenStory | None:
    now = timezone.now()
    _say_here(article, user, window, is_form=True, now=now)
    mine = OpenStory.objects.select_for_update().get(article=article, user=user, window=window)
    held = OpenStory.objects.select_for_update().select_related("user")
    before = held.filter(article=article, held_since__isnull=False).exclude(pk=mine.pk).first()
    if before is not None:
        is_there = before.last_seen > now - GONE_AFTER
        OpenStory.objects.filter(pk=before.pk).update(
            held_since=None, taken_over_by=user if is_there else None
        )
    mine.held_since, mine.taken_over_by = now, None
    mine.save(update_fields=["held_since", "taken_over_by"])
    return before if before is not None and before.user_id != user.pk else None


def taker_from(article: Article, user: User, window: str) -> User | None:
    """Who took the story over from this window, if anybody did since its page was opened."""
    rows = OpenStory.objects.filter(article=article, user=user, window=window)
    row = rows.select_related("taken_over_by").first()
    return row.taken_over_by if row else None


def open_by_others(article_ids: Iterable[int], user: User) -> dict[int, list[OpenStory]]:
    """Who else has which of the stories open, once a person, who writes first. One query and one
    for the roles, however many stories."""
    rows = _open(timezone.now()).filter(article__in=list(article_ids)).exclude(user=user)
    found: dict[int, list[OpenStory]] = defaultdict(list)
    for row in rows:
        if all(row.user_id != other.user_id for other in found[row.article_id]):
            found[row.article_id].append(row)
    return dict(found)


def _open(now: datetime) -> "QuerySet[OpenStory]":
    rows = OpenStory.objects.filter(last_seen__gt=now - GONE_AFTER)
    rows = rows.select_related("user", "taken_over_by").prefetch_related(
        "user__groups", "taken_over_by__groups"
    )
    return rows.order_by(F("held_since").asc(nulls_last=True), "-is_form", "pk")


def _there(article: Article, now: datetime) -> list[OpenStory]:
    return list(_open(now).filter(article=article))


def _say_here(article: Article, user: User, window: str, *, is_form: bool, now: datetime) -> None:
    OpenStory.objects.bulk_create(
        [OpenStory(article=article, user=user, window=window, is_form=is_form, last_seen=now)],
        update_conflicts=True,
        unique_fields=["article", "user", "window"],
        update_fields=["is_form", "last_seen"],
    )


def _hold(article: Article, mine: "QuerySet[OpenStory]", now: datetime) -> None:
    """Hold the story unless somebody was quicker: the database lets one row hold it."""
    gone = OpenStory.objects.filter(article=article, last_seen__lte=now - GONE_AFTER)
    try:
        with transaction.atomic():
            gone.exclude(held_since=None).update(held_since=None)
            mine.update(held_since=now)
    except IntegrityError:
        pass


def _standing(there: list[OpenStory], user: User, window: str) -> Standing:
    mine = next((row for row in there if (row.user_id, row.window) == (user.pk, window)), None)
    others: list[OpenStory] = []
    for row in there:
        if row.user_id != user.pk and all(row.user_id != one.user_id for one in others):
            others.append(row)
    holder = next((row for row in there if row.held_since), None)
    return Standing(
        others=others,
        holder=holder,
        holds=holder is not None and holder is mine,
        taken_over_by=mine.taken_over_by if mine else None,
    )
