"""One story as somebody is about to send it to readers: what goes, when, who approved, and what
is wrong with it. The page of one story and the list of several show the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from articles import batches, guards, photo_guards, publication_stops, workflow
from articles.content import Content
from articles.models import Article, LogEntry
from articles.publication_stops import going_live
from articles.publication_warnings import Code, PublicationWarning, same_headlines, warnings_of
from articles.refusals import EmbargoAhead, Refused
from articles.states import Action, Status
from desk import actions, preview, proposed_stories, typed_beside


@dataclass(frozen=True)
class Approval:
    """The last 승인: by whom, when, of which revision, and whether that is the one that goes."""

    by_name: str
    at: datetime
    revision: int
    is_this: bool


@dataclass(frozen=True)
class Review:
    """`shown` is the story with the content that goes laid over it, `number` its revision; `at`
    is the time to go live, None for as soon as the button is pressed."""

    article: Article
    action: Action
    content: Content
    number: int
    shown: Article
    at: datetime | None
    approval: Approval | None
    stops: list[str]
    warnings: list[PublicationWarning]

    @property
    def is_change(self) -> bool:
        """Whether readers have an earlier text of it."""
        return self.article.live_revision is not None and self.article.status != Status.WITHDRAWN

    @property
    def approves(self) -> bool:
        """Whether the act is the approval as well."""
        return self.action == Action.PUBLISH_NOW

    @property
    def button(self) -> str:
        return button(self.action.label, len(self.warnings))


def button(label: str, warnings: int) -> str:
    """What the button says that goes ahead: nobody presses it without having seen the number."""
    return f"경고 {warnings}건이 있어도 {label}" if warnings else label


def review(
    article: Article,
    action: Action,
    *,
    by: User,
    at: datetime | None = None,
    reason: str = "",
    together: bool = False,
) -> Review:
    """`together`: with others in one press. Whether `by` may read the text is the caller's to
    ask."""
    now = timezone.now()
    content, number = going_live(article, action)
    shown = preview.overlaid(article, content)
    found = publication_stops.stops(article, content, action, by=by, now=now, at=at, reason=reason)
    if together:
        found += batches.stops_together(article, content, action, by=by, at=at or now)
    return Review(
        article=article,
        action=action,
        content=content,
        number=number,
        shown=shown,
        at=at,
        approval=_approval(article, number),
        stops=list(dict.fromkeys(str(refusal) for refusal in found)),
        warnings=_warnings(article, action, content, shown, found, now, at),
    )


def press(
    request: HttpRequest, article: Article, action: Action, *, by: User, revision: int
) -> None:
    """A button was pressed that leads to the page that asks. What was typed beside it is kept.

    Raises Refused for what is better said at once. An attempt before the embargo is logged
    here: no button follows that could be pressed.
    """
    now = timezone.now()
    at, reason = asked_for(action, request.POST)
    content, _ = going_live(article, action)
    publication_stops.require_worth_asking(
        article, content, action, by=by, now=now, at=at, reason=reason
    )
    if actions.takes_time(action) and at is None:
        raise workflow.Incomplete(actions.TIME_MISSING)
    guards.require_revision(article, revision)
    found = publication_stops.stops(article, content, action, by=by, now=now, at=at, reason=reason)
    publication_stops.note_attempt(article, found, by, now)
    typed_beside.keep(request, article, action, request.POST)


def asked_for(action: Action, posted: Mapping[str, str]) -> tuple[datetime | None, str]:
    """Time and reason out of a posted panel. Raises workflow.Incomplete for an unreadable time."""
    at = actions.posted_time(action, posted) if actions.takes_time(action) else None
    reason = actions.posted_reason(action, posted) if actions.takes_reason(action) else ""
    return at, reason


def _approval(article: Article, number: int) -> Approval | None:
    entry: LogEntry | None = article.log.filter(action=Action.APPROVE).first()
    if entry is None:
        return None
    is_this = article.approved_revision == entry.revision == number
    return Approval(entry.by_name, entry.created_at, entry.revision, is_this)


def _warnings(
    article: Article,
    action: Action,
    content: Content,
    shown: Article,
    found: list[Refused],
    now: datetime,
    at: datetime | None,
) -> list[PublicationWarning]:
    """Without the embargo where that stops the story: a schedule is never before it."""
    same = same_headlines(content.title, but=article.pk, now=now)
    warnings = warnings_of(
        content,
        photo=shown.lead_photo,
        photos=photo_guards.photos_in(content),
        same=same,
        similar=proposed_stories.alike(article.pk, content, now),
        at=at or now,
    )
    if actions.takes_time(action) or any(isinstance(each, EmbargoAhead) for each in found):
        warnings = [warning for warning in warnings if warning.code != Code.EMBARGO]
    return warnings
