"""What the desk is told of other stories while one is written: what ran on its subject before, and
what says nearly the same. Only what readers have, which is everybody's to see."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.content import Content
from articles.labels import ReportingType
from articles.models import Article
from desk import names, offers
from desk.asked import is_number, user_of
from desk.typed_fields import Fields, body_text
from search.related import Subject, closest, near_to
from search.similar import nearly_same, similar_stories

PROPOSED = 6
_MOST_ALIKE = 2
# A line of the field of chosen stories: "12 제목".
_CHOSEN = re.compile(r"^\s*#?([0-9]{1,18})\b", re.MULTILINE)


class Others(NamedTuple):
    """On the subject of a text, the closest first and without what is chosen already, and those
    that say nearly the same."""

    before: list[Article]
    alike: list[Article]


def others(article_id: int, content: Content, now: datetime) -> Others:
    """By a text as it is saved."""
    return _others(Subject.of_content(article_id, content), content.related_ids, now)


def show(request: HttpRequest, form_key: str) -> HttpResponse:
    """The same by the text of the user's own that was autosaved last under this key: the parts of
    the form that tell of it, to be put in place by a script."""
    slot = offers.find(user_of(request), form_key)
    if slot is None:
        raise Http404
    chosen = [int(number) for number in _CHOSEN.findall(_typed(slot.fields, "related"))]
    told = _others(_subject(slot.article_id or 0, slot.fields), chosen, timezone.now())
    context = {"others": told, "article": slot.article}
    return TemplateResponse(request, "admin/articles/article/_others.html", context)


def alike(article_id: int, content: Content, now: datetime) -> list[Article]:
    subject = Subject.of_content(article_id, content)
    return _seen(similar_stories(subject, now, most=_MOST_ALIKE), now)


def _others(subject: Subject, chosen: Collection[int], now: datetime) -> Others:
    near = near_to(subject, now)
    found = closest(near, subject, now, most=PROPOSED + len(chosen))
    left = [each.article_id for each in found if each.article_id not in chosen]
    same = nearly_same(near, subject, now, most=_MOST_ALIKE)
    return Others(_seen(left[:PROPOSED], now), _seen(same, now))


def _subject(article_id: int, fields: Fields) -> Subject:
    section = _typed(fields, "section")
    return Subject(
        article_id,
        _typed(fields, "title"),
        body_text(fields.get("body", [])),
        tuple(names.split_names(_typed(fields, "tags"))),
        tuple(name.partition("(")[0] for name in names.split_names(_typed(fields, "reporters"))),
        int(section) if is_number(section) else None,
        _typed(fields, "reporting_type") == ReportingType.ADVERTISING,
    )


def _typed(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, [])[:1])


def _seen(numbers: Collection[int], now: datetime) -> list[Article]:
    rows = Article.objects.published(now).filter(pk__in=numbers)
    seen = {row.pk: row for row in rows.only("title", "published_at")}
    return [seen[pk] for pk in numbers if pk in seen]
