import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from articles import heartbeat, scheduling
from articles.management.commands import run_clock
from newsroom import clock

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def _data(settings: LazySettings, tmp_path: Path) -> None:
    settings.NEWSROOM_DATA = tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("_data")
def test_a_round_settles_what_is_due_and_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    monkeypatch.setattr(scheduling, "settle_due", lambda now, **_: asked.append(now))
    call_command("run_clock", "--once")
    assert len(asked) == 1
    assert asked[0].tzinfo is not None
    age = heartbeat.seconds_since_beat()
    assert age is not None
    assert age < 5


@pytest.mark.django_db
@pytest.mark.usefixtures("_data")
def test_an_error_is_logged_and_misses_the_beat(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: object, **_: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(scheduling, "settle_due", fail)
    monkeypatch.setattr(run_clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_clock.connection, "close", lambda: None)
    assert run_clock.Command().round() is False
    assert "the database went away" in caplog.text
    assert heartbeat.seconds_since_beat() is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_data")
def test_an_error_keeps_nothing_else_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fail(now: datetime) -> None:
        raise RuntimeError("the ranking went wrong")

    monkeypatch.setattr(clock, "_registered", {})
    clock.register("fails", fail)
    clock.register("goes on", lambda now: done.append("went on"))
    monkeypatch.setattr(run_clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_clock.connection, "close", lambda: None)
    assert run_clock.Command().round() is False
    assert done == ["went on"]


@pytest.mark.any_database
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_on_after_errors_and_ends_when_told(tmp_path: Path, number: int) -> None:
    """Against a database without tables each round fails; the clock stays until the signal."""
    environment = {**os.environ, "NEWSROOM_DATA": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    with subprocess.Popen(
        [sys.executable, "manage.py", "run_clock", "--every", "0.1"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        seen = 0
        for line in process.stderr:
            seen += "A round of the clock failed" in line
            if seen == 2:
                break
        assert process.poll() is None
        process.send_signal(number)
        started = time.monotonic()
        process.stderr.read()
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - started < 5
