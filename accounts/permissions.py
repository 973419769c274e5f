"""What a role may do that is not about one story, and the shape every permission answer has.

The rules about stories are in articles/permissions.py, about pictures in photos/permissions.py.
Nothing looks at is_superuser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from accounts.models import User
from accounts.roles import Role


@dataclass(frozen=True)
class Answer:
    """True or false, with the reason in Korean for the person who asked (empty when allowed)."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


class Task(Enum):
    UPLOAD_PHOTO = "사진 올리기"
    ARRANGE_FRONT = "편집판 배치"
    ASSIGN_WORK = "일 맡기기"
    MANAGE_SETTINGS = "섹션·기자·발행 정보 관리"
    MANAGE_USERS = "사용자 관리"
    READ_AUDIT = "감사 기록 보기"
    READ_WHOLE_AUDIT = "모두의 감사 기록 보기"


TASK_RULES: Mapping[Task, frozenset[Role]] = {
    Task.UPLOAD_PHOTO: frozenset({Role.CONTRIBUTOR, Role.REPORTER, Role.DESK, Role.CHIEF}),
    Task.ARRANGE_FRONT: frozenset({Role.DESK, Role.CHIEF}),
    Task.ASSIGN_WORK: frozenset({Role.DESK, Role.CHIEF}),
    Task.MANAGE_SETTINGS: frozenset({Role.CHIEF, Role.ADMIN}),
    Task.MANAGE_USERS: frozenset({Role.ADMIN}),
    # Of stories, articles.permissions.with_open_log says whose; of the rest, one's own without the second.
    Task.READ_AUDIT: frozenset({Role.REPORTER, Role.DESK, Role.CHIEF, Role.ADMIN}),
    Task.READ_WHOLE_AUDIT: frozenset({Role.CHIEF, Role.ADMIN}),
}


def can_do(user: User, task: Task) -> Answer:
    return role_answer(user, TASK_RULES[task], task.value)


def role_answer(user: User, roles: frozenset[Role], what: str) -> Answer:
    """Allowed when the user has one of `roles`; else a reason naming the user's own roles."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    if user.roles & roles:
        return YES
    return Answer(False, f"{named_roles(user)} 계정에는 ‘{what}’ 권한이 없습니다.")


def named_roles(user: User) -> str:
    return "·".join(role.label for role in Role if role in user.roles) or "역할이 없는"
