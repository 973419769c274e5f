"""The views of this process that the database doesn't know of yet."""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock

# A story and the aware start of the hour it was read in.
Place = tuple[int, datetime]


class Tally:
    """Counts in memory, for any number of threads; holds at most `most` different places, so that
    neither made-up numbers nor a database that is away for long fill the memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._views: dict[Place, int] = {}
        self._lock = Lock()

    def add(self, place: Place, views: int = 1) -> bool:
        """False: there was no room, and the views are not counted."""
        with self._lock:
            return self._add(place, views)

    def take(self) -> dict[Place, int]:
        """All that was counted, leaving nothing."""
        with self._lock:
            views, self._views = self._views, {}
            return views

    def put_back(self, views: Mapping[Place, int]) -> None:
        """What was taken but could not be kept."""
        with self._lock:
            for place, number in views.items():
                self._add(place, number)

    @property
    def is_crowded(self) -> bool:
        """Whether it should be emptied before its time."""
        return len(self._views) > self._most // 2

    def _add(self, place: Place, views: int) -> bool:
        if place not in self._views and len(self._views) >= self._most:
            return False
        self._views[place] = self._views.get(place, 0) + views
        return True
