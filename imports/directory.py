"""Outlets, sections and reporters that stories name: found by name, or made."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import Task, can_do
from imports import names
from imports.story import ReporterName, SectionRef
from newsroom.lib.korean import clean_name
from pagecache import touch
from reporters import page_keys as reporter_keys
from reporters.models import Outlet, Reporter
from sections.models import Section
from sections.page_keys import NAV

_LONGEST_REPORTER_NAME = 40
_LONGEST_SLUG = 50


class NotFound(Exception):
    """The name can't be matched, and nothing was made. str() is a Korean sentence."""


def find_outlet(name: str, *, by: User | None) -> Outlet:
    """The outlet of that name, made if there is none; our own when the document names none."""
    if not name:
        own = Outlet.own()
        if own is None:
            raise NotFound("문서에 매체 이름이 없고, 우리 매체도 정해져 있지 않습니다.")
        return own
    wanted = names.comparable(name)
    for outlet in Outlet.objects.all():
        if names.comparable(outlet.name) == wanted:
            return outlet
    _require_settings_right(by, f"매체 ‘{name}’")
    return Outlet.objects.create(name=clean_name(name))


def find_section(name: str, *, by: User | None) -> Section:
    """The section of that name, made as a top section if there is none."""
    wanted = names.comparable(name)
    found = [s for s in Section.objects.all() if names.comparable(s.name) == wanted]
    if len(found) > 1:
        raise NotFound(f"‘{name}’ 섹션이 {len(found)}개여서 정하지 않았습니다.")
    if found:
        return found[0]
    _require_settings_right(by, f"섹션 ‘{name}’")
    touch(NAV)
    return Section.objects.create(name=clean_name(name), slug=_free_slug(name))


def find_section_meant(ref: SectionRef, *, by: User | None) -> Section:
    """The section of that slug, else of that name (below that parent); made if there is none and
    the name is known."""
    found = Section.objects.filter(slug=ref.slug).first() if ref.slug else None
    if found is not None:
        return found
    parent = find_section_meant(ref.parent, by=by) if ref.parent else None
    wanted = names.comparable(ref.name or ref.slug)
    namesakes = [
        section
        for section in Section.objects.all()
        if names.comparable(section.name) == wanted and parent in (None, section.parent)
    ]
    if len(namesakes) > 1:
        raise NotFound(f"‘{ref.name or ref.slug}’ 섹션이 {len(namesakes)}개여서 정하지 않았습니다.")
    if namesakes:
        return namesakes[0]
    if not ref.name:
        raise NotFound(f"‘{ref.slug}’ 섹션이 없습니다. 이름(name)까지 적으면 새로 만듭니다.")
    _require_settings_right(by, f"섹션 ‘{ref.name}’")
    section = Section(name=ref.name, slug=ref.slug or _free_slug(ref.name), parent=parent)
    try:
        section.full_clean()
    except ValidationError as error:
        reason = " ".join(error.messages)
        raise NotFound(f"‘{ref.name}’ 섹션을 만들 수 없습니다. {reason}") from None
    section.save()
    touch(NAV)
    return section


def find_reporter(
    named: ReporterName, outlet: Outlet, *, by: User | None, known: tuple[int, ...] = ()
) -> Reporter:
    """The reporter of that name within the outlet, made if there is none.

    Of two with one name only the e-mail address, or being credited already (`known`), decides.
    """
    namesakes = Reporter.objects.filter(outlet=outlet, name=named.name)
    found = list(namesakes)
    if not found:
        # Two imports at once must not make two of one name; names aren't unique by themselves.
        # Whoever commits a story checks its outlet, and doesn't wait for this lock.
        Outlet.objects.select_for_update(no_key=True).get(pk=outlet.pk)
        found = list(namesakes.all())
    if len(found) == 1:
        return found[0]
    if not found:
        if len(named.name) > _LONGEST_REPORTER_NAME:
            raise NotFound(f"기자 이름이 너무 길어 넣지 않았습니다: {named.name}")
        _require_settings_right(by, f"기자 ‘{named.name}’")
        made = Reporter.objects.create(name=named.name, outlet=outlet, email=named.email)
        touch(reporter_keys.reporter(made.pk))
        return made
    for is_meant in (
        lambda reporter: named.email and reporter.email.lower() == named.email.lower(),
        lambda reporter: reporter.pk in known,
    ):
        meant = [reporter for reporter in found if is_meant(reporter)]
        if len(meant) == 1:
            return meant[0]
    raise NotFound(f"{outlet.name}에 ‘{named.name}’ 기자가 {len(found)}명이어서 넣지 않았습니다.")


def _require_settings_right(by: User | None, what: str) -> None:
    if by is not None and not can_do(by, Task.MANAGE_SETTINGS):
        raise NotFound(f"없는 {what}: {by.display_name} 계정에는 만들 권한이 없습니다.")


def _free_slug(name: str) -> str:
    wanted = names.slug(name, _LONGEST_SLUG) or "section"
    taken = set(Section.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
