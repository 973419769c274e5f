import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from articles.models import Article
from articles.states import Action, Status
from desk import counting, queues
from desk.queues import Queue
from tests.builders import make_draft, make_user

pytestmark = pytest.mark.django_db


def test_counts_are_exact_up_to_the_limit_and_then_say_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    chief = make_user(Role.CHIEF)
    shown = []
    for _ in range(4):
        make_draft(chief)
        shown.append(counting.shown(queues.counts(Article.objects.all(), chief)[Queue.ALL]))
    assert shown == ["1", "2", "2+", "2+"]


def test_counting_all_queues_is_one_query_and_one_about_the_user(django_assert_num_queries) -> None:
    chief = make_user(Role.CHIEF)
    make_draft(chief)
    with django_assert_num_queries(2):
        assert queues.counts(Article.objects.all(), chief)[Queue.MINE] == 1


def test_counting_nothing_needs_no_query(django_assert_num_queries) -> None:
    chief = make_user(Role.CHIEF)
    with django_assert_num_queries(0):
        assert counting.count_each(chief, {}) == {}


def test_a_list_is_as_long_as_it_can_be_leafed_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_LISTED", 3)
    chief = make_user(Role.CHIEF)
    for _ in range(5):
        make_draft(chief)
    newest_first = Article.objects.order_by("-pk")
    assert counting.LimitedPaginator(newest_first, 2).num_pages == 2
    assert counting.LimitedPaginator(newest_first.filter(pk__lt=0), 2).count == 0


def test_all_of_a_list_longer_than_that_is_left_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_AT_ONCE", 2)
    chief = make_user(Role.CHIEF)
    drafts = [make_draft(chief) for _ in range(3)]
    client.force_login(chief)
    answer = client.post(
        reverse("admin:articles_article_changelist"),
        {
            "action": Action.TRASH.value,
            "select_across": "1",
            "confirm": "1",
            ACTION_CHECKBOX_NAME: [drafts[0].pk],
        },
        follow=True,
    )
    assert "한 번에 2건까지만" in answer.content.decode()
    assert not Article.objects.filter(status=Status.TRASHED).exists()
