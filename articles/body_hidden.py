"""What a page or a program hides from its readers, and a story must not show."""

import re
from collections.abc import Iterator

from newsroom.lib import html as markup

# Most bodies hide nothing, which one look tells.
_MAY_HIDE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_UNCLOSED = frozenset({"p", "li", "td", "th", "tr", "dd", "dt", "option"})


def hides_something(html: str) -> bool:
    return _MAY_HIDE.search(html) is not None


def visible_tokens(html: str) -> Iterator[markup.Token]:
    """The tokens outside of elements whose own style hides them, to the end tag of each.

    A hidden element that may go without an end tag ends where another of its name begins.
    """
    hidden_by = ""
    depth = 0
    for token in markup.tokens(html):
        if hidden_by:
            if isinstance(token, markup.Text) or token.name != hidden_by:
                continue
            if isinstance(token, markup.End):
                depth -= 1
            elif hidden_by not in _UNCLOSED:
                depth += 1
            else:
                depth = 0
            if depth:
                continue
            hidden_by = ""
            if isinstance(token, markup.End):
                continue
        if isinstance(token, markup.Start) and _MAY_HIDE.search(token.attributes.get("style", "")):
            if token.name not in markup.VOID:
                hidden_by, depth = token.name, 1
            continue
        yield token
