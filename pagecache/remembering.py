"""What every page shows, found once a process and kept by the same rule as whole pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pagecache.dependencies import collected, collecting
from pagecache.epoch import EpochReader

Value = TypeVar("Value")

_epoch = EpochReader()


def remembered(name: str, find: Callable[[], Value]) -> Value:
    """What `find` gives, or gave while a page of this process was rendered and none of the keys
    named then has changed since. Threads share it: nobody may change it.

    `find` names all it reads with depends() and nothing with until(). Outside the rendering of a
    page that is to be stored, and of uncached_page(), it is called each time.
    """
    page = collected()
    if page is None or page.moment is None:
        return find()
    moment = page.moment
    kept = moment.knowledge.remembered
    # The epoch from before the first query stands with it, so that a change in between counts.
    value, keys, seq = kept.get(name, (None, (), -1))
    if seq < 0 or not moment.unchanged_since(seq, keys):
        with collecting(moment) as own:
            value = find()
        keys = tuple(own.keys)
        kept[name] = (value, keys, moment.n)
    page.keys.update(keys)
    return value  # type: ignore[no-any-return]


@contextmanager
def uncached_page() -> Iterator[None]:
    """While a page is rendered that isn't stored, such as a search, what others remembered is good
    for it, too: as exact, for one query."""
    with collecting(_epoch.current()):
        yield
