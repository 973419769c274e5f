"""Doing part of a publish after its commit, with the commit announced to readers at once."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from bench.stale import publishers
from bench.stale.board import Board

_act: list[Callable[[], None]] = []
_perform = publishers.perform


def _perform_noted(board: Board, slot: int, pk: int, number: int) -> None:
    _act[:] = [partial(board.commit, slot, number)]
    _perform(board, slot, pk, number)


publishers.perform = _perform_noted


def put_off(step: Callable[[], None]) -> None:
    """Has `step` done in a transaction of its own, once the open one is committed."""

    def after_commit() -> None:
        for announce in _act:
            announce()
        with transaction.atomic():
            step()

    transaction.on_commit(after_commit)
