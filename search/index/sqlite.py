"""SQLite: FTS5, whose rows are numbered by time, so that the newest matches come without sorting.

A row's number is the second of publication and the number of the story. FTS5 walks its rows
backwards as quickly as forwards, takes the lists of several words side by side, and stops when it
has enough.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from search.documents import ALL, Document
from search.index import PATIENCE, Hit, Said, Some
from search.query import Alternative, Phrase, Piece, Query, Term, Where, attempts

# Of a row's number, for the story; 32 are left for the second, which lasts until 2106.
_STORY_BITS = 31
_LAST = (1 << 63) - 1
_MOST_STORIES = (1 << _STORY_BITS) - 1
# What no reader sees or will see has a number below every second.
_FIRST_SEEN = 1 << _STORY_BITS
# SQLite takes 32,766 values in one statement.
_AT_ONCE = 1_000
# Of 4 KB, which are merged in one transaction.
_PAGES_AT_ONCE = 1_000
# What words of titles begin with where they stand a second time: in private use, so no text has it,
# and to FTS5 a letter.
_TITLED = "\ue000"
_PIECES = "{title_pieces pieces}"


class SqliteIndex:
    def write(self, place: int, documents: Sequence[Document], *, anew: bool = True) -> None:
        if anew:
            self.remove(place, [document.article_id for document in documents])
        else:
            there = self.digests(place, [document.article_id for document in documents])
            documents = [each for each in documents if each.article_id not in there]
        # FTS5 writes out all it holds in memory whenever a row's number is lower than the last.
        documents = sorted(documents, key=_row_number)
        rows = [
            (
                _row_number(document),
                " ".join(document.title),
                " ".join(document.text),
                _title_pieces(document),
                " ".join(sorted(document.pieces)),
                " ".join(document.marks),
            )
            for document in documents
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_words(place)} (rowid, title, body, title_pieces, pieces, marks)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                rows,
            )
            cursor.executemany(
                f"INSERT INTO {_stories(place)} (article_id, place, digest) VALUES (%s, %s, %s)",
                [
                    (document.article_id, row[0], document.digest)
                    for document, row in zip(documents, rows, strict=True)
                ],
            )

    def remove(self, place: int, article_ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            for numbers in _portions(article_ids):
                given = ", ".join(["%s"] * len(numbers))
                cursor.execute(
                    f"DELETE FROM {_words(place)} WHERE rowid IN"
                    f" (SELECT place FROM {_stories(place)} WHERE article_id IN ({given}))",
                    numbers,
                )
                cursor.execute(
                    f"DELETE FROM {_stories(place)} WHERE article_id IN ({given})", numbers
                )

    def digests(self, place: int, article_ids: Collection[int]) -> Mapping[int, int]:
        found: dict[int, int] = {}
        with connection.cursor() as cursor:
            for numbers in _portions(article_ids):
                given = ", ".join(["%s"] * len(numbers))
                cursor.execute(
                    f"SELECT article_id, digest FROM {_stories(place)}"
                    f" WHERE article_id IN ({given})",
                    numbers,
                )
                found.update(cursor.fetchall())
        return found

    def said(self, place: int, article_ids: Collection[int]) -> Mapping[int, Said]:
        found: dict[int, Said] = {}
        with connection.cursor() as cursor:
            for numbers in _portions(article_ids):
                given = ", ".join(["%s"] * len(numbers))
                cursor.execute(
                    "SELECT story.article_id, title, title_pieces, body, pieces"
                    f" FROM {_stories(place)} AS story"
                    f" JOIN {_words(place)} AS said ON said.rowid = story.place"
                    f" WHERE story.article_id IN ({given})",
                    numbers,
                )
                for pk, title, title_pieces, text, pieces in cursor.fetchall():
                    told = f"{title} {title_pieces}".split()
                    titled = frozenset(word for word in told if word[0] != _TITLED)
                    found[pk] = Said(titled, titled.union(text.split(), pieces.split()))
        return found

    def newest(
        self,
        place: int,
        query: Query,
        *,
        now: datetime | None,
        after: Hit | None = None,
        most: int,
    ) -> list[Hit]:
        last = _LAST if now is None else _number(now, _MOST_STORIES)
        if query.before is not None:
            last = min(last, _number(query.before, 0) - 1)
        if after is not None and after.visible_from is not None:
            last = min(last, _number(after.visible_from, after.article_id) - 1)
        first = _number(query.since, 0) if query.since is not None else _FIRST_SEEN
        for wanted in attempts(query):
            found = self._newest(place, wanted, first, last, now, after, most)
            if len(found) >= most:
                break
        return found

    def _newest(
        self,
        place: int,
        query: Query,
        first: int,
        last: int,
        now: datetime | None,
        after: Hit | None,
        most: int,
    ) -> list[Hit]:
        found: list[Hit] = []
        if now is None and query.since is None and query.before is None:
            if after is None or after.visible_from is None:
                unseen = _FIRST_SEEN if after is None else after.article_id
                found = _walked(place, query, 0, unseen - 1, most)
        return found + _walked(place, query, first, last, most - len(found))

    def unseen(self, place: int, query: Query, *, now: datetime, most: int) -> list[Hit]:
        for wanted in attempts(query):
            found: list[Hit] = []
            first = _number(now, _MOST_STORIES) + 1
            if query.since is not None:
                first = max(first, _number(query.since, 0))
            last = _LAST if query.before is None else _number(query.before, 0) - 1
            if query.since is None and query.before is None:
                found = _walked(place, wanted, 0, _FIRST_SEEN - 1, most)
            found += _walked(place, wanted, first, last, most - len(found))
            if len(found) >= most:
                break
        return found

    def some(
        self,
        place: int,
        query: Query,
        *,
        now: datetime,
        after: Hit | None = None,
        enough: int,
        most: int,
        patience: float = PATIENCE,
    ) -> Some:
        hits = self.newest(place, query, now=now, after=after, most=most)
        return Some(hits, is_all=len(hits) < most)

    def matching(self, place: int, query: Query) -> RawSQL:
        return RawSQL(
            f"SELECT rowid & {_MOST_STORIES} FROM {_words(place)} WHERE {_words(place)} MATCH %s",
            [expression(query)],
        )

    def last(self, place: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(article_id), 0) FROM {_stories(place)}")
            number: int = cursor.fetchone()[0]
        return number

    def clear(self, place: int) -> None:
        # Taking rows out of FTS5 one by one takes as long as writing them. What ANALYZE has told of
        # the table goes with it, too: for one that was empty then, SQLite looks through all rows to
        # take out a few, seconds a story at 400,000.
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {_words(place)}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {_words(place)} USING fts5 (title, body, title_pieces,"
                " pieces, marks, tokenize = 'unicode61 remove_diacritics 0')"
            )
            cursor.execute(f"DELETE FROM {_stories(place)}")

    def finish(self, place: int) -> None:
        """Merged into one, as 'optimize' does at one go, but nobody who writes waits for long."""
        pages = -_PAGES_AT_ONCE
        with connection.cursor() as cursor:
            changed = _changes(cursor)
            while True:
                cursor.execute(
                    f"INSERT INTO {_words(place)} ({_words(place)}, rank) VALUES ('merge', %s)",
                    [pages],
                )
                before, changed, pages = changed, _changes(cursor), _PAGES_AT_ONCE
                # The command itself counts as one. https://sqlite.org/fts5.html#the_merge_command
                if changed - before < 2:
                    return


def _title_pieces(document: Document) -> str:
    """The pieces, and all that the title says once more, in its order: the lists of its words alone
    are a hundredth of those of the same words in texts, and of all that begins like one."""
    pieces = sorted(document.title_pieces)
    again = [*document.title, "", *pieces]
    return " ".join([*pieces, *(f"{_TITLED}{word}" for word in again)])


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    number: int = cursor.fetchone()[0]
    return number


def _walked(place: int, query: Query, first: int, last: int, most: int) -> list[Hit]:
    """From the last row back to the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {_words(place)} WHERE {_words(place)} MATCH %s"
            " AND rowid >= %s AND rowid <= %s ORDER BY rowid DESC LIMIT %s",
            [expression(query), first, last, most],
        )
        return [_hit(number) for (number,) in cursor.fetchall()]


def expression(query: Query) -> str:
    """In FTS5's own language. Every word stands in quotes, so that nothing of it is read as such."""
    in_titles = query.where is Where.TITLES
    wanted = [_any(term, in_titles) for term in query.terms]
    wanted += [f"(marks : ({' OR '.join(map(_quoted, marks))}))" for marks in query.marks]
    text = " AND ".join(wanted or [f"(marks : {_quoted(ALL)})"])
    unwanted = [_any(term, in_titles=False) for term in query.excluded]
    if query.where is Where.ELSEWHERE and query.terms:
        unwanted.append(f"({' AND '.join(_any(term, in_titles=True) for term in query.terms)})")
    for each in unwanted:
        text = f"({text}) NOT {each}"
    return text


def _any(term: Term, in_titles: bool) -> str:
    return f"({' OR '.join(_alternative(each, in_titles) for each in term.alternatives)})"


def _alternative(wanted: Alternative, in_titles: bool) -> str:
    if isinstance(wanted, Phrase):
        return _together(wanted.morphemes, "{title body}", in_titles, wanted.is_beginning)
    if isinstance(wanted, Piece):
        return _together((wanted.text,), _PIECES, in_titles, wanted.is_beginning)
    *others, last = wanted.pieces
    parts = [_together((piece,), _PIECES, in_titles, is_beginning=False) for piece in others]
    if wanted.phrase:
        whole = replace(wanted.phrase, is_beginning=wanted.is_beginning)
        parts += [_together((last,), _PIECES, in_titles, is_beginning=False)]
        parts += [_alternative(whole, in_titles)]
    else:
        parts += [_together((last,), _PIECES, in_titles, wanted.is_beginning)]
    return f"({' AND '.join(parts)})"


def _together(words: Sequence[str], columns: str, in_titles: bool, is_beginning: bool) -> str:
    """One behind the other."""
    if in_titles:
        columns = "title_pieces"
        words = [f"{_TITLED}{word}" for word in words]
    return f"{columns} : {_quoted(' '.join(words))}{' *' if is_beginning else ''}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _row_number(document: Document) -> int:
    return _number(document.visible_from, document.article_id)


def _number(visible_from: datetime | None, article_id: int) -> int:
    return (_second(visible_from) if visible_from else 0) << _STORY_BITS | article_id


def _second(moment: datetime) -> int:
    return max(int(moment.timestamp()), 1)


def _hit(number: int) -> Hit:
    second = number >> _STORY_BITS
    return Hit(second * 1_000_000 if second else None, number & _MOST_STORIES)


def _portions(numbers: Collection[int]) -> Iterator[list[int]]:
    all_numbers = list(numbers)
    for start in range(0, len(all_numbers), _AT_ONCE):
        yield all_numbers[start : start + _AT_ONCE]


def _words(place: int) -> str:
    return f"search_words_{place:d}"


def _stories(place: int) -> str:
    return f"search_stories_{place:d}"
