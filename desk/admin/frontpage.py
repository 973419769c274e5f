"""머리기사 배치: one page with a slot for each place, saved as a whole."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from accounts.permissions import Task
from articles import permissions
from articles.models import Article
from desk.asked import user_of
from desk.story_select import StorySelect
from desk.task_admin import TaskPermissions
from frontpage.models import MOST_PINS, PinnedArticle
from frontpage.pins import arrange

OFFERED = 10


class Slot(NamedTuple):
    place: int
    field: forms.BoundField
    article: Article | None
    is_last: bool


def pinned_articles() -> list[Article]:
    pins = PinnedArticle.objects.select_related("article__section")
    return [pin.article for pin in pins.order_by("order")]


def signature(articles: list[Article]) -> str:
    return ",".join(str(article.pk) for article in articles)


class PinsForm(forms.Form):
    """Five places. `base` says what stood there when the page was opened."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, pinned: list[Article], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pinned = pinned
        self.shown = [article for article in pinned if article.is_visible]
        self.fields["base"].initial = signature(pinned)
        relation = PinnedArticle._meta.get_field("article")
        for place in range(1, MOST_PINS + 1):
            self.fields[f"place_{place}"] = forms.ModelChoiceField(
                Article.objects.published(),
                label=f"{place}번 자리",
                required=False,
                initial=self.shown[place - 1] if place <= len(self.shown) else None,
                widget=StorySelect(relation, admin.site),
                error_messages={"invalid_choice": "게재된 기사만 머리기사로 올릴 수 있습니다."},
            )

    def clean(self) -> None:
        now = signature(self.pinned)
        if self.cleaned_data.get("base", "") != now:
            # What was chosen stays in the form; saving once more is a decision.
            self.data = {**self.data, "base": now}
            titles = ", ".join(f"‘{article.title}’" for article in self.shown) or "비어 있음"
            raise forms.ValidationError(
                f"그사이 다른 사람이 배치를 바꿨습니다. 지금 첫 화면: {titles}. "
                "다시 저장하면 아래 배치로 바뀝니다."
            )
        seen: set[int] = set()
        for place in range(1, MOST_PINS + 1):
            article = self.cleaned_data.get(f"place_{place}")
            if article is not None and article.pk in seen:
                self.add_error(f"place_{place}", "다른 자리에 이미 놓은 기사입니다.")
            elif article is not None:
                seen.add(article.pk)

    def chosen(self) -> list[Article | None]:
        return [self.cleaned_data[f"place_{place}"] for place in range(1, MOST_PINS + 1)]

    def slots(self) -> Iterator[Slot]:
        known = {str(article.pk): article for article in self.shown}
        for place in range(1, MOST_PINS + 1):
            field = self[f"place_{place}"]
            value = field.value()
            article = known.get(str(getattr(value, "pk", value)))
            yield Slot(place, field, article, place == MOST_PINS)


def rearranged(chosen: list[Article | None], order: str) -> list[Article]:
    """The stories to pin after the button `order`: "up 2", "down 2", "clear 2", "" (just save)."""
    verb, _, number = order.partition(" ")
    place = int(number) - 1 if number.isdecimal() and len(number) == 1 else -1
    other = {"up": place - 1, "down": place + 1}.get(verb, place)
    if 0 <= place < len(chosen) and 0 <= other < len(chosen):
        if verb == "clear":
            chosen[place] = None
        else:
            chosen[place], chosen[other] = chosen[other], chosen[place]
    return [article for article in chosen if article is not None]


@admin.register(PinnedArticle)
class PinAdmin(TaskPermissions, admin.ModelAdmin):
    task = Task.ARRANGE_FRONT

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="frontpage_pinnedarticle_changelist")]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.may(request):
            raise PermissionDenied
        pinned = pinned_articles()
        if request.method == "POST":
            form = PinsForm(request.POST, pinned=pinned)
            if form.is_valid() and self._save(request, form):
                return HttpResponseRedirect(reverse("admin:frontpage_pinnedarticle_changelist"))
        else:
            form = PinsForm(pinned=pinned)
        stay = [article.pk for article in pinned]
        return TemplateResponse(
            request,
            "desk/pins.html",
            {
                **self.admin_site.each_context(request),
                "title": "머리기사 배치",
                "opts": self.opts,
                "form": form,
                "media": form.media,
                "hidden_pins": [
                    article.title
                    if permissions.can_read(user_of(request), article)
                    else f"{article.pk}번 기사"
                    for article in pinned
                    if article not in form.shown
                ],
                "offered": Article.objects.published().for_cards().exclude(pk__in=stay)[:OFFERED],
            },
        )

    def _save(self, request: HttpRequest, form: PinsForm) -> bool:
        articles = rearranged(form.chosen(), request.POST.get("order", ""))
        first = request.POST.get("first", "")
        if first.isdecimal() and len(first) <= 18:
            added = Article.objects.published().filter(pk=int(first)).first()
            if added is None:
                form.add_error(None, "그 기사는 이제 게재되어 있지 않습니다.")
                return False
            articles = [added, *(article for article in articles if article != added)]
        try:
            arrange(articles[:MOST_PINS])
        except IntegrityError:
            form.add_error(None, "다른 사람이 함께 저장하고 있습니다. 다시 저장해 주세요.")
            return False
        messages.success(request, "머리기사 배치를 저장했습니다. 첫 화면에 바로 나타납니다.")
        return True
