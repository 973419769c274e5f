"""A time as an editor types it."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.list_views import EARLIEST_YEAR, LATEST_YEAR
from newsroom.lib.dates import to_seoul, weekday

_WEEKDAY = re.compile(r"\s*\(([월화수목금토일])\)\s*")


class MomentField(forms.DateTimeField):
    """Seoul time. A time that can't be counted with in every zone is refused as unreadable.

    A weekday may stand with it, as our screens show it: "2025.10.29 (수) 14:05". One that is not
    that day's is refused, since then one of the two is a mistake.
    """

    default_error_messages = {"invalid": "2025.10.29 14:05처럼 적어 주세요."}

    def to_python(self, value: Any) -> datetime | None:
        named = _WEEKDAY.search(value) if isinstance(value, str) else None
        if named is None:
            return self._moment(value)
        moment = self._moment(_WEEKDAY.sub(" ", value, count=1))
        if moment is not None:
            day = to_seoul(moment).date()
            if weekday(day) != named[1]:
                raise ValidationError(
                    f"{day:%Y.%m.%d}의 요일은 {weekday(day)}요일입니다. 날짜나 요일을 고쳐 주세요."
                )
        return moment

    def _moment(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().to_python(value)
        except OverflowError:
            raise self._unreadable() from None
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise self._unreadable()
        return moment

    def _unreadable(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid")
