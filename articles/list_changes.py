"""What changes lists of stories without any story having changed: the sections' tree, and deleting
what a list is of, by whatever way it happens."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from articles import listing
from articles.list_kinds import ListKind
from articles.models import Tag
from reporters.models import Reporter
from sections.models import Section

_KINDS = {Section: ListKind.SECTION, Tag: ListKind.TAG, Reporter: ListKind.REPORTER}


def remember_parent(sender: type[Section], instance: Any, **_: Any) -> None:
    kept = Section.objects.filter(pk=instance.pk or 0).values_list("parent", flat=True)
    instance.parent_before = kept.first()


def refill_parents(sender: type[Section], instance: Any, created: bool, **_: Any) -> None:
    """Both lists anew when a section has moved from one parent to another."""
    before, after = instance.parent_before, instance.parent_id
    if not created and before != after:
        _refill({before, after})


def forget_list(sender: type[Section | Tag | Reporter], instance: Any, **_: Any) -> None:
    listing.forget(_KINDS[sender], instance.pk)
    if isinstance(instance, Section):
        _refill({instance.parent_id})


def connect() -> None:
    pre_save.connect(remember_parent, sender=Section)
    post_save.connect(refill_parents, sender=Section)
    for model in _KINDS:
        post_delete.connect(forget_list, sender=model)


def _refill(section_ids: set[int | None]) -> None:
    wanted = [pk for pk in section_ids if pk is not None]
    for section in Section.objects.filter(pk__in=wanted).order_by("pk"):
        listing.refill(section)
