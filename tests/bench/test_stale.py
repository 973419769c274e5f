"""The trial for stale pages: its judge, and a short cut of the trial itself."""

import pytest

from bench.site import DATABASES, site
from bench.stale.acts import State, state_after, token, tokens_in
from bench.stale.board import SLOTS
from bench.stale.faults import FAULTS, Fault
from bench.stale.readers import Judge
from bench.stale.trial import Outcome, Trial, hold

SHORT = Trial(reads=600, kills=4, reads_per_act=40, longest_seconds=120)
LONG = Trial(reads=20_000, kills=60)

JUDGE = Judge({"articles": list(range(100, 100 + SLOTS)), "lists": ["/"]})
EDITED, WITHDRAWN, BACK = 3, 4, 5


def complaints(path: str, status: int, page: str, committed: int, begun: int) -> list[str]:
    """All stories but the first are drafts."""
    rest = [0] * (SLOTS - 1)
    return JUDGE.complaints(path, status, page, [committed, *rest], [begun, *rest])


def test_a_story_goes_through_all_that_readers_can_see() -> None:
    assert [state_after(number) for number in range(6)] == [
        State(404),
        State(200, 1),
        State(200, 2),
        State(200, 3),
        State(410),
        State(200, 3),
    ]


def test_tokens_are_found_again() -> None:
    assert tokens_in(f"<h1>{token(3, 17)}</h1><p>{token(12, 4)} 본문</p>") == {(3, 17), (12, 4)}


@pytest.mark.parametrize(
    ("path", "status", "page", "is_stale"),
    [
        ("/articles/100/", 200, token(0, 3), False),
        ("/articles/100/", 200, token(0, 2), True),
        ("/articles/100/", 410, "", True),
        ("/articles/101/", 404, "", False),
        ("/articles/101/", 404, token(0, 2), True),
        ("/", 200, f"/articles/100/ {token(0, 3)}", False),
        ("/", 200, f"/articles/100/ {token(0, 2)}", True),
        ("/", 200, "", True),
        ("/", 200, f"/articles/100/ {token(0, 3)} /articles/101/", True),
    ],
)
def test_a_page_must_show_what_was_committed(
    path: str, status: int, page: str, is_stale: bool
) -> None:
    assert bool(complaints(path, status, page, EDITED, EDITED)) == is_stale


@pytest.mark.parametrize(
    ("committed", "begun", "status", "is_stale"),
    [
        (EDITED, WITHDRAWN, 200, False),
        (EDITED, WITHDRAWN, 410, False),
        (WITHDRAWN, WITHDRAWN, 200, True),
        (WITHDRAWN, BACK, 200, False),
        (WITHDRAWN, BACK, 404, True),
    ],
)
def test_while_an_act_goes_on_both_sides_of_it_are_right(
    committed: int, begun: int, status: int, is_stale: bool
) -> None:
    page = token(0, EDITED) if status == 200 else ""
    assert bool(complaints("/articles/100/", status, page, committed, begun)) == is_stale


def held(database: str, trial: Trial, *, with_page_store: bool = False) -> Outcome:
    with site(database, stories=0, with_page_store=with_page_store) as newspaper:
        return hold(newspaper, trial)


@pytest.mark.slow
@pytest.mark.any_database
def test_no_page_is_stale_while_processes_are_killed() -> None:
    outcome = held("SQLite", SHORT)
    assert (outcome.stale_reads, outcome.examples) == (0, [])
    assert outcome.reads >= SHORT.reads
    assert outcome.killed_workers + outcome.killed_publishers >= SHORT.kills


@pytest.mark.stress
@pytest.mark.parametrize("with_page_store", [False, True])
@pytest.mark.parametrize("database", DATABASES)
def test_no_page_is_stale_in_a_long_trial(database: str, with_page_store: bool) -> None:
    outcome = held(database, LONG, with_page_store=with_page_store)
    assert (outcome.stale_reads, outcome.examples) == (0, [])


@pytest.mark.stress
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_trial_finds_what_a_fault_makes_stale(fault: Fault) -> None:
    trial = Trial(
        reads=5_000,
        kills=20,
        reads_per_act=40,
        application=fault.application,
        publishers=fault.publishers,
    )
    outcome = held("SQLite", trial, with_page_store=fault.with_page_store)
    assert outcome.stale_reads > 0
