"""`python -m bench.stale.publishers BOARD READS ARTICLE…` in a site's environment: publishers, each a
process with stories of its own. One that is killed is replaced until the board says stop.

READS is how many reads are waited for from act to act: each act makes many pages anew, and without
pauses readers would hardly meet a stored one.
"""

import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

import django

from bench.stale.acts import Act, State, act, state_after, token
from bench.stale.board import PUBLISHERS, Board

REASON = "검증"


def publish(board: Board, articles: dict[int, int], reads: int) -> None:
    """Act after act on the slots of `articles`, until stopped or killed."""
    chance = random.Random()  # noqa: S311
    for slot, pk in articles.items():
        resume(board, slot, pk)
    while not board.is_stopped:
        time.sleep(chance.uniform(0, 0.2))
        if board.reads() < sum(board.committed()) * reads:
            continue
        slot = chance.choice(list(articles))
        number = board.committed()[slot] + 1
        board.begin(slot, number)
        perform(board, slot, articles[slot], number)


def resume(board: Board, slot: int, pk: int) -> None:
    """Whether the act a killed publisher had begun was committed: only the database knows."""
    begun = board.begun()[slot]
    if begun and begun != board.committed()[slot]:
        if standing(slot, pk, begun) != state_after(begun):
            perform(board, slot, pk, begun)
        board.commit(slot, begun)


def standing(slot: int, pk: int, number: int) -> State:
    """The story's state by its row, which lock and all: a commit of the dead may be on its way."""
    from django.db import transaction

    from articles.models import Article
    from articles.states import Status

    with transaction.atomic():
        row = Article.objects.select_for_update().get(pk=pk)
    if row.status == Status.WITHDRAWN:
        return State(410)
    if row.status != Status.PUBLISHED:
        return State(404)
    versions = [version for version in range(number + 1) if row.title == token(slot, version)]
    return State(200, *versions)


def perform(board: Board, slot: int, pk: int, number: int) -> None:
    from articles import revisions, workflow
    from articles.models import Article

    article = Article.objects.get(pk=pk)
    match act(number):
        case Act.PUBLISH:
            workflow.publish_now(article, by=None)
        case Act.EDIT:
            name = token(slot, number)
            content = replace(
                revisions.working_copy(article), title=name, body=f"<p>{name} 본문</p>"
            )
            saved = workflow.save(article, content, by=None, base_revision=article.revision)
            workflow.publish(saved, by=None)
        case Act.WITHDRAW:
            workflow.withdraw(article, by=None, reason=REASON)
        case Act.REPUBLISH:
            workflow.republish(article, by=None, reason=REASON)
    board.commit(slot, number)


def main() -> None:
    board = Board(Path(sys.argv[1]))
    reads = int(sys.argv[2])
    articles = dict(enumerate(map(int, sys.argv[3:])))
    django.setup()

    def start(publisher: int) -> int:
        share = {slot: pk for slot, pk in articles.items() if slot % PUBLISHERS == publisher}
        return _fork(board, publisher, share, reads)

    # Forked before any connection to the database is made, so a replacement costs no start-up.
    running = {start(publisher): publisher for publisher in range(PUBLISHERS)}
    failed = False
    while running:
        pid, status = os.wait()
        publisher = running.pop(pid)
        if os.WIFSIGNALED(status) and not board.is_stopped:
            running[start(publisher)] = publisher
        failed |= os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0
    sys.exit(failed)


def _fork(board: Board, publisher: int, articles: dict[int, int], reads: int) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            board.enter(publisher, os.getpid())
            publish(board, articles, reads)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return pid


if __name__ == "__main__":
    main()
