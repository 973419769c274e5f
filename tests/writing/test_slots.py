"""Slots: newest text of a form stays, closed forms stay closed, nothing grows without end."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from tests.builders import make_draft, make_user
from writing import slots, sweep
from writing.models import Slot

KEY = "0123456789abcdef0123456789abcdef"


def typed(title: str = "제목", *, counter: int = 1, form_key: str = KEY) -> slots.Typed:
    return slots.Typed(
        form_key=form_key,
        counter=counter,
        fields={"title": [title], "body": ["<p>쓰는 중</p>"]},
        base_revision=0,
        typed_at=timezone.now(),
    )


@pytest.fixture
def writer(db: None) -> User:
    return make_user(Role.REPORTER)


def title_of(user: User) -> str:
    return Slot.objects.get(user=user, form_key=KEY).title


def test_the_newer_text_of_a_form_replaces_the_older(writer: User) -> None:
    slots.keep(typed("처음"), user=writer, article=None)
    slots.keep(typed("나중", counter=2), user=writer, article=None)
    assert title_of(writer) == "나중"


def test_a_late_older_text_never_replaces_a_newer_one(writer: User) -> None:
    slots.keep(typed("나중", counter=2), user=writer, article=None)
    with pytest.raises(slots.Stale):
        slots.keep(typed("처음"), user=writer, article=None)
    assert title_of(writer) == "나중"


def test_the_same_text_sent_twice_is_no_complaint_but_another_of_its_number_is(
    writer: User,
) -> None:
    slots.keep(typed("하나"), user=writer, article=None)
    slots.keep(typed("하나"), user=writer, article=None)
    with pytest.raises(slots.Stale):
        slots.keep(typed("다른 창의 글"), user=writer, article=None)
    assert title_of(writer) == "하나"


def test_two_users_and_two_tabs_have_slots_of_their_own(writer: User) -> None:
    other, article = make_user(Role.DESK), make_draft()
    slots.keep(typed("내 글"), user=writer, article=article)
    slots.keep(typed("다른 창", form_key="f" * 32), user=writer, article=article)
    slots.keep(typed("남의 글"), user=other, article=article)
    assert title_of(writer) == "내 글"
    assert title_of(other) == "남의 글"
    assert Slot.objects.kept().count() == 3


def test_what_comes_after_closing_comes_too_late(writer: User) -> None:
    slots.keep(typed("쓰던 글"), user=writer, article=None)
    slots.close(KEY, user=writer)
    with pytest.raises(slots.Closed):
        slots.keep(typed("늦은 글", counter=9), user=writer, article=None)
    assert Slot.objects.get().fields == {}
    assert not Slot.objects.kept().exists()


def test_a_form_closed_before_its_first_text_stays_closed(writer: User) -> None:
    slots.close(KEY, user=writer)
    with pytest.raises(slots.Closed):
        slots.keep(typed(), user=writer, article=None)


def test_too_much_text_is_refused_and_what_was_there_stays(writer: User) -> None:
    slots.keep(typed("있던 글"), user=writer, article=None)
    with pytest.raises(slots.TooLong, match="2MB"):
        slots.keep(typed("가" * 700_000, counter=2), user=writer, article=None)
    assert title_of(writer) == "있던 글"


def test_slots_of_one_user_are_bounded_and_throwing_one_away_makes_room(
    writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "MOST_SLOTS", 2)
    for key in ("a" * 32, "b" * 32):
        slots.keep(typed(form_key=key), user=writer, article=None)
    with pytest.raises(slots.TooMany):
        slots.keep(typed(), user=writer, article=None)
    slots.keep(typed("이어서", form_key="a" * 32, counter=2), user=writer, article=None)
    slots.close("a" * 32, user=writer)
    slots.keep(typed(), user=writer, article=None)


def test_the_sweep_takes_what_nobody_touched_for_a_month(writer: User) -> None:
    now = timezone.now()
    for number, days in enumerate((31, 29)):
        slots.keep(typed(form_key=f"{number}" * 32), user=writer, article=None)
        Slot.objects.filter(form_key=f"{number}" * 32).update(typed_at=now - timedelta(days=days))
    assert sweep.sweep(now) == 1
    assert Slot.objects.get().form_key == "1" * 32


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite has one connection")
@pytest.mark.django_db(transaction=True)
def test_first_texts_arriving_at_once_end_with_the_newest() -> None:
    user = make_user(Role.REPORTER)

    def at_once(work: Callable[[], None]) -> None:
        try:
            work()
        except slots.Stale:
            pass
        finally:
            connection.close()

    def keep(counter: int) -> Callable[[], None]:
        return lambda: slots.keep(typed(f"{counter}", counter=counter), user=user, article=None)

    threads = [Thread(target=at_once, args=(keep(counter),)) for counter in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert title_of(user) == "8"
