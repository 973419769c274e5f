"""Who may see and change a file before readers see it; files are for the desk what pictures are."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import YES, Answer, Task, can_do
from accounts.roles import Role
from attachments.models import Attachment

_EVERY_FILE = frozenset({Role.DESK, Role.CHIEF})
_ALL_FILES = frozenset({Role.REPORTER, Role.DESK, Role.CHIEF})


def can_see_file(user: User, file: Attachment) -> Answer:
    """A contributor, and whoever has no part in the newsroom's work: own uploads only."""
    if user.is_active and (user.roles & _ALL_FILES or _is_own(user, file)):
        return YES
    return Answer(False, "이 파일을 볼 권한이 없습니다.")


def can_upload_file(user: User) -> Answer:
    """As a picture: where a story is written."""
    return can_do(user, Task.UPLOAD_PHOTO)


def can_delete_file(user: User, file: Attachment) -> Answer:
    """Whether it is used is another question."""
    if user.is_active and (user.roles & _EVERY_FILE or _is_own(user, file)):
        return YES
    return Answer(False, "다른 사람이 올린 파일이라서 지울 수 없습니다.")


def visible_files(user: User, files: "QuerySet[Attachment]") -> "QuerySet[Attachment]":
    """can_see_file for many."""
    return files if user.roles & _ALL_FILES else files.filter(uploaded_by=user)


def _is_own(user: User, file: Attachment) -> bool:
    return file.uploaded_by_id is not None and file.uploaded_by_id == user.pk
