import threading

import pytest
from django.db import connection, transaction

from articles.models import Tag
from pagecache import invalidation, publishing, start_new_generation, touch, touch_at_end
from pagecache.invalidation import NotPublishing
from pagecache.models import Epoch, Key

pytestmark = pytest.mark.django_db


class Undo(Exception):
    pass


def n() -> int:
    return Epoch.objects.get().n


def seq(name: str) -> int | None:
    return Key.objects.filter(name=name).values_list("seq", flat=True).first()


@publishing()
def undone(key: str) -> None:
    Tag.objects.create(name="안")
    touch(key)
    raise Undo


def test_all_keys_of_a_transaction_share_one_step() -> None:
    before = n()
    with publishing():
        touch("a", "b")
        with publishing():
            touch("c")
        touch("a")
        assert n() == before
    assert n() == before + 1
    assert {seq(name) for name in "abc"} == {before + 1}


def test_a_key_moves_on_each_time() -> None:
    for _ in range(2):
        with publishing():
            touch("a")
    assert seq("a") == n()


def test_without_keys_nothing_is_counted() -> None:
    before = n()
    with publishing():
        Tag.objects.create(name="태그")
    assert n() == before


def test_what_is_undone_names_nothing() -> None:
    before = n()
    with pytest.raises(Undo):
        undone("a")
    assert (n(), seq("a")) == (before, None)
    with publishing():
        touch("a")
        transaction.set_rollback(True)
    assert (n(), seq("a")) == (before, None)


def test_an_inner_block_that_is_undone_leaves_the_outer_one() -> None:
    with publishing():
        Tag.objects.create(name="바깥")
        touch("outer")
        with pytest.raises(Undo):
            undone("inner")
    assert [tag.name for tag in Tag.objects.all()] == ["바깥"]
    assert seq("outer") == n()


def test_keys_are_named_inside_or_not_at_all() -> None:
    def refused() -> None:
        for name in (touch, touch_at_end):
            with pytest.raises(NotPublishing):
                name("a")
        with pytest.raises(NotPublishing):
            start_new_generation()

    refused()
    with publishing():
        touch("a")
    refused()
    with pytest.raises(Undo), publishing():
        raise Undo
    refused()


def test_many_keys_take_several_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invalidation, "KEYS_A_STATEMENT", 2)
    with publishing():
        touch(*"abcde")
    assert {seq(name) for name in "abcde"} == {n()}


def test_what_is_found_at_the_end_is_named_too() -> None:
    with publishing():
        touch_at_end(lambda: [tag.name for tag in Tag.objects.all()])
        Tag.objects.create(name="later")
    assert seq("later") == n()


def test_a_new_generation_is_another_one() -> None:
    before = Epoch.objects.get()
    with publishing():
        start_new_generation()
    after = Epoch.objects.get()
    assert after.n == before.n + 1
    assert after.generation != before.generation


@pytest.mark.django_db(transaction=True)
def test_the_outermost_block_is_never_inside_another_transaction() -> None:
    """Its keys would be counted before what they speak of is there."""
    with pytest.raises(RuntimeError), transaction.atomic(), publishing():
        touch("a")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_what_is_looked_for_at_the_end_finds_what_others_committed() -> None:
    first_looks, second_waits = threading.Event(), threading.Event()
    found: list[list[str]] = []

    def find() -> list[str]:
        first_looks.set()
        assert second_waits.wait(10)
        return ["first"]

    def first() -> None:
        with publishing():
            Tag.objects.create(name="하나")
            touch_at_end(find)
        connection.close()

    def look() -> list[str]:
        found.append([tag.name for tag in Tag.objects.order_by("pk")])
        return ["second"]

    def second() -> None:
        with publishing():
            touch_at_end(look)
            Tag.objects.create(name="둘")
            second_waits.set()
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert first_looks.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(10)
    assert found == [["하나", "둘"]]
    assert (seq("first"), seq("second")) == (n() - 1, n())
