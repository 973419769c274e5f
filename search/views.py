"""The page on which readers search."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import body
from articles.models import Article, Byline
from audit.acting import address_of
from newsroom.lib.dates import SEOUL
from newsroom.lib.korean import clean_name
from pagecache import uncached_page
from search import asking, limits, results
from search.asking import NEWEST, RELEVANT, Asked
from search.corrections import corrected
from search.excerpts import Words, excerpt, marked, words_of
from search.index import TooMuch
from search.query import Query
from search.results import Results, among
from search.suggestions import MOST_TYPED, Suggestion, suggestions
from sections.models import Section

# Their sections and bylines are looked up, which is most of what a search of a frequent word costs.
MOST_COUNTED = 300
# So many ways on of each kind; whoever wants another can name it.
MOST_CHOICES = 8


class Found(NamedTuple):
    article: Article
    title: SafeString
    excerpt: SafeString


class Choice(NamedTuple):
    """A narrower search, and how many of the stories counted it has."""

    name: str
    number: int
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    address = address_of(request) or ""
    if not limits.searches.allows(address):
        response = _page(request, {"is_too_often": True}, status=429)
        response["Retry-After"] = str(limits.SECONDS)
        return response
    now = timezone.now()
    asked = asking.read(request.GET)
    query = asked.query()
    told: dict[str, Any] = {
        "asked": asked,
        "is_empty": query.says_nothing,
        "found": [],
        "first": asked.address(),
        "without": {
            "section": asked.address(section="") or "?",
            "reporter": asked.address(reporter="") or "?",
            "period": asked.address(**{"from": "", "to": ""}) or "?",
        },
    }
    if not query.says_nothing and not asked.is_unknown:
        try:
            told |= _found(asked, query, now)
        except TooMuch:
            told["is_too_much"] = True
    return _page(request, told)


def _found(asked: Asked, query: Query, now: datetime) -> dict[str, Any]:
    """Raises TooMuch."""
    find = results.most_relevant if asked.order == RELEVANT else results.newest
    found = find(query, now, asked.after)
    words = words_of(query)
    finds_nothing = not (found.articles or asked.after or found.looked_to)
    return {
        "results": found,
        "found": [_shown(article, words) for article in found.articles],
        "next": asked.address(after=str(found.next)) if found.next else None,
        "orders": [
            ("최신순", asked.address(sort=""), asked.order == NEWEST),
            ("관련도순", asked.address(sort=RELEVANT), asked.order == RELEVANT),
        ],
        "choices": _choices(asked, found, now),
        "counted_among": MOST_COUNTED if len(found.counted or ()) > MOST_COUNTED else None,
        "meant": corrected(asked, now) if finds_nothing else None,
    }


@require_safe
@cache_control(no_store=True)
def suggest(request: HttpRequest) -> JsonResponse:
    """{"suggestions": [{kind, text, address}]} for what is typed in ?q=."""
    if not limits.suggestions.allows(address_of(request) or ""):
        return _json([], status=429)
    typed = request.GET.get("q", "")[:MOST_TYPED]
    try:
        typed = clean_name(typed)
    except ValueError:
        typed = ""
    return _json(suggestions(typed, timezone.now()))


def _json(found: Sequence[Suggestion], status: int = 200) -> JsonResponse:
    told = {"suggestions": [each._asdict() for each in found]}
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, told: dict[str, Any], status: int = 200) -> HttpResponse:
    with uncached_page():
        response = render(request, "search/search.html", told, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(article: Article, words: Words) -> Found:
    title = marked(article.title, words)
    return Found(article, title, excerpt(body.text_of(article.body), words))


def _choices(asked: Asked, found: Results, now: datetime) -> list[tuple[str, list[Choice]]]:
    """By section, reporter and year, for what was counted; nothing where there is no choice."""
    if not found.counted or len(found.counted) < 2:
        return []
    counted = found.counted[:MOST_COUNTED]
    numbers = among([hit.article_id for hit in counted])
    stories = Article.objects.published(now).filter(pk__in=numbers).order_by()
    inside = dict(stories.values_list("section").annotate(number=Count("pk")))
    signed = Byline.objects.filter(article__in=numbers).order_by()
    reporters = signed.values_list("reporter__name", "reporter").annotate(number=Count("pk"))
    years = Counter(
        datetime.fromtimestamp(hit.moment // 1_000_000, SEOUL).year
        for hit in counted
        if hit.moment is not None
    )
    told = [
        ("섹션", [] if asked.sections else [
            Choice(section.name, number, asked.address(section=section.slug))
            for section, number in _narrower(inside)[:MOST_CHOICES]
        ]),
        ("기자", [] if asked.reporters else [
            Choice(name, number, asked.address(reporter=pk))
            for name, pk, number in reporters.order_by("-number")[:MOST_CHOICES]
        ]),
        ("연도", [] if asked.since or asked.until else [
            Choice(f"{year}년", number, asked.address(**{"from": f"{year}-01-01", "to": f"{year}-12-31"}))
            for year, number in sorted(years.items(), reverse=True)[:MOST_CHOICES]
        ]),
    ]  # fmt: skip
    return [(name, choices) for name, choices in told if len(choices) > 1]


def _narrower(inside: Mapping[int, int]) -> list[tuple[Section, int]]:
    """Sections with the number of stories in them and those below, the most first; none that has
    all, or all of the one above it."""
    found: list[tuple[Section, int]] = []
    for top in Section.objects.tree():
        below = [(child, inside.get(child.pk, 0)) for child in top.child_list]
        number = inside.get(top.pk, 0) + sum(each for _, each in below)
        found += [(top, number), *((child, each) for child, each in below if each < number)]
    everything = sum(inside.values())
    return sorted(
        ((section, number) for section, number in found if 0 < number < everything),
        key=lambda each: -each[1],
    )
