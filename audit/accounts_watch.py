"""Changes of users: roles, sections, the grant for 속보, whether they are in use, their names.

Told by signals, so that it makes no difference whether the desk, a command or a shell did it.
Only QuerySet.update and SQL go past them.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from accounts.models import User
from audit.models import Kind
from audit.recording import lines, record

_FIELDS = {
    "username": "아이디",
    "name": "이름",
    "email": "이메일",
    "may_publish_breaking": "속보 직접 출고",
    "is_active": "사용 중",
    "is_staff": "직원",
    "is_superuser": "최고 권한",
}
_RELATIONS = {"groups": "역할", "sections": "담당 섹션"}


def named(user: User) -> str:
    """Also when two are called the same."""
    return f"{user.display_name} ({user.username})"


def remember(sender: type[User], instance: Any, update_fields: Any, raw: bool, **_: Any) -> None:
    wanted = {*_FIELDS, "password"}
    if raw or (update_fields is not None and not wanted & set(update_fields)):
        instance.audited_before = None
        return
    kept = User.objects.filter(pk=instance.pk or 0)
    instance.audited_before = kept.values(*wanted).first() or {}


def tell_saved(sender: type[User], instance: Any, created: bool, **_: Any) -> None:
    before = instance.__dict__.pop("audited_before", None)
    if before is None:
        return
    if created:
        record(Kind.USER, subject=named(instance), after=lines(_shown(instance)), detail="새 계정")
        return
    told, now = _shown_of(before), _shown(instance)
    changed = [name for name in now if told.get(name) != now[name]]
    if changed:
        record(
            Kind.USER,
            subject=named(instance),
            before=lines({name: told.get(name, "") for name in changed}),
            after=lines({name: now[name] for name in changed}),
        )
    # Django stores an old hash anew at login, then with _password None: no change of password.
    is_typed = getattr(instance, "_password", None) is not None
    if is_typed and before.get("password") != instance.password:
        record(Kind.PASSWORD, subject=named(instance))


def tell_deleted(sender: type[User], instance: User, **_: Any) -> None:
    record(Kind.USER, subject=named(instance), before=lines(_shown(instance)), detail="지움")


def tell_relation(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any
) -> None:
    """Of whichever side the change was made: user.groups or group.user_set."""
    name = next(name for name in _RELATIONS if getattr(User, name).through is sender)
    if action.startswith("pre_"):
        users = [instance] if not reverse else list(_users(name, instance, pk_set))
        instance.audited_users = [(user, _related(user, name)) for user in users]
        return
    for user, before in instance.__dict__.pop("audited_users", ()):
        after = _related(user, name)
        if after != before:
            label = _RELATIONS[name]
            record(
                Kind.USER,
                subject=named(user),
                before=lines({label: before}),
                after=lines({label: after}),
            )


def connect() -> None:
    pre_save.connect(remember, sender=User)
    post_save.connect(tell_saved, sender=User)
    post_delete.connect(tell_deleted, sender=User)
    for name in _RELATIONS:
        m2m_changed.connect(tell_relation, sender=getattr(User, name).through)


def _users(name: str, other: Any, pk_set: set[int] | None) -> Iterable[User]:
    if pk_set is None:
        return User.objects.filter(**{name: other})
    return User.objects.filter(pk__in=pk_set)


def _related(user: User, name: str) -> str:
    names = getattr(user, name).order_by("pk").values_list("name", flat=True)
    return ", ".join(names)


def _shown(user: User) -> dict[str, str]:
    return _shown_of({name: getattr(user, name) for name in _FIELDS})


def _shown_of(values: dict[str, Any]) -> dict[str, str]:
    return {
        label: ("예" if value else "아니오") if isinstance(value, bool) else str(value)
        for name, label in _FIELDS.items()
        if (value := values.get(name)) is not None
    }
