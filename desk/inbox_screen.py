"""알림: what colleagues and the work itself tell a user, each their own."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import reverse

from conversation import inbox, mailing
from conversation.models import InboxItem
from desk.asked import is_number, user_of


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """?before= goes on to older items."""
    user = user_of(request)
    before = request.GET.get("before", "")
    items, older = inbox.page(user, before=int(before) if is_number(before) else None)
    return TemplateResponse(
        request,
        "admin/inbox.html",
        site.each_context(request)
        | {
            "title": "알림",
            "items": items,
            "older": older,
            "is_first": not is_number(before),
            "is_nav_sidebar_enabled": False,
            "may_mail": mailing.is_configured(),
            "wants_mail": mailing.wants_mail(user),
        },
    )


def follow(site: AdminSite, request: HttpRequest, number: int) -> HttpResponse:
    """On to what the item speaks of; it counts as read then."""
    item = inbox.mark_read(user_of(request), number)
    if item is None:
        raise Http404
    return HttpResponseRedirect(_address(item))


def mark(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """One as read (`item`), or all that the page showed and what is older (`upto`)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = user_of(request)
    item, upto = request.POST.get("item", ""), request.POST.get("upto", "")
    if is_number(item):
        inbox.mark_read(user, int(item))
    elif is_number(upto):
        inbox.mark_all_read(user, upto=int(upto))
    return HttpResponseRedirect(reverse("admin:inbox"))


def set_mail(site: AdminSite, request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = user_of(request)
    wanted = "wants_mail" in request.POST
    if wanted and not user.email:
        messages.error(request, "등록된 이메일 주소가 없습니다. 관리자에게 등록을 부탁해 주세요.")
    else:
        mailing.set_wish(user, wanted)
        messages.success(
            request,
            f"새 알림이 있으면 {user.email}로 알립니다." if wanted else "이메일을 보내지 않습니다.",
        )
    return HttpResponseRedirect(reverse("admin:inbox"))


def _address(item: InboxItem) -> str:
    if item.article_id is None:
        return reverse("admin:assignments")
    story = reverse("admin:articles_article_change", args=[item.article_id])
    if item.comment_id is not None:
        return f"{story}#comment-{item.comment_id}"
    return f"{story}#talk" if item.assignment_id is not None else story
