"""Who has a story open and who writes: one at a time, until they are gone or somebody takes over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from pagecache.models import Key
from presence import windows
from presence.models import OpenStory
from presence.windows import GONE_AFTER, Standing
from presence.words import sentence_of
from tests.builders import make_draft, make_user

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32


def opens(article: Article, user: User, window: str = ONE, *, is_form: bool = True) -> Standing:
    return windows.beat(article, user, window, is_form=is_form, is_opened=True)


def beats(article: Article, user: User, window: str = ONE) -> Standing:
    return windows.beat(article, user, window, is_form=True)


def silent_for(seconds: float, user: User) -> None:
    OpenStory.objects.filter(user=user).update(
        last_seen=timezone.now() - timedelta(seconds=seconds)
    )


def names(standing: Standing) -> list[User]:
    return [row.user for row in standing.others]


@pytest.fixture
def article() -> Article:
    return make_draft()


@pytest.fixture
def kim() -> User:
    return make_user(Role.REPORTER, name="김정민")


@pytest.fixture
def choi() -> User:
    return make_user(Role.DESK, name="최보라")


def test_the_first_form_writes_and_the_second_is_told(
    article: Article, kim: User, choi: User
) -> None:
    first, second = opens(article, kim), opens(article, choi)
    assert (first.holds, names(first)) == (True, [])
    assert (second.holds, second.holder.user, names(second)) == (False, kim, [kim])
    assert names(beats(article, kim)) == [choi]
    assert sentence_of(second.others) == "지금 김정민 기자가 쓰는 중"
    assert sentence_of(beats(article, kim).others) == "지금 최보라 데스크가 열어 둠"


def test_who_only_reads_holds_nothing(article: Article, kim: User, choi: User) -> None:
    assert not opens(article, kim, is_form=False).holds
    assert opens(article, choi).holds
    assert opens(article, kim, TWO, is_form=False).holder.user == choi


def test_a_window_that_says_nothing_is_gone_without_any_job(
    article: Article, kim: User, choi: User
) -> None:
    opens(article, kim)
    silent_for(GONE_AFTER.total_seconds() - 5, kim)
    assert not opens(article, choi).holds
    silent_for(GONE_AFTER.total_seconds() + 1, kim)
    assert windows.open_by_others([article.pk], choi) == {}
    standing = beats(article, choi)
    assert (standing.holds, names(standing)) == (True, [])
    # Back from sleep, the first finds the place taken.
    assert beats(article, kim).holder.user == choi
    assert beats(article, kim).taken_over_by is None


def test_a_page_that_is_left_is_waited_for_a_moment(
    article: Article, kim: User, choi: User
) -> None:
    opens(article, kim)
    windows.leave(article, kim, ONE)
    assert not opens(article, choi).holds
    assert opens(article, kim).holds
    windows.leave(article, kim, ONE)
    silent_for(GONE_AFTER.total_seconds(), kim)
    assert beats(article, choi).holds


def test_who_loses_the_story_is_told_until_the_page_is_opened_again(
    article: Article, kim: User, choi: User
) -> None:
    opens(article, kim)
    opens(article, choi, TWO)
    assert windows.take_over(article, choi, TWO).user == kim
    assert windows.taker_from(article, kim, ONE) == choi
    lost = beats(article, kim)
    assert (lost.holds, lost.taken_over_by) == (False, choi)
    # Also when the taker has gone: what stands in that form is still of before.
    silent_for(GONE_AFTER.total_seconds() + 1, choi)
    assert not beats(article, kim).holds
    again = opens(article, kim)
    assert (again.holds, again.taken_over_by) == (True, None)
    assert windows.taker_from(article, kim, ONE) is None


def test_the_same_person_in_two_windows(article: Article, kim: User) -> None:
    assert opens(article, kim, ONE).holds
    second = opens(article, kim, TWO)
    assert (second.holds, second.holder.window, names(second)) == (False, ONE, [])
    assert windows.take_over(article, kim, TWO) is None
    assert beats(article, kim, TWO).holds


def test_taking_over_from_nobody(article: Article, kim: User, choi: User) -> None:
    assert windows.take_over(article, kim, ONE) is None
    silent_for(GONE_AFTER.total_seconds() + 1, kim)
    assert windows.take_over(article, choi, TWO).user == kim
    assert windows.taker_from(article, kim, ONE) is None
    assert windows.taker_from(article, choi, THREE) is None


def test_the_database_lets_one_window_write(article: Article, kim: User, choi: User) -> None:
    opens(article, kim)
    opens(article, choi)
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenStory.objects.update(held_since=timezone.now())


def test_stories_are_held_apart(article: Article, kim: User, choi: User) -> None:
    other = make_draft()
    assert opens(article, kim).holds
    assert opens(other, choi).holds
    there = windows.open_by_others([article.pk, other.pk], make_user(Role.CHIEF))
    assert {pk: [row.user for row in rows] for pk, rows in there.items()} == {
        article.pk: [kim],
        other.pk: [choi],
    }


def test_a_list_is_asked_at_once(article: Article, kim: User, choi: User) -> None:
    stories = [article, *(make_draft() for _ in range(4))]
    for story in stories:
        opens(story, kim)
        opens(story, kim, TWO)
        opens(story, choi)
    reader = make_user(Role.CHIEF)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        there = windows.open_by_others([story.pk for story in stories], reader)
        said = {sentence_of(rows) for rows in there.values()}
    assert said == {"지금 김정민 기자가 쓰는 중, 최보라 데스크가 열어 둠"}
    assert len(queries) <= 3


def test_a_beat_writes_one_row_and_no_page(article: Article, kim: User) -> None:
    opens(article, kim)
    keys = set(Key.objects.values_list("name", "seq"))
    with CaptureQueriesContext(connection) as queries:
        beats(article, kim)
    writes = [one["sql"] for one in queries if not one["sql"].startswith(("SELECT", "SAVE", "REL"))]
    assert len([sql for sql in writes if "INSERT" in sql]) == 1
    assert not [sql for sql in writes if "UPDATE" in sql.split("ON CONFLICT")[0]]
    assert set(Key.objects.values_list("name", "seq")) == keys
    assert OpenStory.objects.count() == 1


def test_old_rows_go_when_somebody_opens_a_page(article: Article, kim: User, choi: User) -> None:
    opens(article, kim)
    silent_for(2 * 60 * 60, kim)
    opens(article, choi)
    assert [row.user for row in OpenStory.objects.all()] == [choi]
