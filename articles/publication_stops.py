"""What keeps a story from going live, all of it at once, for a page that asks before the act.

The guards are the workflow's own, which asks them again when the act comes; nothing is decided
here. What only wants a second look is articles/publication_warnings.py.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import datetime

from accounts.models import User
from articles import guards, log_lines, permissions, photo_guards, revisions
from articles.content import Content
from articles.models import Article
from articles.refusals import EmbargoAhead, Refused
from articles.states import Action, Status
from reporters.models import Reporter
from sections.models import Section

GOES_LIVE = frozenset(
    {
        Action.PUBLISH,
        Action.PUBLISH_NOW,
        Action.SCHEDULE,
        Action.SCHEDULE_CHANGE,
        Action.CORRECT,
        Action.REPUBLISH,
    }
)
_BY_THE_CLOCK = frozenset({Action.SCHEDULE, Action.SCHEDULE_CHANGE})


def going_live(article: Article, action: Action) -> tuple[Content, int]:
    """The content that the act would show to readers, and the number of its revision."""
    if action == Action.REPUBLISH:
        return Content.of(article), article.live_revision or article.revision
    return revisions.working_copy(article), article.revision


def stops(
    article: Article,
    content: Content,
    action: Action,
    *,
    by: User,
    now: datetime,
    at: datetime | None = None,
    reason: str = "",
) -> list[Refused]:
    """Why `by` can't make this content live now, or by the clock `at`; nothing if it can. Where
    the right or the state is missing, nothing else is asked."""
    row = _settled(article, now)
    may = _refusals([lambda: guards.require_transition(row, action, by, reason)])
    return may or _refusals(_guards(row, content, action, by, now, at))


def require_worth_asking(
    article: Article,
    content: Content,
    action: Action,
    *,
    by: User,
    now: datetime,
    at: datetime | None = None,
    reason: str = "",
) -> None:
    """Raises Refused for what is better said before the page that asks: a right, a state, a reason
    or a time that is wrong."""
    guards.require_transition(_settled(article, now), action, by, reason)
    if at is not None and action in _BY_THE_CLOCK:
        guards.require_time(at, now, content.embargo_until)


def note_attempt(article: Article, found: list[Refused], by: User, now: datetime) -> None:
    """Log that somebody pressed the button before the embargo, as the act itself would."""
    for refusal in found:
        if isinstance(refusal, EmbargoAhead):
            log_lines.embargo_line(article, refusal, by, at=now).entry().save()


def _guards(
    article: Article,
    content: Content,
    action: Action,
    by: User,
    now: datetime,
    at: datetime | None,
) -> Iterator[Callable[[], object]]:
    goes_at = at if at is not None and action in _BY_THE_CLOCK else now
    photos = photo_guards.photos_in(content)
    yield lambda: photo_guards.refuse(photo_guards.refusals_of(article, content, goes_at, photos))
    if action == Action.REPUBLISH:
        return
    if action in (Action.PUBLISH, *_BY_THE_CLOCK):
        yield lambda: guards.require_something_to_publish(article)
    row = _with_content(article, content)
    yield lambda: guards.require_fileable(row)
    yield lambda: guards.require_complete(row)
    if article.status == Status.PUBLISHED and row.section_id:
        yield lambda: guards.require(permissions.can_use_section(by, row.section_id))
    if at is not None and action in _BY_THE_CLOCK:
        yield lambda: guards.require_time(at, now, content.embargo_until)
    if action not in _BY_THE_CLOCK:
        yield lambda: guards.require_embargo_over(content.embargo_until, by, now)


def _refusals(guards: Iterable[Callable[[], object]]) -> list[Refused]:
    found = []
    for guard in guards:
        try:
            guard()
        except Refused as refusal:
            found.append(refusal)
    return found


def _settled(article: Article, now: datetime) -> Article:
    """With a schedule that has come counted as published; never to be saved."""
    row = copy(article)
    row.status = article.status_at(now)
    return row


def _with_content(article: Article, content: Content) -> Article:
    """The row as it would be with what of the content is still there; never to be saved."""
    row = copy(article)
    revisions.write_text(row, content)
    reporters = Reporter.objects.filter(pk__in=content.reporter_ids)
    row.section = Section.objects.filter(pk=content.section_id or 0).first()
    row.lead_reporter = reporters.first()
    return row
