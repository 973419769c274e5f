"""Many writers at the same stories: `python -m tests.presence.writers NAME COUNT ROUNDS`.

Each reads a story, thinks for a moment and saves what it made of it, as a form does. One line of
JSON a save says what became of it; the judge is test_many_writers.py.
"""

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, NoReturn

import django

STORIES = 3
PRESSES = 20


@dataclass(frozen=True)
class Saved:
    """`kept` is the number of the text that was set aside, 0 for a save that was accepted."""

    article: int
    title: str
    base: int
    revision: int = 0
    kept: int = 0


def write(name: str, rounds: int) -> Iterator[Saved]:
    from accounts.models import User
    from articles.content import Content
    from articles.models import Article
    from presence import set_aside

    dice = random.Random(name)
    user = User.objects.get(username="chief")
    stories = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for turn in range(rounds):
        # Most of them at one story.
        pk = stories[0] if dice.random() < 0.8 else dice.choice(stories)
        article = Article.objects.get(pk=pk)
        base = article.revision
        content = replace(Content.of(article), title=f"{name}의 {turn}번째 글")
        time.sleep(dice.random() / 100)
        try:
            saved = patiently(set_aside.save, article, content, by=user, base_revision=base)
        except set_aside.Late as late:
            yield Saved(pk, content.title, base, kept=late.kept.pk)
        else:
            yield Saved(pk, content.title, base, revision=saved.revision)


def patiently(save: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """SQLite lets writers wait their turn without any order: among fifty that never rest, one may
    wait longer than a request does. Then nothing was written, and the person presses again."""
    from django.db import OperationalError

    for _ in range(PRESSES):
        try:
            return save(*args, **kwargs)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
    raise TimeoutError("the database was never free")


def main(name: str, count: int, rounds: int) -> None:
    django.setup()
    # Each a process of its own: in one, the garbage collector of whoever holds SQLite's lock may
    # wait for the connection of another thread, which waits for that lock.
    writers = [os.fork() or _write_all(f"{name}{number}", rounds) for number in range(count)]
    failed = [pid for pid in writers if os.waitpid(pid, 0)[1]]
    sys.exit(f"{len(failed)} of {count} writers failed" if failed else 0)


def _write_all(name: str, rounds: int) -> NoReturn:
    try:
        for saved in write(name, rounds):
            # A line at a time is written whole, whoever else writes there.
            os.write(sys.stdout.fileno(), f"{json.dumps(asdict(saved))}\n".encode())
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
