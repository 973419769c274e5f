"""The forms of a page as a browser would send them."""

from html.parser import HTMLParser
from typing import Any

# Buttons are only sent when they are pressed.
_NOT_SENT = {"submit", "button", "image", "reset", "file"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], dict[str, list[str]]]] = []
        self._fields: dict[str, list[str]] | None = None
        self._textarea: str | None = None
        self._select: tuple[str, bool, list[str]] | None = None
        self._first_option: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._fields = {}
            self.forms.append((given, self._fields))
        if self._fields is None:
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea" and name:
            self._textarea = name
            self._fields[name] = [""]
        elif tag == "select" and name:
            self._select = name, "multiple" in given, []
            self._first_option = None
        elif tag == "option" and self._select:
            value = given.get("value", "")
            self._first_option = value if self._first_option is None else self._first_option
            if "selected" in given:
                self._select[2].append(value)

    def _input(self, name: str, given: dict[str, str]) -> None:
        assert self._fields is not None
        kind = given.get("type", "text")
        values = self._fields.setdefault(name, [])
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                values.append(given.get("value", "on"))
        elif kind not in _NOT_SENT:
            values.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select" and self._select and self._fields is not None:
            name, is_multiple, chosen = self._select
            if not chosen and not is_multiple and self._first_option is not None:
                chosen = [self._first_option]
            self._fields[name] = chosen
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self._fields is not None:
            # The line break right after the tag belongs to the markup.
            before = self._fields[self._textarea][0]
            self._fields[self._textarea][0] = before + (data if before else data.removeprefix("\n"))


def form_on(response: Any, form_id: str) -> dict[str, list[str]]:
    """What the form would send as it stands; fields that would send nothing have an empty list."""
    reader = _Reader()
    reader.feed(response.content.decode())
    for given, fields in reader.forms:
        if given.get("id") == form_id:
            return fields
    raise AssertionError(f"no form {form_id}: {[given for given, _ in reader.forms]}")
