"""The structure of a body: a small grammar that any HTML is rebuilt into.

    body               p h2 h3 h4 ul ol blockquote table figure hr aside
    blockquote         the same, without aside and figures of figures or of a quotation
    li td th           as in a blockquote, or inline content directly
    p h2 h3 h4         inline content
    figure, aside      what their room says (Inside); a figure of no room: img…, one figcaption
    table              caption, then thead and tbody of tr of td and th
    inline content     text br img, in any of a strong em u s sub sup

What the grammar doesn't name is left out and its text kept. Only names of the grammar are ever
written, so nothing else can reach a page, and a rebuilt body is rebuilt into itself.
"""

import re
import unicodedata
from collections.abc import Callable

from articles.body_elements import INLINE, Attributes, Element, Inside, is_named, write
from articles.body_figures import STANDS_EMPTY, fills, settle, told_apart
from articles.body_hidden import hides_something, visible_tokens
from newsroom.lib import html as markup
from newsroom.lib import korean

# The attributes to keep, or None if the element makes no sense with those it has.
Policy = Callable[[str, Attributes], Attributes | None]
# By element and the attributes that it keeps.
Rooms = Callable[[str, Attributes], Inside]

LEAVES = frozenset({"p", "h2", "h3", "h4"})
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
TABLE_SECTIONS = frozenset({"thead", "tbody"})
_INLINE_HOLDERS = LEAVES | CELLS | {"li", "figcaption", "caption"}
_FLOW = frozenset({"", "blockquote", "li", "aside"}) | CELLS
_AT_TOP = frozenset({Inside.FIGURES, Inside.QUOTATION, Inside.STORY})
_SYNONYMS = {
    "b": "strong",
    "i": "em",
    "ins": "u",
    "del": "s",
    "strike": "s",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "tfoot": "tbody",
    "dir": "ul",
    "menu": "ul",
}
_CLOSED = frozenset({"aside", "blockquote", "figure", "figcaption", "caption", "table"})
# What is nothing but a gap; a form feed is white space too, but among what is left out.
_GAP = "\t\n\r "
# Runs of white space, but not a space alone, which stays as it is.
_SPACES = re.compile(r"[\t\n\f\r][\t\n\f\r ]*+| [\t\n\f\r ]++")
# NFC would join it with the ">" of the tag before it.
_JOINS_A_TAG = "\u0338"


class TooDeep(ValueError):
    """More elements inside one another than allowed."""


def rebuild(html: str, policy: Policy, rooms: Rooms, *, max_depth: int) -> str:
    """The body in the grammar, one top-level block a line. Raises TooDeep."""
    return write(_Builder(policy, rooms, max_depth).build(html))


class _Builder:
    """Takes tokens in order and keeps the open blocks (stack) and inline elements (inline).

    Formats are a property of the text rather than elements: a start tag switches one on, and
    elements are opened when text comes. White space and line breaks also wait for what follows.
    """

    def __init__(self, policy: Policy, rooms: Rooms, max_depth: int) -> None:
        self.policy = policy
        self.rooms = rooms
        self.max_depth = max_depth
        self.root = Element("")
        self.stack = [self.root]
        self.positions: dict[str, list[int]] = {"": [0]}
        self.formats: dict[str, int] = {}
        self.link: Attributes | None = None
        self.inline: list[Element] = []
        self.has_run = False
        self.has_space = False
        self.breaks = 0

    def build(self, html: str) -> Element:
        hides = hides_something(html)
        for token in visible_tokens(html) if hides else markup.tokens_and_wholes(html):
            if isinstance(token, markup.Text):
                self.text(token.text)
                continue
            if isinstance(token, markup.Whole):
                self.whole(token)
                continue
            name = _SYNONYMS.get(token.name, token.name)
            if isinstance(token, markup.Start):
                self.start(name, token.attributes)
            else:
                self.end(name)
        self.close_to(1)
        return self.root

    # Inline content

    def whole(self, whole: markup.Whole) -> None:
        """A paragraph or heading: between others at once, elsewhere by its parts."""
        if len(self.stack) > 1 or self.formats or self.link is not None:
            self.start(whole.name, {})
            self.text(whole.text)
            self.end(whole.name)
            self.text(whole.gap)
            return
        self.end_run()
        self.has_space = bool(whole.gap)
        core = _core(_tidy(whole.text))
        # Only white space may be left, of kinds that are no gap: such a block vanishes.
        if core and not core.isspace():
            self.root.children.append(Element(whole.name, {}, [core], is_filled=True))

    def text(self, text: str) -> None:
        if not text.strip(_GAP):
            self.has_space = self.has_space or bool(text)
            return
        text = _tidy(text)
        core = _core(text)
        if text.startswith(" "):
            self.has_space = True
        if core:
            self.emit(core, is_blank=not core.strip())
            self.has_space = text.endswith(" ")

    def emit(self, child: Element | str, *, is_blank: bool = False) -> None:
        """Write inline content under the formats now in force, after the waiting gap."""
        self.open_inline_holder()
        wanted = list(self.formats)
        if self.link is not None:
            wanted.insert(0, "a")
        kept = 0
        for element, name in zip(self.inline, wanted, strict=False):
            if element.name != name or (name == "a" and element.attributes is not self.link):
                break
            kept += 1
        del self.inline[kept:]
        target = self.inline[-1] if self.inline else self.stack[-1]
        if self.has_run:
            if self.breaks:
                target.children.extend(Element("br") for _ in range(self.breaks))
            elif self.has_space:
                target.children.append(" ")
        for name in wanted[kept:]:
            link = self.link if name == "a" else None
            element = Element(name, link if link is not None else {})
            target.children.append(element)
            self.inline.append(element)
            target = element
        target.children.append(child)
        if not is_blank:
            self.stack[-1].is_filled = True
        self.has_run, self.breaks, self.has_space = True, 0, False

    def open_inline_holder(self) -> None:
        top = self.stack[-1]
        if top.name in _INLINE_HOLDERS:
            return
        if top.name in LISTS:
            self.push("li")
        elif top.name == "figure":
            self.open_in_figure(top)
        elif top.name in ("", "blockquote", "aside"):
            self.push("p")
        else:
            self.open_cell()

    def open_in_figure(self, figure: Element) -> None:
        if figure.inside in (Inside.FIGURES, Inside.NOTHING):
            self.pop()
            self.open_inline_holder()
        elif figure.inside is Inside.QUOTATION and not figure.children:
            self.push("blockquote")
            self.push("p")
        else:
            self.open_figcaption(figure)

    def end_run(self) -> None:
        """Forget the waiting gap and the open inline elements: a block begins or ends here."""
        self.inline = []
        self.has_run, self.breaks, self.has_space = False, 0, False

    def resume_run(self, holder: Element) -> None:
        """Go on after the last inline content of a block, on a new line."""
        self.has_run, self.breaks = True, 1
        last = holder.children[-1]
        while isinstance(last, Element) and last.name in INLINE:
            self.inline.append(last)
            last = last.children[-1]

    def line_break(self) -> None:
        if self.has_run:
            self.breaks += 1

    def boundary(self) -> None:
        """A block of no name in the grammar begins or ends: text before and after stay apart."""
        if self.stack[-1].name in LEAVES:
            self.pop()
        elif self.has_run:
            self.breaks = max(self.breaks, 1)

    def image(self, attributes: Attributes) -> None:
        image = Element("img", attributes)
        at = self.last_position("figure")
        if self.in_quotation():
            self.leave_room()
            self.emit(image)
            return
        figure = self.stack[at] if at >= max(len(self.stack) - 2, 0) else None
        if figure is not None and figure.inside is Inside.CAPTION:
            self.close_to(at)
            figure = None
        if figure is None or figure.inside is not Inside.PICTURES:
            self.emit(image)
            return
        if self.has_picture_in_figures(at):
            # Only one in each: the next begins a figure of its own.
            self.start_room("figure", figure.attributes)
            figure = self.stack[-1]
        has_caption = figure.children and is_named(figure.children[-1], "figcaption")
        figure.children.insert(len(figure.children) - bool(has_caption), image)
        figure.is_filled = True

    def has_picture_in_figures(self, at: int) -> bool:
        is_one_of_many = self.stack[at - 1].inside is Inside.FIGURES
        return is_one_of_many and any(is_named(child, "img") for child in self.stack[at].children)

    # Blocks

    def start(self, name: str, given: Attributes) -> None:
        if name == "br":
            self.line_break()
        elif name in INLINE or name in ("img", "figure", "aside"):
            self.start_governed(name, self.policy(name, given))
        elif name in LEAVES:
            self.start_leaf(name)
        elif name in LISTS or name in ("blockquote", "table"):
            self.start_group(name)
        elif name == "hr":
            self.leave_room()
            self.open_flow()
            self.push(name)
            self.pop()
        elif name == "li":
            self.start_item()
        elif name == "figcaption":
            self.start_figcaption()
        elif name in TABLE_SECTIONS or name in CELLS or name in ("caption", "tr"):
            self.start_table_part(name, given)
        elif name in markup.BLOCKS:
            self.boundary()

    def start_governed(self, name: str, attributes: Attributes | None) -> None:
        """An element that the policy may refuse. A refused link still ends the one before."""
        if name == "a":
            self.link = attributes
        elif attributes is None:
            if name in markup.BLOCKS:
                self.boundary()
        elif name == "img":
            self.image(attributes)
        elif name in ("figure", "aside"):
            self.start_room(name, attributes)
        else:
            self.formats[name] = self.formats.get(name, 0) + 1

    def start_leaf(self, name: str) -> None:
        self.boundary()
        top = self.stack[-1]
        if self.in_quotation():
            name = "p"
            if top.name == "figure" and not top.children:
                self.push("blockquote")
        elif name == "h2" and self.last_position("aside") > 0:
            name = "h3"
        if self.stack[-1].name in _FLOW:
            self.push(name)

    def start_group(self, name: str) -> None:
        """A list, quotation or table."""
        top = self.stack[-1]
        if name == "blockquote" and top.inside is Inside.QUOTATION and not top.children:
            self.push(name)
            return
        if self.in_quotation() or name not in LISTS:
            self.leave_room()
        self.open_flow()
        self.push(name)

    def start_room(self, name: str, attributes: Attributes) -> None:
        inside = self.rooms(name, attributes)
        figures = self.last_position("figure")
        many = figures
        while many > 0 and self.stack[many].inside is not Inside.FIGURES:
            many -= 1
        if attributes and inside is Inside.PICTURES and many > 0:
            self.close_to(many + 1)
        elif inside in _AT_TOP:
            if self.last_position("table") > 0:
                self.boundary()
                return
            self.close_to(1)
        else:
            self.leave_room()
            self.open_flow()
        self.push_element(Element(name, attributes, inside=inside))

    def in_quotation(self) -> bool:
        figure = self.last_position("figure")
        return figure > 0 and self.stack[figure].inside is Inside.QUOTATION

    def leave_room(self) -> None:
        """Close a room that lets no such block in; the block stands after it."""
        if self.in_quotation() or self.last_position("aside") > 0:
            self.close_to(1)

    def end(self, name: str) -> None:
        if name == "a":
            self.link = None
        elif name in INLINE:
            if self.formats.get(name, 0) > 1:
                self.formats[name] -= 1
            else:
                self.formats.pop(name, None)
        elif name == "br":
            self.line_break()
        elif name in LEAVES:
            self.boundary()
        elif name == "li":
            self.close_through(name, barriers=("ul", "ol", "td", "th"))
        elif name in CELLS or name in TABLE_SECTIONS or name == "tr":
            self.close_through(name, barriers=("table",))
        elif name in LISTS or name in _CLOSED:
            self.close_through(name, barriers=() if name == "table" else ("td", "th"))
        elif name in markup.BLOCKS:
            self.boundary()

    def open_flow(self) -> None:
        """Make the top of the stack a place where a block may stand."""
        while self.stack[-1].name in LEAVES or self.stack[-1].name in (
            "figcaption",
            "figure",
            "caption",
        ):
            self.pop()
        top = self.stack[-1].name
        if top in LISTS:
            self.push("li")
        elif top not in _FLOW:
            self.open_cell()

    def start_item(self) -> None:
        if self.in_quotation():
            self.leave_room()
        lists = self.last_position("ul", "ol")
        if lists > self.last_position("td", "th", "blockquote"):
            self.close_to(lists + 1)
        else:
            self.open_flow()
            self.push("ul")
        self.push("li")

    def start_figcaption(self) -> None:
        figure = self.last_position("figure")
        if figure < 0 or self.stack[figure].inside in (Inside.FIGURES, Inside.NOTHING):
            self.boundary()
            return
        self.close_to(figure + 1)
        self.open_figcaption(self.stack[-1])

    def open_figcaption(self, figure: Element) -> None:
        """Open the figure's caption, or its only one again."""
        last = figure.children[-1] if figure.children else None
        if isinstance(last, Element) and last.name == "figcaption":
            figure.children.pop()
            self.push_element(last)
            self.resume_run(last)
        else:
            self.push("figcaption")

    def start_table_part(self, name: str, given: Attributes) -> None:
        table = self.last_position("table")
        if table < 0:
            self.boundary()
        elif name == "caption":
            self.close_to(table + 1)
            if not self.stack[-1].children:
                self.push(name)
        elif name in TABLE_SECTIONS:
            self.close_to(table + 1)
            self.push(name)
        elif name == "tr":
            self.close_to(table + 2)
            self.open_row()
        else:
            self.close_to(table + 3)
            self.open_row()
            self.push(name, self.policy(name, given))

    def open_cell(self) -> None:
        self.open_row()
        self.push("td")

    def open_row(self) -> None:
        """Open the parts that are missing between the table, or a part of it, and a row."""
        if self.stack[-1].name == "caption":
            self.pop()
        if self.stack[-1].name == "table":
            self.push("tbody")
        if self.stack[-1].name in TABLE_SECTIONS:
            self.push("tr")

    # The stack

    def last_position(self, *names: str) -> int:
        """Where the innermost open element of these names stands; -1 if none is open."""
        return max(at[-1] if (at := self.positions.get(name)) else -1 for name in names)

    def close_through(self, name: str, *, barriers: tuple[str, ...]) -> None:
        position = self.last_position(name)
        if position > (self.last_position(*barriers) if barriers else -1):
            self.close_to(position)

    def close_to(self, size: int) -> None:
        while len(self.stack) > size:
            self.pop()

    def push(self, name: str, attributes: Attributes | None = None) -> None:
        self.push_element(Element(name, attributes or {}))

    def push_element(self, element: Element) -> None:
        if len(self.stack) > self.max_depth:
            raise TooDeep
        if self.has_run:
            self.link = None
        self.end_run()
        if element.name in CELLS or element.name == "caption":
            element.formats_outside, self.formats = self.formats, {}
        self.stack[-1].children.append(element)
        self.positions.setdefault(element.name, []).append(len(self.stack))
        self.stack.append(element)

    def pop(self) -> None:
        """Close the innermost block; an empty one vanishes."""
        self.end_run()
        self.link = None
        element = self.stack.pop()
        self.positions[element.name].pop()
        if element.formats_outside is not None:
            self.formats = element.formats_outside
        parent = self.stack[-1]
        if element.name in CELLS or element.name == "hr" or element.inside in STANDS_EMPTY:
            element.is_filled = True
        if element.name == "figure":
            settle(element)
        if element.is_filled:
            parent.is_filled = parent.is_filled or fills(element, parent)
            if element.inside is Inside.FIGURES:
                parent.children[-1:] = told_apart(element)
        else:
            parent.children.pop()
            if parent.name in _INLINE_HOLDERS and parent.children:
                last = parent.children[-1]
                if isinstance(last, str) or not last.is_block:
                    self.resume_run(parent)


def _tidy(text: str) -> str:
    """NFC, without what can't be seen, every gap one space."""
    text = unicodedata.normalize("NFC", text)
    visible = korean.strip_invisible(text)
    if visible is not text:
        text = unicodedata.normalize("NFC", visible)
    return _SPACES.sub(" ", text)


def _core(text: str) -> str:
    return text.strip(" ").lstrip(_JOINS_A_TAG + " ")
