import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from attachments import sweep
from attachments.models import attachment_storage
from tests.attachments.test_views import make_file

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_only_old_files_without_a_row_are_taken_away() -> None:
    kept = Path(make_file().file.path)
    root = Path(attachment_storage().path(""))
    fresh, orphan = root / f"{'a' * 32}.pdf", root / f"{'b' * 32}.pdf"
    for file in (fresh, orphan):
        file.write_bytes(b"file")
    long_ago = (timezone.now() - sweep.KEPT - timedelta(hours=1)).timestamp()
    for file in (kept, orphan):
        os.utime(file, (long_ago, long_ago))
    assert sweep.sweep(timezone.now()) >= 1
    assert (kept.exists(), fresh.exists(), orphan.exists()) == (True, True, False)
    fresh.unlink()


def test_a_deleted_row_takes_its_file_along(django_capture_on_commit_callbacks) -> None:
    file = make_file()
    kept = Path(file.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert not kept.exists()
