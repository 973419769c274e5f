"""Reading HTML mechanically: tokens, depth, text. Linear in the input, however hostile it is."""

import html as entities
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
# Their content is no markup, and no text of the story.
RAW = _names("script style textarea title xmp iframe noembed noframes plaintext")
BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li main menu nav ol optgroup option p pre search section select summary table tbody td "
    "tfoot th thead tr ul"
)
# A second one of these, opened directly in the first, ends the first.
_ENDED_BY_A_SIBLING = _names("dd dt li option p td th tr")


class Start(NamedTuple):
    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    name: str


class Text(NamedTuple):
    text: str


class Whole(NamedTuple):
    """An element with text only, its start, that text and its end; and the gap behind it."""

    name: str
    text: str
    gap: str


Token = Start | End | Text

_PLAIN_TAG = re.compile(r"<(/?+)([a-z][a-z0-9]*+)>")
_WHOLE = re.compile(r"<(p|h[2-4])(?: [a-z-]++=\"[^\"<>]*+\")*+>([^<]*+)</\1>([\t\n\r ]*+)")
_TAG_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*+")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*+(?:(?P<end>>)|(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"(?P<double>[^\"]*+)(?P<double_end>\"?)|'(?P<single>[^']*+)(?P<single_end>'?)"
    r"|(?P<bare>[^\t\n\f\r >]*+)))?+)"
)
_COMMENT_END = re.compile(r"--!?>")
# In an attribute, "&copy=1" is part of an address and not a copyright sign.
_ATTRIBUTE_ENTITY = re.compile(
    r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]*+(?:;|(?![A-Za-z0-9=])))"
)
# Runs of white space, but not a space alone, which stays as it is.
_SPACES = re.compile(r"[\t\n\f\r][\t\n\f\r ]*+| [\t\n\f\r ]++")
_MANY = re.compile(" {2,}")


def tokens(html: str) -> Iterator[Token]:
    """Tags and text in order, character references decoded, comments and raw content left out.

    Splits as a browser does: an unclosed comment, tag or script reaches to the end.
    """
    return _tokens(html, None)


def tokens_and_wholes(html: str) -> Iterator[Token | Whole]:
    """`tokens`, but most paragraphs and headings of text alone come whole, without attributes."""
    return _tokens(html, _WHOLE)


def _tokens(html: str, wholes: re.Pattern[str] | None) -> Iterator[Any]:
    position = 0
    text_from = 0
    while (position := html.find("<", position)) >= 0:
        whole = wholes.match(html, position) if wholes else None
        after = (None, whole.end()) if whole else _after_markup(html, position)
        if after is None:
            position += 1
            continue
        if text_from < position:
            yield Text(entities.unescape(html[text_from:position]))
        token, position = after
        if whole:
            yield Whole(whole[1], entities.unescape(whole[2]), whole[3])
        elif isinstance(token, Start) and token.name in RAW:
            position = _end_of_raw(html, token.name, position)
        elif token is not None:
            yield token
        text_from = position
    if text_from < len(html):
        yield Text(entities.unescape(html[text_from:]))


def depth(html: str) -> int:
    """The greatest number of elements open at once. An end tag without a start counts nothing."""
    stack: list[str] = []
    open_by_name: Counter[str] = Counter()
    deepest = 0
    for token in tokens(html):
        if isinstance(token, Start):
            name = token.name
            if name in VOID:
                continue
            if not (stack and stack[-1] == name and name in _ENDED_BY_A_SIBLING):
                stack.append(name)
                open_by_name[name] += 1
                deepest = max(deepest, len(stack))
        elif isinstance(token, End) and open_by_name[token.name]:
            while (name := stack.pop()) != token.name:
                open_by_name[name] -= 1
            open_by_name[token.name] -= 1
    return deepest


def each_paragraph(html: str) -> Iterator[str]:
    """The text of each block, in order, without the empty ones; reads no further than asked.

    White space is collapsed, a no-break space is a space, a <br> a line end.
    """
    parts: list[str] = []
    for token in tokens_and_wholes(html):
        if isinstance(token, Whole):
            for text in ("".join(parts), _SPACES.sub(" ", token.text)):
                if paragraph := _tidy(text):
                    yield paragraph
            parts.clear()
        elif isinstance(token, Text):
            parts.append(_SPACES.sub(" ", token.text))
        elif token.name == "br":
            parts.append("\n")
        elif token.name in BLOCKS and parts:
            if paragraph := _tidy("".join(parts)):
                yield paragraph
            parts.clear()
    if paragraph := _tidy("".join(parts)):
        yield paragraph


def paragraphs(html: str) -> list[str]:
    """All of `each_paragraph`."""
    return list(each_paragraph(html))


def text(html: str) -> str:
    """The plain text, one block a line."""
    return "\n".join(paragraphs(html))


def escape(text: str) -> str:
    """Text for an element's content or a double-quoted attribute; no-break spaces visible."""
    return escape_text(text).replace('"', "&quot;")


def escape_text(text: str) -> str:
    """Text for an element's content, as nh3 writes it."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\xa0", "&nbsp;")
    )


def _tidy(text: str) -> str:
    text = text.replace("\xa0", " ")
    return "\n".join([_MANY.sub(" ", line).strip() for line in text.split("\n")]).strip()


def _after_markup(html: str, position: int) -> tuple[Token | None, int] | None:
    """What stands at this "<" and where it ends; None if it is plain text."""
    if plain := _PLAIN_TAG.match(html, position):
        name = plain[2]
        return (End(name) if plain[1] else Start(name, {})), plain.end()
    mark = html[position + 1 : position + 2]
    if mark.isascii() and mark.isalpha():
        return _start_tag(html, position + 1)
    if mark == "!" and html.startswith("<!--", position):
        return None, _end_of_comment(html, position + 4)
    if mark == "/":
        following = html[position + 2 : position + 3]
        if following.isascii() and following.isalpha():
            start, end = _start_tag(html, position + 2)
            return (End(start.name) if start else None), end
        return None, _past(html, ">", position + 2)
    if mark in ("!", "?") and mark:
        return None, _past(html, ">", position + 2)
    return None


def _start_tag(html: str, position: int) -> tuple[Start | None, int]:
    match = _TAG_NAME.match(html, position)
    assert match is not None  # noqa: S101  the caller has seen the letter
    name = _ascii_lower(match.group())
    attributes: dict[str, str] = {}
    position = match.end()
    while found := _ATTRIBUTE.match(html, position):
        position = found.end()
        if found["end"]:
            return Start(name, attributes), position
        if found["double_end"] == "" or found["single_end"] == "":
            break
        value = found["double"] or found["single"] or found["bare"] or ""
        attributes.setdefault(
            _ascii_lower(found["name"]),
            _ATTRIBUTE_ENTITY.sub(lambda match: entities.unescape(match.group()), value),
        )
    return None, len(html)


def _ascii_lower(name: str) -> str:
    return name.lower() if name.isascii() else name


def _end_of_comment(html: str, position: int) -> int:
    for short in (">", "->"):
        if html.startswith(short, position):
            return position + len(short)
    match = _COMMENT_END.search(html, position)
    return match.end() if match else len(html)


def _end_of_raw(html: str, name: str, position: int) -> int:
    match = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(html, position)
    return _past(html, ">", match.end()) if match and name != "plaintext" else len(html)


def _past(html: str, mark: str, position: int) -> int:
    found = html.find(mark, position)
    return found + 1 if found >= 0 else len(html)
