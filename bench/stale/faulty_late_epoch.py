"""The site, reading the epoch after a page was rendered instead of before.

A change that commits in between is then taken for one that the page shows.
"""

import copy
from datetime import UTC, datetime
from typing import Any

from newsroom.wsgi import application as application
from pagecache.dependencies import collecting, depends, until
from pagecache.entries import Entry
from pagecache.pages import Answer, Pages
from pagecache.routes import Address

_rendered = Pages._rendered


def _rendered_too_early(self: Pages, address: Address) -> Entry | Answer:
    with collecting() as collected:
        answer = self._render(address)

    def as_rendered(_address: Address) -> Answer:
        depends(*collected.keys)
        if collected.until is not None:
            until(datetime.fromtimestamp(collected.until, UTC))
        return answer

    faulty: Any = copy.copy(self)
    faulty._render = as_rendered
    return _rendered(faulty, address)


Pages._rendered = _rendered_too_early  # type: ignore[method-assign]
