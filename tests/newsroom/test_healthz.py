import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError
from django.test import Client

from articles import heartbeat
from newsroom import healthz

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings: LazySettings, tmp_path: Path) -> None:
    settings.NEWSROOM_DATA = tmp_path


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/healthz")
    return response.status_code, json.loads(response.content)


def test_it_answers_200_while_all_is_well(client: Client) -> None:
    heartbeat.beat()
    status, answer = ask(client)
    assert status == 200
    assert answer["ok"] is True
    assert answer["failing"] == []
    assert answer["database"] == {"ok": True}
    assert answer["worker"]["heartbeat_age_seconds"] < 5
    assert answer["disk"]["free_bytes"] > 0


def test_it_sets_no_cookie_and_is_not_kept(client: Client) -> None:
    response = client.get("/healthz")
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_it_names_a_worker_that_never_ran(client: Client) -> None:
    status, answer = ask(client)
    assert status == 503
    assert answer["failing"] == ["worker"]


def test_it_names_a_worker_that_stopped(client: Client, tmp_path: Path) -> None:
    heartbeat.beat()
    long_ago = time.time() - healthz.OLDEST_HEARTBEAT_SECONDS - 5
    os.utime(tmp_path / "clock.heartbeat", (long_ago, long_ago))
    status, answer = ask(client)
    assert status == 503
    assert answer["failing"] == ["worker"]


def test_it_names_a_full_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat.beat()
    monkeypatch.setattr(healthz, "LEAST_FREE_BYTES", 2**62)
    status, answer = ask(client)
    assert status == 503
    assert answer["failing"] == ["disk"]


def test_it_names_a_database_that_does_not_answer_and_tells_no_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("no route to db.internal")

    heartbeat.beat()
    monkeypatch.setattr(healthz.connection, "cursor", refuse)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert json.loads(response.content)["failing"] == ["database"]
    assert b"db.internal" not in response.content
