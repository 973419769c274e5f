"""What a story's own pages say of notices and claims, in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, TextField, Value
from django.urls import reverse

from notices.models import Claim, Notice
from notices.states import Kind

_MARK = 0


@dataclass(frozen=True)
class Shown:
    """A notice as the story shows it; a mark has number 0 and no text."""

    number: int
    kind: str
    text: str
    at: datetime

    @property
    def name(self) -> str:
        return Kind(self.kind).label

    @property
    def address(self) -> str:
        return reverse("notice_detail", args=[self.number])


@dataclass(frozen=True)
class Standing:
    """`notices` oldest first, since a later one may correct an earlier."""

    notices: tuple[Shown, ...] = ()
    marks: tuple[str, ...] = ()


def standing_on(article_id: int | None) -> Standing:
    """Its page depends on `article:ID`, which whoever changes any of this names."""
    if article_id is None:
        return Standing()
    notices = Notice.objects.filter(article=article_id).order_by()
    marks = Claim.objects.marked().filter(article=article_id).order_by()
    rows = notices.values_list("pk", "kind", "text", "published_at").union(
        marks.values_list(
            Value(_MARK, BigIntegerField()), "kind", Value("", TextField()), "created_at"
        ),
        all=True,
    )
    found = sorted((Shown(*row) for row in rows), key=lambda shown: (shown.at, shown.number))
    marked = {shown.kind for shown in found if shown.number == _MARK}
    return Standing(
        tuple(shown for shown in found if shown.number != _MARK),
        tuple(f"{kind.label} 청구 중" for kind in Kind if kind in marked),
    )
