"""Sending several stories out from the list: they are shown first, and one press takes all back."""

from django.contrib import messages
from django.contrib.admin import AdminSite, helpers
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import batches, permissions, workflow
from articles.batches import Sent
from articles.content import Content
from articles.models import Article, PublicationBatch
from articles.states import Action
from desk import actions
from desk.asked import user_of
from desk.publication_review import Review, button, review
from newsroom.lib.dates import distance_in_words, format_time_with_weekday, to_seoul


def is_few(request: HttpRequest, articles: QuerySet[Article]) -> bool:
    """Whether so many may be sent at once; if not, the person is told."""
    try:
        batches.require_few(articles.order_by().count())
    except workflow.Incomplete as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def ask(
    request: HttpRequest, site: AdminSite, action: Action, articles: QuerySet[Article]
) -> HttpResponse:
    """The stories, with what is wrong with each."""
    user = user_of(request)
    reviews = [_review(article, action, user) for article in articles]
    going = [each for each in reviews if not each.stops]
    warnings = sum(len(each.warnings) for each in going)
    return TemplateResponse(
        request,
        "admin/articles/article/publication/batch.html",
        site.each_context(request)
        | {
            "title": f"{len(reviews)}건 {action.label} 확인",
            "opts": Article._meta,
            "is_nav_sidebar_enabled": False,
            "ask": actions.asks([action], request.POST)[0],
            "reviews": going + [each for each in reviews if each.stops],
            "going": going,
            "button": button(f"{len(going)}건 {action.label}", warnings),
            "has_warnings": warnings > 0,
            "seen": " ".join(f"{each.article.pk}:{each.article.revision}" for each in going),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "grace_seconds": int(batches.GRACE.total_seconds()),
        },
    )


def send(request: HttpRequest, action: Action, articles: QuerySet[Article]) -> bool:
    """Whether the answer was one that can be acted on; if not, it has to be asked again."""
    seen = actions.posted_revisions(request.POST.getlist("seen"))
    stories = [(article, seen.get(article.pk, 0)) for article in articles]
    try:
        at = actions.posted_time(action, request.POST) if actions.takes_time(action) else None
        if at is None and actions.takes_time(action):
            raise workflow.Incomplete(actions.TIME_MISSING)
        sent = batches.send(stories, action, by=user_of(request), at=at)
    except workflow.Incomplete as refusal:
        messages.error(request, str(refusal))
        return False
    _tell(request, sent)
    return True


def that_can_be_taken_back(request: HttpRequest) -> list[PublicationBatch]:
    """What a list of stories offers to undo; a query for those alone who send stories out."""
    user = user_of(request)
    if not actions.may_ever(user, Action.PUBLISH):
        return []
    return list(batches.that_can_be_taken_back(user, timezone.now()))


def undo(request: HttpRequest, number: int) -> HttpResponse:
    batch = get_object_or_404(PublicationBatch, pk=number)
    try:
        back = batches.take_back(batch, by=user_of(request))
    except workflow.Refused as refused:
        messages.error(request, str(refused))
        return _to_list()
    if back.is_again:
        name = back.batch.undone_by_name
        messages.info(request, f"{name} 님이 이미 되돌렸습니다. 독자에게 나간 것은 없습니다.")
    if back.done:
        messages.success(
            request, f"{len(back.done)}건을 되돌렸습니다. 기사마다 있던 상태로 돌아갔습니다."
        )
    for article, refusal in back.refused:
        messages.error(request, f"‘{article.title}’: {refusal}")
    return _to_list()


def _review(article: Article, action: Action, user: User) -> Review:
    """Of a story whose newest text isn't this user's to read, what readers have."""
    if permissions.can_read_working_copy(user, article):
        return review(article, action, by=user, together=True)
    content = Content.of(article)
    why = permissions.can(user, action, article).reason or "이 기사의 수정안을 볼 권한이 없습니다."
    number = article.live_revision or 0
    return Review(article, action, content, number, article, None, None, [why], [])


def _tell(request: HttpRequest, sent: Sent) -> None:
    if sent.batch:
        at = sent.batch.goes_live_at
        ahead = distance_in_words(at - timezone.now())
        when = f"{format_time_with_weekday(at)}:{to_seoul(at):%S}"
        messages.success(request, f"{len(sent.done)}건이 {when}에 나갑니다 ({ahead}).")
    for article, refusal in sent.refused:
        messages.error(request, f"‘{article.title}’: {refusal}")


def _to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
