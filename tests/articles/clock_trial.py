"""What the processes of tests/articles/test_clock_trial.py do, in a newsroom of their own: run as
`python -m tests.articles.clock_trial WHAT …`."""

import json
import random
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import listing, log_lines, revisions, scheduling, workflow  # noqa: E402
from articles.models import Article, ClockFailure, LogEntry, ScheduledChange  # noqa: E402
from articles.states import Status  # noqa: E402
from tests.builders import make_content, make_reporter, make_section  # noqa: E402

CHANGED = "예약한 수정안"
# Every so many is a change of a live story.
CHANGES = 4
SPREAD = timedelta(minutes=40)
JUMP = timedelta(minutes=10)
NO_TRIGGER = "DROP TRIGGER refuse_one" + (
    " ON articles_article" if connection.vendor == "postgresql" else ""
)


def fill(number: str) -> dict[str, Any]:
    """So many schedules, spread from an hour from now on; one of them can't be settled."""
    first = timezone.now() + timedelta(hours=1)
    about = {"section_id": make_section().pk, "reporter_ids": (make_reporter().pk,)}
    count = int(number)
    times: dict[int, str] = {}
    for place in range(count):
        at = first + SPREAD * place / count
        article = workflow.create(make_content(**about), by=None)
        if place % CHANGES == 0:
            article = workflow.publish_now(article, by=None)
            content = replace(revisions.working_copy(article), title=CHANGED)
            article = workflow.save(article, content, by=None, base_revision=1)
            scheduling.schedule_change(article, by=None, at=at)
        else:
            article = workflow.approve(workflow.submit(article, by=None), by=None)
            workflow.schedule(article, by=None, at=at)
        times[article.pk] = at.isoformat()
    bad = Article.objects.filter(status=Status.SCHEDULED).order_by("published_at")[:1].get().pk
    _refuse(bad)
    return {"times": times, "bad": bad}


def _refuse(pk: int) -> None:
    condition = f"NEW.id = {pk} AND NEW.status = 'published'"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(
                f"CREATE TRIGGER refuse_one BEFORE UPDATE ON articles_article WHEN {condition}"
                " BEGIN SELECT RAISE(ABORT, 'not this one'); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'not this one'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse_one BEFORE UPDATE ON articles_article FOR EACH ROW"
            f" WHEN ({condition}) EXECUTE FUNCTION refuse()"
        )


def run(ahead: str, seed: str) -> None:
    """A clock that is so many minutes ahead and jumps by ten to either side, for ever."""
    chance = random.Random(int(seed))
    real, base = timezone.now, timedelta(minutes=int(ahead))
    offset = base
    timezone.now = lambda: real() + offset
    while True:
        offset = base + chance.choice((-JUMP, timedelta(0), JUMP))
        scheduling.publish_due_changes(timezone.now())
        scheduling.settle_due(timezone.now(), seconds=0.2)
        time.sleep(chance.uniform(0, 0.05))


def look(allow: str = "") -> dict[str, Any]:
    """What came of it. With `allow` the one that can't be settled can be from now on."""
    if allow:
        with connection.cursor() as cursor:
            cursor.execute(NO_TRIGGER)
    by_clock = LogEntry.objects.filter(by_name=log_lines.CLOCK_NAME)
    return {
        "done": [
            (pk, at.isoformat())
            for pk, at in by_clock.filter(action="publish").values_list("article", "created_at")
        ],
        "failed": list(by_clock.filter(action="clock_failed").values_list("article", flat=True)),
        "marked": list(ClockFailure.objects.values_list("article", flat=True)),
        "changes": ScheduledChange.objects.count(),
        "scheduled": Article.objects.filter(status=Status.SCHEDULED).count(),
        "changed": Article.objects.filter(title=CHANGED).count(),
        "differences": listing.differences(),
    }


def change(seconds: str) -> dict[str, Any]:
    """A live story whose change is due in so many seconds."""
    article = Article.objects.filter(title=CHANGED)[:1].get()
    content = replace(revisions.working_copy(article), title="두 번째 수정안")
    article = workflow.save(article, content, by=None, base_revision=article.revision)
    at = timezone.now() + timedelta(seconds=float(seconds))
    scheduling.schedule_change(article, by=None, at=at)
    return {"article": article.pk, "at": at.isoformat()}


def went_live(article: str, within: str) -> str:
    """When, waiting for so many seconds for it."""
    deadline = time.monotonic() + float(within)
    entries = LogEntry.objects.filter(article=int(article), detail__contains="3판")
    while time.monotonic() < deadline:
        at: datetime | None = (
            entries.filter(action="publish").values_list("created_at", flat=True).first()
        )
        if at:
            return at.isoformat()
        time.sleep(0.05)
    return ""


if __name__ == "__main__":
    what = {"fill": fill, "run": run, "look": look, "change": change, "went_live": went_live}
    json.dump(what[sys.argv[1]](*sys.argv[2:]), sys.stdout)
