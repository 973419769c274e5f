"""수정 이력: when readers got another text of a story, and why, for readers. No text of a revision,
nothing that was never published, and no reason but what 고침 told readers already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.states import Action, Status
from articles.views import Withdrawn, find_for_readers, gone
from mastheads.models import Masthead
from pagecache import cached_page


@dataclass(frozen=True)
class Step:
    at: datetime
    what: str
    reason: str = ""


@cached_page()
@require_safe
def revision_history(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for every story while the switch on the masthead is off."""
    if not Masthead.current().shows_revision_history:
        raise Http404
    try:
        article = find_for_readers(pk, timezone.now(), Article.objects.defer("body"))
    except Withdrawn:
        return gone(request, pk)
    return render(
        request,
        "articles/revision_history.html",
        {
            "article": article,
            "steps": steps_of(article),
            "canonical_path": reverse("revision_history", args=[pk]),
        },
    )


def steps_of(article: Article) -> list[Step]:
    """Newest first. The log says when another text went live: a revision's own time tells only
    of the last time. A 고침 is logged in the same moment as its note, and told by that."""
    return sorted(_steps(article), key=lambda step: step.at, reverse=True)


def _steps(article: Article) -> Iterator[Step]:
    if article.published_at:
        yield Step(article.published_at, "게재")
    for note in article.correction_notes.all():
        yield Step(note.created_at, "고침", note.text)
    later = article.log.filter(created_at__gt=F("article__published_at"))
    changed = later.filter(action=Action.PUBLISH, from_status=Status.PUBLISHED)
    for at in changed.values_list("created_at", flat=True):
        yield Step(at, "내용 수정")
    for at in later.filter(action=Action.REPUBLISH).values_list("created_at", flat=True):
        yield Step(at, "다시 게재")
