"""A time as an editor types it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.list_views import EARLIEST_YEAR, LATEST_YEAR


class MomentField(forms.DateTimeField):
    """Seoul time. A time that can't be counted with in every zone is refused as unreadable."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().to_python(value)
        except OverflowError:
            raise self._unreadable() from None
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise self._unreadable()
        return moment

    def _unreadable(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid")
