"""Judged queries over sentences of our own: what a reader expects a search to find, and not.

sentences/SUBJECT.toml holds the sentences, each the whole text of one story. Nothing else of such
a story (title, section, reporter, outlet) may hold a word that a query asks for: a story is
judged by its sentence alone. queries/KIND.toml holds the queries, and synonyms.toml the outlet's
synonyms that the judgements count on.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sentence:
    id: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """`answers` are all the ids a reader expects; `doubtful` are neither right nor wrong."""

    text: str
    kind: str
    answers: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


@cache
def sentences() -> tuple[Sentence, ...]:
    return tuple(
        Sentence(id, told["subject"], text)
        for told in (
            tomllib.loads(path.read_text(encoding="utf-8")) for path in _files("sentences")
        )
        for id, text in told["sentences"].items()
    )


@cache
def queries() -> tuple[JudgedQuery, ...]:
    """By kind, which is the name of the file; within a kind as the file has them."""
    return tuple(
        JudgedQuery(
            query["text"], path.stem, tuple(query["answers"]), tuple(query.get("doubtful", ()))
        )
        for path in _files("queries")
        for query in tomllib.loads(path.read_text(encoding="utf-8"))["query"]
    )


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that stand for one another."""
    told = tomllib.loads((_HERE / "synonyms.toml").read_text(encoding="utf-8"))
    return tuple(tuple(group) for group in told["groups"])


def _files(folder: str) -> list[Path]:
    return sorted((_HERE / folder).glob("*.toml"))
