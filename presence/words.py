"""How the screens say who has a story open."""

from collections.abc import Sequence

from accounts.models import User
from accounts.roles import Role
from newsroom.lib.korean import josa
from presence.models import OpenStory

# By what somebody with several roles is called.
_TITLES = (Role.CHIEF, Role.DESK, Role.REPORTER, Role.CONTRIBUTOR, Role.ADMIN)


def title_of(user: User) -> str:
    """Name and role, as people in a newsroom call each other: 김정민 데스크. Reads the groups as
    they were prefetched."""
    names = {group.name for group in user.groups.all()}
    title = next((role.label for role in _TITLES if role.value in names), "")
    return f"{user.display_name} {title}".strip()


def sentence_of(rows: Sequence[OpenStory]) -> str:
    """ "지금 김정민 데스크가 열어 둠"; who writes comes first. "" when nobody is there."""
    writing = [josa(title_of(row.user), "이/가") for row in rows if row.held_since]
    looking = [title_of(row.user) for row in rows if not row.held_since]
    parts = [f"{name} 쓰는 중" for name in writing]
    if looking:
        parts.append(f"{josa(', '.join(looking), '이/가')} 열어 둠")
    return f"지금 {', '.join(parts)}" if parts else ""
