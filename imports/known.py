"""Whom and what a bulk file names, looked up once a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from accounts.models import User
from articles.content import Content
from imports import directory
from imports.directory import NotFound
from imports.ingest import Written
from imports.story import ReporterName, SectionRef
from reporters.models import Outlet, Reporter
from sections.models import Section

K = TypeVar("K")
T = TypeVar("T")


class Known:
    """What directory.py finds or makes, kept; also that there is nothing to be found.

    To be told to forget when a transaction was rolled back, since what was made in it is gone.
    """

    def __init__(self, by: User | None) -> None:
        self._by = by
        self.forget()

    def forget(self) -> None:
        self._outlet: Outlet | None = None
        self._sections: dict[SectionRef, Section | NotFound] = {}
        self._reporters: dict[ReporterName, Reporter | NotFound] = {}
        self._names: dict[tuple[type[Section | Reporter | Outlet], int], str] = {}
        self.has_grown = False

    def outlet(self) -> Outlet:
        """Our own. Raises NotFound."""
        if self._outlet is None:
            self._outlet = directory.find_outlet("", by=self._by)
            self._names[Outlet, self._outlet.pk] = self._outlet.name
        return self._outlet

    def section(self, ref: SectionRef) -> Section:
        """Raises NotFound."""
        section = self._once(
            self._sections, ref, lambda: directory.find_section_meant(ref, by=self._by)
        )
        self._names[Section, section.pk] = section.name
        return section

    def reporter(self, named: ReporterName, credited: tuple[int, ...] = ()) -> Reporter:
        """Of our own outlet; `credited` decides between two of one name. Raises NotFound."""
        outlet = self.outlet()
        if credited and isinstance(self._reporters.get(named), NotFound):
            return directory.find_reporter(named, outlet, by=self._by, known=credited)
        reporter = self._once(
            self._reporters,
            named,
            lambda: directory.find_reporter(named, outlet, by=self._by, known=credited),
        )
        self._names[Reporter, reporter.pk] = reporter.name
        return reporter

    def written(self, content: Content) -> Written:
        """The names of what `content` refers to."""
        section = self._name(Section, content.section_id) if content.section_id else ""
        return Written(
            outlet=self._name(Outlet, content.outlet_id),
            reporters=[self._name(Reporter, pk) for pk in content.reporter_ids],
            section=section,
        )

    def _once(self, kept: dict[K, T | NotFound], key: K, find: Callable[[], T]) -> T:
        if key not in kept:
            self.has_grown = True
            try:
                kept[key] = find()
            except NotFound as error:
                kept[key] = error
        found = kept[key]
        if isinstance(found, NotFound):
            raise found
        return found

    def _name(self, model: type[Section | Reporter | Outlet], pk: int) -> str:
        if (model, pk) not in self._names:
            found = model._default_manager.filter(pk=pk).first()
            self._names[model, pk] = found.name if found else ""
        return self._names[model, pk]
