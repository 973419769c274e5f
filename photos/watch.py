"""Changes of a picture's words and rights are told to the audit log, whoever makes them and how.

Only QuerySet.update and SQL go past it. A new picture tells who uploaded it by itself.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from audit.models import Kind
from audit.recording import lines, record
from newsroom.lib.dates import format_time
from photos.models import Photo

# Of these the log says that they changed and not to what: they may tell what an unpublished story is
# about, and not everybody who reads the log may see the picture.
_WORDS = ("caption", "credit", "alt", "people", "place", "source")
_RIGHTS = ("licence", "expires_on", "is_reuse_forbidden", "outlet")
_FIELDS = (*_WORDS, *_RIGHTS, "taken_at", "focal_x", "focal_y")
_LABELS = {
    field.name: str(field.verbose_name)
    for field in Photo._meta.concrete_fields
    if field.name in _FIELDS
}


def remember(sender: type[Photo], instance: Photo, update_fields: Any, raw: bool, **_: Any) -> None:
    kept = instance.__dict__
    kept.pop("audited_before", None)
    if raw or instance.pk is None:
        return
    if update_fields is None or set(_FIELDS) & set(update_fields):
        kept["audited_before"] = Photo.objects.filter(pk=instance.pk).first()


def tell_saved(sender: type[Photo], instance: Photo, **_: Any) -> None:
    before = instance.__dict__.pop("audited_before", None)
    if before is None:
        return
    told, now = _shown(before), _shown(instance)
    changed = [name for name in _FIELDS if told[name] != now[name]]
    if changed:
        record(
            Kind.SETTING,
            subject=named(instance),
            before=_lines(told, changed),
            after=_lines(now, changed),
        )


def tell_deleted(sender: type[Photo], instance: Photo, **_: Any) -> None:
    shown = _shown(instance)
    rights = [name for name in _RIGHTS if shown[name]]
    record(Kind.SETTING, subject=named(instance), before=_lines(shown, rights), detail="지움")


def named(photo: Photo) -> str:
    """By its number: what a picture of an unpublished story shows isn't for all who read the log."""
    return f"사진 #{photo.pk}"


def connect() -> None:
    pre_save.connect(remember, sender=Photo)
    post_save.connect(tell_saved, sender=Photo)
    post_delete.connect(tell_deleted, sender=Photo)


def _shown(photo: Photo) -> dict[str, str]:
    return {name: _text(photo, name) for name in _FIELDS}


def _lines(shown: dict[str, str], names: Iterable[str]) -> str:
    told = {}
    for name in names:
        value = shown[name]
        is_hidden = value and name in _WORDS
        told[_LABELS[name]] = f"({len(value)}자)" if is_hidden else value
    return lines(told)


def _text(photo: Photo, name: str) -> str:
    value = getattr(photo, name)
    if name == "licence":
        return str(photo.get_licence_display())
    if name == "taken_at":
        return format_time(value) if value else ""
    if name == "expires_on":
        return f"{value:%Y.%m.%d}" if value else ""
    if isinstance(value, bool):
        return "예" if value else "아니오"
    return "" if value is None else str(value)
