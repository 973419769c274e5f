"""How often one address may search. Each process counts for itself, which no attacker notices and
no reader either."""

import time
from collections import OrderedDict
from threading import Lock

SEARCHES = 40
SECONDS = 60
# Of the addresses seen last; an address forgotten early may only search once more.
REMEMBERED = 10_000


class Limit:
    """At most `most` in every window of `seconds` for each address."""

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self._seen: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str, now: float | None = None) -> bool:
        """Counts one more; `now` in seconds of a clock that doesn't run back."""
        window = int((time.monotonic() if now is None else now) // self.seconds)
        with self._lock:
            last, number = self._seen.pop(address, (window, 0))
            number = number + 1 if last == window else 1
            self._seen[address] = (window, number)
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return number <= self.most


searches = Limit(SEARCHES, SECONDS)
# Whoever types quickly asks four times a second.
suggestions = Limit(4 * SECONDS, SECONDS)
