"""PostgreSQL: a tsvector of our own making with a GIN index, asked week by week.

GIN knows no order, and a word that stands in every tenth story is a hundred thousand rows to fetch
before the newest twenty are known. So each story also has its week as a lexeme, and the sixteen weeks
that this is one of: the newest week is asked first, then two, four and eight before, then sixteen at
once, thirty-two and so on, and what is left only if that was not enough. PostgreSQL takes the parts of
the one statement in order and stops when it has enough. What filters ask (section, reporter) are
lexemes for the same reason.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db import OperationalError, connection
from django.db.models.expressions import RawSQL
from psycopg.errors import QueryCanceled

from search.documents import ALL, Document
from search.index import PATIENCE, Hit, Said, Some, TooMuch
from search.query import Alternative, Phrase, Piece, Query, Term, Where, attempts

# What a tsvector holds of positions (PostgreSQL, Limitations of text search).
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
# Longer lexemes are refused; in bytes.
_LONGEST_LEXEME = 2_046
# Between a title and its text, so that no phrase reaches from one into the other.
_GAP = 10
# What lexemes begin with that no text can have: of marks and of weeks; of words in titles.
_MARK, _TITLED = "=", "^"
_UNSEEN = f"{_MARK}unseen"
# Beyond the newest weeks it is asked by so many at once.
_TERM = 16
# Of about the year 2100, for which all later ones stand, too: what is to come can be told in full.
_LAST_TERM = 323
_TERMS_OF_SPANS = (1, 2, 4, 8)
_LONG_SPAN = 10
# What is told by number.
_FEW = 1_000
_MOMENT = "(extract(epoch FROM visible_from) * 1000000)::bigint"
_MONDAY = datetime(2001, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)


# So many parts at a time while it is quick, and then one by one: the newest three weeks, what goes
# before by the week, all that is left.
_GROUPS: tuple[int, ...] = (2, 4, 100)
# Seconds after which what is enough is enough.
_LONG = 0.02
# For the pages of a million stories.
_ROOM = "64MB"

# Lexemes of weeks, and the first week that they stand for.
Span = tuple[list[str], int]


class Part(NamedTuple):
    """Which weeks (none: whatever is left), what else has to hold of their stories, with values, and
    where all that is asked so far begins."""

    weeks: list[str]
    bounds: str
    values: list[Any]
    first: datetime | None = None


class PostgresIndex:
    def write(self, place: int, documents: Sequence[Document], *, anew: bool = True) -> None:
        if not documents:
            return
        replaced = (
            "UPDATE SET visible_from = excluded.visible_from, words = excluded.words,"
            " digest = excluded.digest"
        )
        # Arrays instead of rows, so that it is one statement however many stories there are.
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_table(place)} (article_id, visible_from, words, digest)"
                " SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::tsvector[],"
                " %s::bigint[]) ON CONFLICT (article_id)"
                f" DO {replaced if anew else 'NOTHING'}",
                [
                    [each.article_id for each in documents],
                    [each.visible_from for each in documents],
                    [vector(each) for each in documents],
                    [each.digest for each in documents],
                ],
            )

    def remove(self, place: int, article_ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {_table(place)} WHERE article_id = ANY(%s)", [list(article_ids)]
            )

    def digests(self, place: int, article_ids: Collection[int]) -> Mapping[int, int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT article_id, digest FROM {_table(place)} WHERE article_id = ANY(%s)",
                [list(article_ids)],
            )
            return dict(cursor.fetchall())

    def said(self, place: int, article_ids: Collection[int]) -> Mapping[int, Said]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT article_id, tsvector_to_array(words) FROM {_table(place)}"
                " WHERE article_id = ANY(%s)",
                [list(article_ids)],
            )
            return {
                pk: Said(
                    frozenset(each[1:] for each in words if each[0] == _TITLED),
                    frozenset(each for each in words if each[0] not in _MARK + _TITLED),
                )
                for pk, words in cursor
            }

    def newest(
        self,
        place: int,
        query: Query,
        *,
        now: datetime | None,
        after: Hit | None = None,
        most: int,
    ) -> list[Hit]:
        spans = _spans
        for found in attempts(query):
            hits = _ask(place, found, _parts(found, now, after, spans), most)
            if len(hits) >= most:
                break
            spans = _long_spans
        return hits

    def unseen(self, place: int, query: Query, *, now: datetime, most: int) -> list[Hit]:
        for found in attempts(query):
            hits = _ask(place, found, _unseen_parts(found, now), most)
            if len(hits) >= most:
                break
        return hits

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
        until = time.monotonic() + patience
        spans, groups = _spans, _GROUPS
        before: list[Hit] = []
        for found in attempts(query):
            hits: list[Hit] = []
            looked_to: datetime | None = None
            parts = _parts(found, now, after, spans)
            started = time.monotonic()
            sizes = iter(groups)
            took_long = False
            while group := list(islice(parts, 1 if took_long else next(sizes, 1))):
                try:
                    hits += _ask(place, found, group, most - len(hits), until=until)
                except TooMuch:
                    if before:
                        return Some(before, is_all=False)
                    if looked_to is None:
                        raise
                    return Some(hits, is_all=False, looked_to=looked_to)
                looked_to = group[-1].first
                took_long = time.monotonic() - started > _LONG
                if len(hits) >= most or (took_long and len(hits) >= enough):
                    return Some(hits, is_all=False)
            # Beginnings are gathered anew for each part.
            spans, groups = _long_spans, ()
            before = hits
        return Some(hits, is_all=True)

    def matching(self, place: int, query: Query) -> RawSQL:
        """A few by their numbers. Of many, walking back from the newest comes to enough of them soon;
        the planner, to whom all that words begin with is frequent, would do so for the rarest."""
        asked = f"SELECT article_id FROM {_table(place)} WHERE words @@ %s::tsquery"
        values = [expression(query)]
        with connection.cursor() as cursor:
            # As in _ask.
            cursor.execute(
                f"SET LOCAL enable_seqscan = off; {asked} LIMIT %s;"
                " SET LOCAL enable_seqscan = DEFAULT",
                [*values, _FEW + 1],
            )
            cursor.nextset()
            found = [pk for (pk,) in cursor.fetchall()]
        if len(found) > _FEW:
            return RawSQL(asked, values)
        return RawSQL("SELECT unnest(%s::bigint[])", [found])

    def last(self, place: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(article_id), 0) FROM {_table(place)}")
            number: int = cursor.fetchone()[0]
        return number

    def clear(self, place: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX IF EXISTS {_table(place)}_by_word")
            cursor.execute(f"TRUNCATE {_table(place)}")

    def finish(self, place: int) -> None:
        with connection.cursor() as cursor:
            # Nothing of it is left half done: one that was broken off is made anew.
            cursor.execute(f"DROP INDEX IF EXISTS {_table(place)}_by_word")
            cursor.execute(
                f"CREATE INDEX CONCURRENTLY {_table(place)}_by_word ON {_table(place)}"
                " USING gin (words) WITH (fastupdate = off)"
            )
            cursor.execute(f"ANALYZE {_table(place)}")


def _ask(
    place: int,
    query: Query,
    asked: Iterable[Part],
    most: int,
    *,
    until: float | None = None,
) -> list[Hit]:
    """Raises TooMuch when time.monotonic() passes `until`."""
    wanted = expression(query)
    parts: list[str] = []
    values: list[Any] = []
    for weeks, bounds, bound_values, _ in asked:
        text = f"({wanted}) & ({' | '.join(weeks)})" if weeks else wanted
        parts.append(
            f"(SELECT {_MOMENT}, article_id FROM {_table(place)}"
            f" WHERE words @@ %s::tsquery{bounds}"
            " ORDER BY visible_from DESC, article_id DESC LIMIT %s)"
        )
        values += [text, *bound_values, most]
    if not parts:
        return []
    limit = no_limit = ""
    if until is not None:
        left = max(int((until - time.monotonic()) * 1_000), 1)
        limit = f" SET LOCAL statement_timeout = {left};"
        no_limit = " SET LOCAL statement_timeout = DEFAULT;"
    with connection.cursor() as cursor:
        try:
            # The planner doesn't know what it takes to look into a vector, and would rather look
            # into each; and where what is found has no room in memory, all of its neighbours are
            # looked into. One statement in the eyes of the server, one way there and back.
            cursor.execute(
                f"SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '{_ROOM}';{limit}"
                f" {_first_of(parts)} LIMIT %s;"
                f"{no_limit} SET LOCAL work_mem = DEFAULT; SET LOCAL enable_seqscan = DEFAULT",
                [*values, most],
            )
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TooMuch from error
            raise
        while cursor.description is None:
            cursor.nextset()
        return [Hit(*row) for row in cursor.fetchall()]


def _first_of(parts: Sequence[str]) -> str:
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS parts"


def vector(document: Document) -> str:
    """A tsvector as it is written: 'lexeme':1,5 with the places of each morpheme. What a title says
    is there a second time: with weights every vector that has the word had to be looked into."""
    places: dict[str, list[str]] = {}
    for position, morpheme in enumerate(document.title, start=1):
        _note(places, morpheme, str(min(position, _LAST_POSITION)))
    for position, morpheme in enumerate(document.text, start=len(document.title) + _GAP):
        _note(places, morpheme, str(min(position, _LAST_POSITION)))
    lexemes = [f"{_quoted(word)}:{','.join(found)}" for word, found in places.items()]
    titled = document.title_pieces.union(document.title)
    bare = {_cut(piece) for piece in document.pieces | titled} - places.keys()
    bare |= {_cut(f"{_TITLED}{word}") for word in titled}
    marks = {f"{_MARK}{mark}" for mark in document.marks}
    if document.visible_from is None:
        marks.add(_UNSEEN)
    else:
        week = _week(document.visible_from)
        marks |= {_week_lexeme(week), _term_lexeme(min(week // _TERM, _LAST_TERM))}
    return " ".join([*lexemes, *map(_quoted, bare), *map(_quoted, marks)])


def _note(places: dict[str, list[str]], word: str, position: str) -> None:
    found = places.setdefault(_cut(word), [])
    if len(found) < _MOST_POSITIONS:
        found.append(position)


def expression(query: Query) -> str:
    """In the language of tsquery."""
    in_titles = query.where is Where.TITLES
    wanted = [_any(term, in_titles) for term in query.terms]
    wanted += [
        f"({' | '.join(_quoted(f'{_MARK}{mark}') for mark in marks)})" for marks in query.marks
    ]
    wanted = wanted or [_quoted(f"{_MARK}{ALL}")]
    wanted += [f"!{_any(term, in_titles=False)}" for term in query.excluded]
    if query.where is Where.ELSEWHERE and query.terms:
        wanted.append(f"!({' & '.join(_any(term, in_titles=True) for term in query.terms)})")
    return " & ".join(wanted)


def _any(term: Term, in_titles: bool) -> str:
    # A word of one morpheme is the same as a piece and as a phrase.
    told = dict.fromkeys(_alternative(each, in_titles) for each in term.alternatives)
    return f"({' | '.join(told)})"


def _alternative(wanted: Alternative, in_titles: bool) -> str:
    """Titles have no places of their own: in one the words of a phrase may stand anywhere."""
    if isinstance(wanted, Phrase):
        joint = " & " if in_titles else " <-> "
        return _joined(wanted.morphemes, joint, in_titles, wanted.is_beginning)
    if isinstance(wanted, Piece):
        return _joined((wanted.text,), "", in_titles, wanted.is_beginning)
    if wanted.phrase is None:
        return _joined(wanted.pieces, " & ", in_titles, wanted.is_beginning)
    whole = replace(wanted.phrase, is_beginning=wanted.is_beginning)
    pieces = _joined(wanted.pieces, " & ", in_titles, is_beginning=False)
    return f"({pieces} & {_alternative(whole, in_titles)})"


def _joined(words: Sequence[str], joint: str, in_titles: bool, is_beginning: bool) -> str:
    lexemes = [_quoted(_cut(f"{_TITLED}{word}" if in_titles else word)) for word in words]
    if is_beginning:
        lexemes[-1] += ":*"
    return f"({joint.join(lexemes)})" if len(lexemes) > 1 else lexemes[0]


def _cut(word: str) -> str:
    return word[: _LONGEST_LEXEME // 4]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _parts(
    query: Query, now: datetime | None, after: Hit | None, spans: Callable[[int], Iterator[Span]]
) -> Iterator[Part]:
    """The newest first."""
    bounds, values = _period(query)
    if now is None and query.since is None and query.before is None:
        if after is None or after.visible_from is None:
            beyond = "" if after is None else " AND article_id < %s"
            yield Part(
                [_quoted(_UNSEEN)],
                f" AND visible_from IS NULL{beyond}",
                [] if after is None else [after.article_id],
            )
    if now is not None:
        bounds.append("visible_from <= %s")
        values.append(now)
    if after is not None and after.visible_from is not None:
        bounds.append("(visible_from, article_id) < (%s, %s)")
        values += [after.visible_from, after.article_id]
    newest = _newest(query, now, after)
    if now is None:
        yield Part(_ahead(newest + 1), _and(bounds), values)
    first = newest + 1
    for lexemes, first in spans(newest):
        weeks = [_quoted(lexeme) for lexeme in lexemes]
        yield Part(weeks, _and(bounds), values, _start(first))
        if query.since is not None and first <= _week(query.since):
            return
    yield Part([], _and([*bounds, "visible_from < %s"]), [*values, _start(first)])


def _unseen_parts(query: Query, now: datetime) -> Iterator[Part]:
    bounds, values = _period(query)
    if not bounds:
        yield Part([_quoted(_UNSEEN)], " AND visible_from IS NULL", [])
    yield Part(_ahead(_week(now)), _and([*bounds, "visible_from > %s"]), [*values, now])


def _period(query: Query) -> tuple[list[str], list[Any]]:
    bounds: list[str] = []
    values: list[Any] = []
    if query.since is not None:
        bounds.append("visible_from >= %s")
        values.append(query.since)
    if query.before is not None:
        bounds.append("visible_from < %s")
        values.append(query.before)
    return bounds, values


def _ahead(first: int) -> list[str]:
    """Lexemes of this week and all that are to come. Without them every story that has a word was
    fetched to see that it isn't of these."""
    term = first // _TERM + 1
    weeks = [_week_lexeme(week) for week in range(first, term * _TERM)]
    terms = [_term_lexeme(each) for each in range(term, _LAST_TERM + 1)]
    return [_quoted(lexeme) for lexeme in [*weeks, *terms]]


def _spans(newest: int) -> Iterator[Span]:
    """From the newest week back longer and longer ones, by their lexemes and with their first week:
    five years in all."""
    edge = newest // _TERM * _TERM
    last, number = newest, 1
    while last >= edge:
        first = max(last - number + 1, edge)
        yield [_week_lexeme(week) for week in range(first, last + 1)], first
        last, number = first - 1, number * 2
    term = edge // _TERM
    for number in _TERMS_OF_SPANS:
        yield [_term_lexeme(each) for each in range(term - number, term)], (term - number) * _TERM
        term -= number


def _long_spans(newest: int) -> Iterator[Span]:
    """Half a year or less, and the three years before."""
    term = newest // _TERM
    weeks = [_week_lexeme(week) for week in range(term * _TERM, newest + 1)]
    yield [*weeks, _term_lexeme(term - 1)], (term - 1) * _TERM
    years = range(term - 1 - _LONG_SPAN, term - 1)
    yield [_term_lexeme(each) for each in years], years[0] * _TERM


def _newest(query: Query, now: datetime | None, after: Hit | None) -> int:
    """The week of the newest story that may be found; what is to come stands in no part by weeks."""
    moments = [now or datetime.now(UTC)]
    if query.before is not None:
        moments.append(query.before)
    if after is not None and after.visible_from is not None:
        moments.append(after.visible_from)
    return _week(min(moments))


def _and(bounds: Iterable[str]) -> str:
    return "".join(f" AND {bound}" for bound in bounds)


def _week(moment: datetime) -> int:
    return (moment - _MONDAY) // _WEEK


def _start(week: int) -> datetime:
    return _MONDAY + week * _WEEK


def _week_lexeme(week: int) -> str:
    return f"{_MARK}w{week}"


def _term_lexeme(term: int) -> str:
    return f"{_MARK}t{term}"


def _table(place: int) -> str:
    return f"search_index_{place:d}"
