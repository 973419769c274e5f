from datetime import datetime

import pytest

from newsroom import clock


@pytest.fixture(autouse=True)
def _own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_registered", {})


def _nothing(now: datetime) -> None:
    pass


def names(**options: bool) -> list[str]:
    return [name for name, _ in clock.due(**options)]


def test_work_is_due_each_round_or_after_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 100.0
    monkeypatch.setattr(clock.time, "monotonic", lambda: moment)
    clock.register("each round", _nothing)
    clock.register("a minute", _nothing, every=60)
    assert names() == ["each round", "a minute"]
    moment = 159.9
    assert names() == ["each round"]
    moment = 160.0
    assert names() == ["each round", "a minute"]


def test_all_of_it_can_be_asked_for() -> None:
    clock.register("an hour", _nothing, every=3600)
    assert names() == ["an hour"]
    assert names() == []
    assert names(whole=True) == ["an hour"]


def test_work_may_be_another_where_no_round_follows() -> None:
    clock.register("pictures", _nothing, once=print)
    assert [work for _, work in clock.due()] == [_nothing]
    assert [work for _, work in clock.due(whole=True)] == [print]


def test_a_name_is_given_once() -> None:
    clock.register("schedules", _nothing)
    with pytest.raises(ValueError, match="schedules"):
        clock.register("schedules", _nothing)
