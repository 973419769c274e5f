"""May this user do this? The table of domain.md as data, asked here and nowhere else.

Every answer carries a reason in Korean that can be shown to the person who asked. A user with
several roles may do what any of them may. Nothing here looks at is_superuser.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum, auto

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.permissions import YES, Answer, named_roles, role_answer
from accounts.roles import Role
from articles import revisions
from articles.labels import Label
from articles.models import Article, Byline, Revision, Tag
from articles.states import TRANSITIONS, Action, Status
from reporters.models import Reporter

CONTRIBUTOR, REPORTER, DESK = Role.CONTRIBUTOR, Role.REPORTER, Role.DESK
CHIEF, ADMIN = Role.CHIEF, Role.ADMIN


class Reach(Enum):
    """Whose stories a permission extends to. SECTIONS: the stories whose main section is
    assigned to the user, and own ones that nobody has put into a section yet."""

    OWN = auto()
    COBYLINE = auto()
    SECTIONS = auto()
    ALL = auto()


Reaches = tuple[Reach, ...]
OWN: Reaches = (Reach.OWN,)
SECTIONS: Reaches = (Reach.SECTIONS,)
OWN_OR_SECTIONS: Reaches = (Reach.OWN, Reach.SECTIONS)
ALL: Reaches = (Reach.ALL,)

_DESK_WORK: Mapping[Role, Reaches] = {DESK: SECTIONS, CHIEF: ALL}
_AUTHOR_OR_DESK: Mapping[Role, Reaches] = {
    CONTRIBUTOR: OWN,
    REPORTER: OWN,
    DESK: SECTIONS,
    CHIEF: ALL,
}

# Rows of domain.md's table whose subject is one story, by what is asked.
ARTICLE_RULES: Mapping[Action, Mapping[Role, Reaches]] = {
    Action.SUBMIT: _AUTHOR_OR_DESK,
    Action.RECALL: _AUTHOR_OR_DESK,
    Action.TAKE: _DESK_WORK,
    Action.REJECT: _DESK_WORK,
    Action.HOLD: _DESK_WORK,
    Action.RELEASE: _DESK_WORK,
    Action.APPROVE: _DESK_WORK,
    Action.PUBLISH: _DESK_WORK,
    Action.SCHEDULE: _DESK_WORK,
    Action.RESCHEDULE: _DESK_WORK,
    Action.UNSCHEDULE: _DESK_WORK,
    Action.CORRECT: _DESK_WORK,
    Action.SCHEDULE_CHANGE: _DESK_WORK,
    Action.RESCHEDULE_CHANGE: _DESK_WORK,
    Action.UNSCHEDULE_CHANGE: _DESK_WORK,
    Action.DROP_CHANGES: _DESK_WORK,
    Action.WITHDRAW: {CHIEF: ALL, ADMIN: ALL},
    Action.REPUBLISH: {CHIEF: ALL},
    Action.REVIEW: _DESK_WORK,
    Action.TRASH: _AUTHOR_OR_DESK,
    Action.RESTORE: _AUTHOR_OR_DESK,
    Action.READ_LOG: {REPORTER: OWN, DESK: SECTIONS, CHIEF: ALL, ADMIN: ALL},
}

_READ_UNPUBLISHED: Mapping[Role, Reaches] = {
    CONTRIBUTOR: OWN,
    REPORTER: (Reach.OWN, Reach.COBYLINE, Reach.SECTIONS),
    DESK: OWN_OR_SECTIONS,
    CHIEF: ALL,
}
_READ_EMBARGOED: Mapping[Role, Reaches] = {
    CONTRIBUTOR: OWN,
    REPORTER: (Reach.OWN, Reach.COBYLINE),
    DESK: OWN_OR_SECTIONS,
    CHIEF: ALL,
}
_EDIT_DRAFT: Mapping[Role, Reaches] = {
    CONTRIBUTOR: OWN,
    REPORTER: (Reach.OWN, Reach.COBYLINE),
    DESK: OWN_OR_SECTIONS,
    CHIEF: ALL,
}
# A reporter's edit of a live story is a proposal: the desk publishes or drops it.
_EDIT_PUBLISHED: Mapping[Role, Reaches] = {REPORTER: OWN, DESK: SECTIONS, CHIEF: ALL}
EDIT_RULES: Mapping[Status, Mapping[Role, Reaches]] = {
    Status.DRAFT: _EDIT_DRAFT,
    Status.REJECTED: _EDIT_DRAFT,
    Status.SUBMITTED: _DESK_WORK,
    Status.IN_REVIEW: _DESK_WORK,
    Status.HELD: _DESK_WORK,
    Status.APPROVED: _DESK_WORK,
    Status.PUBLISHED: _EDIT_PUBLISHED,
}

CREATE_ROLES = frozenset({CONTRIBUTOR, REPORTER, DESK, CHIEF})


def can(user: User, action: Action, article: Article | None = None) -> Answer:
    """May `user` do `action` (to `article`)? Roles only; whether the story's state allows it is
    asked of `available_actions` and, finally, of the workflow."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    if action == Action.CREATE:
        return role_answer(user, CREATE_ROLES, "기사 쓰기")
    if article is None:
        raise ValueError(f"{action} is about one story")
    if action == Action.READ:
        return can_read(user, article)
    if action == Action.PREVIEW:
        return can_read(user, article)
    if action == Action.EDIT:
        return can_edit(user, article)
    if action == Action.PUBLISH_NOW:
        return can_publish_now(user, article)
    answer = _reach_answer(user, ARTICLE_RULES[action], article, action.label)
    if not answer:
        return answer
    if action == Action.APPROVE and settings.NEWSROOM_TWO_PERSON and _is_own(user, article):
        return Answer(False, "자기 기사는 다른 사람이 승인해야 합니다.")
    if action == Action.TRASH and not user.roles & {DESK, CHIEF}:
        if article.status not in (Status.DRAFT, Status.REJECTED):
            return Answer(False, "작성중이거나 반려된 기사만 휴지통으로 옮길 수 있습니다.")
    return answer


def can_read(user: User, article: Article) -> Answer:
    """Read the story in the admin or as a preview. What is published, anyone on the staff may."""
    now = timezone.now()
    if article.status_at(now) == Status.PUBLISHED:
        return YES if user.roles else Answer(False, "편집국 사용자만 볼 수 있습니다.")
    return _read_unpublished(user, article, now)


def can_read_working_copy(user: User, article: Article) -> Answer:
    """Read the newest saved text. Of a live story with unpublished changes that is unpublished
    work, which not everyone who reads the live text may see."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    now = timezone.now()
    if article.status_at(now) == Status.PUBLISHED and not article.has_unpublished_changes:
        return can_read(user, article)
    changed_embargo = revisions.working_copy(article).embargo_until
    return _read_unpublished(user, article, now, changed_embargo)


def with_readable_changes(user: User, articles: Iterable[Article]) -> frozenset[int]:
    """Those live stories whose unpublished changes `user` may know of; one query for all the
    stories that have any."""
    changed = {article.pk: article for article in articles if article.has_unpublished_changes}
    if not changed or not user.is_active:
        return frozenset()
    now = timezone.now()
    newest = Revision.objects.filter(article__in=changed, number=F("article__revision"))
    embargoes = dict(newest.values_list("article", "data__embargo_until"))
    return frozenset(
        pk
        for pk, article in changed.items()
        if _read_unpublished(user, article, now, parse_datetime(embargoes.get(pk) or ""))
    )


def can_read_revision(
    user: User, article: Article, published_at: datetime | None, embargo_until: datetime | None
) -> Answer:
    """Read one revision: one that readers had (`published_at`), as the story; any other is
    unpublished work, for the embargo that it carries itself too."""
    now = timezone.now()
    if published_at is not None and published_at <= now:
        return can_read(user, article)
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    return _read_unpublished(user, article, now, embargo_until)


def with_open_log(user: User, articles: "QuerySet[Article]") -> "QuerySet[Article] | None":
    """The stories of `articles` whose log the table opens (READ_LOG), as one filter; None: all."""
    rules = ARTICLE_RULES[Action.READ_LOG]
    reaches = {reach for role in user.roles for reach in rules.get(role, ())}
    if not user.is_active or not reaches:
        return articles.none()
    if Reach.ALL in reaches:
        return None
    allowed = Q(section=None, owner=user)
    if Reach.OWN in reaches:
        allowed |= Q(owner=user)
    if Reach.SECTIONS in reaches:
        allowed |= Q(section__in=user.assigned_section_ids)
    return articles.filter(allowed)


def can_read_log_text(user: User, article: Article) -> Answer:
    """Reasons, details and numbers of revisions in the log, which tell of unpublished work. Whose
    right to the log comes from the role of 관리자 alone reads who did what when, and no more."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    return _read_unpublished(user, article, timezone.now())


def can_read_change(user: User, article: Article, embargo_until: datetime | None) -> Answer:
    """Know of a scheduled change of a live story; `embargo_until` is the changed text's."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    return _read_unpublished(user, article, timezone.now(), embargo_until)


def _read_unpublished(
    user: User, article: Article, now: datetime, changed_embargo: datetime | None = None
) -> Answer:
    """`changed_embargo` is the working copy's, where that is what is to be read."""
    embargoed = any(until and until > now for until in (article.embargo_until, changed_embargo))
    rules = _READ_EMBARGOED if embargoed else _READ_UNPUBLISHED
    return _reach_answer(user, rules, article, "읽기")


def can_edit(user: User, article: Article) -> Answer:
    """Save a new revision of the story in the state it is in now."""
    status = article.status_at(timezone.now())
    if status == Status.SCHEDULED:
        return Answer(False, "예약된 기사입니다. 예약을 취소한 뒤에 고쳐 주세요.")
    if status == Status.WITHDRAWN:
        return Answer(False, "게재중지된 기사는 고칠 수 없습니다.")
    if status == Status.TRASHED:
        return Answer(False, "휴지통에 있는 기사입니다. 되살린 뒤에 고쳐 주세요.")
    answer = _reach_answer(user, EDIT_RULES[status], article, "고치기")
    submitted = status in (Status.SUBMITTED, Status.IN_REVIEW, Status.HELD, Status.APPROVED)
    if not answer and submitted and _is_own(user, article):
        return Answer(False, f"{status.label} 상태의 기사는 데스크만 고칠 수 있습니다.")
    return answer


def can_ever_edit(user: User, article: Article) -> bool:
    """Whether some state of the story would let this user edit it."""
    return any(_reach_answer(user, rules, article, "고치기") for rules in EDIT_RULES.values())


def can_take_over(user: User, article: Article) -> Answer:
    """이어받기: write on where somebody else has the story open. The desk, and whose story it is."""
    answer = can_edit(user, article)
    if not answer or _is_own(user, article):
        return answer
    return _reach_answer(user, _DESK_WORK, article, "이어받기")


def can_read_set_aside(user: User, article: Article) -> Answer:
    """Others' texts that could not be saved (밀려난 글); one's own is asked nowhere."""
    return _reach_answer(user, _DESK_WORK, article, "밀려난 글 읽기")


def can_answer_claims(user: User, article: Article) -> Answer:
    """정정·반론·추후보도: the register and the notices of this story, like its corrections."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    return _reach_answer(user, ARTICLE_RULES[Action.CORRECT], article, "정정·반론·추후보도")


def can_publish_now(user: User, article: Article) -> Answer:
    """출고: every right that filing, approving and publishing from this state take, or the grant
    for 속보 on the reporter's own story."""
    if has_breaking_grant(user, article):
        return YES
    steps = [Action.APPROVE, Action.PUBLISH]
    if article.status == Status.DRAFT:
        steps.insert(0, Action.SUBMIT)
    for step in steps:
        answer = can(user, step, article)
        if not answer:
            return answer
    return YES


def has_breaking_grant(user: User, article: Article) -> bool:
    """A reporter trusted with 속보 publishes an own [속보] story; the desk reviews afterwards."""
    return (
        user.may_publish_breaking
        and Role.REPORTER in user.roles
        and _is_own(user, article)
        and Label.BREAKING in article.labels
        and article.status in (Status.DRAFT, Status.SUBMITTED)
    )


def can_publish_before_embargo(user: User) -> Answer:
    return role_answer(user, frozenset({CHIEF}), "엠바고 전 출고")


def can_move_stories(user: User) -> Answer:
    """All stories of a section or a reporter at once, in whatever state: an editorial act, which
    the right to manage sections and reporters doesn't bring along."""
    return role_answer(user, frozenset({CHIEF}), "기사 한꺼번에 옮기기")


def can_undo_batch(user: User, made_by_id: int | None) -> Answer:
    """Take back what was sent out together: whoever sent it, and the 편집국장."""
    if user.is_active and (made_by_id == user.pk or Role.CHIEF in user.roles):
        return YES
    return Answer(False, "내보낸 사람이나 편집국장만 되돌릴 수 있습니다.")


def can_use_section(user: User, section_id: int | None) -> Answer:
    """May `user` publish into this section? Asked when a working copy moves a story."""
    if Role.CHIEF in user.roles:
        return YES
    if Role.DESK in user.roles and section_id in user.assigned_section_ids:
        return YES
    return Answer(False, "담당하지 않는 섹션으로는 게재할 수 없습니다.")


def readable(user: User, articles: "QuerySet[Article]") -> "QuerySet[Article]":
    """The stories of `articles` that can_read allows, as one filter for lists."""
    if not user.is_active or not user.roles:
        return articles.none()
    if Role.CHIEF in user.roles:
        return articles
    now = timezone.now()
    free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
    return articles.filter(Q(visible_from__lte=now) | _unpublished_work(user, free))


def _unpublished_work(user: User, free: Q) -> Q:
    """_READ_UNPUBLISHED and _READ_EMBARGOED as one condition; `free`: no embargo lies ahead. Not
    for the chief editor, to whom all is open."""
    allowed = Q(pk__in=())
    if user.roles & {CONTRIBUTOR, REPORTER, DESK}:
        allowed |= Q(owner=user)
    if DESK in user.roles:
        allowed |= Q(section__in=user.assigned_section_ids)
    if REPORTER in user.roles:
        allowed |= Q(section__in=user.assigned_section_ids) & free
        allowed |= signed_by(user)
    return allowed


def conversable(user: User, articles: "QuerySet[Article]") -> "QuerySet[Article]":
    """The stories of `articles` whose conversation (대화) is this user's to read and to join.

    It speaks of the text before readers had it, so it stays unpublished work on a live story too:
    who merely reads what is published is no part of it. A change of a live story that carries an
    embargo, ahead or past, is closed to the reporters of the section.
    """
    if not user.is_active or not user.roles:
        return articles.none()
    if CHIEF in user.roles:
        return articles
    now = timezone.now()
    free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
    # What stands for no embargo in the JSON is NULL on one database and "null" on the other.
    changed = Revision.objects.alias(until=Cast(KT("data__embargo_until"), TextField())).filter(
        article=OuterRef("pk"), number=OuterRef("revision"), until__lt="null"
    )
    is_changed = Q(live_revision__isnull=False) & ~Q(live_revision=F("revision"))
    return articles.filter(_unpublished_work(user, free & ~(is_changed & Q(Exists(changed)))))


def can_converse(user: User, article: Article) -> Answer:
    """Read and join the story's conversation. Who may is said in `conversable`."""
    if conversable(user, Article.objects.filter(pk=article.pk)).exists():
        return YES
    return Answer(False, "이 기사의 대화는 이 기사를 함께 만드는 사람만 볼 수 있습니다.")


def conversing(article: Article) -> "QuerySet[User]":
    """`conversable` the other way round: everyone who may join this story's conversation."""
    sections = {article.section_id, article.section.parent_id} if article.section else set()
    allowed = Q(groups__name=CHIEF)
    allowed |= Q(pk=article.owner_id, groups__name__in=(CONTRIBUTOR, REPORTER, DESK))
    allowed |= Q(groups__name=DESK, sections__in=sections)
    signed = Byline.objects.filter(article=article).values("reporter__user")
    allowed |= Q(groups__name=REPORTER, pk__in=signed)
    changed = revisions.working_copy(article) if article.has_unpublished_changes else None
    if not embargo_ahead(article.embargo_until, timezone.now()):
        if changed is None or changed.embargo_until is None:
            allowed |= Q(groups__name=REPORTER, sections__in=sections)
    return User.objects.filter(allowed, is_active=True).distinct()


def can_assign(user: User, article: Article) -> Answer:
    """Give a colleague something to do for this story, by a time."""
    return _reach_answer(user, _DESK_WORK, article, "일 맡기기")


def known_tags(user: User, tags: "QuerySet[Tag]") -> "QuerySet[Tag]":
    """Those of `tags` that stand on a story this user may read: a word for something nobody has
    published yet is unpublished itself. What stands on no story is the chief editor's to tidy."""
    if user.is_active and CHIEF in user.roles:
        return tags
    return tags.filter(Exists(readable(user, Article.objects.filter(tags=OuterRef("pk")))))


def signed_by(user: User) -> Q:
    """Stories with the byline of the user's own reporter, asked story by story.

    Not by IN or EXISTS, of which PostgreSQL first makes a list of all they ever signed; and the
    reporter by a query of its own, which is asked once and not for each story. Nothing of the
    byline is asked for that its index doesn't hold.
    """
    reporter = Reporter.objects.filter(user=user).order_by().values("pk")[:1]
    bylines = Byline.objects.filter(article=OuterRef("pk"), reporter=Subquery(reporter)).order_by()
    return Q(IsNull(Subquery(bylines.values("reporter")[:1]), False))


def available_actions(user: User, article: Article) -> list[Action]:
    """The transitions this user may perform on this story now, in the order of the work."""
    status = article.status_at(timezone.now())
    found = []
    for action, transition in TRANSITIONS.items():
        if status not in transition.sources or not can(user, action, article):
            continue
        needs_changes = action == Action.DROP_CHANGES or (
            action == Action.PUBLISH and status == Status.PUBLISHED
        )
        if needs_changes and not article.has_unpublished_changes:
            continue
        if action == Action.REVIEW and not article.awaits_desk:
            continue
        if not _fits_pending_change(action, article):
            continue
        found.append(action)
    return found


def _fits_pending_change(action: Action, article: Article) -> bool:
    """Whether there is a change to schedule, or a scheduled one to move or cancel."""
    if action == Action.SCHEDULE_CHANGE:
        pending = article.pending_change
        bound = pending.revision if pending else article.live_revision
        return article.revision != bound
    if action in (Action.RESCHEDULE_CHANGE, Action.UNSCHEDULE_CHANGE):
        return article.pending_change is not None
    return True


def _reach_answer(user: User, rules: Mapping[Role, Reaches], article: Article, what: str) -> Answer:
    reaches = {reach for role in user.roles for reach in rules.get(role, ())}
    if any(_is_within(user, reach, article) for reach in reaches):
        return YES
    if not reaches:
        return Answer(False, f"{named_roles(user)} 계정에는 ‘{what}’ 권한이 없습니다.")
    if Reach.SECTIONS in reaches:
        return Answer(False, f"담당하지 않는 섹션의 기사라서 ‘{what}’ 권한이 없습니다.")
    return Answer(False, f"다른 사람의 기사라서 ‘{what}’ 권한이 없습니다.")


def _is_within(user: User, reach: Reach, article: Article) -> bool:
    if reach == Reach.ALL:
        return True
    if reach == Reach.OWN:
        return _is_own(user, article)
    if reach == Reach.SECTIONS:
        if article.section_id is None:
            return _is_own(user, article)
        return article.section_id in user.assigned_section_ids
    return article.bylines.filter(reporter__user=user).exists()


def _is_own(user: User, article: Article) -> bool:
    return article.owner_id is not None and article.owner_id == user.pk


def embargo_ahead(embargo_until: datetime | None, at: datetime) -> bool:
    """Whether going live `at` would break the embargo."""
    return embargo_until is not None and at < embargo_until
