"""One picture in place of another, everywhere: a page that asks and lists, and the act.

A press takes as many stories as fit into a few seconds, each a transaction of its own; what is
left is listed again, and the next press goes on.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Task, can_do
from articles import permissions as article_permissions
from articles.models import Article
from articles.photo_places import MOST, Use, uses_of
from articles.photo_replacing import Swap, is_concerned, refusal_of, swap_in
from articles.refusals import Refused
from audit.models import Kind
from audit.recording import record
from desk.asked import is_number, user_of
from pagecache import publishing, touch
from photos import permissions, rights
from photos.models import Photo
from photos.watch import named
from reporters import page_keys as reporter_keys
from reporters.models import Reporter

# Well within what gunicorn and nginx wait for an answer.
SECONDS_A_PRESS = 5.0
# As many stories are listed, and done, at a time.
MOST_A_PRESS = 100


@dataclass(frozen=True)
class Planned:
    """`why_not`: what keeps this user from changing the story; "" when nothing does."""

    use: Use
    why_not: str

    @property
    def article(self) -> Article:
        return self.use.article


@dataclass(frozen=True)
class Plan:
    changing: Sequence[Planned]
    staying: Sequence[Planned]
    more: int
    hidden: int
    is_cut: bool
    reporters: Sequence[Reporter]
    may_reporters: bool


class ReplacesPhotos(admin.ModelAdmin):
    """For the screen of pictures."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.replace_view)
        return [
            path("<path:object_id>/replace/", view, name="photos_photo_replace"),
            *super().get_urls(),
        ]

    def replace_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """404 for a picture that the user doesn't see. Each story decides who may change it."""
        number = unquote(object_id)
        user = user_of(request)
        old = _find(user, number)
        if old is None:
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        wanted = (request.POST if request.method == "POST" else request.GET).get("with", "").strip()
        new = _find(user, wanted)
        if new is not None and new.pk == old.pk:
            new = None
        if request.method == "POST" and new is not None:
            return self._replace(request, user, Swap(old, new))
        return self._ask(request, user, old, new, wanted)

    def _ask(
        self, request: HttpRequest, user: User, old: Photo, new: Photo | None, wanted: str
    ) -> HttpResponse:
        context: dict[str, Any] = self.admin_site.each_context(request) | {
            "title": "모두 다른 사진으로 바꾸기",
            "opts": self.opts,
            "old": old,
            "new": new,
            "wanted": wanted,
            "error": "다른 사진의 번호를 적어 주세요." if wanted and new is None else "",
            "change_url": reverse("admin:photos_photo_change", args=[old.pk]),
        }
        if new is not None:
            context["plan"] = _plan(user, old)
            context["most"] = MOST
            context["warnings"] = rights.warnings_of(new, now=timezone.now())
        template = "admin/photos/photo/replace.html"
        return TemplateResponse(request, template, context, status=400 if context["error"] else 200)

    def _replace(self, request: HttpRequest, user: User, swap: Swap) -> HttpResponse:
        done, refused = _swap_for_a_while(request, user, swap)
        portraits = _swap_portraits(user, swap) if "portraits" in request.POST else 0
        told = [f"기사 {done:,}건"] if done else []
        told += [f"기자 사진 {portraits:,}장"] if portraits else []
        if told:
            messages.success(request, f"{', '.join(told)}을 새 사진으로 바꾸었습니다.")
        for article, refusal in refused:
            messages.error(request, f"‘{article.title}’은 그대로 두었습니다. {refusal}")
        if not told and not refused:
            messages.warning(request, "바꾼 것이 없습니다.")
        plan = _plan(user, swap.old)
        if plan.changing:
            messages.warning(
                request, "아직 바꿀 기사가 남았습니다. 한 번 더 누르면 이어서 바꿉니다."
            )
            address = reverse("admin:photos_photo_replace", args=[swap.old.pk])
            return HttpResponseRedirect(f"{address}?with={swap.new.pk}")
        return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[swap.old.pk]))


def _find(user: User, number: str) -> Photo | None:
    if not is_number(number):
        return None
    return permissions.visible_photos(user, Photo.objects.filter(pk=int(number))).first()


def _plan(user: User, old: Photo) -> Plan:
    uses = uses_of(old, user, also_earlier=False)
    planned = [_planned(use, old, user) for use in uses.shown if is_concerned(use.article, old)]
    changing = [each for each in planned if not each.why_not]
    return Plan(
        changing=changing[:MOST_A_PRESS],
        staying=[each for each in planned if each.why_not],
        more=max(len(changing) - MOST_A_PRESS, 0),
        hidden=uses.hidden,
        is_cut=uses.is_cut,
        reporters=list(old.reporters.select_related("outlet").order_by("name", "pk")),
        may_reporters=bool(can_do(user, Task.MANAGE_SETTINGS)),
    )


def _planned(use: Use, old: Photo, user: User) -> Planned:
    refusal = refusal_of(use.article, old, by=user)
    return Planned(use, str(refusal) if refusal else "")


def _swap_for_a_while(
    request: HttpRequest, user: User, swap: Swap
) -> tuple[int, list[tuple[Article, Refused]]]:
    """What the person saw, each story at its revision."""
    end = time.monotonic() + SECONDS_A_PRESS
    seen = dict(_seen(request.POST.getlist("story")[:MOST_A_PRESS]))
    stories = Article.objects.filter(pk__in=seen)
    done, refused = 0, []
    for article in article_permissions.readable(user, stories).order_by("pk"):
        if time.monotonic() > end:
            break
        try:
            after = swap_in(article, swap, by=user, revision=seen[article.pk])
            done += after.revision != seen[article.pk]
        except Refused as refusal:
            refused.append((article, refusal))
    return done, refused


def _seen(posted: Sequence[str]) -> list[tuple[int, int]]:
    pairs = (value.partition(":") for value in posted)
    return [
        (int(number), int(revision))
        for number, _, revision in pairs
        if is_number(number) and is_number(revision)
    ]


def _swap_portraits(user: User, swap: Swap) -> int:
    """Nothing for who may not manage reporters, which the page doesn't offer them."""
    if not can_do(user, Task.MANAGE_SETTINGS):
        return 0
    with publishing():
        found = list(Reporter.objects.select_for_update().filter(photo=swap.old).order_by("pk"))
        for reporter in found:
            reporter.photo = swap.new
            reporter.save(update_fields=["photo"])
            touch(reporter_keys.reporter(reporter.pk))
            record(
                Kind.SETTING,
                subject=f"기자 ‘{reporter}’",
                before=f"사진: {named(swap.old)}",
                after=f"사진: {named(swap.new)}",
            )
    return len(found)
