"""What two people made of the same text, field by field, and the two put together.

Pure: contents come in, contents go out; nobody is asked and nothing is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from articles.content import Content

# A caption belongs to its picture: they change as one, or one person's words would stand under
# the other's photo.
_TOGETHER = ("lead_photo_id", "lead_caption", "lead_credit")
FIELDS: tuple[tuple[str, ...], ...] = tuple(
    _TOGETHER if field.name == _TOGETHER[0] else (field.name,)
    for field in fields(Content)
    if field.name not in _TOGETHER[1:]
)


class Changed(StrEnum):
    """Who changed a field. BOTH is a conflict; ALIKE is the same change twice."""

    MINE = "mine"
    THEIRS = "theirs"
    ALIKE = "alike"
    BOTH = "both"


class Pick(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"


class Unpicked(Exception):
    """Fields that both changed and for which nobody said whose to take; `names` are those."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


@dataclass(frozen=True)
class Difference:
    """A field that isn't as it was; `name` is the first of `names`, which change as one."""

    names: tuple[str, ...]
    changed: Changed

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def is_conflict(self) -> bool:
        return self.changed == Changed.BOTH


def compare(base: Content | None, theirs: Content, mine: Content) -> list[Difference]:
    """The fields that differ anywhere, in the order of Content.

    Without a base nobody can tell who changed what: whatever differs is a conflict.
    """
    found = []
    for names in FIELDS:
        changed = _changed(_of(base, names) if base else None, _of(theirs, names), _of(mine, names))
        if changed is not None:
            found.append(Difference(names, changed))
    return found


def merge(
    base: Content | None, theirs: Content, mine: Content, picks: Mapping[str, Pick]
) -> Content:
    """Both changes in one text. `picks` says by field name whose to take where both changed it.

    Raises Unpicked for conflicts without a pick.
    """
    differences = compare(base, theirs, mine)
    unpicked = [one.name for one in differences if one.is_conflict and one.name not in picks]
    if unpicked:
        raise Unpicked(unpicked)
    taken: dict[str, Any] = {}
    for one in differences:
        takes_mine = one.changed == Changed.MINE or (
            one.is_conflict and picks[one.name] == Pick.MINE
        )
        if takes_mine:
            taken |= {name: getattr(mine, name) for name in one.names}
    return replace(theirs, **taken)


def _of(content: Content, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(content, name) for name in names)


def _changed(
    base: tuple[Any, ...] | None, theirs: tuple[Any, ...], mine: tuple[Any, ...]
) -> Changed | None:
    if theirs == mine:
        return None if base is None or base == mine else Changed.ALIKE
    if base is not None and theirs == base:
        return Changed.MINE
    if base is not None and mine == base:
        return Changed.THEIRS
    return Changed.BOTH
