"""Stories found by what they say, as readers find them, and by their number: drafts too."""

import re

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from articles import permissions
from articles.models import Article
from newsroom.lib.korean import clean_name
from search import results

_NUMBER = re.compile(r"#?([0-9]{1,18})")


def found(user: User, stories: "QuerySet[Article]", typed: str) -> "QuerySet[Article]":
    """Of `stories` those that have what is typed and that this user may read, in the order they
    have; all of them where nothing is typed. Of very many the newest (search.results.numbers)."""
    try:
        typed = clean_name(typed)
    except ValueError:
        return stories.none()
    if not typed:
        return stories
    wanted = Q(pk__in=results.numbers(typed, timezone.now()))
    number = _NUMBER.fullmatch(typed)
    if number:
        wanted |= Q(pk=int(number[1]))
    return permissions.readable(user, stories).filter(wanted)
