"""Story documents: text copied off a page, with one or more stories and widget blocks.

    page furniture          메뉴
    title
    subtitle, perhaps
    byline and text         【매체 = 이름 기자】 …
    more paragraphs
    section name            a widget block begins
    더보기, perhaps
    headline                zero or more items, which become stubs
    lead, cut mid-sentence

What a line is shows only from the lines around it, so the sheet is walked once with a look
ahead. Nothing but the text decides: the same document always gives the same items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imports import byline as bylines
from imports.byline import Byline
from imports.landmarks import HEAD_LINES, Landmarks, is_wrapped
from imports.lines import LONGEST_HEADLINE, Line, Sheet, read_sheet
from imports.story import Item, Kind, Refusal, ReporterName, SectionName, Story
from newsroom.lib.korean import clean_name

LONGEST_TITLE = 200
LONGEST_SUBTITLE = 300
_SUBTITLES_WITHOUT_BYLINE = 2

_LABEL = re.compile(r"[\[【<]\s*(?P<label>속보|단독|종합|포토|인사|부고)\s*[\]】>]\s*")
_NO_TITLE = "제목을 알 수 없습니다."
_SUBTITLE_MARK = re.compile(r"^[\-–—]\s*")


def read(source: str, text: str) -> Iterator[Item]:
    """The items of one document (normalised text), in its order.

    A document whose own story has no title is refused whole, for then nothing else in it can be
    told for certain either; a later story without one is refused alone.
    """
    sheet = read_sheet(text)
    if not sheet.lines:
        yield Refusal(f"{source}:1", "문서에 글이 없습니다.", sheet.dropped)
        return
    items = _Walk(source, sheet).items()
    told = [item for item in items if not isinstance(item, SectionName)]
    if not told:
        yield Refusal(f"{source}:{sheet.lines[0].number}", _NO_TITLE, sheet.dropped)
    elif isinstance(told[0], Refusal):
        yield told[0]
    else:
        yield from items


class _Walk:
    """One pass over a sheet. `_at` is the line to be read next."""

    def __init__(self, source: str, sheet: Sheet) -> None:
        self._source = source
        self._lines = sheet.lines
        self._at = 0
        self._items: list[Item] = []
        self._marks = Landmarks(sheet.lines)
        # What was left out since the last story began; it's reported with that story, or with
        # the first if none has begun.
        self._dropped = sheet.dropped
        self._is_first = True

    def items(self) -> list[Item]:
        while (line := self._marks.line(self._at)) is not None:
            if self._marks.is_heading(self._at):
                self._open_section(self._take())
            elif self._marks.is_stub(self._at):
                self._read_stub()
            elif self._marks.section is not None and not self._marks.is_story(self._at):
                self._dropped.append(line.text)
                self._take()
            else:
                self._read_article()
        return self._items

    # Reading

    def _take(self) -> Line:
        line = self._lines[self._at]
        self._at += 1
        self._dropped += line.dropped_after
        return line

    def _own_dropped(self) -> list[str]:
        if not self._is_first:
            self._dropped = []
        self._is_first = False
        return self._dropped

    def _open_section(self, line: Line) -> None:
        self._marks.section = line.text
        self._items.append(SectionName(f"{self._source}:{line.number}", line.text))

    def _read_stub(self) -> None:
        story = self._begin("stub")
        story.section = self._marks.section or ""
        _set_title(story, self._take().text)
        lead = self._take()
        if lead.byline:
            _credit(story, lead.byline)
        wrapped = [lead.rest or lead.text]
        while (line := self._marks.line(self._at)) is not None:
            if line.has_gap or line.byline or line.label:
                break
            if self._marks.is_item(self._at) or self._marks.is_heading(self._at):
                break
            wrapped.append(self._take().text)
        story.paragraphs.append(" ".join(wrapped))
        self._keep(story)

    def _read_article(self) -> None:
        story = self._begin("article")
        self._marks.section = None
        head = self._read_head()
        if not head:
            # What follows has no title either, up to the next story or widget.
            self._skip_body()
            self._refuse(story, _NO_TITLE)
            return
        _set_title(story, head[0].text)
        subtitles = [_SUBTITLE_MARK.sub("", line.text) for line in head[1:]]
        story.subtitle = clean_name(" / ".join(subtitles))
        self._marks.has_story = True
        paragraphs = self._read_body(story)
        if len(story.subtitle) > LONGEST_SUBTITLE:
            story.subtitle = ""
            story.warnings.append("부제목이 너무 길어 본문 첫머리에 두었습니다.")
            story.paragraphs += subtitles
        story.paragraphs += paragraphs
        if paragraphs:
            self._keep(story)
        else:
            self._refuse(story, "제목 아래에 본문이 없습니다.")

    def _read_head(self) -> list[Line]:
        """The title and the subtitles; empty when the text begins at once."""
        ahead = self._at
        while (line := self._marks.line(ahead)) is not None and ahead < self._at + HEAD_LINES:
            if not (self._is_title(line) if ahead == self._at else self._is_subtitle(ahead)):
                break
            ahead += 1
        count = ahead - self._at
        if line is None or line.byline is None:
            # Nothing tells where the subtitles end, so the more lines are text.
            count = min(count, 1 + _SUBTITLES_WITHOUT_BYLINE)
        return [self._take() for _ in range(count)]

    def _is_title(self, line: Line) -> bool:
        """A headline; or what stands in a title's place and can't be text: a line about a
        reporter, one that doesn't end as a sentence, one right above a byline."""
        if line.label or line.is_headline:
            return True
        if line.byline:
            return line.byline.is_weak
        if line.is_bullet:
            return False
        after = self._marks.line(self._at + 1)
        if after is not None and after.byline and after.rest:
            return True
        return not line.is_sentence and len(line.text) > LONGEST_HEADLINE

    def _is_subtitle(self, at: int) -> bool:
        line = self._lines[at]
        if line.before == "separator" or line.label == "제목" or self._marks.is_heading(at):
            return False
        return bool(line.label) or (line.is_headline and not self._marks.is_wrapped_text(at))

    def _read_body(self, story: Story) -> list[str]:
        paragraphs: list[list[str]] = []
        previous: Line | None = None
        has_ended = False
        while (line := self._marks.line(self._at)) is not None:
            if self._is_over(story, line, is_begun=previous is not None, has_ended=has_ended):
                break
            self._take()
            if line.byline:
                is_second = bool(story.reporters) and bool(line.rest)
                if is_second:
                    story.warnings.append(f"{line.number}번째 줄의 크레딧 줄을 지웠습니다.")
                else:
                    _credit(story, line.byline)
                if line.rest:
                    paragraphs.append([line.rest])
                else:
                    has_ended = bool(paragraphs)
            elif (address := bylines.email_alone(line.text)) and len(story.reporters) == 1:
                story.reporters[0] = ReporterName(story.reporters[0].name, address)
            elif paragraphs and previous is not None and is_wrapped(previous, line):
                paragraphs[-1].append(line.text)
            else:
                paragraphs.append([line.text])
            previous = line
        joined = [" ".join(lines) for lines in paragraphs]
        if joined and (found := bylines.closing(joined[-1])):
            closing, text = found
            known = {reporter.name for reporter in story.reporters}
            if not known or known >= {reporter.name for reporter in closing.reporters}:
                _credit(story, closing)
                joined[-1] = text
        return joined

    def _is_over(self, story: Story, line: Line, *, is_begun: bool, has_ended: bool) -> bool:
        """A widget, an item or another story begins at this line."""
        if self._marks.is_heading(self._at):
            return True
        if not is_begun:
            return False
        if self._marks.is_cut_item(self._at) or self._marks.is_story(self._at):
            return True
        if line.before == "separator" and line.rest and story.reporters:
            return True
        return has_ended and line.is_headline and self._marks.is_plain_text(self._at + 1)

    def _skip_body(self) -> None:
        self._take()
        while self._marks.line(self._at) is not None:
            if (
                self._marks.is_heading(self._at)
                or self._marks.is_stub(self._at)
                or self._marks.is_story(self._at)
            ):
                return
            self._take()

    # Results

    def _begin(self, kind: Kind) -> Story:
        source = f"{self._source}:{self._lines[self._at].number}"
        return Story(source, "", kind=kind, dropped=self._own_dropped())

    def _keep(self, story: Story) -> None:
        self._marks.has_story = True
        if not story.title:
            self._refuse(story, _NO_TITLE)
        elif len(story.title) > LONGEST_TITLE:
            self._refuse(story, f"제목이 {LONGEST_TITLE}자보다 깁니다({len(story.title)}자).")
        else:
            self._items.append(story)

    def _refuse(self, story: Story, reason: str) -> None:
        self._items.append(Refusal(story.source, reason, story.dropped))


def _set_title(story: Story, text: str) -> None:
    """The labels before a title are fields of the article, never part of it."""
    while match := _LABEL.match(text):
        if match["label"] not in story.labels:
            story.labels.append(match["label"])
        text = text[match.end() :]
    story.title = clean_name(text)


def _credit(story: Story, byline: Byline) -> None:
    story.outlet = story.outlet or byline.outlet
    named = {reporter.name: reporter for reporter in story.reporters}
    for reporter in byline.reporters:
        if reporter.name not in named or reporter.email:
            named[reporter.name] = reporter
    story.reporters = list(named.values())
