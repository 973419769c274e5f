import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from photos import renditions, sweep
from tests.builders import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def aged(file: Path, age: timedelta) -> Path:
    moment = (timezone.now() - age).timestamp()
    os.utime(file, (moment, moment))
    return file


def test_only_old_files_without_a_row_are_taken_away() -> None:
    long_ago = sweep.KEPT + timedelta(hours=1)
    kept = aged(Path(make_photo().file.path), long_ago)
    root = Path(settings.PHOTO_ROOT)
    fresh, orphan = root / f"{'a' * 32}.jpg", root / f"{'b' * 32}.jpg"
    for file in (fresh, orphan):
        file.write_bytes(b"picture")
    aged(orphan, long_ago)
    assert sweep.sweep(timezone.now()) >= 1
    assert (kept.exists(), fresh.exists(), orphan.exists()) == (True, True, False)
    fresh.unlink()


def test_originals_and_forgotten_renditions_go_too() -> None:
    long_ago = sweep.KEPT + timedelta(hours=1)
    photo = make_photo()
    renditions.make(photo)
    root = Path(settings.PHOTO_ROOT)
    served = root / "renditions" / photo.token / photo.rendition_set
    forgotten = root / "renditions" / photo.token / "forgotten" / "whole-480.webp"
    nobodys = root / "renditions" / ("c" * 32) / "set" / "whole-480.webp"
    original = root / "originals" / f"{'c' * 32}.heic"
    for file in (forgotten, nobodys, original):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"picture")
        aged(file, long_ago)
    for file in [*served.iterdir(), Path(photo.original.path)]:
        aged(file, long_ago)
    sweep.sweep(timezone.now())
    assert not any(file.exists() for file in (forgotten, nobodys, original))
    assert (served / "whole-480.webp").exists()
    assert Path(photo.original.path).exists()


def test_one_sweep_at_a_time_beside_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    going, may_end = threading.Event(), threading.Event()
    begun: list[datetime] = []

    def slow(now: datetime) -> int:
        begun.append(now)
        going.set()
        may_end.wait(10)
        return 0

    monkeypatch.setattr(sweep, "sweep", slow)
    now = timezone.now()
    sweep.begin(now)
    assert going.wait(10)
    sweep.begin(now + timedelta(days=1))
    may_end.set()
    sweep._beside.join(10)
    assert begun == [now]
