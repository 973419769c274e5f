import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection

from articles import workflow
from readership import flushing
from readership.figures import figures_of
from readership.flushing import Flusher, flush
from readership.models import HourlyViews, TotalViews
from readership.tally import Tally
from tests.builders import make_published
from tests.readership.reading import BROWSER, total

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_many_views_are_one_batch(django_assert_max_num_queries: Any) -> None:
    stories = [make_published() for _ in range(5)]
    tally = Tally(1000)
    for turn in range(200):
        for story in stories:
            tally.add((story.pk, NOON.replace(hour=turn % 3)))
    for number in range(10_000, 10_200):
        tally.add((number, NOON))
    # Which are visible, a savepoint, two tables, the savepoint's end.
    with django_assert_max_num_queries(5):
        assert flush(tally) == 1000
    assert [total(story) for story in stories] == [200] * 5
    assert HourlyViews.objects.count() == 15
    with django_assert_max_num_queries(0):
        assert flush(tally) == 0


@pytest.mark.django_db
def test_more_stories_than_one_statement_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flushing, "AT_ONCE", 2)
    stories = [make_published() for _ in range(5)]
    tally = Tally(1000)
    for story in stories:
        tally.add((story.pk, NOON), 3)
    assert flush(tally) == 15
    assert [total(story) for story in stories] == [3] * 5


@pytest.mark.django_db
def test_several_processes_add_up() -> None:
    story = make_published()
    for views in (2, 3, 4):
        tally = Tally(1000)
        tally.add((story.pk, NOON), views)
        flush(tally)
    assert total(story) == 9
    assert HourlyViews.objects.get().views == 9


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite has one connection")
@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_wait_for_each_other_and_not_in_a_circle() -> None:
    stories = [make_published().pk for _ in range(20)]

    def work(number: int) -> int:
        tally = Tally(1000)
        added = 0
        for turn in range(10):
            for pk in stories if (number + turn) % 2 else reversed(stories):
                tally.add((pk, NOON))
            added += flush(tally)
        connection.close()
        return added

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [200] * 4
    assert set(TotalViews.objects.values_list("views", flat=True)) == {40}


@pytest.mark.django_db
def test_a_story_withdrawn_in_between_is_not_counted() -> None:
    story = make_published()
    tally = Tally(1000)
    tally.add((story.pk, NOON))
    workflow.withdraw(story, by=None, reason="사실과 다름")
    assert flush(tally) == 0
    assert not TotalViews.objects.exists()


@pytest.mark.django_db
def test_a_day_begins_at_midnight_in_seoul() -> None:
    story = make_published()
    tally = Tally(1000)
    midnight = datetime(2026, 11, 21, 15, tzinfo=UTC)
    tally.add((story.pk, midnight.replace(hour=14)), 5)
    tally.add((story.pk, midnight), 2)
    flush(tally)
    figures = figures_of(story, midnight.replace(minute=30))
    assert (figures.total, figures.today, figures.week) == (7, 2, 7)
    before = figures_of(story, midnight.replace(hour=14, minute=59))
    assert before.today == 7
    later = figures_of(story, midnight.replace(day=30))
    assert (later.total, later.today, later.week) == (7, 0, 0)


@pytest.mark.django_db
def test_nothing_is_lost_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_published()
    tally = Tally(1000)
    tally.add((story.pk, NOON), 2)

    def fail(*arguments: object) -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(flushing, "_upsert", fail)
        with pytest.raises(DatabaseError):
            flush(tally)
    assert not TotalViews.objects.exists()
    tally.add((story.pk, NOON))
    assert flush(tally) == 3
    assert total(story) == 3


def test_a_tally_is_bounded_and_goes_on_counting_what_it_holds() -> None:
    tally = Tally(10)
    assert all(tally.add((number, NOON)) for number in range(10))
    assert not tally.add((99, NOON))
    assert tally.add((3, NOON))
    taken = tally.take()
    assert len(taken) == 10
    assert taken[3, NOON] == 2
    tally.add((99, NOON))
    tally.put_back(taken)
    assert len(tally.take()) == 10


def test_threads_do_not_lose_each_others_views() -> None:
    tally = Tally(10)
    taken: list[dict[Any, int]] = []

    def read(number: int) -> None:
        for turn in range(2000):
            tally.add((number % 3, NOON))
            if turn % 500 == 0:
                taken.append(tally.take())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))
    taken.append(tally.take())
    assert sum(sum(views.values()) for views in taken) == 16_000


def test_a_process_told_never_to_flush_starts_no_thread(settings: LazySettings) -> None:
    settings.NEWSROOM_VIEWS_FLUSH_SECONDS = 0
    flusher = Flusher(Tally(10))
    flusher.ensure_running()
    assert flusher._thread is None


def test_the_thread_goes_on_after_errors_and_flushes_once_more_at_the_end(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NEWSROOM_VIEWS_FLUSH_SECONDS = 0.01
    flushed: list[int] = []

    def fail_twice(tally: Tally) -> None:
        flushed.append(len(flushed))
        if len(flushed) < 3:
            raise DatabaseError("gone")

    monkeypatch.setattr(flushing, "flush", fail_twice)
    monkeypatch.setattr(flushing, "close_old_connections", lambda: None)
    monkeypatch.setattr(flushing.connection, "close", lambda: None)
    monkeypatch.setattr(flushing.atexit, "register", lambda end: None)
    flusher = Flusher(Tally(10))
    flusher.ensure_running()
    deadline = time.monotonic() + 10
    while len(flushed) < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    settings.NEWSROOM_VIEWS_FLUSH_SECONDS = 60
    time.sleep(0.05)
    before = len(flushed)
    flusher.end()
    assert flusher._thread is not None
    assert not flusher._thread.is_alive()
    assert len(flushed) > before
    assert caplog.text.count("tried again") == 1


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts a site of its own, on SQLite")
def test_two_workers_add_up_and_one_that_ends_writes_what_it_has(tmp_path: Path) -> None:
    """Whatever waits for the next batch by then."""
    environment = {**os.environ, "NEWSROOM_DATA": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    environment["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    del environment["NEWSROOM_SITE_URL"]
    run = [sys.executable, "manage.py"]
    for command in (("migrate", "-v0"), ("loaddata", "-v0", "sections", "reporters", "stories")):
        subprocess.run([*run, *command], cwd=ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    gunicorn = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "newsroom.wsgi", f"--bind=127.0.0.1:{port}"),
            *("--workers=2", "--threads=2", "--no-control-socket", "--log-level=error"),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        for turn in range(60):
            _send(port, 1 + turn % 2)
    finally:
        gunicorn.send_signal(signal.SIGTERM)
        gunicorn.wait(timeout=30)
    ask = "from readership.models import TotalViews as T; print(*T.objects.values_list())"
    said = subprocess.check_output(
        [*run, "shell", "-v0", "-c", ask],
        cwd=ROOT,
        env=environment,
        text=True,
    )
    assert said.split("\n")[0] == "(1, 30) (2, 30)"


def _send(port: int, number: int) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/readership/articles/{number}/",
        data=b"",
        headers={"User-Agent": BROWSER},
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                assert answer.status == 204
                return
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
