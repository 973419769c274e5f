"""What is never deleted says so, and what to do instead."""

from collections.abc import Iterable
from http import HTTPStatus

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.models import User
from articles import permissions
from articles.models import Article, LogEntry
from articles.states import NEVER_PUBLISHED, Action, Status
from desk import actions
from desk.asked import user_of


def refuse_story(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    if not permissions.can(user, Action.READ, article):
        raise Http404
    can_trash = Action.TRASH in permissions.available_actions(user, article)
    return _refused(
        request,
        site,
        name=f"‘{article.title}’",
        opts=Article._meta,
        advice=_advice(user, article, can_trash=can_trash),
        change_url=reverse("admin:articles_article_change", args=[article.pk]),
        article=article,
        asks=actions.asks([Action.TRASH]) if can_trash else [],
    )


def refuse_user(request: HttpRequest, site: AdminSite, user: User) -> HttpResponse:
    return _refused(
        request,
        site,
        name=f"사용자 ‘{user}’",
        opts=User._meta,
        advice="한 일이 기록에 남아 있어서 사용자는 지우지 않습니다. 그만둔 사람은 ‘사용 중’을 꺼 "
        "주세요. 바로 로그아웃되고 다시 로그인할 수 없습니다.",
        change_url=reverse("admin:accounts_user_change", args=[user.pk]),
    )


def thrown_away(articles: Iterable[Article]) -> dict[int, LogEntry]:
    """When and by whom each was put into the trash. One query."""
    lines = LogEntry.objects.filter(
        article__in=[article.pk for article in articles], action=Action.TRASH
    )
    return {line.article_id: line for line in lines.order_by("created_at", "pk")}


def _advice(user: User, article: Article, *, can_trash: bool) -> str:
    if article.status == Status.TRASHED:
        return "이미 휴지통에 있습니다. 필요하면 언제든 되살릴 수 있습니다."
    if article.status in NEVER_PUBLISHED:
        asked = "휴지통으로 옮겨 주세요. 목록에서 사라지고, 필요하면 그대로 되살릴 수 있습니다."
        if can_trash:
            return asked
        return f"{asked} {permissions.can(user, Action.TRASH, article).reason}".strip()
    if article.is_visible:
        return (
            "독자가 본 기사는 기록으로 남습니다. 내려야 하면 편집국장이나 관리자가 ‘게재중지’를 "
            "합니다. 그 주소에는 게재중지 안내가 나옵니다."
        )
    if article.status == Status.SCHEDULED:
        return "예약된 기사입니다. 예약을 취소하면 휴지통으로 옮길 수 있습니다."
    return "게재중지된 기사입니다. 독자에게 보이지 않고, 기록은 남습니다."


def _refused(request: HttpRequest, site: AdminSite, name: str, **told: object) -> HttpResponse:
    return TemplateResponse(
        request,
        "desk/not_deleted.html",
        site.each_context(request)
        | {"title": f"{name}: 지우지 않습니다", "is_nav_sidebar_enabled": False}
        | told,
        status=HTTPStatus.FORBIDDEN,
    )
