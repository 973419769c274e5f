"""Publishing a notice, and reading one that is published: there is nothing else to do with it."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.models import User
from articles.refusals import Refused
from desk.asked import is_number, user_of
from desk.claim_forms import NoticeForm
from desk.claim_screen import asked_story
from notices import permissions
from notices.issuing import issue
from notices.models import Claim, Notice


def show_new(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user = user_of(request)
    answer = permissions.can_keep_register(user)
    if not answer:
        raise PermissionDenied(answer.reason)
    claim = _asked_claim(request, user)
    if request.method != "POST":
        form = NoticeForm(by=user, claim=claim, initial={"article": asked_story(request)})
        return _show(request, site, form, claim)
    form = NoticeForm(request.POST, by=user, claim=claim)
    if form.is_valid():
        article = claim.article if claim else form.cleaned_data["article"]
        kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
        try:
            notice = issue(article, kind, text, by=user, claim=claim, seen=form.seen)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "보도문을 실었습니다. 독자에게 바로 보입니다.")
            return HttpResponseRedirect(reverse("admin:notices_notice_change", args=[notice.pk]))
    return _show(request, site, form, claim)


def show(request: HttpRequest, site: AdminSite, notice: Notice) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/notices/notice/read.html",
        _context(request, site, str(notice.get_kind_display())) | {"notice": notice},
    )


def _asked_claim(request: HttpRequest, user: User) -> Claim | None:
    """?claim=, or what the form says. 404 for a claim that isn't this user's to know."""
    number = request.POST.get("claim", "") or request.GET.get("claim", "")
    if not number:
        return None
    claims = permissions.kept_claims(user, Claim.objects.select_related("article"))
    claim = claims.filter(pk=int(number)).first() if is_number(number) else None
    if claim is None:
        raise Http404
    return claim


def _show(
    request: HttpRequest, site: AdminSite, form: NoticeForm, claim: Claim | None
) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/notices/notice/issue.html",
        _context(request, site, "보도문 싣기")
        | {"form": form, "claim": claim, "media": form.media},
        status=409 if form.errors else 200,
    )


def _context(request: HttpRequest, site: AdminSite, title: str) -> dict[str, object]:
    return site.each_context(request) | {
        "title": title,
        "opts": Notice._meta,
        "is_nav_sidebar_enabled": False,
    }
