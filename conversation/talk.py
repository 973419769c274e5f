"""Saying something about a story. Every function is one transaction and raises workflow.Refused."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from articles import body, guards, permissions, revisions
from articles.models import Article
from articles.refusals import Incomplete, NotAllowed, WrongState
from conversation import mentions, passages
from conversation.models import (
    QUOTE_MAX_LENGTH,
    TEXT_MAX_LENGTH,
    Comment,
    InboxItem,
    Kind,
)
from newsroom.lib.korean import normalise

# How long who wrote a comment may take it back.
STRIKE_WITHIN = timedelta(minutes=10)
# The same words once more within this time are a second press of the button.
_SAME_WITHIN = timedelta(seconds=10)


@transaction.atomic
def write(
    article: Article,
    text: str,
    *,
    by: User,
    picked: Collection[int] = (),
    quote: str = "",
    reply_to: int | None = None,
) -> Comment:
    """Keep a comment and tell whom it concerns, each person once.

    `picked` are the numbers of the users it calls, `quote` the passage it is about, `reply_to` any
    comment of the thread that it answers.
    """
    guards.require(permissions.can_converse(by, article))
    text, quote = _tidy(text, quote)
    parent = _thread(article, reply_to)
    told = mentions.called(article, text, picked)
    now = timezone.now()
    again = article.comments.filter(
        by=by, text=text, quote=quote, parent=parent, created_at__gt=now - _SAME_WITHIN
    ).first()
    if again is not None:
        return again
    comment = Comment(article=article, parent=parent, by=by, text=text, quote=quote, created_at=now)
    if quote:
        paragraphs = body.paragraphs_of(revisions.working_copy(article).body)
        comment.quote_revision = article.revision
        comment.quote_paragraph = passages.place_of(quote, paragraphs)
    comment.save()
    _tell(comment, told)
    return comment


@transaction.atomic
def strike(comment: Comment, *, by: User) -> None:
    """Take one's own comment back, soon after it was written; that it stood there is still seen."""
    guards.require(permissions.can_converse(by, comment.article))
    now = timezone.now()
    if comment.by_id != by.pk:
        raise NotAllowed("의견은 쓴 사람만 지울 수 있습니다.")
    if not may_strike(comment, by, now):
        minutes = STRIKE_WITHIN // timedelta(minutes=1)
        raise WrongState(f"의견은 쓴 지 {minutes}분까지만 지울 수 있습니다. 덧붙여 적어 주세요.")
    Comment.objects.filter(pk=comment.pk, struck_at=None).update(struck_at=now)


def may_strike(comment: Comment, user: User, now: datetime) -> bool:
    is_fresh = now - comment.created_at <= STRIKE_WITHIN
    return comment.by_id == user.pk and comment.struck_at is None and is_fresh


@transaction.atomic
def resolve(comment: Comment, *, by: User) -> None:
    """해결: nothing is left to do about this thread."""
    _settle(comment, by, resolved_at=None, to=(timezone.now(), by))


@transaction.atomic
def reopen(comment: Comment, *, by: User) -> None:
    _settle(comment, by, resolved_at=comment.resolved_at, to=(None, None))


def _settle(
    comment: Comment,
    by: User,
    *,
    resolved_at: datetime | None,
    to: tuple[datetime | None, User | None],
) -> None:
    """The second of two people who do the same changes nothing."""
    guards.require(permissions.can_converse(by, comment.article))
    if comment.parent_id is not None:
        raise WrongState("답글이 아니라 첫 의견에서 해 주세요.")
    Comment.objects.filter(pk=comment.pk, resolved_at=resolved_at).update(
        resolved_at=to[0], resolved_by=to[1]
    )


def _tidy(text: str, quote: str) -> tuple[str, str]:
    try:
        text, quote = normalise(text).replace("\r\n", "\n").strip(), passages.tidy(quote)
    except ValueError as error:
        raise Incomplete(str(error)) from None
    if not text:
        raise Incomplete("의견을 적어 주세요.")
    if len(text) > TEXT_MAX_LENGTH:
        raise Incomplete(f"의견은 {TEXT_MAX_LENGTH:,}자까지 쓸 수 있습니다.")
    if len(quote) > QUOTE_MAX_LENGTH:
        raise Incomplete(f"인용은 {QUOTE_MAX_LENGTH:,}자까지 할 수 있습니다. 더 짧게 골라 주세요.")
    return text, quote


def _thread(article: Article, reply_to: int | None) -> Comment | None:
    """The first comment of the thread; one answered is open again."""
    if reply_to is None:
        return None
    answered = article.comments.select_related("parent").filter(pk=reply_to).first()
    if answered is None:
        raise Incomplete("답하려는 의견이 이 기사에 없습니다.")
    first = answered.parent or answered
    Comment.objects.filter(pk=first.pk).exclude(resolved_at=None).update(
        resolved_at=None, resolved_by=None
    )
    return first


def _tell(comment: Comment, called: Collection[int]) -> None:
    """Who is called; who wrote in the thread; whose story it is. By the first that applies."""
    kinds: dict[int, Kind] = {}
    if comment.article.owner_id is not None:
        kinds[comment.article.owner_id] = Kind.COMMENTED
    if comment.parent_id is not None:
        thread = Comment.objects.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
        for pk in thread.exclude(by=None).values_list("by", flat=True):
            kinds[pk] = Kind.REPLIED
    kinds |= dict.fromkeys(called, Kind.MENTIONED)
    if comment.by_id is not None:
        kinds.pop(comment.by_id, None)
    InboxItem.objects.bulk_create(
        InboxItem(
            user_id=pk,
            kind=kind,
            article=comment.article,
            comment=comment,
            by=comment.by,
            created_at=comment.created_at,
        )
        for pk, kind in kinds.items()
    )
