"""The site, counting the pages it renders: a line of BENCH_RENDERS each, in all its processes."""

import os

from pagecache.routes import Address
from pagecache.wsgi import Answer, PageCacheLayer

_render = PageCacheLayer.render


def _counted(self: PageCacheLayer, address: Address) -> Answer:
    answer = _render(self, address)
    # One write of a few bytes to a file opened for appending is not mixed with others.
    line = os.open(os.environ["BENCH_RENDERS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(line, f"{address.path}\n".encode())
    os.close(line)
    return answer


PageCacheLayer.render = _counted  # type: ignore[method-assign]

# Only now: the layer keeps the method it was made with.
from newsroom.wsgi import application as application  # noqa: E402
