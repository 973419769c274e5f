"""The permission table through the doors of the desk: the form's buttons, the bulk actions, and a
raw POST to the address of the acts. tests/articles holds the functions themselves to it.

Requests go to the views that the addresses lead to, without middleware: there are some ten
thousand of them.
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
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article, LogEntry
from articles.states import Action
from desk import actions
from newsroom.lib.dates import format_time
from tests.articles import permission_table
from tests.articles.permission_table import Cell, Newsroom, is_expected
from tests.desk.article_pages import act_url, change_url, form_data, list_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = pytest.mark.parametrize("role", permission_table.ROLES)
Row = tuple[Any, ...]


class Unread(BaseStorage):
    """Messages that nobody looks at."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def post(user: User, address: str, data: dict[str, Any]) -> None:
    request: HttpRequest = RequestFactory().post(address, data)
    request.user = user
    request._messages = Unread(request)  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    view, args, kwargs = resolve(address)
    try:
        view(request, *args, **kwargs)
    except PermissionDenied:
        pass


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def typed(action: Action) -> dict[str, str]:
    """Reason and time, so that nothing but permission and state can refuse."""
    return {
        f"reason-{action.value}": "사유",
        "at": format_time(timezone.now() + timedelta(days=1)),
    }


def rows() -> dict[int, Row]:
    columns = ("status", "revision", "live_revision", "approved_revision", "published_at", "title")
    return {row[0]: row[1:] for row in Article.objects.values_list("pk", *columns)}


def done_to(user: User) -> set[int]:
    return set(LogEntry.objects.filter(by=user).values_list("article", flat=True))


def wrong_cells(
    room: Newsroom, role: Role, address: Any, data: Any, *, through_form: bool = False
) -> list[str]:
    """Cells in which what happened isn't what the table says, or something happened besides."""
    wrong = []
    before = rows()
    for cell in permission_table.cells(role):
        article = room.articles[cell.status, cell.whose]
        expected = cell.expected and not (through_form and not _may_edit(role, cell))
        with undone():
            post(room.user, address(article), data(article, cell.action))
            done = done_to(room.user)
            if done != ({article.pk} if expected else set()):
                wrong.append(f"{role} {cell}")
            elif not expected and rows() != before:
                wrong.append(f"{role} {cell}: refused, but changed")
    return wrong


def _may_edit(role: Role, cell: Cell) -> bool:
    """The form is for who may edit; the others press the same buttons on a page to read."""
    return is_expected(role, Action.EDIT, cell.status, cell.whose)


@ROLES
def test_a_raw_post_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    room = Newsroom(role)

    def data(article: Article, action: Action) -> dict[str, Any]:
        return {"_action": action.value, "revision": article.revision} | typed(action)

    assert wrong_cells(room, role, act_url, data) == []


@ROLES
def test_a_button_of_the_form_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    room = Newsroom(role)
    forms = {article.pk: form_data(room.user, article) for article in room.articles.values()}

    def data(article: Article, action: Action) -> dict[str, Any]:
        return forms[article.pk] | {"_action": action.value} | typed(action)

    assert wrong_cells(room, role, change_url, data, through_form=True) == []


@ROLES
def test_saving_the_form_follows_the_table(role: Role) -> None:
    room = Newsroom(role)
    wrong = []
    for cell in permission_table.cells(role, (Action.EDIT,)):
        article = room.articles[cell.status, cell.whose]
        with undone():
            data = form_data(room.user, article, title="표대로 고친 제목")
            post(room.user, change_url(article), data)
            number = Article.objects.values_list("revision", flat=True).get(pk=article.pk)
            if number != article.revision + cell.expected:
                wrong.append(f"{role} {cell}")
    assert wrong == []


@ROLES
def test_a_bulk_action_does_what_the_table_says_and_nothing_else(role: Role) -> None:
    """All stories at once, each of which has to decide for itself."""
    room = Newsroom(role)
    picked = [article.pk for article in room.articles.values()]
    for action in permission_table.TRANSITIONS:
        expected = {
            room.articles[cell.status, cell.whose].pk
            for cell in permission_table.cells(role, (action,))
            if cell.expected and action not in actions.NOT_IN_BULK
        }
        before = rows()
        with undone():
            # The default list leaves out the trash, where the only thing to do is to restore.
            address = list_url("?queue=trash") if action == Action.RESTORE else list_url()
            data = {"action": action.value, helpers.ACTION_CHECKBOX_NAME: picked, "index": 0}
            post_list(room.user, address, data | {"confirm": "1"} | typed(action))
            assert done_to(room.user) == expected, f"{role} {action}"
            changed = {pk for pk, row in rows().items() if row != before[pk]}
            assert changed == expected, f"{role} {action}"


def post_list(user: User, address: str, data: dict[str, Any]) -> None:
    path, _, _query = address.partition("?")
    request: HttpRequest = RequestFactory().post(address, data)
    request.user = user
    request._messages = Unread(request)  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    view, args, kwargs = resolve(path)
    view(request, *args, **kwargs)
