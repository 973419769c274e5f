"""Faults built in on purpose: a trial that finds no stale page with them would prove nothing."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Modules that `Trial` takes instead of the site's own."""

    name: str
    application: str = "newsroom.wsgi"
    publishers: str = "bench.stale.publishers"
    with_page_store: bool = False


FAULTS = (
    Fault("epoch read after rendering", application="bench.stale.faulty_late_epoch"),
    Fault("keys named after the commit", publishers="bench.stale.faulty_late_keys"),
    Fault(
        "file removed after the commit",
        publishers="bench.stale.faulty_late_unlink",
        with_page_store=True,
    ),
)
