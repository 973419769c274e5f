"""Faults built in on purpose: a trial that finds no stale page with them would prove nothing."""

from dataclasses import replace

from bench.stale.trial import Trial


def controls(trial: Trial) -> dict[str, Trial]:
    """The trial with one fault each, by what is wrong."""
    return {
        "epoch read after rendering": replace(trial, application="bench.stale.faulty_late_epoch"),
        "keys named after the commit": replace(trial, publishers="bench.stale.faulty_late_keys"),
    }
