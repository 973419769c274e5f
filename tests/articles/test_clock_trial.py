"""Many schedules, two clocks that jump and are killed, and one schedule that always fails: none is
missed, none is early, none is done twice."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.articles.clock_trial import CHANGES
from tests.imports.newsrooms import Newsroom, empty_newsroom

pytestmark = pytest.mark.django_db
CLOCKS = 2
# In minutes: schedules are due from 60 to 100 minutes from now; clocks jump by ten.
AMIDST, HOURS_LATER = 75, 300
# Seconds.
LONGEST = 300


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with empty_newsroom(tmp_path) as made:
        yield made


def start(newsroom: Newsroom, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.articles.clock_trial", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env=newsroom.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ask(newsroom: Newsroom, *arguments: object) -> Any:
    out, _ = start(newsroom, *arguments).communicate(timeout=600)
    return json.loads(out)


def run_clocks(
    newsroom: Newsroom, ahead: int, *, kills: int, chance: random.Random, until_left: int
) -> None:
    """Two at once; each kill strikes one of them wherever it stands, and another takes over.
    Then on until so many schedules are left."""

    def clock() -> subprocess.Popen[str]:
        return start(newsroom, "run", ahead, chance.randrange(10**6))

    clocks = [clock() for _ in range(CLOCKS)]
    try:
        for _ in range(kills):
            # A clock takes a second to start; then it is in the midst of something.
            time.sleep(chance.uniform(1.0, 2.0))
            clocks.pop(0).kill()
            clocks.append(clock())
        deadline = time.monotonic() + LONGEST
        while left(newsroom) > until_left:
            assert time.monotonic() < deadline, "the clocks don't get on"
            time.sleep(0.1)
    finally:
        for running in clocks:
            running.kill()
            running.communicate()


def left(newsroom: Newsroom) -> int:
    scheduled = "SELECT count(*) FROM articles_article WHERE status = 'scheduled'"
    return newsroom.count("articles_scheduledchange") + int(newsroom.column(scheduled)[0])


def jump_and_kill(newsroom: Newsroom, *, schedules: int, kills: int) -> dict[int, datetime]:
    """When each was to come, when all but the one that fails have."""
    chance = random.Random(21)
    filled = ask(newsroom, "fill", schedules)
    run_clocks(newsroom, AMIDST, kills=kills, chance=chance, until_left=schedules - 1)
    assert left(newsroom) > schedules // 4
    # Down for hours, and back.
    run_clocks(newsroom, HOURS_LATER, kills=kills // 2, chance=chance, until_left=1)
    found = ask(newsroom, "look")
    assert found["failed"] == found["marked"] == [filled["bad"]]
    assert (found["scheduled"], found["changes"], found["differences"]) == (1, 0, [])
    times = {int(pk): datetime.fromisoformat(at) for pk, at in filled["times"].items()}
    expect_done(found, times.keys() - {filled["bad"]}, times)
    assert found["changed"] == len(range(0, schedules, CHANGES))
    return times


def expect_done(found: Any, expected: Collection[int], times: dict[int, datetime]) -> None:
    done = [(pk, datetime.fromisoformat(at)) for pk, at in found["done"]]
    assert Counter(pk for pk, _ in done) == Counter(expected), "missed, or done twice"
    assert [pk for pk, at in done if at < times[pk]] == [], "early"


@pytest.mark.slow
def test_none_missed_early_or_twice(newsroom: Newsroom) -> None:
    jump_and_kill(newsroom, schedules=24, kills=1)


@pytest.mark.stress
def test_a_thousand_schedules(newsroom: Newsroom) -> None:
    times = jump_and_kill(newsroom, schedules=1_000, kills=24)
    # What is marked is tried again after a while; by then what was wrong has been put right.
    ask(newsroom, "look", "allow")
    chance = random.Random(22)
    run_clocks(newsroom, 2 * HOURS_LATER, kills=0, chance=chance, until_left=0)
    found = ask(newsroom, "look")
    expect_done(found, times.keys(), times)
    assert (found["marked"], found["differences"]) == ([], [])
    a_change_is_live_within_two_seconds(newsroom)


def a_change_is_live_within_two_seconds(newsroom: Newsroom) -> None:
    """By the clock as it is run."""
    clock = newsroom.start("run_clock")
    try:
        made = ask(newsroom, "change", 2.5)
        live = ask(newsroom, "went_live", made["article"], 30)
    finally:
        clock.send_signal(signal.SIGTERM)
        clock.communicate(timeout=30)
    late = datetime.fromisoformat(live) - datetime.fromisoformat(made["at"])
    assert timedelta(0) <= late <= timedelta(seconds=2)
