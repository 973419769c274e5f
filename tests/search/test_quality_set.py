"""The judged queries and their sentences hold together."""

import unicodedata
from collections import Counter

import pytest

from tests.search.quality import JudgedQuery, queries, sentences, synonyms

pytestmark = pytest.mark.any_database


def test_there_are_enough_sentences_of_enough_subjects() -> None:
    subjects = Counter(sentence.subject for sentence in sentences())
    assert subjects.total() >= 320
    assert len(subjects) == 12
    assert min(subjects.values()) >= 25


def test_no_sentence_stands_twice() -> None:
    assert len({sentence.id for sentence in sentences()}) == len(sentences())
    assert len({sentence.text for sentence in sentences()}) == len(sentences())


def test_there_are_enough_queries_of_each_kind() -> None:
    kinds = Counter(query.kind for query in queries())
    assert kinds.total() >= 130
    assert len(kinds) >= 16
    assert min(kinds.values()) >= 7


def test_no_query_stands_twice_in_a_kind() -> None:
    asked = [(query.kind, query.text) for query in queries()]
    assert len(set(asked)) == len(asked)


def test_what_is_asked_in_two_kinds_is_judged_alike() -> None:
    judged: dict[str, JudgedQuery] = {}
    for query in queries():
        other = judged.setdefault(query.text, query)
        assert set(query.answers) == set(other.answers), query.text
        assert set(query.doubtful) == set(other.doubtful), query.text


def test_every_id_is_known_and_judged_once() -> None:
    known = {sentence.id for sentence in sentences()}
    for query in queries():
        judged = [*query.answers, *query.doubtful]
        assert set(judged) <= known, query.text
        assert len(set(judged)) == len(judged), query.text


def test_only_queries_of_their_own_kind_find_nothing() -> None:
    assert {query.kind for query in queries() if not query.answers} == {"nothing"}
    assert all(not query.answers for query in queries() if query.kind == "nothing")


def test_each_sentence_is_written_in_composed_hangul() -> None:
    for sentence in sentences():
        assert unicodedata.is_normalized("NFC", sentence.text), sentence.id


def test_no_word_has_two_groups_of_synonyms() -> None:
    words = [word for group in synonyms() for word in group]
    assert len(set(words)) == len(words)
    assert all(len(group) >= 2 for group in synonyms())
