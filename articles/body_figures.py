"""What becomes of a figure when it ends: whether it has what makes it one of its kind."""

from articles.body_elements import Element, Inside, is_named

# A figure that needs no picture to be one.
STANDS_EMPTY = frozenset({Inside.CAPTION, Inside.NOTHING})


def settle(figure: Element) -> None:
    """Without what makes it a figure of its kind, it is a paragraph of its caption."""
    if figure.inside is Inside.FIGURES or figure.inside in STANDS_EMPTY:
        return
    wanted = "blockquote" if figure.inside is Inside.QUOTATION else "img"
    if figure.children and is_named(figure.children[0], wanted):
        return
    figure.name, figure.attributes, figure.inside = "p", {}, None
    if figure.children:
        caption = figure.children[0]
        if isinstance(caption, Element):
            figure.children = caption.children
            figure.is_filled = True


def fills(element: Element, parent: Element) -> bool:
    """Whether its parent has something to show with it: a caption alone makes no figure."""
    if parent.name != "figure" or parent.inside is Inside.FIGURES:
        return True
    return parent.inside is Inside.QUOTATION and element.name == "blockquote"


def told_apart(many: Element) -> "list[Element | str]":
    """A figure of figures, and after it what is none; a figure alone needs no other around it."""
    figures = [child for child in many.children if is_named(child, "figure")]
    others = [child for child in many.children if not is_named(child, "figure")]
    if len(figures) < 2:
        return figures + others
    many.children = figures
    return [many, *others]
