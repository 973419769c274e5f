"""Many writers at once overwrite nobody, and every text that was refused can be read again."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.imports.newsrooms import Newsroom, empty_newsroom
from tests.presence.writers import STORIES, Saved

pytestmark = pytest.mark.django_db(transaction=True)

GROUND = f"""
from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from django.contrib.auth.models import Group
from reporters.models import Outlet
chief = User.objects.create(username="chief", is_staff=True)
chief.groups.set(Group.objects.filter(name=Role.CHIEF))
for number in range({STORIES}):
    content = Content(title=f"기사 {{number}}", outlet_id=Outlet.objects.get().pk)
    workflow.create(content, by=chief)
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with empty_newsroom(tmp_path / "data") as made:
        made.run("shell", "-c", GROUND)
        yield made


def all_write(newsroom: Newsroom, writers: int, rounds: int) -> list[Saved]:
    told = newsroom.data.parent / "told"
    with told.open("w") as out:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.presence.writers", "기자", str(writers), str(rounds)],
            cwd=settings.BASE_DIR,
            env=newsroom.environment,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=1800,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr
    return [Saved(**json.loads(line)) for line in told.read_text().splitlines()]


def judge(newsroom: Newsroom, saves: list[Saved]) -> None:
    title = "(data->>'title')"
    revisions: dict[int, dict[int, str]] = defaultdict(dict)
    for line in newsroom.column(
        f"SELECT article_id || ' ' || number || ' ' || {title} FROM articles_revision"  # noqa: S608
    ):
        story, number, text = line.split(" ", 2)
        revisions[int(story)][int(number)] = text
    kept = {
        int(line.split(" ", 2)[0]): tuple(line.split(" ", 2)[1:])
        for line in newsroom.column(
            f"SELECT id || ' ' || base_revision || ' ' || {title} FROM presence_setasidetext"  # noqa: S608
        )
    }
    accepted = [saved for saved in saves if saved.revision]
    refused = [saved for saved in saves if saved.kept]
    assert len(accepted) + len(refused) == len(saves)
    for saved in accepted:
        assert saved.revision == saved.base + 1
        assert revisions[saved.article][saved.revision] == saved.title
    assert len({(saved.article, saved.revision) for saved in accepted}) == len(accepted)
    for saved in refused:
        assert kept[saved.kept] == (str(saved.base), saved.title)
    assert len(kept) == len(refused) == len({saved.kept for saved in refused})
    for article, numbers in revisions.items():
        mine = [saved for saved in accepted if saved.article == article]
        assert sorted(numbers) == list(range(1, len(mine) + 2))
        (row,) = newsroom.column(
            f"SELECT revision || ' ' || title FROM articles_article WHERE id = {article}"  # noqa: S608
        )
        assert row == f"{max(numbers)} {numbers[max(numbers)]}"


@pytest.mark.slow
def test_no_save_is_lost_or_overwritten(newsroom: Newsroom) -> None:
    saves = all_write(newsroom, writers=10, rounds=8)
    assert len(saves) == 80
    assert any(saved.kept for saved in saves)
    judge(newsroom, saves)


@pytest.mark.stress
def test_fifty_writers_of_two_hundred_rounds(newsroom: Newsroom) -> None:
    saves = all_write(newsroom, writers=50, rounds=200)
    assert len(saves) == 10_000
    judge(newsroom, saves)
