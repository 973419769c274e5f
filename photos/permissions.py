"""Who may see and change a picture before readers see it."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import YES, Answer, Task, can_do, role_answer
from accounts.roles import Role
from photos.models import Photo

_EVERY_PHOTO = frozenset({Role.DESK, Role.CHIEF})
_WHOLE_LIBRARY = frozenset({Role.REPORTER, Role.DESK, Role.CHIEF})


def can_see_photo(user: User, photo: Photo) -> Answer:
    """A contributor, and whoever has no part in the newsroom's work: own uploads only."""
    if user.is_active and (user.roles & _WHOLE_LIBRARY or _is_own(user, photo)):
        return YES
    return Answer(False, "이 사진을 볼 권한이 없습니다.")


def can_add_photo(user: User) -> Answer:
    """Add to the library. A contributor's pictures come in with their own drafts only."""
    return role_answer(user, _WHOLE_LIBRARY, Task.UPLOAD_PHOTO.value)


def can_upload_photo(user: User) -> Answer:
    """Send in a picture for a story: where a story is written, and with it for a contributor."""
    return can_do(user, Task.UPLOAD_PHOTO)


def can_edit_photo(user: User, photo: Photo) -> Answer:
    """Change a picture's words: for desk and chief all; one's own uploads until a story that the
    desk has taken over, or that readers see, shows those words."""
    if not user.is_active:
        return Answer(False, "사용이 중지된 계정입니다.")
    if user.roles & _EVERY_PHOTO:
        return YES
    if not _is_own(user, photo):
        return Answer(False, "다른 사람이 올린 사진이라서 고칠 수 없습니다.")
    if (
        photo.lead_articles.out_of_authors_hands().exists()
        or photo.media_uses.in_rows().out_of_authors_hands().exists()
    ):
        return Answer(False, "송고했거나 게재된 기사의 사진이라서 데스크만 고칠 수 있습니다.")
    return YES


def sees_whole_library(user: User) -> bool:
    return bool(user.roles & _WHOLE_LIBRARY)


def visible_photos(user: User, photos: "QuerySet[Photo]") -> "QuerySet[Photo]":
    """can_see_photo for many."""
    return photos if sees_whole_library(user) else photos.filter(uploaded_by=user)


def _is_own(user: User, photo: Photo) -> bool:
    return photo.uploaded_by_id is not None and photo.uploaded_by_id == user.pk
