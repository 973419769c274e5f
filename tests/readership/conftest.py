from collections.abc import Iterator

import pytest

from readership import counting


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    counting.tally.take()
    yield
    counting.tally.take()
