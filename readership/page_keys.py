"""What pages of this app depend on, and what a change of the ranking touches."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def changing_most_read() -> Iterator[None]:
    with transaction.atomic():
        yield
