"""What an editor writes in a story, as one value: the form's result and a revision's data."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from articles import body
from articles.labels import Label, ReportingType
from articles.models import Article
from articles.models.article import SUBTITLE_MAX_LENGTH, TITLE_MAX_LENGTH
from articles.models.tag import clean_tag
from newsroom.lib.korean import clean_name

# In their order, which the lists of a story keep.
_LABELS = {code: place for place, code in enumerate(Label.values)}
_TYPES = frozenset(ReportingType.values)


@dataclass(frozen=True, kw_only=True)
class Content:
    """`reporter_ids` in byline order, `tags` are names; `embargo_until` is aware."""

    title: str
    outlet_id: int
    subtitle: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    reporting_type: str = ReportingType.OWN.value
    section_id: int | None = None
    further_section_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    reporter_ids: tuple[int, ...] = ()
    lead_photo_id: int | None = None
    lead_caption: str = ""
    lead_credit: str = ""
    related_ids: tuple[int, ...] = ()
    embargo_until: datetime | None = None
    is_incomplete: bool = False

    @classmethod
    def of(cls, article: Article) -> Self:
        """The live row's content."""
        return cls(
            title=article.title,
            outlet_id=article.outlet_id,
            subtitle=article.subtitle,
            body=article.body,
            labels=tuple(article.labels),
            reporting_type=article.reporting_type,
            section_id=article.section_id,
            further_section_ids=tuple(
                article.further_sections.order_by("pk").values_list("pk", flat=True)
            ),
            tags=tuple(sorted(article.tags.values_list("name", flat=True))),
            reporter_ids=tuple(
                article.bylines.order_by("order").values_list("reporter_id", flat=True)
            ),
            lead_photo_id=article.lead_photo_id,
            lead_caption=article.lead_caption,
            lead_credit=article.lead_credit,
            related_ids=tuple(article.related.order_by("pk").values_list("pk", flat=True)),
            embargo_until=article.embargo_until,
            is_incomplete=article.is_incomplete,
        )

    def cleaned(self) -> Self:
        """The same content as it may be stored: text normalised, HTML sanitised, lists tidied.

        Raises ValidationError, keyed by field, with what the editor has to change.
        """
        errors: dict[str, str] = {}
        values = dict(vars(self))
        for name in ("title", "subtitle", "lead_caption", "lead_credit"):
            try:
                values[name] = clean_name(values[name])
            except ValueError as error:
                errors[name] = str(error)
        try:
            values["body"] = body.clean(self.body)
        except ValueError as error:
            errors["body"] = str(error)
        try:
            tags = sorted({clean_tag(tag) for tag in self.tags})
            values["tags"] = tuple(tag for tag in tags if tag)
        except (ValidationError, ValueError) as error:
            errors["tags"] = error.messages[0] if isinstance(error, ValidationError) else str(error)
        if not values["title"]:
            errors.setdefault("title", "제목을 입력해 주세요.")
        for name, most in (
            ("title", TITLE_MAX_LENGTH),
            ("subtitle", SUBTITLE_MAX_LENGTH),
            ("lead_caption", 300),
            ("lead_credit", 100),
        ):
            if len(values[name]) > most:
                errors.setdefault(
                    name, f"{most}자까지 쓸 수 있습니다. 지금은 {len(values[name])}자입니다."
                )
        if not _LABELS.keys() >= set(self.labels):
            errors["labels"] = "없는 꼬리표입니다."
        if self.reporting_type not in _TYPES:
            errors["reporting_type"] = "없는 취재 유형입니다."
        if errors:
            raise ValidationError(errors)
        values["labels"] = tuple(sorted(set(self.labels), key=_LABELS.__getitem__))
        values["further_section_ids"] = tuple(sorted(set(self.further_section_ids)))
        values["related_ids"] = tuple(sorted(set(self.related_ids)))
        values["reporter_ids"] = tuple(dict.fromkeys(self.reporter_ids))
        return type(self)(**values)

    def to_json(self) -> dict[str, Any]:
        values = dict(vars(self))
        if self.embargo_until:
            values["embargo_until"] = self.embargo_until.isoformat()
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read a revision's data. Fields it doesn't know yet keep their defaults."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in data.items()
            if name in known
        }
        if values.get("embargo_until"):
            values["embargo_until"] = parse_datetime(values["embargo_until"])
        return cls(**values)
