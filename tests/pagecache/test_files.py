import errno
import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from pagecache.files import Files
from tests.pagecache.stored import address, entry

pytestmark = pytest.mark.any_database


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path, "now")


def everything(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_page_is_there_until_it_is_discarded(files: Files) -> None:
    assert files.read(address()) is None
    files.write(address(), entry())
    assert files.read(address()) == entry()
    assert list(files.all()) == [entry()]
    files.discard(address())
    files.discard(address())
    assert files.read(address()) is None


def test_a_file_of_another_page_or_a_damaged_one_is_none(files: Files) -> None:
    files.write(address("/other"), entry("/old/page"))
    assert files.read(address("/other")) is None
    files.write(address(), entry())
    path = files.path(address())
    path.write_bytes(path.read_bytes()[:-1])
    assert files.read(address()) is None
    assert [kept.address for kept in files.all()] == ["/old/page"]


def test_other_code_reads_nothing_of_it(files: Files, tmp_path: Path) -> None:
    files.write(address(), entry())
    assert Files(tmp_path, "later").read(address()) is None


def test_a_full_disk_leaves_nothing_half_written(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write(address(), entry())
    before = everything(tmp_path)

    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self._handle = handle

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self._handle)

        def write(self, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pagecache.files.os.fdopen", Full)
    files.write(address(), entry(body=b"newer"))
    assert everything(tmp_path) == before
    assert files.read(address()) == entry()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    files = Files(tmp_path / "file", "now")
    files.write(address(), entry())
    with files.renderer(address()):
        pass
    assert files.read(address()) is None


def test_sweeping_keeps_the_newest_within_the_limit(files: Files, tmp_path: Path) -> None:
    Files(tmp_path, "before").write(address(), entry())
    with files.renderer(address()):
        pass
    for number in range(5):
        files.write(address(f"/{number}"), entry(f"/{number}"))
        os.utime(files.path(address(f"/{number}")), (number, number))
    size = files.path(address("/0")).stat().st_size
    assert files.sweep(3 * size) == 2
    assert sorted(kept.address for kept in files.all()) == ["/2", "/3", "/4"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["locks", "now"]
    assert files.sweep(3 * size) == 0
    assert Files(tmp_path / "nowhere", "now").sweep(0) == 0


def test_one_thread_renders_at_a_time(files: Files) -> None:
    inside: list[int] = []
    most: list[int] = []

    def render() -> None:
        with files.renderer(address()):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.005)
            inside.pop()

    threads = [threading.Thread(target=render) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == [1] * 10


def hold(root: Path, ready: Any) -> None:
    with Files(root, "now").renderer(address()):
        ready.set()
        time.sleep(60)


def test_a_killed_renderer_keeps_nobody_waiting(files: Files, tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    ready = processes.Event()
    renderer = processes.Process(target=hold, args=(tmp_path, ready))
    renderer.start()
    assert ready.wait(20)
    threading.Timer(0.2, os.kill, (renderer.pid, signal.SIGKILL)).start()
    started = time.monotonic()
    with files.renderer(address()):
        waited = time.monotonic() - started
    renderer.join(10)
    assert 0.1 < waited < 20
