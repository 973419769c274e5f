import multiprocessing
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagecache import depends, until
from pagecache.entries import Entry
from pagecache.files import Files
from pagecache.memory import Memory
from pagecache.pages import Answer, Pages
from pagecache.routes import Address
from tests.pagecache.clock import Clock, at, set_clock
from tests.pagecache.stored import HTML, Counter, address

Render = Callable[[Address], Answer]


def answer(body: bytes = b"page", status: int = 200, *headers: tuple[str, str]) -> Answer:
    return Answer(status, "OK", [*HTML, *headers], body)


class Story:
    """A page that shows `text` and counts how often it was rendered."""

    def __init__(self, text: bytes = b"one") -> None:
        self.text, self.rendered = text, 0

    def render(self, where: Address) -> Answer:
        self.rendered += 1
        depends("a")
        return answer(self.text)


def make_pages(render: Render, folder: Path, counter: Any = None) -> Pages:
    memory, files = Memory(1_000_000), Files(folder, "now")
    return Pages(render, memory=memory, files=files, epoch=counter or Counter())


def body(found: Entry | Answer) -> bytes:
    return found.plain if isinstance(found, Entry) else found.body


def test_a_page_is_rendered_once_until_a_key_of_it_changes(tmp_path: Path) -> None:
    story, counter = Story(), Counter()
    pages = make_pages(story.render, tmp_path, counter)
    assert [body(pages.get(address())) for _ in range(3)] == [b"one"] * 3
    counter.touch("b")
    pages.get(address())
    assert story.rendered == 1
    story.text = b"two"
    counter.touch("a")
    assert [body(pages.get(address())) for _ in range(3)] == [b"two"] * 3
    assert story.rendered == 2


def test_another_process_takes_it_from_the_file(tmp_path: Path) -> None:
    story, counter = Story(), Counter()
    make_pages(story.render, tmp_path, counter).get(address())
    other = make_pages(story.render, tmp_path, counter)
    assert body(other.get(address())) == b"one"
    assert story.rendered == 1
    counter.touch("a")
    assert body(other.get(address())) == b"one"
    assert story.rendered == 2


def test_a_page_can_be_rendered_for_comparison_only(tmp_path: Path) -> None:
    story = Story()
    pages = make_pages(story.render, tmp_path)
    assert pages.render_entry(address()).plain == b"one"
    assert not list((tmp_path / "now").rglob("*"))
    pages.get(address())
    assert story.rendered == 2


def test_a_change_in_the_middle_of_a_render_is_never_missed(tmp_path: Path) -> None:
    """What it was rendered from may be older: the stored page is worth nothing from the start."""
    story, counter = Story(), Counter()

    def render(where: Address) -> Answer:
        rendered = story.render(where)
        if story.rendered == 1:
            story.text = b"two"
            counter.touch("a")
        return rendered

    for pages in (make_pages(render, tmp_path, counter), make_pages(render, tmp_path, counter)):
        pages.get(address())
        assert body(pages.get(address())) == b"two"
    assert story.rendered == 2


def test_another_generation_ends_all_pages(tmp_path: Path) -> None:
    story, counter = Story(), Counter()
    pages = make_pages(story.render, tmp_path, counter)
    pages.get(address())
    counter.knowledge.generation = "h"
    pages.get(address())
    assert story.rendered == 2


def test_without_an_epoch_nothing_is_kept(tmp_path: Path) -> None:
    class Unmigrated:
        def current(self) -> None:
            return None

    story = Story()
    pages = make_pages(story.render, tmp_path, Unmigrated())
    assert [body(pages.get(address())) for _ in range(2)] == [b"one"] * 2
    assert story.rendered == 2


def test_a_page_ends_when_it_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock: Clock = set_clock(monkeypatch, at(10))
    story = Story()

    def render(where: Address) -> Answer:
        until(at(10, 11))
        until(at(10, 10))
        until(None)
        until(at(10, 12))
        return story.render(where)

    pages = make_pages(render, tmp_path)
    pages.get(address())
    clock.now = at(10, 9, 59)
    pages.get(address())
    assert story.rendered == 1
    clock.now = at(10, 10)
    pages.get(address())
    assert story.rendered == 2
    make_pages(render, tmp_path).get(address())
    assert story.rendered == 3


@pytest.mark.parametrize(
    "given",
    [
        answer(b"", 200, ("Set-Cookie", "a=b")),
        answer(b"", 200, ("Cache-Control", "no-store")),
        answer(b"", 200, ("Cache-Control", "private, max-age=3")),
        *(answer(b"", status) for status in (201, 302, 304, 400, 403, 405, 500, 503)),
    ],
)
def test_what_may_not_be_stored_is_not(given: Answer, tmp_path: Path) -> None:
    rendered = []

    def render(where: Address) -> Answer:
        depends("a")
        rendered.append(where)
        return given

    pages = make_pages(render, tmp_path)
    assert [pages.get(address()) for _ in range(2)] == [given] * 2
    assert len(rendered) == 2


def test_a_page_that_names_nothing_is_not_stored(tmp_path: Path) -> None:
    pages = make_pages(lambda where: answer(), tmp_path)
    assert isinstance(pages.get(address()), Answer)


def test_made_up_addresses_fill_no_disk(tmp_path: Path) -> None:
    """Anybody can think of a million pages that aren't there."""

    def render(where: Address) -> Answer:
        depends("a")
        return answer(status=404)

    pages = make_pages(render, tmp_path)
    assert isinstance(pages.get(address()), Entry)
    assert not list((tmp_path / "now").rglob("*"))


def test_a_failing_render_lets_the_next_one_try(tmp_path: Path) -> None:
    story, failures = Story(), [RuntimeError()]

    def render(where: Address) -> Answer:
        if failures:
            raise failures.pop()
        return story.render(where)

    pages = make_pages(render, tmp_path)
    with pytest.raises(RuntimeError):
        pages.get(address())
    assert body(pages.get(address())) == b"one"


def test_without_a_disk_pages_are_served_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    story = Story()
    pages = make_pages(story.render, tmp_path / "file")
    assert [body(pages.get(address())) for _ in range(2)] == [b"one"] * 2
    assert story.rendered == 1


def slow_page(log: Path) -> Render:
    def render(where: Address) -> Answer:
        depends("a")
        with log.open("a") as file:
            file.write("rendered\n")
        time.sleep(0.1)
        return answer(b"slow")

    return render


def ask_together(folder: Path, log: Path, threads: int, start: Any) -> None:
    """One process with so many readers."""
    pages = make_pages(slow_page(log), folder)
    found: list[bytes] = []

    def ask() -> None:
        start.wait()
        found.append(body(pages.get(address())))

    readers = [threading.Thread(target=ask) for _ in range(threads)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)
    assert found == [b"slow"] * threads


def test_twenty_readers_cost_one_render(tmp_path: Path) -> None:
    log = tmp_path / "log"
    ask_together(tmp_path / "pages", log, 20, threading.Barrier(20))
    assert log.read_text() == "rendered\n"


def test_two_processes_cost_one_render(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    log, start = tmp_path / "log", processes.Barrier(10)
    workers = [
        processes.Process(target=ask_together, args=(tmp_path / "pages", log, 5, start))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert log.read_text() == "rendered\n"
