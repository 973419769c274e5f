from typing import Any

import pytest
from django.db import OperationalError, connection

from pagecache import epoch, publishing, start_new_generation, touch
from pagecache.epoch import EpochReader, Knowledge
from pagecache.models import Epoch

pytestmark = pytest.mark.django_db


def change(*keys: str) -> None:
    with publishing():
        touch(*keys)


def test_before_the_first_migration_there_is_no_epoch() -> None:
    Epoch.objects.all().delete()
    assert EpochReader().current() is None


def test_what_a_process_learns_as_it_goes() -> None:
    reader = EpochReader()
    start = reader.current()
    change("a", "b")
    middle = reader.current()
    change("b")
    end = reader.current()
    assert (middle.n, end.n) == (start.n + 1, start.n + 2)
    assert not end.unchanged_since(start.n, ["x", "a"])
    assert end.unchanged_since(middle.n, ["a", "x"])
    assert not end.unchanged_since(middle.n, ["a", "b"])
    assert end.unchanged_since(end.n, ["a", "b"])


def test_several_processes_agree(django_assert_num_queries: Any) -> None:
    """One that starts later asks the database about what is older than itself."""
    early = EpochReader()
    start = early.current()
    change("a")
    late = EpochReader()
    for reader in (early, late, EpochReader()):
        now = reader.current()
        assert not now.unchanged_since(start.n, ["a"])
        assert now.unchanged_since(start.n, ["b"])
        assert now.unchanged_since(now.n, ["a"])


def test_what_is_known_takes_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = EpochReader()
    start = reader.current()
    change("a")
    now = reader.current()
    monkeypatch.setattr(epoch, "_ask", lambda *_: pytest.fail("asked the database"))
    assert not now.unchanged_since(start.n, ["a"])
    assert now.unchanged_since(start.n, ["b"])


def test_what_is_known_is_bounded() -> None:
    reader = EpochReader(most_keys=3)
    start = reader.current()
    for number in range(10):
        change(f"key-{number}")
        now = reader.current()
        assert len(now.knowledge.keys) <= 3
        assert not now.unchanged_since(now.n - 1, [f"key-{number}"])
    assert not now.unchanged_since(start.n, ["key-0"])
    assert now.unchanged_since(start.n, ["other"])
    change(*(f"many-{number}" for number in range(10)))
    now = reader.current()
    assert not now.knowledge.keys
    assert not now.unchanged_since(now.n - 1, ["many-9"])


def test_another_generation_forgets_what_was_known() -> None:
    reader = EpochReader()
    start = reader.current()
    change("a")
    reader.current()
    with publishing():
        start_new_generation()
    now = reader.current()
    assert now.generation != start.generation
    assert now.knowledge.base == now.n
    assert not now.knowledge.keys


def test_keys_are_known_before_the_epoch_is() -> None:
    """Another thread that reads the new epoch in between must find its keys."""
    reader = EpochReader()
    start = reader.current()

    class Watched(dict[str, int]):
        def update(self, *args: Any, **kwargs: Any) -> None:
            assert knowledge.n == start.n
            super().update(*args, **kwargs)
            assert knowledge.n == start.n

    knowledge = Knowledge(start.generation, start.n, start.n, Watched())
    reader._knowledge = knowledge
    change("a")
    assert reader.current().n == knowledge.n == start.n + 1
    assert knowledge.keys == {"a": start.n + 1}


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_closed_is_opened_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask, failures = epoch._ask, [OperationalError()]

    def fail_first(*told: Any) -> list[Any]:
        if failures:
            raise failures.pop()
        return ask(*told)

    change("a")
    monkeypatch.setattr(epoch, "_ask", fail_first)
    monkeypatch.setattr(epoch, "_by_libpq", lambda: None)
    assert EpochReader().current() is not None
    failures.extend([OperationalError(), OperationalError()])
    with pytest.raises(OperationalError):
        EpochReader().current()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_ended_the_connection_is_asked_again() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    change("a")
    reader = EpochReader()
    before = reader.current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    after = reader.current()
    assert before is not None
    assert after is not None
    assert after.n == before.n


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_the_server_forgot_is_asked_in_the_ordinary_way() -> None:
    """As behind a pooler that gives each query another connection."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    reader = EpochReader()
    before = reader.current()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    change("a")
    assert reader.current().n == before.n + 1
