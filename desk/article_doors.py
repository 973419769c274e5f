"""The addresses of stories in the desk beyond Django's own, and the screens that answer there."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from articles.models import Article
from desk import (
    article_screen,
    autosave,
    batch_screen,
    calendar_screen,
    history,
    presence_doors,
    proposed_stories,
    publication_screen,
    set_aside_screen,
    suggestions,
    talk_screen,
)
from desk.asked import is_number

_STORY = "<path:object_id>/"


class Door(NamedTuple):
    """`screen` is called with the request, the admin site if it `draws` a page of it, the story if
    the address begins with one, and what else the address says. Its URL name is
    articles_article_`name`."""

    address: str
    name: str
    screen: Callable[..., HttpResponse]
    draws: bool = False
    posts_only: bool = False


_DOORS = (
    Door("calendar/", "calendar", calendar_screen.show, draws=True),
    Door("suggest/<str:kind>/", "suggest", suggestions.suggest),
    Door("autosave/offers/", "autosave_offers", autosave.show_offers),
    Door("autosave/<str:form_key>/discard/", "autosave_discard", autosave.discard),
    Door("autosave/<str:form_key>/others/", "others", proposed_stories.show),
    Door("undo/<int:number>/", "undo", batch_screen.undo, posts_only=True),
    Door(f"{_STORY}move/", "move", calendar_screen.move, posts_only=True),
    Door(f"{_STORY}preview/", "preview", article_screen.show_preview),
    Door(f"{_STORY}presence/beat/", "presence_beat", presence_doors.beat, posts_only=True),
    Door(
        f"{_STORY}presence/take_over/",
        "presence_take_over",
        presence_doors.take_over,
        posts_only=True,
    ),
    Door(f"{_STORY}presence/leave/", "presence_leave", presence_doors.leave, posts_only=True),
    Door(f"{_STORY}presence/keep/", "presence_keep", presence_doors.keep, posts_only=True),
    Door(f"{_STORY}talk/", "talk", talk_screen.talk, draws=True),
    Door(f"{_STORY}talk/<int:number>/<str:how>/", "talk_comment", talk_screen.act_on, draws=True),
    Door(f"{_STORY}assign/", "assign", talk_screen.assign, draws=True),
    Door(f"{_STORY}set-aside/", "set_aside_list", set_aside_screen.show_list, draws=True),
    Door(f"{_STORY}set-aside/<int:number>/", "set_aside", set_aside_screen.show, draws=True),
    Door(f"{_STORY}confirm/<str:action>/", "confirm", publication_screen.show, draws=True),
    Door(f"{_STORY}act/", "act", article_screen.act, posts_only=True),
    Door(f"{_STORY}revisions/", "revisions", history.show_history, draws=True),
    Door(f"{_STORY}revisions/compare/", "compare", history.show_comparison, draws=True),
    Door(f"{_STORY}revisions/<int:number>/", "revision", history.show_revision, draws=True),
    Door(
        f"{_STORY}revisions/<int:number>/restore/",
        "restore",
        history.restore,
        draws=True,
        posts_only=True,
    ),
)


def urls(site: AdminSite) -> list[URLPattern]:
    named = "articles_article_"
    return [
        # Answers in JSON also when the session is gone.
        path("autosave/", autosave.take_in, name=f"{named}autosave"),
        *(
            path(door.address, site.admin_view(_view(door, site)), name=f"{named}{door.name}")
            for door in _DOORS
        ),
    ]


def find(object_id: str) -> Article:
    """Raises Http404."""
    number = unquote(object_id)
    if not is_number(number):
        raise Http404
    wanted = Article.objects.select_related("outlet", "section", "lead_photo")
    article = wanted.filter(pk=int(number)).first()
    if article is None:
        raise Http404
    return article


def _view(door: Door, site: AdminSite) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, object_id: str | None = None, **said: Any) -> HttpResponse:
        if door.posts_only and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        told: list[Any] = [request]
        if door.draws:
            told.append(site)
        if object_id is not None:
            told.append(find(object_id))
        return door.screen(*told, **said)

    return view
