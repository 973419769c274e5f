"""A server process's dealings with the page store."""

import logging
import os
import re
import threading
import time
from pathlib import Path

from django.db import DatabaseError, connection

from pagecache.entries import Entry
from pagecache.page_store.place import Place
from pagecache.page_store.removal import remove_due
from pagecache.page_store.setup import retire, settle
from pagecache.page_store.storing import put
from pagecache.routes import Address

logger = logging.getLogger("newsroom.pagecache")

SECONDS_BETWEEN_ROUNDS = 0.5
SECONDS_AFTER_AN_ERROR = 5.0
SECONDS_BETWEEN_OFFERS = 5.0
# A page that changes by itself sooner isn't put in.
SECONDS_WORTHWHILE = 10.0


class Keeper:
    """`folder` None: no page store. `paths`: a pattern of the addresses worth a file."""

    def __init__(self, folder: Path | None, *, release: str, paths: str) -> None:
        self._folder = folder
        self._release = release
        self._paths = re.compile(paths)
        self._place: Place | None = None
        self._coming: set[str] = set()
        self._lock = threading.Lock()
        self._process: int | None = None

    def start(self) -> None:
        """Keep the folder in order from a thread of this process; again does nothing."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._keep, name="page store", daemon=True).start()

    def offer(self, address: Address, entry: Entry) -> None:
        """Put in a page that is being served, unless it lies there or a publisher is at work:
        then a later reader's request does."""
        place = self._place
        if place is None or not self._is_wanted(address, entry):
            return
        now = time.monotonic()
        if now - entry.offered < SECONDS_BETWEEN_OFFERS or place.file(address.path).exists():
            return
        entry.offered = now
        with self._lock:
            if address.path in self._coming:
                return
            self._coming.add(address.path)
        try:
            put(place, address.path, entry)
        except (OSError, DatabaseError) as error:
            logger.info("A page is served without being put into the page store: %s", error)
        finally:
            with self._lock:
                self._coming.discard(address.path)

    def _is_wanted(self, address: Address, entry: Entry) -> bool:
        if address.query or entry.status != 200:
            return False
        if entry.until is not None and entry.until - time.time() < SECONDS_WORTHWHILE:
            return False
        return self._paths.fullmatch(address.path) is not None

    def _keep(self) -> None:
        """Take the folder into use, or an earlier one out of it; then remove what is due."""
        while True:
            wait = SECONDS_BETWEEN_ROUNDS
            try:
                if self._folder is None:
                    retire()
                    return
                self._place = settle(self._folder, self._release)
                remove_due(self._place)
            except (OSError, DatabaseError):
                # Publishers go on; nothing is put in before the folder is known to be ours.
                logger.exception("The page store is out of order")
                self._place = None
                wait = SECONDS_AFTER_AN_ERROR
                connection.close()
            finally:
                if self._folder is None:
                    connection.close()
            time.sleep(wait)
