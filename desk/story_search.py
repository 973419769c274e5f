"""Stories found by what they say, as readers find them, and by their number: drafts too."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import permissions
from articles.models import Article
from newsroom.lib.korean import clean_name
from reporters.models import Reporter
from search import results
from search.documents import owner_mark, reporter_mark, section_mark
from search.results import Marks, among

_NUMBER = re.compile(r"#?([0-9]{1,18})")


class Found(NamedTuple):
    """`is_all`: whether no more have it than these."""

    stories: "QuerySet[Article]"
    is_all: bool = True


def found(
    user: User, stories: "QuerySet[Article]", typed: str, *, marks: Sequence[Marks] = ()
) -> Found:
    """Of `stories` those that have what is typed and that this user may read, in the order they
    have; all of them where nothing is typed. Of very many the newest (search.results.numbers):
    where `stories` are narrowed down, `marks` say so, and it is the newest of those."""
    try:
        typed = clean_name(typed)
    except ValueError:
        return Found(stories.none())
    if not typed:
        return Found(stories)
    told = results.numbers(typed, timezone.now(), marks=marks, unseen=_readable_unseen(user))
    wanted = Q(pk__in=among(told.numbers))
    number = _NUMBER.fullmatch(typed)
    if number:
        wanted |= Q(pk=int(number[1]))
    return Found(permissions.readable(user, stories).filter(wanted), told.is_all)


def own_marks(user: User) -> Marks:
    """Of stories of the user's own, and of those that they signed."""
    reporters = Reporter.objects.filter(user=user).values_list("pk", flat=True)
    return (owner_mark(user.pk), *(reporter_mark(pk) for pk in reporters))


def section_marks(section_ids: Sequence[int]) -> Marks:
    return tuple(section_mark(pk) for pk in section_ids)


def _readable_unseen(user: User) -> Sequence[Marks]:
    """All unpublished stories that permissions.readable allows have one of these, and others may
    have: it is asked all the same."""
    if Role.CHIEF in user.roles:
        return ()
    return ((*own_marks(user), *section_marks(sorted(user.assigned_section_ids))),)
