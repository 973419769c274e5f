from datetime import date, datetime

import pytest

from articles.models import Article
from newsroom.lib.dates import SEOUL
from notices.clocks import came_in_time, claim_deadline, clocks_of, running_for
from notices.models import Claim
from notices.states import TRANSITIONS, ClaimState, Kind, by_hand

pytestmark = pytest.mark.any_database

TODAY = date(2025, 11, 22)


def make_claim(**fields: object) -> Claim:
    published = datetime(2025, 11, 20, 23, 30, tzinfo=SEOUL)
    told = {"kind": "correction", "claimed_on": TODAY, "known_on": TODAY} | fields
    return Claim(article=Article(published_at=published), **told)


def told(claim: Claim, today: date = TODAY) -> dict[str, str]:
    return {clock.name: clock.text for clock in clocks_of(claim, today)}


def test_a_claim_that_came_has_three_clocks() -> None:
    assert told(make_claim()) == {
        "수용 여부 회신": "기한 2025.11.25 (3일 남음)",
        "보도문 게재": "기한 2025.11.29 (7일 남음)",
        "청구": "기한 2026.02.22 (92일 남음)",
    }


def test_the_last_day_and_the_day_after() -> None:
    assert told(make_claim(), date(2025, 11, 25))["수용 여부 회신"] == "기한 2025.11.25 (오늘까지)"
    answer, publish, _ = clocks_of(make_claim(), date(2025, 11, 27))
    assert (answer.text, answer.is_overdue) == ("기한 2025.11.25 (2일 지남)", True)
    assert (publish.is_overdue, publish.is_near) == (False, True)


def test_the_earlier_of_knowing_and_publication_decides() -> None:
    published = date(2025, 6, 10)
    assert claim_deadline("reply", TODAY, published) == date(2025, 12, 10)
    assert claim_deadline("reply", date(2025, 7, 1), published) == date(2025, 10, 1)
    assert claim_deadline("reply", None, published) == date(2025, 12, 10)


def test_a_follow_up_is_not_bound_to_the_publication() -> None:
    """It follows the end of the criminal case, which may be years later."""
    assert claim_deadline("follow_up", TODAY, date(2020, 1, 1)) == date(2026, 2, 22)
    assert claim_deadline("follow_up", None, date(2020, 1, 1)) is None
    assert came_in_time(make_claim(kind="follow_up", known_on=None)) is None


def test_whether_it_came_in_time() -> None:
    assert came_in_time(make_claim())
    assert came_in_time(make_claim(claimed_on=date(2026, 2, 22)))
    assert not came_in_time(make_claim(claimed_on=date(2026, 2, 23)))


def test_what_is_over_runs_no_more() -> None:
    assert told(make_claim(state=ClaimState.DROPPED)) == {"청구": "기한 2026.02.22"}
    assert set(told(make_claim(state=ClaimState.ACCEPTED))) == {"보도문 게재", "청구"}
    assert running_for(make_claim(state=ClaimState.DROPPED), TODAY) == []
    (clock,) = running_for(make_claim(state=ClaimState.COURT), TODAY)
    assert clock.name == "청구"


def test_the_claimants_clock_is_overdue_only_for_who_was_late() -> None:
    later = date(2026, 3, 1)
    assert told(make_claim(), later)["청구"] == "기한 2026.02.22"
    late = make_claim(claimed_on=date(2026, 2, 25))
    assert told(late, later)["청구"] == "기한 2026.02.22 (7일 지남)"


def test_the_states_are_whole() -> None:
    assert set(TRANSITIONS) == set(ClaimState)
    reached = {to for targets in TRANSITIONS.values() for to in targets}
    assert reached == set(ClaimState)
    assert not any(ClaimState.FULFILLED in by_hand(state) for state in ClaimState)
    assert len(Kind) == 3
