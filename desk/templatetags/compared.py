"""Comparisons as HTML: what was removed and added can be seen, and heard by a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from newsroom.lib.compare import Kind, Piece, compare_texts
from newsroom.lib.compare_html import BlockChange, Change

register = template.Library()

_BLOCKS = {
    "p": "문단",
    "h2": "중간 제목",
    "h3": "중간 제목",
    "h4": "중간 제목",
    "li": "목록 항목",
    "blockquote": "인용",
    "figure": "사진",
    "embed": "삽입물",
    "quote": "큰 인용",
    "table": "표",
    "hr": "가로줄",
}
_CHANGES = {
    Change.CHANGED: "고친 {}",
    Change.ADDED: "더한 {}",
    Change.REMOVED: "지운 {}",
    Change.MOVED_HERE: "여기로 옮긴 {}",
    Change.MOVED_AWAY: "여기서 옮긴 {}",
}
_MARKS = {
    "a": "링크",
    "strong": "굵게",
    "em": "기울임",
    "u": "밑줄",
    "s": "취소선",
    "sub": "아래 첨자",
    "sup": "위 첨자",
}
_TAGS = {Kind.REMOVED: ("del", "지움"), Kind.ADDED: ("ins", "더함")}
# Of so many unchanged paragraphs in a row, all but the first and the last are folded away.
_FOLDED_FROM = 4


@dataclass(frozen=True)
class Run:
    """Paragraphs in a row, shown or folded away."""

    blocks: Sequence[BlockChange]
    is_folded: bool = False


@register.filter
def as_compared(pieces: Sequence[Piece]) -> SafeString:
    """Stretches of one text, after one another."""
    return mark_safe("".join(_piece(piece) for piece in pieces))  # escaped by _piece


@register.filter
def as_compared_values(pieces: Sequence[Piece]) -> SafeString:
    """Whole values, each an entry of a list."""
    return format_html_join("", "<li>{}</li>", ((_piece(piece),) for piece in pieces))


@register.filter
def in_runs(blocks: Sequence[BlockChange]) -> list[Run]:
    """The paragraphs of a body with long unchanged stretches folded."""
    runs: list[Run] = []
    for is_same, group in groupby(blocks, lambda block: block.change == Change.SAME):
        members = list(group)
        if is_same and len(members) >= _FOLDED_FROM:
            runs += [Run(members[:1]), Run(members[1:-1], is_folded=True), Run(members[-1:])]
        else:
            runs.append(Run(members))
    return runs


@register.filter
def told(block: BlockChange) -> str:
    """고친 문단, 지운 사진…; "" for what is the same."""
    if block.change == Change.SAME:
        return ""
    return _CHANGES[block.change].format(_BLOCKS.get(block.block.name, "문단"))


@register.filter
def pictures(source: str) -> list[str]:
    """The addresses of our own pictures in the source of a block."""
    return [address for address in source.split() if address.startswith("/photos/")]


@register.filter
def alt_told(block: BlockChange) -> SafeString:
    """The alternative text of a picture, compared if there are two."""
    before, after = block.before or block.after, block.after or block.before
    return as_compared(compare_texts(before.alt, after.alt)) if before and after else SafeString()


@register.filter
def formats_told(block: BlockChange) -> SafeString:
    """The formats and links that came and went, an entry each."""
    gone = ((mark, Kind.REMOVED) for mark in block.marks_removed)
    come = ((mark, Kind.ADDED) for mark in block.marks_added)
    return format_html_join(
        "",
        "<li>{} {}: ‘{}’{}</li>",
        (
            (
                _MARKS.get(mark.name, "서식"),
                _TAGS[kind][1],
                mark.text,
                f" → {mark.address}" if mark.address else "",
            )
            for mark, kind in (*gone, *come)
        ),
    )


def _piece(piece: Piece) -> SafeString:
    text = mark_safe(str(conditional_escape(piece.text)).replace("\n", "<br>"))
    if piece.kind == Kind.SAME:
        return text
    tag, word = _TAGS[piece.kind]
    if piece.text.isspace():
        return format_html(
            '<{} class="gap"><span class="visually-hidden">[띄어쓰기 {}]</span>{}</{}>',
            *(tag, word, text, tag),
        )
    return format_html(
        '<{}><span class="visually-hidden">[{}] </span>{}</{}>', tag, word, text, tag
    )
