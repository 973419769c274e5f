"""Stories found by what they say, as readers find them, and by their number: drafts too."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import permissions
from articles.models import Article
from newsroom.lib.korean import clean_name
from reporters.models import Reporter
from search import asking, results
from search.asking import Asked
from search.documents import owner_mark, reporter_mark, section_mark
from search.results import Marks, Unseen, among

_NUMBER = re.compile(r"#?([0-9]{1,18})")


class Found(NamedTuple):
    """`asked` is what was understood of what is typed; `is_all`: whether no more have it than these
    that the user may read."""

    stories: "QuerySet[Article]"
    asked: Asked = Asked()
    is_all: bool = True


def found(
    user: User,
    stories: "QuerySet[Article]",
    typed: str,
    *,
    marks: Sequence[Marks] = (),
    seen: bool = True,
    unseen: bool = True,
) -> Found:
    """Of `stories` those that have what is typed and that this user may read, in the order they
    have; all of them where nothing is typed. Of very many the newest (search.results.numbers):
    where `stories` are narrowed down, `marks` say so, and whether readers see (all or none) of
    them, and it is the newest of those."""
    try:
        typed = clean_name(typed)
    except ValueError:
        return Found(stories.none())
    if not typed:
        return Found(stories)
    work = Unseen(_marks_of_work(user), lambda numbers: _readable(user, numbers))
    asked = asking.read({"q": typed})
    told = results.Numbers()
    if not asked.is_unknown:
        told = results.numbers(
            asked.query(), timezone.now(), work if unseen else None, seen=seen, marks=marks
        )
    wanted = Q(pk__in=among(told.numbers))
    number = _NUMBER.fullmatch(typed)
    if number:
        wanted |= Q(pk=int(number[1]))
    return Found(permissions.readable(user, stories).filter(wanted), asked, told.is_all)


def own_marks(user: User) -> Marks:
    """Of stories of the user's own, and of those that they signed."""
    return (owner_mark(user.pk), *_signed_marks(user))


def section_marks(section_ids: Collection[int]) -> Marks:
    return tuple(section_mark(pk) for pk in sorted(section_ids))


def _marks_of_work(user: User) -> Marks | None:
    """All unpublished stories that permissions.readable allows have one of these, and few others:
    those with an embargo, and those that stand in a section besides their own."""
    if Role.CHIEF in user.roles:
        return None
    marks: Marks = ()
    if user.roles & {Role.CONTRIBUTOR, Role.REPORTER, Role.DESK}:
        marks += (owner_mark(user.pk),)
    if user.roles & {Role.REPORTER, Role.DESK}:
        marks += section_marks(user.assigned_section_ids)
    if Role.REPORTER in user.roles:
        marks += _signed_marks(user)
    return marks


def _signed_marks(user: User) -> Marks:
    reporters = Reporter.objects.filter(user=user).order_by("pk").values_list("pk", flat=True)
    return tuple(reporter_mark(pk) for pk in reporters)


def _readable(user: User, numbers: Collection[int]) -> Collection[int]:
    stories = permissions.readable(user, Article.objects.filter(pk__in=among(numbers)))
    return stories.order_by().values_list("pk", flat=True)
