"""The page of one claim (정정보도 등 청구): its facts, its clocks, what was done and what comes next.
All changes go through notices/register.py."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.permissions import can_read
from articles.refusals import Refused
from desk.asked import is_number, user_of
from desk.claim_forms import ClaimForm, StepForm
from newsroom.lib.dates import to_seoul
from notices import clocks, permissions, register
from notices.models import Claim
from notices.states import takes_notice


def show_new(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user = user_of(request)
    answer = permissions.can_keep_register(user)
    if not answer:
        raise PermissionDenied(answer.reason)
    if request.method != "POST":
        asked = asked_story(request)
        day = to_seoul(timezone.now()).date()
        return _show(
            request, site, ClaimForm(by=user, initial={"article": asked, "claimed_on": day})
        )
    form = ClaimForm(request.POST, by=user)
    if form.is_valid():
        try:
            claim = register.receive(form.cleaned_data["article"], form.facts(), by=user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "청구를 적었습니다.")
            return _back_to(claim)
    return _show(request, site, form)


def show(request: HttpRequest, site: AdminSite, claim: Claim) -> HttpResponse:
    user = require_keeper(request, claim)
    if request.method != "POST":
        return _show(request, site, ClaimForm(by=user, claim=claim), claim)
    form = ClaimForm(request.POST, by=user, claim=claim)
    if form.is_valid():
        try:
            register.revise(claim, form.facts(), by=user, seen=form.seen)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "저장했습니다.")
            return _back_to(claim)
    return _show(request, site, form, claim)


def step(request: HttpRequest, site: AdminSite, claim: Claim) -> HttpResponse:
    user = require_keeper(request, claim)
    form = StepForm(request.POST, request.FILES, claim=claim)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            register.go_on(
                claim,
                by=user,
                seen=typed["version"],
                to=typed["to"],
                note=typed["note"],
                file=typed["file"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "경과를 적었습니다.")
            return _back_to(claim)
    return _show(request, site, ClaimForm(by=user, claim=claim), claim, form)


def hand_out(request: HttpRequest, claim: Claim, number: int) -> FileResponse:
    """A document, for saving only: whatever it is, no browser of ours opens it as a page."""
    require_keeper(request, claim)
    document = claim.documents.filter(pk=number).first()
    if document is None:
        raise Http404
    try:
        file = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=document.name,
        content_type="application/octet-stream",
    )
    response["Cache-Control"] = "private, no-store"
    return response


def require_keeper(request: HttpRequest, claim: Claim) -> User:
    """The user. A claim of which one may know nothing is not there."""
    user = user_of(request)
    if not permissions.can_keep(user, claim.article):
        raise Http404
    return user


def asked_story(request: HttpRequest) -> Article | None:
    """?article=: the story that a link was about, if its title may be told here."""
    number = request.GET.get("article", "")
    if not is_number(number):
        return None
    article = Article.objects.filter(pk=int(number)).first()
    return article if article and can_read(user_of(request), article) else None


def _back_to(claim: Claim) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:notices_claim_change", args=[claim.pk]))


def _show(
    request: HttpRequest,
    site: AdminSite,
    form: ClaimForm,
    claim: Claim | None = None,
    step_form: StepForm | None = None,
) -> HttpResponse:
    context = site.each_context(request) | {
        "title": str(claim) if claim else "청구 접수",
        "opts": Claim._meta,
        "is_nav_sidebar_enabled": False,
        "form": form,
        "claim": claim,
        "media": form.media,
    }
    wrong = bool(form.errors)
    if claim is not None:
        wrong = wrong or bool(step_form and step_form.errors)
        context |= {
            "step": step_form or StepForm(claim=claim),
            "clocks": clocks.clocks_of(claim, to_seoul(timezone.now()).date()),
            "came_in_time": clocks.came_in_time(claim),
            "takes_notice": takes_notice(claim.state),
            "entries": claim.entries.all(),
            "documents": claim.documents.all(),
            "notices": claim.notices.order_by("published_at"),
        }
    template = "admin/notices/claim/change_form.html"
    return TemplateResponse(request, template, context, status=409 if wrong else 200)
