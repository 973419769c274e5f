"""Faults built in on purpose: a trial that finds no stale page with them would prove nothing.

Each is a module that `Trial` takes instead of the site's own: an application or publishers.
"""

from bench.stale.trial import Trial

FAULTS = {
    "epoch read after rendering": {"application": "bench.stale.faulty_late_epoch"},
    "keys named after the commit": {"publishers": "bench.stale.faulty_late_keys"},
}


def with_fault(name: str, *, reads: int, kills: int) -> Trial:
    return Trial(reads, kills, **FAULTS[name])
