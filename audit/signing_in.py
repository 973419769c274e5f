"""Logins, logouts, and logins that failed."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from accounts.models import User
from audit.models import Kind
from audit.recording import record

# Of a name that nobody has: people type their password there by mistake.
_SHOWN_OF_UNKNOWN = 2


def logged_in(sender: Any, user: User, **_: Any) -> None:
    record(Kind.LOGIN, by=user)


def logged_out(sender: Any, user: User | None, **_: Any) -> None:
    if user is not None:
        record(Kind.LOGOUT, by=user)


def login_failed(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    typed = str(credentials.get("username") or "").replace("\x00", "")
    known = User.objects.filter(username=typed).first() if typed else None
    refused(typed, known, "사용이 중지된 계정" if known and not known.is_active else "")


def refused(typed: str, known: User | None, why: str = "") -> None:
    """Somebody who typed this name was not let in; nobody is known to have done it."""
    if known is None and typed:
        typed = f"{typed[:_SHOWN_OF_UNKNOWN]}… ({len(typed)}자)"
        why = why or "없는 아이디"
    record(Kind.LOGIN_FAILED, name="(로그인 전)", subject=typed or "(빈 아이디)", detail=why)


def connect() -> None:
    user_logged_in.connect(logged_in)
    user_logged_out.connect(logged_out)
    user_login_failed.connect(login_failed)
