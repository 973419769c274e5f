"""Batches are written two at once where the database can; nobody can tell by the answers."""

import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from articles import listing
from articles.models import Article
from imports import batches, writers
from tests.builders import own_outlet
from tests.imports.lines import told, write
from tests.imports.test_import_stories import run_json

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    own_outlet()
    monkeypatch.setattr(batches, "BATCH", 3)


def take(path: Path, *options: object) -> list[tuple[str, str]]:
    _, answers = run_json(path, "--format", "jsonl", "--publish", *options)
    return [(answer["source"].partition(":")[2], answer["status"]) for answer in answers]


def story(number: int, **fields: object) -> dict[str, object]:
    reporter = f"기자{number % 4}"
    section = {"slug": f"s{number % 5}", "name": f"섹션{number % 5}"}
    return told(number, reporter=reporter, section=section, tags=[f"꼬리표{number}"], **fields)


def test_answers_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    path = write(tmp_path, *(story(n, title="" if n % 7 == 0 else f"기사 {n}") for n in range(40)))
    wanted = [(str(n + 1), "refused" if n % 7 == 0 else "created") for n in range(40)]
    assert take(path) == wanted
    again = [(line, status.replace("created", "unchanged")) for line, status in wanted]
    assert take(path) == again
    assert listing.differences() == []


def test_the_second_of_one_id_waits_for_the_first(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        *(story(n) for n in range(6)),
        *(story(5 + n // 2, title=f"다른 제목 {n % 2}") for n in range(2, 12)),
        *(story(n) for n in range(5)),
    )
    answers = take(path)
    assert [status for _, status in answers[:6]] == ["created"] * 6
    assert [status for _, status in answers[6:16]] == ["created", "refused"] * 5
    assert [status for _, status in answers[16:]] == ["unchanged"] * 5
    assert Article.objects.count() == 11


def test_changes_of_stories_that_are_there(tmp_path: Path) -> None:
    take(write(tmp_path, *(story(n) for n in range(30))))
    changed = [story(n, title=f"고친 제목 {n}" if n % 2 else f"기사 {n}") for n in range(60)]
    statuses = {status for _, status in take(write(tmp_path, *changed))}
    assert statuses <= {"created", "updated"}
    assert Article.objects.filter(title__startswith="고친").count() == 30
    assert listing.differences() == []


def test_two_threads_where_the_database_has_many_writers() -> None:
    both = threading.Barrier(2)

    def write_with(writer: int) -> tuple[int, int]:
        if connection.vendor == "postgresql":
            both.wait(timeout=30)
        Article.objects.count()
        return writer, threading.get_ident()

    with writers.writers() as writing:
        waiting = [writing.begin(write_with) for _ in range(writing.count)]
        done = [wait() for wait in waiting]
    assert [writer for writer, _ in done] == list(range(writing.count))
    if connection.vendor == "postgresql":
        assert len({thread for _, thread in done} - {threading.get_ident()}) == writers.MOST
    else:
        assert done == [(0, threading.get_ident())]


def test_here_while_a_transaction_is_open() -> None:
    with transaction.atomic(), writers.writers() as writing:
        assert writing.begin(lambda _: threading.get_ident())() == threading.get_ident()


def test_a_failure_is_told_by_whoever_waits() -> None:
    def fail(writer: int) -> None:
        raise LookupError(writer)

    with writers.writers() as writing:
        wait = writing.begin(fail)
        with pytest.raises(LookupError):
            wait()
