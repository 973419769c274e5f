"""JSON Lines: one story a line, as another system exported it. Reads, and looks at no database.

Of a wrong line nothing is taken; a field nobody knows is named in a warning.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from articles.body import BodyRefused, clean, paragraphs_of, paragraphs_to_html
from articles.labels import Label, ReportingType
from imports.story import Refusal, ReporterName, SectionRef, Story
from newsroom.lib import korean
from newsroom.lib.dates import parse_seoul
from redirects.addresses import old_path_of

FIELDS = frozenset(
    {
        "id",
        "title",
        "subtitle",
        "body",
        "paragraphs",
        "reporter",
        "reporters",
        "section",
        "published_at",
        "tags",
        "image",
        "caption",
        "url",
        "label",
        "labels",
        "reporting_type",
    }
)
T = TypeVar("T")
_LONGEST_ID = 190
_LONGEST_CAPTION = 300
# The first newspaper of Korea; a year before it is a mistake of the exporting system.
_FIRST_YEAR = 1883
_LABELS = {label.label: label.value for label in Label} | {code: code for code in Label.values}
_TYPES = {kind.label: kind.value for kind in ReportingType} | {
    code: code for code in ReportingType.values
}


class Wrong(ValueError):
    """The line can't be taken. str() is a Korean sentence."""


@dataclass
class Entry(Story):
    """A story of a JSON line. `given` are the fields that stood there: a second import leaves
    the others as they are."""

    key: str = ""
    given: frozenset[str] = frozenset()
    # Sanitised, unless that was refused.
    body: str = ""
    # What there was before.
    body_paragraphs: int = 0
    body_pictures: int = 0
    codes: list[str] = field(default_factory=list)
    section_ref: SectionRef | None = None
    reporting_type: str = ""
    image: str = ""
    caption: str = ""
    old_path: str = ""

    @property
    def paragraph_count(self) -> int:
        return self.body_paragraphs


def read_line(source: str, text: str) -> Entry | Refusal:
    """The story of one line; a Refusal, with the reason, for one that can't be taken."""
    try:
        return _entry(source, _object(text))
    except Wrong as error:
        return Refusal(source, str(error))


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except RecursionError:
        raise Wrong("JSON이 너무 깊게 겹쳐 있습니다.") from None
    except json.JSONDecodeError as error:
        raise Wrong(f"JSON이 아닙니다({error.colno}번째 글자).") from None
    except ValueError:
        raise Wrong("JSON이 아닙니다.") from None
    if not isinstance(told, dict):
        raise Wrong("한 줄에 기사 하나를 {…}로 적어야 합니다.")
    return {name: value for name, value in told.items() if value is not None}


def _entry(source: str, told: dict[str, Any]) -> Entry:
    warnings: list[str] = []
    if unknown := sorted(told.keys() - FIELDS):
        names = ", ".join(name[:40] for name in unknown[:20]).encode(errors="replace").decode()
        warnings.append(f"모르는 항목이어서 쓰지 않았습니다: {korean.strip_invisible(names)}")
    labels, unknown_labels = _labels(told)
    if unknown_labels:
        warnings.append(f"모르는 꼬리표여서 넣지 않았습니다: {', '.join(unknown_labels)}")
    if "body" in told and "paragraphs" in told:
        warnings.append("body가 있어서 paragraphs는 쓰지 않았습니다.")
    section = _section(told["section"], "section") if "section" in told else None
    html = _body(told)
    given = frozenset(told)
    if "reporter" in given:
        given |= {"reporters"}
    if "label" in given:
        given |= {"labels"}
    return Entry(
        source=source,
        key=f"jsonl:{_id(told)}",
        title=_line(told, "title", is_needed=True),
        subtitle=_line(told, "subtitle"),
        body=_clean(html),
        body_paragraphs=len(paragraphs_of(html)),
        body_pictures=html.count("<img"),
        given=given,
        reporters=_reporters(told, warnings),
        section=(section.name or section.slug) if section else "",
        section_ref=section,
        codes=labels,
        labels=[Label(code).label for code in labels],
        tags=[_string(tag, "tags") for tag in _list(told, "tags")],
        published_at=_time(told),
        reporting_type=_reporting_type(told),
        image=_text(told, "image"),
        caption=_caption(told),
        old_path=_old_path(told),
        warnings=warnings,
    )


def _id(told: dict[str, Any]) -> str:
    value = told.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str | None):
        raise Wrong("id: 글이나 정수로 적어야 합니다.")
    name = _checked(korean.clean_name, value or "", "id")
    if not name:
        raise Wrong("id: 없습니다.")
    if len(name) > _LONGEST_ID:
        raise Wrong(f"id: {_LONGEST_ID}자까지 쓸 수 있습니다.")
    return name


def _body(told: dict[str, Any]) -> str:
    if "body" in told:
        return _string(told["body"], "body")
    paragraphs = [_string(paragraph, "paragraphs") for paragraph in _list(told, "paragraphs")]
    try:
        return paragraphs_to_html(paragraphs) if paragraphs else ""
    except BodyRefused as error:
        raise Wrong(str(error)) from None


def _clean(html: str) -> str:
    """The body as it will be stored; what can't be is refused where the story is."""
    try:
        return clean(html)
    except BodyRefused:
        return html


def _reporters(told: dict[str, Any], warnings: list[str]) -> list[ReporterName]:
    values = [told["reporter"]] if "reporter" in told else []
    return [_reporter(value, warnings) for value in values + _list(told, "reporters")]


def _reporter(value: object, warnings: list[str]) -> ReporterName:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict):
        raise Wrong("reporter: {name, email}로 적어야 합니다.")
    name = _line(value, "name", "reporter.name").removesuffix(" 기자")
    if not name:
        raise Wrong("reporter: name이 없습니다.")
    email = _line(value, "email", "reporter.email")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        warnings.append(f"이메일 주소가 아니어서 넣지 않았습니다: {email[:100]}")
        email = ""
    return ReporterName(name, email)


def _section(value: object, what: str) -> SectionRef:
    if isinstance(value, str):
        return SectionRef(slug=_checked(korean.clean_name, value, what))
    if not isinstance(value, dict):
        raise Wrong(f"{what}: 주소 이름이나 {{slug, name, parent}}로 적어야 합니다.")
    parent = value.get("parent")
    if parent is not None and what != "section":
        raise Wrong("섹션은 두 단계까지입니다.")
    found = SectionRef(
        slug=_line(value, "slug", f"{what}.slug"),
        name=_line(value, "name", f"{what}.name"),
        parent=None if parent is None else _section(parent, f"{what}.parent"),
    )
    if not (found.slug or found.name):
        raise Wrong(f"{what}: slug도 name도 없습니다.")
    return found


def _labels(told: dict[str, Any]) -> tuple[list[str], list[str]]:
    values = [told["label"]] if "label" in told else []
    codes, unknown = [], []
    for value in values + _list(told, "labels"):
        name = _checked(korean.clean_name, _string(value, "label"), "label").strip("[]")
        if name in _LABELS:
            codes.append(_LABELS[name])
        elif name:
            unknown.append(name[:40])
    return codes, unknown


def _reporting_type(told: dict[str, Any]) -> str:
    name = _line(told, "reporting_type")
    if name and name not in _TYPES:
        raise Wrong(f"없는 취재 유형입니다: {name[:40]}")
    return _TYPES.get(name, "")


def _time(told: dict[str, Any]) -> datetime | None:
    if "published_at" not in told:
        return None
    moment = _checked(parse_seoul, _string(told["published_at"], "published_at"), "published_at")
    if moment.year < _FIRST_YEAR:
        raise Wrong(f"published_at: {moment.year}년은 너무 이릅니다.")
    return moment


def _caption(told: dict[str, Any]) -> str:
    caption = _line(told, "caption")
    if len(caption) > _LONGEST_CAPTION:
        raise Wrong(f"caption: {_LONGEST_CAPTION}자까지 쓸 수 있습니다.")
    return caption


def _old_path(told: dict[str, Any]) -> str:
    address = _text(told, "url").strip()
    return _checked(old_path_of, address, "url") if address else ""


def _line(told: dict[str, Any], name: str, what: str = "", *, is_needed: bool = False) -> str:
    """One visible line of text; "" when there is none."""
    line = _checked(korean.clean_name, _text(told, name, what), what or name)
    if is_needed and not line:
        raise Wrong(f"{what or name}: 없습니다.")
    return line


def _text(told: dict[str, Any], name: str, what: str = "") -> str:
    value = told.get(name)
    return "" if value is None else _string(value, what or name)


def _string(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise Wrong(f"{what}: 글로 적어야 합니다.")
    _checked(korean.check_storable, value, what)
    return value


def _list(told: dict[str, Any], name: str) -> list[Any]:
    value = told.get(name, [])
    if not isinstance(value, list):
        raise Wrong(f"{name}: 목록 […]으로 적어야 합니다.")
    return value


def _checked(check: Callable[[str], T], value: str, what: str) -> T:
    try:
        return check(value)
    except Wrong:
        raise
    except ValueError as error:
        raise Wrong(f"{what}: {error}") from None
