"""The page of one story in the desk: write, read, act. All saving goes through the workflow."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Task, can_do
from articles import body, log_lines, permissions, revisions, workflow
from articles.content import Content
from articles.models import Article
from articles.publication_stops import GOES_LIVE
from articles.states import Action, Status
from desk import (
    actions,
    autosave,
    offers,
    preview,
    proposed_stories,
    publication_review,
    story_notices,
    talk_panel,
    typed_beside,
)
from desk.article_form import ArticleForm
from desk.asked import is_number, seen_revision, user_of
from desk.editor import EDITOR_CSP
from desk.proposed_stories import Others
from newsroom.lib.korean import count_characters, josa, manuscript_sheets
from pagecache import publishing
from photos import removal
from presence import set_aside, windows
from presence.models import SetAsideText, WhySetAside
from presence.words import sentence_of, title_of
from readership.figures import figures_of

LOG_LINES_BESIDE = 8
# The name under which Django's list passes its query on to the pages it links to.
_FROM_LIST = "_changelist_filters"


@dataclass(frozen=True)
class Answer:
    """Why a posted form comes back: the status of the answer and the sentence on top."""

    status: int = 200
    sentence: str = "고쳐야 할 곳이 있습니다. 적은 글은 그대로 있습니다."


def write_new(request: HttpRequest, site: AdminSite) -> HttpResponse:
    user = user_of(request)
    answer = permissions.can(user, Action.CREATE)
    if not answer:
        raise PermissionDenied(answer.reason)
    if request.method != "POST":
        return show_form(request, site, ArticleForm(by=user), None)
    return _take_in(request, site, None)


def show(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    """The form for who may edit, a page to read and act on for the others. 404 for the rest.

    Raises set_aside.Late, with everything written, when a save came too late.
    """
    user = user_of(request)
    require_readable(user, article)
    if request.method == "POST":
        return _take_in(request, site, article)
    if permissions.can(user, Action.EDIT, article):
        form = ArticleForm(by=user, article=article, base=revisions.working_copy(article))
        return show_form(request, site, form, article)
    return _show_reading(request, site, article)


def act(request: HttpRequest, article: Article) -> HttpResponse:
    """One action without saving any text: the panel of a page that is only read."""
    user = user_of(request)
    require_readable(user, article)
    action = _asked(request)
    if action is None:
        raise SuspiciousOperation("no action")
    seen = seen_revision(request.POST)
    try:
        if action in GOES_LIVE:
            publication_review.press(request, article, action, by=user, revision=seen)
            return _confirmation(request, article, action)
        done = actions.perform_posted(article, action, request.POST, by=user, revision=seen)
        messages.success(request, actions.done_text(action, done))
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
        done = article
    return onwards(request, done)


def show_preview(request: HttpRequest, article: Article) -> HttpResponse:
    user = user_of(request)
    if not permissions.can(user, Action.PREVIEW, article):
        raise Http404
    return preview.render_preview(request, article, shown_content(user, article))


def show_log(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    answer = permissions.can(user, Action.READ_LOG, article)
    if not answer:
        require_readable(user, article)
        raise PermissionDenied(answer.reason)
    return TemplateResponse(
        request,
        "admin/articles/article/log.html",
        page_of(request, site, article, title=_log_title(user, article))
        | {
            "entries": article.log.all(),
            "may_read": bool(permissions.can(user, Action.READ, article)),
        },
    )


def _log_title(user: User, article: Article) -> str:
    """Who reads the log of a story isn't always who may read the story."""
    named = article.title if permissions.can(user, Action.READ, article) else f"{article.pk}번 기사"
    return f"처리 기록: {named}"


def require_readable(user: User, article: Article) -> None:
    """404, as for a number that no story has: that there is a story isn't told either."""
    if not permissions.can(user, Action.READ, article):
        raise Http404


def shown_content(user: User, article: Article) -> Content:
    """The working copy; of a live story the live text, for whom unpublished work isn't open."""
    if permissions.can_read_working_copy(user, article):
        return revisions.working_copy(article)
    return Content.of(article)


# --- taking in the form ---------------------------------------------------------------------


def _take_in(request: HttpRequest, site: AdminSite, article: Article | None) -> HttpResponse:
    user = user_of(request)
    action = _asked(request)
    form = ArticleForm(
        request.POST,
        request.FILES,
        by=user,
        article=article,
        # Of who may edit the working copy; to anybody else the form comes back without it.
        base=shown_content(user, article) if article else None,
    )
    with _no_file_left_behind(form), publishing():
        saved = _save(form, article, user)
        if not isinstance(saved, Answer):
            # What came too late has been set aside, so that it is kept as safely as what is saved.
            autosave.forget(request.POST, user)
        if isinstance(saved, Article):
            _note_use(request, saved)
            done = _act_after_saving(request, saved, action)
    if isinstance(saved, set_aside.Late):
        raise saved
    if isinstance(saved, Answer):
        return show_form(request, site, form, article, saved)
    if "_preview" in request.POST:
        return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[saved.pk]))
    return done if isinstance(done, HttpResponse) else onwards(request, done)


def _save(
    form: ArticleForm, article: Article | None, user: User
) -> Article | Answer | set_aside.Late:
    """The story as saved, or why it wasn't. What is refused of a story that is there is set aside
    in the same transaction."""
    may = (
        permissions.can(user, Action.EDIT, article)
        if article
        else permissions.can(user, Action.CREATE)
    )
    valid = form.is_valid()
    if not may:
        _set_aside(form, article, user)
        return Answer(403, may.reason)
    form.keep_photo()
    if not valid or form.errors:
        return Answer()
    try:
        if article is None:
            return workflow.create(form.content(), by=user)
        taker = windows.taker_from(article, user, form.data.get("_window", ""))
        if taker is not None and form.seen_revision == article.revision:
            return _lost(form, article, user, taker)
        return set_aside.save(article, form.content(), by=user, base_revision=form.seen_revision)
    except ValidationError as error:
        form.add_content_errors(error)
        return Answer()
    except set_aside.Late as late:
        return late
    except workflow.NotAllowed as refusal:
        _set_aside(form, article, user)
        return Answer(403, str(refusal))
    except workflow.Refused as refusal:
        _set_aside(form, article, user)
        return Answer(409, str(refusal))


def _lost(form: ArticleForm, article: Article, user: User, taker: User) -> set_aside.Late:
    """A save from a window that doesn't know yet that somebody else writes on."""
    kept = set_aside.keep(
        article,
        form.content(),
        by=user,
        base_revision=form.seen_revision,
        why=WhySetAside.TAKEN_OVER,
        displaced_by=taker,
    )
    name = josa(title_of(taker), "이/가")
    return set_aside.Late(f"{name} 이 기사를 이어받아 쓰고 있어서 저장하지 않았습니다.", kept)


def _set_aside(form: ArticleForm, article: Article | None, user: User) -> None:
    """Keep what this story's state or rules refuse; of who could never edit it, nothing."""
    if article is not None and form.is_valid() and permissions.can_ever_edit(user, article):
        set_aside.keep(
            article,
            form.content(),
            by=user,
            base_revision=form.seen_revision,
            why=WhySetAside.REFUSED,
        )


def _act_after_saving(
    request: HttpRequest, saved: Article, action: Action | None
) -> Article | HttpResponse:
    """The text stays saved even when the action is refused. What readers will see is asked about
    on a page of its own first."""
    user = user_of(request)
    if action is None:
        messages.success(request, "저장했습니다.")
        return saved
    try:
        if action in GOES_LIVE:
            publication_review.press(request, saved, action, by=user, revision=saved.revision)
            return _confirmation(request, saved, action)
        done = actions.perform_posted(saved, action, request.POST, by=user, revision=saved.revision)
    except workflow.Refused as refusal:
        messages.error(
            request, f"글은 저장했지만 ‘{action.label}’ 처리는 하지 못했습니다. {refusal}"
        )
        return saved
    messages.success(request, actions.done_text(action, done))
    return done


def _note_use(request: HttpRequest, saved: Article) -> None:
    """The form said that it was filled from a text that had been set aside."""
    number = request.POST.get("_set_aside", "")
    if is_number(number):
        text = set_aside.readable(user_of(request), saved).filter(pk=int(number)).first()
        if text is not None:
            set_aside.mark_used(text, saved.revision)


@contextmanager
def _no_file_left_behind(form: ArticleForm) -> Iterator[None]:
    """When everything is undone, so are the files of a picture that came with it."""
    try:
        yield
    except Exception:
        if form.kept_photo:
            removal.remove_files(form.kept_photo)
        raise


def _asked(request: HttpRequest) -> Action | None:
    try:
        return actions.asked(request.POST)
    except ValueError:
        raise SuspiciousOperation("unknown action") from None


def _confirmation(request: HttpRequest, article: Article, action: Action) -> HttpResponse:
    page = reverse("admin:articles_article_confirm", args=[article.pk, action.value])
    return HttpResponseRedirect(page + way_here(request, seen=str(article.revision)))


def onwards(request: HttpRequest, article: Article) -> HttpResponse:
    """Back to the story, or to the list when it isn't this user's to read any more."""
    if permissions.can(user_of(request), Action.READ, article):
        address = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(address + way_here(request))
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def way_here(request: HttpRequest, **more: str) -> str:
    """The query by which the page remembers the queue it was opened from."""
    query = request.GET.get(_FROM_LIST, "")
    told = ({_FROM_LIST: query} if query else {}) | more
    return f"?{urlencode(told)}" if told else ""


# --- showing --------------------------------------------------------------------------------


def show_form(
    request: HttpRequest,
    site: AdminSite,
    form: ArticleForm,
    article: Article | None,
    answer: Answer | None = None,
    *,
    text: SetAsideText | None = None,
) -> HttpResponse:
    """`text`: the form is filled from what was set aside."""
    user = user_of(request)
    if answer:
        messages.error(request, answer.sentence)
    came_back = answer is not None or text is not None
    autosaved = offers.form_context(request, form, article, came_back=came_back)
    context = page_of(request, site, article, title=article.title if article else "새 기사") | {
        "form": form,
        "photo": form.shown_photo,
        "may_upload": bool(can_do(user, Task.UPLOAD_PHOTO)),
        "media": form.media,
        "set_aside_text": text,
        "suggest_base": reverse("admin:articles_article_suggest", args=["KIND"]),
        "others_base": reverse("admin:articles_article_others", args=["KEY"]),
        "talk": talk_panel.of(user, article) if article else None,
        "others": _others(form, article),
        **autosaved,
    }
    if autosaved["restored"]:
        typed = offers.posted_aside(autosaved["restored"].slot)
        context["asks"] = actions.asks([ask.action for ask in context["asks"]], typed)
    if answer and answer.status == HTTPStatus.FORBIDDEN:
        # Saving comes before every act, and saving is what was refused.
        context["asks"] = []
    response = TemplateResponse(
        request,
        "admin/articles/article/change_form.html",
        context,
        status=answer.status if answer else 200,
    )
    response._csp_update = EDITOR_CSP  # type: ignore[attr-defined]
    return response


def _others(form: ArticleForm, article: Article | None) -> Others | None:
    """By the text as it is saved."""
    if article is None or form.base is None:
        return None
    return proposed_stories.others(article.pk, form.base, timezone.now())


def _show_reading(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    content = shown_content(user, article)
    text = body.text_of(content.body)
    return TemplateResponse(
        request,
        "admin/articles/article/read.html",
        page_of(request, site, article, title=content.title)
        | {
            "content": content,
            "shown": preview.overlaid(article, content),
            "why_not": permissions.can(user, Action.EDIT, article).reason,
            "offers": offers.of_form(user, article),
            "talk": talk_panel.of(user, article),
            "characters": count_characters(text),
            "sheets": manuscript_sheets(text),
        },
    )


def page_of(
    request: HttpRequest, site: AdminSite, article: Article | None, *, title: str
) -> dict[str, Any]:
    """What every page of a story shows around it."""
    user = user_of(request)
    context = site.each_context(request) | {
        "title": title,
        "opts": Article._meta,
        "article": article,
        "is_nav_sidebar_enabled": False,
        "list_query": request.GET.get(_FROM_LIST, ""),
        "way_here": way_here(request),
    }
    if article is None:
        asked = [Action.SUBMIT] + ([Action.PUBLISH_NOW] if _may_publish_now(user) else [])
        return context | {"asks": actions.asks(asked, request.POST)}
    sees_work = bool(permissions.can_read_working_copy(user, article))
    may_log = bool(permissions.can(user, Action.READ_LOG, article))
    log = article.log.all()
    rejection = None
    # Told to who may write on; to the others it is a line of the log like any other.
    told = may_log or permissions.can_edit(user, article)
    if article.status == Status.REJECTED and told:
        rejection = log.filter(action=Action.REJECT).first()
    return context | {
        "status": article.status_at(timezone.now()),
        "asks": actions.asks(
            permissions.available_actions(user, article),
            request.POST or typed_beside.of(request, article),
        ),
        "scheduled_change": article.pending_change if sees_work else None,
        "clock_failure": getattr(article, "clock_failure", None) if sees_work else None,
        "has_changes": article.has_unpublished_changes and sees_work,
        "sees_work": sees_work,
        "may_preview": bool(permissions.can(user, Action.PREVIEW, article)),
        "may_log": may_log,
        "tells_log": bool(permissions.can_read_log_text(user, article)),
        "log": list(log[:LOG_LINES_BESIDE]) if may_log else [],
        "rejection": rejection,
        "saved_by": _last_author(article),
        "views": _views(article),
        "claims_and_notices": story_notices.beside(user, article),
        "set_aside_beside": set_aside.beside(user, article),
        "open_by": sentence_of(windows.open_by_others([article.pk], user).get(article.pk, ())),
    }


def _may_publish_now(user: User) -> bool:
    """Whether 출고 is worth offering on a story that isn't there yet; its section decides later."""
    unsaved = Article(owner=user, section_id=next(iter(user.assigned_section_ids), None))
    return bool(permissions.can_publish_now(user, unsaved))


def _views(article: Article) -> str:
    """조회수 in all, today and in seven days; "" for what readers never saw."""
    if not article.is_known_to_readers:
        return ""
    figures = figures_of(article, timezone.now())
    return f"{figures.total:,} (오늘 {figures.today:,} · 7일 {figures.week:,})"


def _last_author(article: Article) -> str:
    newest = article.revisions.filter(number=article.revision).select_related("author").first()
    return str(newest.author) if newest and newest.author else log_lines.IMPORTER_NAME
