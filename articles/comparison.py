"""Two states of a story's content side by side, field by field, as its editors read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import User
from articles import permissions
from articles.blocks.naming import with_names
from articles.content import Content
from articles.labels import Label, ReportingType
from articles.models import Article
from newsroom.lib.compare import Aligner, Kind, Piece, TextComparison
from newsroom.lib.compare_html import BlockChange, Change, compare_bodies
from newsroom.lib.dates import format_time
from photos.models import Photo
from photos.permissions import visible_photos
from reporters.models import Outlet, Reporter
from sections.models import Section

# The fields of Content in the order of the form.
FIELD_NAMES = {
    "title": "제목",
    "subtitle": "부제목",
    "body": "본문",
    "lead_photo_id": "대표 사진",
    "lead_caption": "사진 설명",
    "lead_credit": "사진 출처",
    "section_id": "섹션",
    "further_section_ids": "함께 실을 섹션",
    "reporter_ids": "기자",
    "tags": "태그",
    "labels": "꼬리표",
    "reporting_type": "취재 유형",
    "outlet_id": "매체",
    "related_ids": "관련 기사",
    "embargo_until": "엠바고",
    "is_incomplete": "내용 미완",
}
_TEXTS = frozenset({"title", "subtitle", "lead_caption", "lead_credit"})
_MOST_PAIRS = 10_000
_NO_VALUE = "없음"


@dataclass(frozen=True)
class FieldComparison:
    """One field. A text's `pieces` are stretches of it; any other's are whole values.

    The body has `blocks` instead; the lead photo comes as `photos` too, before and after, where
    the person may see them.
    """

    field: str
    is_changed: bool
    pieces: Sequence[Piece] = ()
    blocks: Sequence[BlockChange] = ()
    photos: tuple[Photo | None, Photo | None] = (None, None)

    @property
    def name(self) -> str:
        return FIELD_NAMES[self.field]

    @property
    def is_text(self) -> bool:
        return self.field in _TEXTS

    @cached_property
    def count(self) -> int:
        """How many places of a body changed."""
        return sum(block.change != Change.SAME for block in self.blocks)


def compare_contents(before: Content, after: Content, *, by: User) -> list[FieldComparison]:
    """Every field, changed or not, in the order of the form.

    `by` reads it: titles of other stories are told as far as that user may read those, in the body
    too.
    """
    values = _Values(before, after, by)
    return [_compare(name, before, after, values) for name in FIELD_NAMES]


def changed_fields(before: Content, after: Content) -> list[str]:
    """The Korean names of the fields that differ."""
    return [
        name
        for field, name in FIELD_NAMES.items()
        if getattr(before, field) != getattr(after, field)
    ]


def _compare(field: str, before: Content, after: Content, values: "_Values") -> FieldComparison:
    old, new = getattr(before, field), getattr(after, field)
    is_changed = old != new
    if field == "body":
        return FieldComparison(field, is_changed, blocks=values.blocks(old, new))
    if field in _TEXTS:
        return FieldComparison(field, is_changed, values.texts.compare(old, new))
    photos: tuple[Photo | None, Photo | None] = (None, None)
    if field == "lead_photo_id":
        photos = (values.photos.get(old), values.photos.get(new))
    pieces = _whole(values.of(field, old), values.of(field, new))
    return FieldComparison(field, is_changed, pieces, photos=photos)


def _whole(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """The values of two lists, each a piece of its own."""
    pieces = []
    old = new = 0
    pairs = Aligner(_MOST_PAIRS).align(before, after, lambda value: 1)
    for one, other in [*pairs, (len(before), len(after))]:
        pieces += [Piece(Kind.REMOVED, value) for value in before[old:one]]
        pieces += [Piece(Kind.ADDED, value) for value in after[new:other]]
        if one < len(before):
            pieces.append(Piece(Kind.SAME, before[one]))
        old, new = one + 1, other + 1
    return pieces


class _Values:
    """What the values of both contents are called: what they refer to is read once for both."""

    def __init__(self, before: Content, after: Content, by: User) -> None:
        both = (before, after)
        self.by = by
        self.texts = TextComparison()
        self.sections = Section.objects.select_related("parent").in_bulk(
            {pk for content in both for pk in (content.section_id, *content.further_section_ids)}
            - {None}
        )
        self.reporters = Reporter.objects.select_related("outlet").in_bulk(
            {pk for content in both for pk in content.reporter_ids}
        )
        self.outlets = Outlet.objects.in_bulk({content.outlet_id for content in both})
        photos = visible_photos(by, Photo.objects.all())
        self.photos: dict[Any, Photo] = photos.in_bulk(
            {content.lead_photo_id for content in both} - {None}
        )
        related = {pk for content in both for pk in content.related_ids}
        stories = permissions.readable(by, Article.objects.filter(pk__in=related))
        self.titles = dict(stories.values_list("pk", "title"))
        self.namesakes = Counter(reporter.name for reporter in self.reporters.values())

    def blocks(self, before: str, after: str) -> list[BlockChange]:
        """Of the bodies."""
        return with_names(compare_bodies(before, after), by=self.by)

    def of(self, field: str, value: Any) -> list[str]:
        """The value of a field, which is no text, as words; a value that stands alone alone."""
        match field:
            case "section_id":
                return [_NO_VALUE if value is None else self.section(value)]
            case "further_section_ids":
                return [self.section(pk) for pk in value]
            case "reporter_ids":
                return [self.reporter(pk) for pk in value]
            case "outlet_id":
                outlet = self.outlets.get(value)
                return [outlet.name if outlet else f"없어진 매체({value}번)"]
            case "lead_photo_id":
                return [_NO_VALUE if value is None else self.photo(value)]
            case "related_ids":
                return [f"{pk}번 {self.titles.get(pk, '기사')}" for pk in value]
            case "labels":
                return [Label(code).label if code in Label.values else code for code in value]
            case "reporting_type":
                known = value in ReportingType.values
                return [str(ReportingType(value).label) if known else value]
            case "embargo_until":
                return [format_time(value) or _NO_VALUE]
            case "is_incomplete":
                return ["예" if value else "아니요"]
        return [str(part) for part in value]

    def section(self, pk: int) -> str:
        section = self.sections.get(pk)
        if section is None:
            return f"없어진 섹션({pk}번)"
        return f"{section.parent.name} › {section.name}" if section.parent else section.name

    def reporter(self, pk: int) -> str:
        reporter = self.reporters.get(pk)
        if reporter is None:
            return f"없어진 기자({pk}번)"
        if self.namesakes[reporter.name] > 1:
            return f"{reporter.name} ({reporter.outlet.name}, #{pk})"
        return reporter.name

    def photo(self, pk: int) -> str:
        photo = self.photos.get(pk)
        caption = photo.caption if photo else ""
        return f"{pk}번 사진 ({caption})" if caption else f"{pk}번 사진"
