"""Finding a quoted passage again in a text that may have changed since."""

from collections.abc import Sequence

from newsroom.lib.korean import normalise


def tidy(quote: str) -> str:
    """A line for each paragraph, white space of one kind, as `place_of` compares it.

    Raises ValueError for what cannot be stored.
    """
    lines = (" ".join(line.split()) for line in normalise(quote).splitlines())
    return "\n".join(line for line in lines if line)


def place_of(quote: str, paragraphs: Sequence[str], near: int | None = None) -> int | None:
    """Which of the paragraphs the quoted passage begins in, from 0; the one closest to `near` of
    several; None when it stands nowhere, word for word."""
    texts = [tidy(paragraph).replace("\n", " ") for paragraph in paragraphs]
    lines = quote.split("\n")
    places = [place for place in range(len(texts)) if _begins(lines, texts[place:])]
    return min(places, key=lambda place: abs(place - (near or 0)), default=None)


def _begins(lines: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the passage begins in the first of the texts. A line break within a paragraph makes
    two lines of it, so the lines are sought in what follows, joined."""
    start = " ".join(texts[: len(lines)]).find(" ".join(lines))
    return 0 <= start < len(texts[0])
