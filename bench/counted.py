"""The site, writing to BENCH_RENDERS: READY for each process that begins to serve, and the address
of each page that it renders."""

import os

from bench.burst import READY
from pagecache.routes import Address
from pagecache.wsgi import Answer, PageCacheLayer

_render = PageCacheLayer.render


def _note(line: str) -> None:
    # One write of a few bytes to a file opened for appending is not mixed with others.
    file = os.open(os.environ["BENCH_RENDERS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def _counted(self: PageCacheLayer, address: Address) -> Answer:
    answer = _render(self, address)
    _note(address.path)
    return answer


PageCacheLayer.render = _counted  # type: ignore[method-assign]

# Only now: the layer keeps the method it was made with.
from newsroom.wsgi import application as application  # noqa: E402

_note(READY)
