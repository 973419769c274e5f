"""What the panel 대화 of a story shows: threads, passages found again, who can be called."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from articles import body, permissions, revisions
from articles.models import Article
from conversation import assignments, passages, talk
from conversation.models import (
    QUOTE_MAX_LENGTH,
    TEXT_MAX_LENGTH,
    Assignment,
    Comment,
    InboxItem,
    Kind,
)
from desk.colleagues import Colleague, named
from presence.words import title_of

# Of a story that was talked about more, the oldest threads stand on the page of the talk alone.
MOST_THREADS = 20
LONGEST = 500


@dataclass(frozen=True)
class Said:
    """A comment as this user sees it. `calls`: whom it was said to by name."""

    comment: Comment
    author: str
    calls: str
    may_strike: bool


@dataclass(frozen=True)
class Thread:
    """`paragraph` counts from 1; None when the quoted passage stands nowhere in the text now."""

    first: Said
    replies: list[Said]
    paragraph: int | None

    @property
    def is_resolved(self) -> bool:
        return self.first.comment.resolved_at is not None


@dataclass(frozen=True)
class Work:
    assignment: Assignment
    assignee: str
    may_finish: bool
    may_drop: bool
    is_overdue: bool


@dataclass
class Panel:
    article: Article
    threads: list[Thread]
    works: list[Work]
    colleagues: list[Colleague]
    assignable: list[Colleague]
    has_older: bool = False
    text_max: int = TEXT_MAX_LENGTH
    quote_max: int = QUOTE_MAX_LENGTH
    what_max: int = assignments.WHAT_MAX_LENGTH
    # What was typed into a form that came back.
    typed: dict[str, str] = field(default_factory=dict)
    picked: frozenset[int] = frozenset()

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_resolved]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_resolved]


def of(user: User, article: Article, *, most: int = MOST_THREADS) -> Panel | None:
    """None for whom the story's conversation isn't open."""
    if not permissions.can_converse(user, article):
        return None
    now = timezone.now()
    everyone = permissions.conversing(article)
    colleagues = named(everyone)
    may_assign = bool(permissions.can_assign(user, article))
    newest = _firsts(article)[: most + 1]
    firsts = sorted(newest[:most], key=lambda comment: comment.pk)
    return Panel(
        article=article,
        threads=_threads(article, firsts, user, now),
        works=_works(article, user, may_assign, now),
        colleagues=[colleague for colleague in colleagues if colleague.pk != user.pk],
        assignable=colleagues if may_assign else [],
        has_older=len(newest) > most,
    )


def _firsts(article: Article) -> list[Comment]:
    comments = Comment.objects.order_by("-pk").select_related("by", "resolved_by")
    calls = InboxItem.objects.filter(kind=Kind.MENTIONED).select_related("user").order_by("pk")
    called = Prefetch("inbox_items", queryset=calls, to_attr="calls")
    people = ("by__groups", called, "calls__user__groups")
    replies = Comment.objects.order_by("pk").select_related("by").prefetch_related(*people)
    found = comments.filter(article=article, parent=None).prefetch_related(
        *people, Prefetch("replies", queryset=replies)
    )
    return list(found[: LONGEST + 1])


def _threads(
    article: Article, firsts: Sequence[Comment], user: User, now: datetime
) -> list[Thread]:
    paragraphs: list[str] = []
    if any(comment.quote for comment in firsts):
        paragraphs = body.paragraphs_of(revisions.working_copy(article).body)

    def place(comment: Comment) -> int | None:
        found = passages.place_of(comment.quote, paragraphs, comment.quote_paragraph)
        return None if found is None else found + 1

    return [
        Thread(
            first=_said(comment, user, now),
            replies=[_said(reply, user, now) for reply in comment.replies.all()],
            paragraph=place(comment) if comment.quote else None,
        )
        for comment in firsts
    ]


def _said(comment: Comment, user: User, now: datetime) -> Said:
    calls: list[InboxItem] = comment.calls  # type: ignore[attr-defined]
    return Said(
        comment=comment,
        author=title_of(comment.by) if comment.by else "알 수 없음",
        calls=", ".join(title_of(item.user) for item in calls),
        may_strike=talk.may_strike(comment, user, now),
    )


def _works(article: Article, user: User, may_assign: bool, now: datetime) -> list[Work]:
    found = Assignment.objects.filter(article=article, ended_at=None).select_related("assignee")
    return [
        Work(
            assignment=assignment,
            assignee=title_of(assignment.assignee),
            may_finish=may_assign or user.pk in (assignment.assignee_id, assignment.by_id),
            may_drop=may_assign or user.pk == assignment.by_id,
            is_overdue=assignment.due_at < now,
        )
        for assignment in found.prefetch_related("assignee__groups")
    ]
