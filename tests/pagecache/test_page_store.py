"""The page store: a file lies there only while its page is true."""

import shutil
import time
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from pagecache import publishing, start_new_generation, touch
from pagecache.entries import Entry, make_entry
from pagecache.epoch import EpochReader
from pagecache.page_store import keeper, removal, storing
from pagecache.page_store.keeper import Keeper
from pagecache.page_store.place import Place, StoreOutOfReach, find_place
from pagecache.page_store.removal import remove_due, sweep
from pagecache.page_store.setup import retire, settle
from pagecache.page_store.storing import put
from pagecache.routes import Address

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/articles/1/"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return settle(tmp_path / "store", "release")


def entry(*keys: str, body: bytes = b"<p>body</p>" * 50, until: float | None = None) -> Entry:
    moment = EpochReader().current()
    return make_entry(
        PATH,
        200,
        [("Content-Type", "text/html")],
        body,
        keys=keys or ("a",),
        seq=moment.n,
        generation=moment.generation,
        until=until,
    )


def publish(*keys: str) -> None:
    with publishing():
        touch(*keys)


def lies(place: Place, path: str = PATH) -> bool:
    return place.file(path).exists()


def test_a_page_lies_there_in_three_encodings_until_its_key_changes(place: Place) -> None:
    page = entry("a", "b")
    assert put(place, PATH, page)
    assert place.file(PATH).read_bytes() == page.plain
    assert place.file(PATH, ".gz").read_bytes() == page.gzip
    assert place.file(PATH, ".br").read_bytes() == page.brotli
    publish("c")
    assert lies(place)
    publish("b")
    assert not any(place.file(PATH, suffix).exists() for suffix in ("", ".gz", ".br"))


def test_a_small_page_leaves_no_older_compressed_one_behind(place: Place) -> None:
    put(place, PATH, entry("a"))
    put(place, PATH, entry("a", body=b"small"))
    assert place.file(PATH).read_bytes() == b"small"
    assert not place.file(PATH, ".br").exists()


def test_a_page_rendered_before_a_change_never_comes_in(place: Place) -> None:
    page = entry("a")
    publish("a")
    assert not put(place, PATH, page)
    assert not lies(place)


def test_a_file_is_gone_before_the_change_is_committed(place: Place) -> None:
    put(place, PATH, entry("a"))
    seen = []
    with publishing():
        touch("a")
        connection.on_commit(lambda: seen.append(lies(place)))
        assert lies(place)
    assert seen == [False]


def test_a_rolled_back_change_leaves_the_page(place: Place) -> None:
    put(place, PATH, entry("a"))
    with publishing():
        touch("a")
        transaction.set_rollback(True)
    assert lies(place)


def test_nothing_comes_in_while_somebody_publishes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publisher that has removed its files and not yet committed is the moment that counts."""
    page = entry("a")
    tried = []

    def try_in_another_connection() -> None:
        try:
            tried.append(put(place, PATH, page))
        except Exception as error:
            tried.append(error)
        finally:
            connection.close()

    real = Place.unlink

    def unlink(self: Place, path: str) -> None:
        real(self, path)
        thread = Thread(target=try_in_another_connection)
        thread.start()
        thread.join()

    put(place, PATH, page)
    monkeypatch.setattr(Place, "unlink", unlink)
    publish("a")
    monkeypatch.undo()
    assert len(tried) == 1
    assert tried[0] is not True
    assert not lies(place)


def test_a_store_killed_at_any_step_leaves_no_file_that_a_publisher_misses(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the rename and before the commit: what a kill leaves is what stands here after
    the second transaction is rolled back and nothing more is run."""

    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(storing, "_forget_other_keys", kill)
    monkeypatch.setattr(Place, "unlink", lambda self, path: None)
    with pytest.raises(Killed):
        put(place, PATH, entry("a"))
    monkeypatch.undo()
    assert lies(place)
    publish("a")
    assert not lies(place)


def test_a_file_of_other_keys_stays_known_until_the_new_one_is_in(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, PATH, entry("old"))
    monkeypatch.setattr(storing, "_may_come", lambda *_: False)
    assert not put(place, PATH, entry("new"))
    publish("old")
    assert not lies(place)


def test_a_failed_commit_takes_the_file_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(storing, "_forget_other_keys", fail)
    with pytest.raises(ZeroDivisionError):
        put(place, PATH, entry("a"))
    assert not lies(place)


def test_many_pages_go_by_one_rename_and_come_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal, "MOST_UNLINKED", 3)
    for number in range(5):
        put(place, f"/articles/{number}/", entry("nav"))
    publish("nav")
    assert not any(lies(place, f"/articles/{number}/") for number in range(5))
    assert find_place().era == place.era + 1
    assert not put(place, PATH, entry("a")), "noted for the store before it was emptied"
    assert put(find_place(), PATH, entry("a"))
    sweep(100)
    assert lies(place)
    assert not list(place.folder.glob("old-*"))


def test_a_new_generation_empties_the_store(place: Place) -> None:
    put(place, PATH, entry("a"))
    with publishing():
        start_new_generation()
    assert not lies(place)


def test_who_cannot_remove_the_files_cannot_publish(place: Place) -> None:
    put(place, PATH, entry("a"))
    shutil.move(place.folder, place.folder.with_name("elsewhere"))
    with pytest.raises(StoreOutOfReach, match="다른 서버"):
        publish("a")
    moment = EpochReader().current()
    assert moment.unchanged_since(moment.n - 1, ["a"]), "nothing was published"
    call_command("drop_page_store")
    publish("a")


def test_a_folder_that_cannot_be_written_refuses_the_publisher(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Place, path: str) -> None:
        raise PermissionError(13, "Permission denied")

    put(place, PATH, entry("a"))
    monkeypatch.setattr(Place, "unlink", refuse)
    with pytest.raises(StoreOutOfReach, match="지울 수 없습니다"):
        publish("a")


def test_a_page_leaves_before_it_changes_by_itself(place: Place) -> None:
    put(place, PATH, entry("a", until=time.time() + 60))
    put(place, "/articles/2/", entry("a"))
    remove_due(place)
    assert lies(place)
    put(place, PATH, entry("a", until=time.time() + 1))
    remove_due(place)
    assert not lies(place)
    assert lies(place, "/articles/2/")


def test_settling_again_keeps_the_pages(place: Place) -> None:
    put(place, PATH, entry("a"))
    assert settle(place.folder, "release") == place
    assert lies(place)


@pytest.mark.parametrize("change", ["release", "boot"])
def test_other_code_and_a_reboot_empty_the_store(
    place: Place, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, PATH, entry("a"))
    if change == "boot":
        monkeypatch.setattr("pagecache.page_store.setup._boot_id", lambda: "another")
    again = settle(place.folder, "other" if change == "release" else "release")
    assert not lies(place)
    assert again.era > place.era


def test_a_store_on_another_machine_is_not_taken_over(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pagecache_pagestore SET host = 'other'")
    shutil.rmtree(place.folder)
    with pytest.raises(OSError, match="another page store"):
        settle(tmp_path / "mine", "release")


def test_without_the_setting_the_store_goes_out_of_use(place: Place) -> None:
    put(place, PATH, entry("a"))
    retire()
    assert find_place() is None
    assert not lies(place)


def test_the_oldest_go_when_there_are_too_many(place: Place) -> None:
    for number in range(4):
        put(place, f"/articles/{number}/", entry("a"))
        publish("b")
    sweep(2)
    assert [lies(place, f"/articles/{number}/") for number in range(4)] == [
        False,
        False,
        True,
        True,
    ]
    publish("a")
    assert not lies(place, "/articles/3/")


def test_file_times_tell_two_edits_of_one_second_apart(place: Place) -> None:
    put(place, PATH, entry("a"))
    first = place.file(PATH).stat().st_mtime
    publish("a")
    put(place, PATH, entry("a"))
    assert place.file(PATH).stat().st_mtime > first


class TestKeeper:
    @pytest.fixture
    def kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
        """Settled as by its thread, without the thread."""
        kept = Keeper(tmp_path / "store", release="release", paths=r"/|/articles/\d+/")
        kept._place = settle(tmp_path / "store", "release")
        return kept

    @pytest.mark.parametrize(
        ("address", "until", "comes"),
        [
            (Address(PATH, ""), None, True),
            (Address(PATH, ""), 60, True),
            (Address(PATH, ""), keeper.SECONDS_WORTHWHILE - 1, False),
            (Address(PATH, "page=2"), None, False),
            (Address("/tags/a/", ""), None, False),
            (Address("/articles/1/../2/", ""), None, False),
        ],
    )
    def test_what_comes_in(
        self, kept: Keeper, address: Address, until: float | None, comes: bool
    ) -> None:
        kept.offer(address, entry("a", until=until and time.time() + until))
        assert lies(kept._place) is comes
        assert len(list(kept._place.folder.rglob("index.html"))) == comes

    def test_a_full_disk_costs_the_file_only(
        self, kept: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(storing.tempfile, "mkstemp", full)
        kept.offer(Address(PATH, ""), entry("a"))
        assert not lies(kept._place)
        publish("a")

    def test_a_missing_file_comes_in_with_a_later_request(
        self, kept: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = entry("a")
        kept.offer(Address(PATH, ""), page)
        kept._place.unlink(PATH)
        kept.offer(Address(PATH, ""), page)
        assert not lies(kept._place), "not at once again: a busy publisher would be asked forever"
        page.offered = 0.0
        kept.offer(Address(PATH, ""), page)
        assert lies(kept._place)

    def test_the_thread_settles_and_then_removes_what_is_due(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "store"
        kept = Keeper(folder, release="release", paths=r"/|/articles/\d+/")
        stop = StopIteration()
        rounds = []

        def after_two_rounds(seconds: float) -> None:
            rounds.append(seconds)
            if len(rounds) == 1:
                put(find_place(), PATH, entry("a", until=time.time() + 1))
                assert lies(find_place())
            else:
                raise stop

        monkeypatch.setattr(keeper.time, "sleep", after_two_rounds)
        with pytest.raises(StopIteration):
            kept._keep()
        assert rounds == [keeper.SECONDS_BETWEEN_ROUNDS] * 2
        assert not lies(find_place())
