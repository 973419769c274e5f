"""What a line of a story document is, as the lines around it show.

Each question looks a fixed number of lines ahead, so a sheet of any length costs the same per
line.
"""

from __future__ import annotations

from imports.lines import Line

# Lines between the top of a story and its text: a title and a subtitle of several lines.
HEAD_LINES = 5
# A line shorter than this was not broken by a margin.
_SHORTEST_WRAPPED = 30
_SHORTEST_LEAD = 40
_LONGEST_WRAPPED_PARAGRAPH = 20
_LONGEST_RUN_OF_NAMES = 20


class Landmarks:
    """`section` is the widget block the reader stands in, `has_story` whether one has begun:
    the same lines mean another thing there."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self.section: str | None = None
        self.has_story = False

    def line(self, at: int) -> Line | None:
        return self._lines[at] if at < len(self._lines) else None

    def is_heading(self, at: int) -> bool:
        """A section name: 더보기 follows, or an item does, or another section name."""
        line = self.line(at)
        if line is None or not line.is_section_name:
            return False
        if line.is_followed_by_more:
            return True
        if not line.has_gap and at > 0 and self.section is None:
            return False
        after = self.line(at + 1)
        if after is None:
            return self.section is not None
        if self.is_item(at + 1):
            if self.has_story or self.section is not None:
                return not self._goes_on_after(at + 2)
            return after.has_gap and self.is_cut_item(at + 1)
        if self.section is not None and self._is_spaced_item(at + 1):
            return True
        return self.has_story and self._is_run_of_names(at + 1)

    def _is_run_of_names(self, at: int) -> bool:
        """Names of sections without items, down to one that is told for certain."""
        for ahead in range(at, at + _LONGEST_RUN_OF_NAMES):
            line = self.line(ahead)
            if line is None or not (line.is_section_name and line.has_gap):
                return False
            if line.is_followed_by_more:
                return True
            if self.is_item(ahead + 1):
                return self.is_cut_item(ahead + 1)
        return False

    def is_stub(self, at: int) -> bool:
        if self.section is None:
            return self.is_cut_item(at)
        lead = self.line(at + 1)
        if lead is not None and lead.byline and self._goes_on_after(at + 1):
            return False
        return self.is_item(at) or self._is_spaced_item(at)

    def is_item(self, at: int) -> bool:
        """A headline with its lead on the very next line."""
        headline, lead = self.line(at), self.line(at + 1)
        if headline is None or lead is None or lead.has_gap or not headline.is_headline:
            return False
        if headline.label or lead.label or headline.is_followed_by_more:
            return False
        if lead.byline:
            return bool(lead.rest)
        return self.section is not None and (
            lead.is_prose or len(lead.text) > max(_SHORTEST_LEAD, len(headline.text))
        )

    def _is_spaced_item(self, at: int) -> bool:
        """An item of a page copied with a blank line after every line."""
        headline, lead = self.line(at), self.line(at + 1)
        return (
            headline is not None
            and lead is not None
            and headline.is_headline
            and not headline.label
            and lead.before == "blank"
            and bool(lead.rest)
            and not self._goes_on_after(at + 1)
            and not self._lines[self._end_of_paragraph(at + 1)].is_sentence
        )

    def is_cut_item(self, at: int) -> bool:
        """An item that can't be a story of its own even where no widget has begun: its lead has
        a byline and breaks off, and no text goes on after it."""
        lead = self.line(at + 1)
        return (
            self.is_item(at)
            and lead is not None
            and lead.byline is not None
            and not self._lines[self._end_of_paragraph(at + 1)].is_sentence
            and not self._goes_on_after(at + 1)
        )

    def _end_of_paragraph(self, at: int) -> int:
        """The last line of the paragraph that begins at this one, past the breaks of a margin."""
        end = at
        while end < at + _LONGEST_WRAPPED_PARAGRAPH:
            line = self.line(end + 1)
            if line is None or line.byline or not is_wrapped(self._lines[end], line):
                break
            end += 1
        return end

    def _goes_on_after(self, at: int) -> bool:
        """The text of this line goes on in a further paragraph, as no lead does."""
        further = self._end_of_paragraph(at) + 1
        after = self.line(further)
        return (
            after is not None
            and after.before == "blank"
            and after.byline is None
            and (after.is_prose or self.is_wrapped_text(further))
            and not self.is_item(further)
        )

    def is_story(self, at: int) -> bool:
        """A further story begins here: title, perhaps subtitles, then a byline; or, after a
        separator, plain text."""
        line = self._lines[at]
        if line.label == "제목":
            return True
        if not line.is_headline or not line.has_gap:
            return False
        for ahead in range(at + 1, at + 1 + HEAD_LINES):
            following = self.line(ahead)
            if following is None or following.before == "separator":
                return False
            if following.byline is not None:
                return bool(following.rest) or self.is_plain_text(ahead + 1)
            if not following.is_headline:
                return line.before == "separator" and following.is_prose
        return False

    def is_plain_text(self, at: int) -> bool:
        line = self.line(at)
        return line is not None and line.byline is None and line.is_prose

    def is_wrapped_text(self, at: int) -> bool:
        """Lines of one paragraph that stands apart and that a margin has broken."""
        end = self._end_of_paragraph(at)
        return self._lines[at].has_gap and end > at and self._lines[end].is_sentence


def is_wrapped(previous: Line, line: Line) -> bool:
    """A margin, not the writer, broke the line above."""
    return not (
        line.has_gap
        or previous.is_sentence
        or line.is_bullet
        or previous.is_bullet
        or (previous.byline and not previous.rest)
        or len(previous.text) < _SHORTEST_WRAPPED
    )
