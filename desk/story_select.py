"""A story chosen by its title."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect


class StorySelect(AutocompleteSelect):
    """Django's, with words in the empty box."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs=extra_attrs)
        return attrs | {"data-placeholder": "기사 제목으로 찾기"}
