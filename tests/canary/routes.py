"""How to ask for every route: for each pattern of the resolver, its addresses in the small world.

A route that stands nowhere here fails tests/canary/test_canary.py: add it below, with the
arguments and posts that could make it show something of a story.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article, Tag
from articles.states import Action, Status
from attachments.models import Attachment
from conversation.models import InboxItem
from desk.queues import Queue
from photos.models import Photo
from redirects.models import Redirect
from reporters.models import Reporter
from sections.models import Section
from tests.canary.marks import BEGINNING
from tests.canary.world import Story, World
from tests.desk.article_pages import form_data
from tests.pagecache.addresses import PHOTO_RENDITION

UNKNOWN = 7_999_999
WINDOW = "f" * 32

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Ask:
    """One request. `story`: the one it is about. `data`: what is posted, made when asked for
    by whom; None for a GET."""

    path: str
    story: Story | None = None
    data: Callable[[Any], Data] | None = None
    # Asked by everybody in any case, since it may show every story.
    sure: bool = False
    # Only the headers are asked for.
    is_head: bool = False

    @property
    def method(self) -> str:
        if self.is_head:
            return "HEAD"
        return "GET" if self.data is None else "POST"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


Asks = Iterator[Ask | str]
Producer = Callable[[World], Asks]


class UnknownRoute(Exception):
    def __init__(self, routes: list[str]) -> None:
        super().__init__(
            "The crawl doesn't know how to ask for these routes. Say in tests/canary/routes.py "
            f"which addresses they have in the small world, one function a route: {routes}"
        )


def all_routes() -> list[str]:
    """Every pattern of the resolver, its parts joined as `resolve(path).route` has it."""
    return list(dict.fromkeys(_routes(get_resolver().url_patterns, "")))


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def asks_of_every_route(
    world: World, more: Mapping[str, Producer] | None = None
) -> Iterator[tuple[str, Ask]]:
    """Each request with its route. Raises UnknownRoute for routes that nobody has written down."""
    known = PRODUCERS | dict(more or {})
    found = {route: known.get(route) or _of_admin_model(route) for route in all_routes()}
    unknown = [route for route, producer in found.items() if producer is None]
    if unknown:
        raise UnknownRoute(unknown)
    for route, producer in found.items():
        assert producer is not None
        for ask in producer(world):
            yield route, Ask(ask) if isinstance(ask, str) else ask


# --- readers --------------------------------------------------------------------------------


def just(*paths: str) -> Producer:
    """Addresses that are the same in every world."""
    return lambda world: iter(paths)


def of_story(
    address: str, data: Callable[[Story], Callable[[Any], Data]] | None = None
) -> Producer:
    """`address` with {pk} for each story, and for one that isn't there."""

    def asks(world: World) -> Asks:
        for story in world.stories:
            yield Ask(address.format(pk=story.pk), story, data(story) if data else None)
            if data is None:
                yield Ask(address.format(pk=story.pk), story, is_head=True)
        if data is None:
            yield address.format(pk=world.public.pk)
            yield address.format(pk=UNKNOWN)

    return asks


def tags(world: World) -> Asks:
    by_tag = {mark: story for story in world.stories for mark in _tags_of(story)}
    for name in Tag.objects.values_list("name", flat=True):
        yield Ask(f"/tags/{quote(name)}/", by_tag.get(name))


def _tags_of(story: Story) -> list[str]:
    return [
        name
        for data in story.article.revisions.values_list("data__tags", flat=True)
        for name in data
    ]


def days(world: World) -> Asks:
    for moment in {story.article.published_at for story in world.stories} - {None}:
        yield f"/archive/{moment:%Y/%m/%d}/"


def months(world: World) -> Asks:
    for moment in {story.article.published_at for story in world.stories} - {None}:
        yield f"/sitemaps/articles-{moment:%Y-%m}.xml"


def photo_files(world: World) -> Asks:
    for story in world.stories:
        yield Ask(story.photo.get_absolute_url(), story)
        yield Ask(story.photo.get_absolute_url(), story, is_head=True)
    yield f"/photos/{'0' * 32}.jpg"


def photo_renditions(world: World) -> Asks:
    for story in world.stories:
        yield Ask(story.photo.rendition_address("wide", 480, "webp"), story)
        yield Ask(story.photo.rendition_address("whole", 1600, "jpg"), story, is_head=True)
    yield f"/photos/{'0' * 32}/square-960.jpg"


def attached_files(world: World) -> Asks:
    for file in Attachment.objects.all():
        yield file.get_absolute_url()
    yield f"/files/{'0' * 32}.pdf"


def photos_offered(world: World) -> Asks:
    """Few are offered at a time: each is searched for by the beginning of its marks."""
    address = "/admin/photos/photo/choose/"
    yield Ask(address, sure=True)
    yield f"{address}?q={BEGINNING}&page=2"
    for story in world.stories:
        for word in dict.fromkeys(_beginnings(world, story)):
            yield Ask(f"{address}?q={word}", story)


def photo_words(world: World) -> Asks:
    for story in world.stories:
        path = f"/admin/photos/photo/{story.photo.pk}/words/"
        yield Ask(path, story, _constant({}))
    yield Ask(f"/admin/photos/photo/{UNKNOWN}/words/", None, _constant({}))


def sections(address: str) -> Producer:
    return lambda world: (
        address.format(section.slug) + query
        for section in world.sections
        for query in ("", "?page=2")
    )


def reporters(address: str) -> Producer:
    return lambda world: (address.format(reporter.pk) for reporter in world.reporters)


# --- the desk -------------------------------------------------------------------------------

ARTICLES = "/admin/articles/article/"


def article_list(world: World) -> Asks:
    for query in ("", f"?q={BEGINNING}"):
        yield Ask(ARTICLES + query, sure=True)
    yield from (
        ARTICLES + query
        for query in (
            *("?o=-6", "?p=1", "?p=2", f"?title__contains={BEGINNING}"),
            *(f"?body__contains={BEGINNING}", "?e=1", "?all=", "?q=%00"),
            *(f"?queue={queue.value}" for queue in Queue),
            *(f"?section={section.pk}" for section in world.sections),
        )
    )
    picked = {"_selected_action": [story.pk for story in world.stories], "index": "0"}
    across = {**picked, "select_across": "1"}
    shown = [f"{story.pk}:1" for story in world.stories]
    for action in (Action.WITHDRAW, Action.TRASH, Action.APPROVE, Action.SUBMIT):
        typed = {"action": action.value, "confirm": "1", "reason": "까닭", "seen": shown}
        yield Ask(ARTICLES, None, _constant(picked | {"action": action.value}))
        yield Ask(ARTICLES + "?queue=all", None, _constant(across | {"action": action.value}))
        yield Ask(ARTICLES, None, _constant(picked | typed))


def write_new(world: World) -> Asks:
    yield f"{ARTICLES}add/"
    for story in world.stories:
        for slot in story.slots:
            yield Ask(f"{ARTICLES}add/?restore={slot.form_key}", story)
    numbers = "\n".join(str(story.pk) for story in world.stories)
    yield Ask(f"{ARTICLES}add/", None, _constant({"title": "새 글", "related": numbers}))


def change(world: World) -> Asks:
    for story in world.stories:
        address = f"{ARTICLES}{story.pk}/change/"
        yield Ask(address, story)
        for slot in story.slots:
            yield Ask(f"{address}?restore={slot.form_key}", story)
        yield Ask(address, story, _constant({"title": "", "base_revision": "1"}))
        yield Ask(address, story, _too_late(story))
    yield f"{ARTICLES}{UNKNOWN}/change/"
    yield f"{ARTICLES}없는/change/"


def _too_late(story: Story) -> Callable[[Any], Data]:
    def data(user: Any) -> Data:
        if user is None:
            return {}
        return form_data(user, story.article, title="늦은 제목", base_revision="1")

    return data


def revisions(address: str, *, posts: bool = False) -> Producer:
    def asks(world: World) -> Asks:
        for story in world.stories:
            for number in (*story.revisions, 99):
                path = ARTICLES + address.format(pk=story.pk, number=number)
                yield Ask(path, story, _constant({"base_revision": "1"}) if posts else None)

    return asks


def compare(world: World) -> Asks:
    for story in world.stories:
        address = f"{ARTICLES}{story.pk}/revisions/compare/"
        numbers = story.revisions
        yield Ask(address, story)
        yield Ask(f"{address}?from={numbers[0]}&to={numbers[-1]}", story)
        yield Ask(f"{address}?from={numbers[1]}&to={numbers[-1]}", story)


def set_aside(world: World) -> Asks:
    for story in world.stories:
        for text in story.texts:
            address = f"{ARTICLES}{story.pk}/set-aside/{text.pk}/"
            yield Ask(address, story)
            yield Ask(address, story, _constant({"newest": str(story.revisions[-1])}))
            yield Ask(address, story, _constant({"newest": "1"}))


def suggestions(world: World) -> Asks:
    """Few are suggested at a time: each story is searched for by the beginning of its marks."""
    address = f"{ARTICLES}suggest/"
    for kind in ("articles", "tags", "photos", "reporters"):
        yield f"{address}{kind}/"
        yield f"{address}{kind}/?q={BEGINNING}"
        for story in world.stories:
            for word in dict.fromkeys(_beginnings(world, story)):
                yield Ask(f"{address}{kind}/?q={word}", story)
    for story in world.stories:
        yield Ask(f"{address}articles/?q={story.pk}", story)
    yield f"{address}unknown/?q=1"


def _beginnings(world: World, story: Story) -> list[str]:
    """Of the words of a story, all but the end: no answer can be taken for its own question."""
    fields = ("title", "newest title", "tag", "second tag", "newest tag", "photo caption")
    return [word[:-2] for word in world.words_of(story, fields)]


def autosave(world: World) -> Asks:
    for story in world.stories:
        yield Ask(f"{ARTICLES}autosave/", story, _autosaved(story))


def _autosaved(story: Story) -> Callable[[Any], Data]:
    def data(user: Any) -> Data:
        about = {"_user": str(user.pk if user else 0), "_article": str(story.pk)}
        return about | {"_form_key": "a" * 32, "_counter": "1", "title": "쓰는 중"}

    return data


def autosave_offers(world: World) -> Asks:
    address = f"{ARTICLES}autosave/offers/"
    yield from (address, f"{address}?new", f"{address}?article={UNKNOWN}", f"{address}?article=")
    for story in world.stories:
        yield Ask(f"{address}?article={story.pk}", story)


def autosave_discard(world: World) -> Asks:
    for story in world.stories:
        for slot in story.slots:
            path = f"{ARTICLES}autosave/{slot.form_key}/discard/"
            yield Ask(path, story, _constant({"back": "form"}))


def others(world: World) -> Asks:
    for story in world.stories:
        for slot in story.slots:
            yield Ask(f"{ARTICLES}autosave/{slot.form_key}/others/", story)


def calendar(world: World) -> Asks:
    """The days of the marks, a few months' worth."""
    for month in range(1, 7):
        yield f"{ARTICLES}calendar/?size=month&day=2031-{month:02d}-10"
    for size in ("week", "day"):
        yield f"{ARTICLES}calendar/?size={size}&day=2031-01-10"
    yield f"{ARTICLES}calendar/"


def autocomplete(world: World) -> Asks:
    """Whatever field might be asked for, not only those that forms have now."""
    terms = [BEGINNING, "", str(world.stories[0].pk)]
    begun: set[Any] = set()
    for model in apps.get_models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field.related_model in admin.site._registry:
                about = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
                for term in terms:
                    path = f"/admin/autocomplete/?{about}&field_name={field.name}&term={term}"
                    # The first of each kind of row stands for the others in a short crawl.
                    sure = term == BEGINNING and field.related_model not in begun
                    begun.add(field.related_model)
                    yield Ask(path, sure=sure)
    about = "app_label=redirects&model_name=redirect&field_name=article"
    for story in world.stories:
        for word in _beginnings(world, story)[:2]:
            yield Ask(f"/admin/autocomplete/?{about}&term={word}", story)


def view_on_site(world: World) -> Asks:
    models = {model: ContentType.objects.get_for_model(model).pk for model in (Article, Tag, Photo)}
    for story in world.stories:
        yield Ask(f"/admin/r/{models[Article]}/{story.pk}/", story)
        yield Ask(f"/admin/r/{models[Photo]}/{story.photo.pk}/", story)
    for tag in Tag.objects.all()[:20]:
        yield f"/admin/r/{models[Tag]}/{tag.pk}/"


def pins(world: World) -> Asks:
    yield "/admin/frontpage/pinnedarticle/"
    for story in world.stories[::7]:
        typed = {"place_1": str(story.pk), "base": "", "first": str(story.pk)}
        yield Ask("/admin/frontpage/pinnedarticle/", story, _constant(typed))


def app_lists(world: World) -> Asks:
    labels = dict.fromkeys(model._meta.app_label for model in admin.site._registry)
    return (f"/admin/{label}/" for label in labels)


def unknown_in_admin(world: World) -> Asks:
    yield from ("/admin/없는/", f"/admin/articles/{world.stories[0].pk}/")


def undo(world: World) -> Asks:
    for number in (world.batch.pk, UNKNOWN):
        yield Ask(f"{ARTICLES}undo/{number}/", None, _constant({}))


def confirm(world: World) -> Asks:
    for story in world.stories:
        for action in (Action.PUBLISH, Action.PUBLISH_NOW, Action.SCHEDULE, Action.CORRECT):
            address = f"{ARTICLES}{story.pk}/confirm/{action.value}/"
            yield Ask(f"{address}?at=2031.06.01+10:00&reason=x", story)
            yield Ask(address, story, _constant({"revision": "1", "at": "2031.06.01 10:00"}))


def notice_pages(world: World) -> Asks:
    for story in world.stories:
        if story.notice:
            yield Ask(story.notice.get_absolute_url(), story)
    yield "/corrections/999999/"


def claim_steps(world: World) -> Asks:
    for story in world.stories:
        if story.claim:
            path = f"/admin/notices/claim/{story.claim.pk}/step/"
            yield Ask(path, story, _constant({"note": "메모", "version": "0"}))


def claim_documents(world: World) -> Asks:
    for story in world.stories:
        for document in story.claim.documents.all() if story.claim else ():
            path = f"/admin/notices/claim/{story.claim.pk}/documents/{document.pk}/"
            yield Ask(path, story)


def talk(world: World) -> Asks:
    for story in world.stories:
        address = f"{ARTICLES}{story.pk}/talk/"
        yield Ask(address, story)
        yield Ask(address, story, _constant({"text": ""}))


def talk_acts(world: World) -> Asks:
    for story in world.stories:
        for number in story.comments:
            for how in ("strike", "resolve", "reopen"):
                yield Ask(f"{ARTICLES}{story.pk}/talk/{number}/{how}/", story, _constant({}))


def inbox_items(world: World) -> Asks:
    for number, story in InboxItem.objects.values_list("pk", "article"):
        if number % 5 == 0:
            yield Ask(f"/admin/inbox/{number}/", world.story_numbered(story))


def assignment_ends(world: World) -> Asks:
    for story in world.stories:
        for number in story.assignments:
            for how in ("done", "drop"):
                path = f"/admin/assignments/{number}/{how}/"
                yield Ask(path, story, _constant({}))
                yield Ask(path, story, _constant({"from_story": "1"}))


def moving(model: type[Model]) -> Producer:
    def asks(world: World) -> Asks:
        label = f"{model._meta.app_label}/{model._meta.model_name}"
        for pk in model._default_manager.values_list("pk", flat=True):
            yield f"/admin/{label}/{pk}/move/"

    return asks


def replacing(world: World) -> Asks:
    """A picture in place of another: where it stands, and what is to become of it."""
    for story in world.stories:
        address = f"/admin/photos/photo/{story.photo.pk}/replace/"
        yield Ask(address, story)
        yield Ask(f"{address}?with={world.stories[0].photo.pk}", story)
        new = str(world.stories[0].photo.pk)
        yield Ask(address, story, _constant({"with": new, "story": f"{story.pk}:1"}))


def audit(address: str) -> Producer:
    def asks(world: World) -> Asks:
        yield Ask(address, sure=True)
        yield from (f"{address}?{query}" for query in ("page=2", "kind=story", f"q={BEGINNING}"))

    return asks


def _constant(data: Data) -> Callable[[Any], Data]:
    return lambda user: data


def _window(story: Story) -> Callable[[Any], Data]:
    return _constant({"window": WINDOW, "_window": WINDOW, "form": "1", "opened": "1"})


def _act(story: Story) -> Callable[[Any], Data]:
    action = Action.WITHDRAW if story.state.status == Status.PUBLISHED else Action.APPROVE
    return _constant({"_action": action.value, "revision": "1", "reason": "까닭"})


def _move(story: Story) -> Callable[[Any], Data]:
    kind = "change" if story.state.is_change else "story"
    return _constant({"kind": kind, "at": "2031.05.05 10:00", "was": "2031-01-01", "revision": "1"})


PRODUCERS: dict[str, Producer] = {
    "": just("/", "/?page=2", "/?utm_source=x"),
    "articles/<int:pk>/": of_story("/articles/{pk}/"),
    "articles/<int:pk>/print/": of_story("/articles/{pk}/print/"),
    "articles/<int:pk>/<str:slug>/": of_story("/articles/{pk}/slug/"),
    "articles/<int:pk>/beside/": of_story("/articles/{pk}/beside/"),
    "readership/articles/<int:pk>/": of_story(
        "/readership/articles/{pk}/", lambda story: _constant({})
    ),
    "readership/articles/<int:pk>.gif": of_story("/readership/articles/{pk}.gif"),
    "readership/most-read/": just("/readership/most-read/"),
    "tags/<str:name>/": tags,
    "archive/<int:year>/<int:month>/<int:day>/": days,
    "corrections/": just("/corrections/"),
    "saved/": just("/saved/"),
    "search/suggestions/": just("/search/suggestions/?q=zq", "/search/suggestions/?q=ㅎ"),
    "search/": just("/search/?from=2000-01-01", "/search/?to=2040-01-01&sort=relevance"),
    "sections/<slug:slug>/": sections("/sections/{}/"),
    "sections/<slug:slug>/feed/": sections("/sections/{}/feed/"),
    "reporters/<int:pk>/": reporters("/reporters/{}/"),
    "reporters/<int:pk>/feed/": reporters("/reporters/{}/feed/"),
    "pages/<slug:slug>/": just("/pages/about/", "/pages/unknown/"),
    "photos/<str:token>.<str:extension>": photo_files,
    PHOTO_RENDITION: photo_renditions,
    "files/<str:token>.<str:extension>": attached_files,
    "feed/": just("/feed/"),
    "sitemap.xml": just("/sitemap.xml"),
    "sitemaps/pages.xml": just("/sitemaps/pages.xml"),
    r"^sitemaps/articles-(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{2})\.xml\Z": months,
    r"^sitemaps/articles-(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{2})"
    r"-(?P<part>[2-9]|[1-9][0-9]{1,3})\.xml\Z": just("/sitemaps/articles-2031-01-2.xml"),
    "news-sitemap.xml": just("/news-sitemap.xml"),
    "robots.txt": just("/robots.txt"),
    "healthz": just("/healthz"),
    "speculation-rules.json": just("/speculation-rules.json"),
    "admin/": just("/admin/"),
    "admin/photos/photo/choose/": photos_offered,
    "admin/attachments/attachment/upload/": lambda world: iter(
        [Ask("/admin/attachments/attachment/upload/", None, _constant({}))]
    ),
    "admin/photos/photo/upload/": lambda world: iter(
        [Ask("/admin/photos/photo/upload/", None, _constant({}))]
    ),
    "admin/photos/photo/<int:number>/words/": photo_words,
    "admin/login/": just("/admin/login/", f"/admin/login/?next={ARTICLES}"),
    "admin/logout/": lambda world: iter([Ask("/admin/logout/", None, _constant({}))]),
    "admin/password_change/": just("/admin/password_change/"),
    "admin/password_change/done/": just("/admin/password_change/done/"),
    "admin/jsi18n/": just("/admin/jsi18n/"),
    "admin/autocomplete/": autocomplete,
    "admin/r/<path:content_type_id>/<path:object_id>/": view_on_site,
    r"admin/(?P<url>.*)$": unknown_in_admin,
    "admin/articles/article/": article_list,
    "admin/articles/article/add/": write_new,
    "admin/articles/article/<path:object_id>/change/": change,
    "admin/articles/article/<path:object_id>/": of_story(ARTICLES + "{pk}/"),
    "admin/articles/article/<path:object_id>/history/": of_story(ARTICLES + "{pk}/history/"),
    "admin/articles/article/<path:object_id>/delete/": of_story(ARTICLES + "{pk}/delete/"),
    "admin/articles/article/<path:object_id>/preview/": of_story(ARTICLES + "{pk}/preview/"),
    "admin/articles/article/<path:object_id>/act/": of_story(ARTICLES + "{pk}/act/", _act),
    "admin/articles/article/<path:object_id>/move/": of_story(ARTICLES + "{pk}/move/", _move),
    "admin/articles/article/<path:object_id>/revisions/": of_story(ARTICLES + "{pk}/revisions/"),
    "admin/articles/article/<path:object_id>/revisions/compare/": compare,
    "admin/articles/article/<path:object_id>/revisions/<int:number>/": revisions(
        "{pk}/revisions/{number}/"
    ),
    "admin/articles/article/<path:object_id>/revisions/<int:number>/restore/": revisions(
        "{pk}/revisions/{number}/restore/", posts=True
    ),
    "admin/articles/article/<path:object_id>/set-aside/": of_story(ARTICLES + "{pk}/set-aside/"),
    "admin/articles/article/<path:object_id>/set-aside/<int:number>/": set_aside,
    **{
        f"admin/articles/article/<path:object_id>/presence/{door}/": of_story(
            ARTICLES + "{pk}/presence/" + door + "/", _window
        )
        for door in ("beat", "take_over", "leave", "keep")
    },
    "admin/articles/article/calendar/": calendar,
    "admin/articles/article/suggest/<str:kind>/": suggestions,
    "admin/articles/article/autosave/": autosave,
    "admin/articles/article/autosave/offers/": autosave_offers,
    "admin/articles/article/autosave/<str:form_key>/discard/": autosave_discard,
    "admin/articles/article/autosave/<str:form_key>/others/": others,
    "admin/frontpage/pinnedarticle/": pins,
    "admin/inbox/": lambda world: iter((Ask("/admin/inbox/", sure=True), "/admin/inbox/?page=2")),
    "admin/inbox/read/": lambda world: iter([Ask("/admin/inbox/read/", None, _constant({}))]),
    "admin/inbox/mail/": lambda world: iter([Ask("/admin/inbox/mail/", None, _constant({}))]),
    "admin/inbox/<int:number>/": inbox_items,
    "admin/assignments/": lambda world: iter([Ask("/admin/assignments/", sure=True)]),
    "admin/assignments/<int:number>/<str:how>/": assignment_ends,
    "admin/articles/article/<path:object_id>/talk/": talk,
    "admin/articles/article/<path:object_id>/talk/<int:number>/<str:how>/": talk_acts,
    "admin/articles/article/<path:object_id>/assign/": of_story(
        ARTICLES + "{pk}/assign/", lambda story: _constant({"what": ""})
    ),
    "articles/<int:pk>/revisions/": of_story("/articles/{pk}/revisions/"),
    "corrections/<int:pk>/": notice_pages,
    "admin/audit/": audit("/admin/audit/"),
    "admin/audit/csv/": audit("/admin/audit/csv/"),
    "admin/articles/article/undo/<int:number>/": undo,
    "admin/articles/article/<path:object_id>/confirm/<str:action>/": confirm,
    "admin/notices/claim/<path:object_id>/step/": claim_steps,
    "admin/notices/claim/<path:object_id>/documents/<int:number>/": claim_documents,
    "admin/reporters/reporter/<path:object_id>/move/": moving(Reporter),
    "admin/photos/photo/<path:object_id>/replace/": replacing,
    "admin/sections/section/<path:object_id>/move/": moving(Section),
}


# --- what every model of the admin has ------------------------------------------------------

_OF_MODEL = re.compile(
    r"admin/(?P<app>\w+)/(?P<model>\w+)/"
    r"(?P<rest>add/|<path:object_id>/(?:change/|history/|delete/)?|<id>/password/)?"
)
_APP_LIST = re.compile(r"admin/\^\(\?P<app_label>[\w|]+\)/\$")


@cache
def _of_admin_model(route: str) -> Producer | None:
    """The screens that Django's admin makes by itself."""
    if _APP_LIST.fullmatch(route):
        return app_lists
    match = _OF_MODEL.fullmatch(route)
    if match is None:
        return None
    try:
        model = apps.get_model(match["app"], match["model"])
    except LookupError:
        return None
    if model is Article or model not in admin.site._registry:
        # Not even a screen that Django adds one day.
        return None
    address, rest = f"/admin/{match['app']}/{match['model']}/", match["rest"]
    if not rest:
        return lambda world: _list_of(model, address)
    if rest == "add/":
        return just(address + rest)
    return lambda world: _rows_of(world, model, address + re.sub("<[^>]+>", "{}", rest))


def _list_of(model: type[Model], address: str) -> Asks:
    yield Ask(address, sure=model in (Tag, Photo, Redirect))
    yield from (
        f"{address}?q={BEGINNING}",
        f"{address}?p=1",
        f"{address}?q=7100",
        f"{address}?all=",
    )
    for field in model._meta.fields:
        yield f"{address}?{field.name}__startswith={BEGINNING}"
        yield f"{address}?{field.name}__title__startswith={BEGINNING}"
    for relation in model._meta.related_objects:
        # What the admin must not let anybody ask.
        yield f"{address}?{relation.name}__title__startswith={BEGINNING}"


def _rows_of(world: World, model: type[Model], address: str) -> Asks:
    owners = _owners(world, model)
    for pk in model._default_manager.order_by("pk").values_list("pk", flat=True):
        yield Ask(address.format(pk), owners.get(pk))
    yield address.format(UNKNOWN)


def _owners(world: World, model: type[Model]) -> dict[Any, Story]:
    """Which story a row belongs to, so that not everybody has to ask for every row."""
    if model is Photo:
        return {story.photo.pk: story for story in world.stories}
    if model is Redirect:
        by_pk = {story.pk: story for story in world.stories}
        return {pk: by_pk[to] for pk, to in Redirect.objects.values_list("pk", "article")}
    if model is Tag:
        numbers = dict(Tag.objects.values_list("name", "pk"))
        return {numbers[name]: story for story in world.stories for name in _tags_of(story)}
    return {}
