"""Every public address of the small newspaper, found missing ones included."""

from collections.abc import Iterator
from urllib.parse import unquote

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.pagecache.world import World

PHOTO_RENDITION = (
    r"^photos/(?P<token>[0-9a-f]{32})/(?P<shape>whole|square|landscape|wide)"
    r"-(?P<width>480|960|1600)\.(?P<extension>webp|jpg)\Z"
)
# The desk, and what is no page: pictures, what a monitor asks, what counts views.
NO_PAGES = {
    "healthz",
    "speculation-rules.json",
    "photos/<str:token>.<str:extension>",
    "files/<str:token>.<str:extension>",
    PHOTO_RENDITION,
    "readership/articles/<int:pk>/",
    "readership/articles/<int:pk>.gif",
}


def public_routes() -> set[str]:
    """The URL patterns of every page, as `resolve(path).route` tells them."""
    found = set(_routes(get_resolver().url_patterns, ""))
    assert found >= NO_PAGES
    return {route for route in found - NO_PAGES if not route.startswith("admin/")}


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def one_of_each_route(addresses: list[str]) -> list[str]:
    """The first of each, for what stands on every page and is costly to go through."""
    routes: dict[str, str] = {}
    for address in addresses:
        try:
            route = resolve(unquote(address.partition("?")[0])).route
        except Resolver404:
            route = ""
        routes.setdefault(route, address)
    return list(routes.values())


def addresses_of(world: World) -> list[str]:
    """Also those at which something will stand once a test has moved it there."""
    return [
        "/",
        *_of_articles(world),
        *_of_lists(world),
        *_of_others(),
        *_of_notices(world),
        *_old_addresses(),
    ]


def _of_articles(world: World) -> Iterator[str]:
    shown = (world.lead, world.older, world.elsewhere, world.breaking, world.ad, world.many[0])
    hidden = (world.draft, world.embargoed, world.scheduled, world.withdrawn)
    last = max(story.pk for story in (*shown, *hidden, *world.many))
    for pk in (*(story.pk for story in (*shown, *hidden)), last + 1, last + 2):
        yield f"/articles/{pk}/"
    for story in (world.lead, world.scheduled, world.withdrawn):
        yield f"/articles/{story.pk}/print/"
        yield f"/articles/{story.pk}/beside/"
    yield f"/articles/{world.lead.pk}/slug/"


def _of_lists(world: World) -> Iterator[str]:
    for slug in ("economy", "market", "city", "city-2", "bare", "new"):
        yield f"/sections/{slug}/"
    yield "/sections/city/?page=2"
    yield "/sections/city/?page=3"
    yield "/sections/economy/feed/"
    yield "/sections/new/feed/"
    for reporter in (world.kim, world.park, world.idle):
        yield f"/reporters/{reporter.pk}/"
    yield f"/reporters/{world.idle.pk + 1}/"
    yield f"/reporters/{world.park.pk}/?page=2"
    yield f"/reporters/{world.kim.pk}/feed/"
    yield f"/reporters/{world.idle.pk + 1}/feed/"
    for tag in ("도서관", "증시", "비밀", "나중", "내린", "없는", "새태그"):
        yield f"/tags/{tag}/"
    yield "/tags/묵은/?page=2"
    for day in ("2026/02/20", "2026/03/09", "2026/03/10", "2026/03/11", "2026/03/05"):
        yield f"/archive/{day}/"
    yield "/feed/"


def _of_notices(world: World) -> Iterator[str]:
    yield "/corrections/"
    for number in (world.notice.pk, world.notice.pk + 1, world.notice.pk + 2):
        yield f"/corrections/{number}/"
    yield f"/articles/{world.lead.pk}/revisions/"


def _of_others() -> Iterator[str]:
    for slug in ("about", "terms", "new"):
        yield f"/pages/{slug}/"
    yield "/sitemap.xml"
    yield "/sitemaps/pages.xml"
    yield "/sitemaps/articles-2026-02.xml"
    yield "/sitemaps/articles-2026-03.xml"
    yield "/sitemaps/articles-2026-03-2.xml"
    yield "/sitemaps/articles-2025-12.xml"
    yield "/news-sitemap.xml"
    yield "/robots.txt"
    yield "/readership/most-read/"
    yield "/saved/"


def _old_addresses() -> Iterator[str]:
    for number in range(1, 6):
        yield f"/news/view.html?no={number}"
    yield "/company/"
    yield "/company-2/"
    yield "/pages/about"
