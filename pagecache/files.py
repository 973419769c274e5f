"""Entries as files, shared by the processes of one machine, and the lock of a page's renderer."""

import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pagecache.entries import Damaged, Entry, from_bytes, to_bytes
from pagecache.routes import Address

logger = logging.getLogger("newsroom.pagecache")

# Lock files; two pages that share one wait for each other now and then, nothing worse.
LOCKS = 4_096


class Files:
    """Lie under `root`/RELEASE: pages made by other code or templates are never looked at."""

    def __init__(self, root: Path, release: str) -> None:
        self._root = root
        self.folder = root / release

    def read(self, address: Address) -> Entry | None:
        """None for what isn't there, isn't whole or cannot be read."""
        try:
            entry = from_bytes(self.path(address).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, Damaged):
            logger.warning("A stored page cannot be read: %s", address)
            return None
        return entry if entry.address == str(address) else None

    def write(self, address: Address, entry: Entry) -> None:
        """Whole or not at all; a full disk costs the page its file and nothing else."""
        path = self.path(address)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(to_bytes(entry))
                Path(draft).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(draft).unlink()
                raise
        except OSError as error:
            logger.warning("A page is served without being stored: %s", error)

    def discard(self, address: Address) -> None:
        with suppress(OSError):
            self.path(address).unlink()

    def path(self, address: Address) -> Path:
        name = hashlib.blake2b(str(address).encode(), digest_size=16).hexdigest()
        return self.folder / name[:2] / name

    def all(self) -> Iterator[Entry]:
        """Every whole entry of this release, in no order."""
        for path in self.folder.glob("??/*"):
            with suppress(OSError, Damaged):
                yield from_bytes(path.read_bytes())

    @contextmanager
    def renderer(self, address: Address) -> Iterator[None]:
        """Waits until no other thread of this machine renders the page; the kernel lets go of the
        lock of a process that dies. Without a lock file, on a full disk, nobody waits."""
        name = hashlib.blake2b(str(address).encode(), digest_size=8).digest()
        path = self._root / "locks" / f"{int.from_bytes(name) % LOCKS:03x}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            logger.warning("A page is rendered without a lock: %s", error)
            yield
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def sweep(self, most_bytes: int) -> int:
        """Removes other releases' pages, then this one's oldest files until all together take no
        more than `most_bytes`; how many files went. Safe beside any number of readers."""
        for folder in self._root.iterdir() if self._root.exists() else ():
            if folder.name not in {self.folder.name, "locks"}:
                shutil.rmtree(folder, ignore_errors=True)
        found = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                facts = path.stat()
                found.append((facts.st_mtime_ns, facts.st_size, path))
        surplus = sum(size for _, size, _ in found) - most_bytes
        removed = 0
        for _, size, path in sorted(found):
            if surplus <= 0:
                break
            with suppress(OSError):
                path.unlink()
                removed += 1
            surplus -= size
        return removed
