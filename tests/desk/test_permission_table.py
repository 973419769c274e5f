"""The permission table through the doors of the desk: the form's buttons, the bulk actions, and a
raw POST to the address of the acts. tests/articles holds the functions themselves to it.

Requests go to the views that the addresses lead to, without middleware: there are some ten
thousand of them. Of the refused ones `make test` draws a lot, always the same: every fifth, so that
each status is tried with each action, on one story or another. `make stress` tries all of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import helpers
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import User
from accounts.roles import Role
from articles.batches import MOST_TOGETHER, TOGETHER
from articles.models import Article, LogEntry
from articles.publication_stops import GOES_LIVE
from articles.states import Action, Status
from desk import actions
from newsroom.lib.dates import format_time
from pagecache import publishing
from tests.articles import permission_table
from tests.articles.permission_table import Cell, Newsroom, Whose, is_expected
from tests.desk.article_pages import act_url, change_url, confirm_url, form_data, list_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]

Row = tuple[Any, ...]


class Unread(BaseStorage):
    """Messages that nobody looks at."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def post(user: User, address: str, data: dict[str, Any]) -> None:
    # Not in the parts of a form with a file, which take much longer to write and to read.
    sent, kind = urlencode(data, doseq=True), "application/x-www-form-urlencoded"
    request: HttpRequest = RequestFactory().post(address, sent, content_type=kind)
    request.user = user
    request._messages = Unread(request)  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    view, args, kwargs = resolve(address.partition("?")[0])
    try:
        view(request, *args, **kwargs)
    except (PermissionDenied, Http404):
        pass


@contextmanager
def undone() -> Iterator[None]:
    with publishing():
        yield
        transaction.set_rollback(True)


def typed(action: Action) -> dict[str, str]:
    """Reason and time, so that nothing but permission and state can refuse."""
    return {
        f"reason-{action.value}": "사유",
        "at": format_time(timezone.now() + timedelta(days=1)),
    }


def rows() -> dict[int, Row]:
    columns = (
        *("status", "revision", "live_revision", "approved_revision", "published_at", "title"),
        *("scheduled_change__revision", "scheduled_change__publish_at"),
    )
    return {row[0]: row[1:] for row in Article.objects.values_list("pk", *columns)}


def done_to(user: User) -> set[int]:
    return set(LogEntry.objects.filter(by=user).values_list("article", flat=True))


def wrong_cells(
    room: Newsroom, role: Role, press: Any, *, through_form: bool = False, every: int = 1
) -> list[str]:
    """Cells in which what happened isn't what the table says, or something happened besides.

    Of the refused ones, only one in `every`.
    """
    wrong = []
    before = rows()
    cells = list(permission_table.cells(role))
    places = list(Whose)
    for (status, whose), article in room.articles.items():
        found = [cell for cell in cells if (cell.status, cell.whose) == (status, whose)]
        allowed = [
            cell for cell in found if cell.expected and (_may_edit(role, cell) or not through_form)
        ]
        with undone():
            # Refused acts leave everything as it was, so they can follow one another.
            for number, cell in enumerate(found):
                if cell not in allowed and (number + places.index(whose)) % every == 0:
                    press(article, cell.action)
            done = LogEntry.objects.filter(by=room.user).values_list("action", flat=True)
            wrong += [f"{role} {status} {whose}: {action} was done" for action in done]
            if rows() != before:
                wrong.append(f"{role} {status} {whose}: refused, but changed")
        for cell in allowed:
            with undone():
                press(article, cell.action)
                if done_to(room.user) != {article.pk}:
                    wrong.append(f"{role} {cell}: was not done")
    return wrong


def _may_edit(role: Role, cell: Cell) -> bool:
    """The form is for who may edit; the others press the same buttons on a page to read."""
    return is_expected(role, Action.EDIT, cell.status, cell.whose)


@pytest.mark.parametrize("role", permission_table.ROLES)
def test_every_door_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    """One room for all doors, since building it takes longer than going through one of them."""
    room = Newsroom(role)
    assert wrong_by_raw_post(room, role, every=len(Whose)) == []
    assert wrong_by_button(room, role, every=len(Whose)) == []
    assert wrong_by_saving(room, role) == []
    assert wrong_in_bulk(room, role) == []


@pytest.mark.stress
@pytest.mark.parametrize("role", permission_table.ROLES)
def test_every_door_on_every_story(role: Role) -> None:
    room = Newsroom(role)
    assert wrong_by_raw_post(room, role) == []
    assert wrong_by_button(room, role) == []


def wrong_by_raw_post(room: Newsroom, role: Role, *, every: int = 1) -> list[str]:
    def press(article: Article, action: Action) -> None:
        data = {"_action": action.value, "revision": article.revision} | typed(action)
        post(room.user, act_url(article), data)
        confirm(room, article, action)

    return wrong_cells(room, role, press, every=every)


def confirm(room: Newsroom, article: Article, action: Action) -> None:
    """What readers see waits for the answer of a page of its own, which decides by itself too."""
    if action not in GOES_LIVE:
        return
    live = Article.objects.values_list("live_revision", flat=True).get(pk=article.pk)
    assert live == article.live_revision, "published without being asked"
    data = {"revision": article.revision} | typed(action)
    post(room.user, confirm_url(article, action), data)


def wrong_by_button(room: Newsroom, role: Role, *, every: int = 1) -> list[str]:
    forms = {article.pk: form_data(room.user, article) for article in room.articles.values()}
    whose = {article.pk: place for (_, place), article in room.articles.items()}

    def press(article: Article, action: Action) -> None:
        data = forms[article.pk] | {"_action": action.value} | typed(action)
        post(room.user, change_url(article), data)
        # The page that asks is another door, open also to who may not edit.
        if is_expected(role, Action.EDIT, Status(article.status), whose[article.pk]):
            confirm(room, article, action)

    return wrong_cells(room, role, press, through_form=True, every=every)


def wrong_by_saving(room: Newsroom, role: Role) -> list[str]:
    wrong = []
    for cell in permission_table.cells(role, (Action.EDIT,)):
        article = room.articles[cell.status, cell.whose]
        with undone():
            data = form_data(room.user, article, title="표대로 고친 제목")
            post(room.user, change_url(article), data)
            number = Article.objects.values_list("revision", flat=True).get(pk=article.pk)
            if number != article.revision + cell.expected:
                wrong.append(f"{role} {cell}")
    return wrong


def wrong_in_bulk(room: Newsroom, role: Role) -> list[str]:
    """All stories at once, each of which has to decide for itself."""
    wrong = []
    picked = [article.pk for article in room.articles.values()]
    before = rows()
    for action in permission_table.TRANSITIONS:
        expected = {
            room.articles[cell.status, cell.whose].pk
            for cell in permission_table.cells(role, (action,))
            if cell.expected and action not in actions.NOT_IN_BULK
        }
        # The default list leaves out the trash, where the only thing to do is to restore.
        address = list_url("?queue=trash") if action == Action.RESTORE else list_url()
        data = {"action": action.value, "index": 0, "confirm": "1"} | typed(action)
        data["seen"] = [f"{article.pk}:{article.revision}" for article in room.articles.values()]
        most = MOST_TOGETHER if action in TOGETHER else len(picked)
        with undone():
            for first in range(0, len(picked), most):
                some = {helpers.ACTION_CHECKBOX_NAME: picked[first : first + most]}
                post(room.user, address, data | some)
            changed = {pk for pk, row in rows().items() if row != before[pk]}
            wrong += [f"{role} {action} done: {pk}" for pk in done_to(room.user) ^ expected]
            wrong += [f"{role} {action} changed: {pk}" for pk in changed ^ expected]
    return wrong
