"""Giving a colleague something to do by a time. Every function raises workflow.Refused."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Task, can_do
from articles import guards, permissions
from articles.models import Article
from articles.refusals import Incomplete, NotAllowed, WrongState
from conversation.models import Assignment, InboxItem, Kind
from newsroom.lib.korean import clean_name

WHAT_MAX_LENGTH = 200


@transaction.atomic
def assign(
    article: Article | None, *, by: User, assignee: int | None, what: str, due_at: datetime | None
) -> Assignment:
    """`due_at` is aware. Without a story the desk may give anybody who writes something to do."""
    if article is None:
        guards.require(can_do(by, Task.ASSIGN_WORK))
    else:
        guards.require(permissions.can_assign(by, article))
    try:
        what = clean_name(what)
    except ValueError as error:
        raise Incomplete(str(error)) from None
    if len(what) > WHAT_MAX_LENGTH:
        raise Incomplete(f"할 일은 {WHAT_MAX_LENGTH}자까지 쓸 수 있습니다.")
    if not what and article is None:
        raise Incomplete("할 일을 적어 주세요.")
    now = timezone.now()
    if due_at is None:
        raise Incomplete("마감 시각을 적어 주세요.")
    if due_at <= now:
        raise Incomplete("마감은 지금보다 뒤여야 합니다.")
    made = Assignment.objects.create(
        article=article,
        what=what,
        assignee=_assignee(article, assignee),
        by=by,
        due_at=due_at,
        created_at=now,
    )
    _tell(made, made.assignee_id, Kind.ASSIGNED, by, now)
    return made


def colleagues(article: Article | None) -> "QuerySet[User]":
    """Who may be given something to do: for a story, whoever takes part in its conversation."""
    if article is not None:
        return permissions.conversing(article)
    writers = User.objects.filter(groups__name__in=permissions.CREATE_ROLES, is_active=True)
    return writers.distinct()


def shown_to(user: User, assignments: "QuerySet[Assignment]") -> "QuerySet[Assignment]":
    """One's own without a story, and those of stories whose conversation the user may read."""
    stories = Article.objects.filter(pk=OuterRef("article"))
    own = Q(article=None) & (Q(assignee=user) | Q(by=user))
    return assignments.filter(own | Exists(permissions.conversable(user, stories)))


def open_for(user: User) -> "QuerySet[Assignment]":
    """내가 맡은 일, the next due first."""
    mine = Assignment.objects.filter(assignee=user, ended_at=None)
    return shown_to(user, mine).select_related("article", "by")


def open_from(user: User) -> "QuerySet[Assignment]":
    """내가 맡긴 일 that others haven't ended."""
    given = Assignment.objects.filter(by=user, ended_at=None).exclude(assignee=user)
    return shown_to(user, given).select_related("article", "assignee")


@transaction.atomic
def finish(assignment: Assignment, *, by: User) -> None:
    """마침, by whoever has it to do or gave it."""
    if by.pk != assignment.assignee_id and not may_drop(assignment, by):
        raise NotAllowed("이 일을 맡은 사람이나 맡긴 사람만 마칠 수 있습니다.")
    _end(assignment, by, is_dropped=False)


@transaction.atomic
def drop(assignment: Assignment, *, by: User) -> None:
    """거두기: it need not be done any more."""
    if not may_drop(assignment, by):
        raise NotAllowed("이 일을 맡긴 사람만 거둘 수 있습니다.")
    _end(assignment, by, is_dropped=True)


def may_drop(assignment: Assignment, user: User) -> bool:
    """Who gave it, and on a story the desk."""
    if user.pk == assignment.by_id:
        return True
    return assignment.article is not None and bool(permissions.can_assign(user, assignment.article))


def _end(assignment: Assignment, by: User, *, is_dropped: bool) -> None:
    now = timezone.now()
    ended = Assignment.objects.filter(pk=assignment.pk, ended_at=None).update(
        ended_at=now, ended_by=by, is_dropped=is_dropped
    )
    if not ended:
        raise WrongState("이미 끝난 일입니다.")
    kind = Kind.DROPPED if is_dropped else Kind.DONE
    for pk in {assignment.assignee_id, assignment.by_id} - {by.pk, None}:
        assert pk is not None  # noqa: S101  taken out above, which mypy can't see
        _tell(assignment, pk, kind, by, now)


def _assignee(article: Article | None, pk: int | None) -> User:
    if pk is None:
        raise Incomplete("맡길 사람을 골라 주세요.")
    found = colleagues(article).filter(pk=pk).first()
    if found is None:
        named = User.objects.filter(pk=pk).first()
        name = f"{named.display_name}님은" if named else "고른 사람은"
        why = "이 기사의 대화를 볼 수 없어서" if article else "기사를 쓰는 계정이 아니라서"
        raise NotAllowed(f"{name} {why} 일을 맡길 수 없습니다.")
    return found


def _tell(assignment: Assignment, user_id: int, kind: Kind, by: User, now: datetime) -> None:
    if user_id == by.pk:
        return
    InboxItem.objects.create(
        user_id=user_id,
        kind=kind,
        article=assignment.article,
        assignment=assignment,
        by=by,
        created_at=now,
    )
