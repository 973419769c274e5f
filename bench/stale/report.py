"""Stale pages: readers ask while publishers publish, edit and withdraw, and processes are killed."""

from dataclasses import replace

from bench.options import Options
from bench.site import DATABASES, site
from bench.stale.faults import FAULTS
from bench.stale.trial import Outcome, Trial, hold
from bench.table import markdown

CONTROL_PART = 5
HEAD = ("trial", "reads", "stale", "acts", "killed workers", "killed publishers", "seconds")


def run(options: Options) -> str:
    trial = Trial(options.reads, options.kills)
    rows = []
    for database in DATABASES:
        for with_page_store in (False, True):
            name = f"{database}, {'with' if with_page_store else 'without'} page store"
            rows.append(row(name, _held(database, with_page_store, trial)))
    for fault in FAULTS:
        control = replace(
            trial,
            reads=trial.reads // CONTROL_PART,
            kills=trial.kills // CONTROL_PART,
            application=fault.application,
            publishers=fault.publishers,
        )
        outcome = _held("SQLite", fault.with_page_store, control)
        rows.append(row(f"control, must find some: {fault.name}", outcome))
    return markdown(HEAD, rows)


def _held(database: str, with_page_store: bool, trial: Trial) -> Outcome:
    with site(database, stories=0, with_page_store=with_page_store) as newspaper:
        return hold(newspaper, trial)


def row(name: str, outcome: Outcome) -> list[str]:
    stale = f"{outcome.stale_reads:,}"
    if outcome.stale_reads:
        pages = ", ".join(f"{page} {count:,}" for page, count in outcome.stale.most_common(5))
        stale += f" ({pages}; as in: {outcome.examples[0]})"
    counts = (outcome.acts, outcome.killed_workers, outcome.killed_publishers)
    return [
        name,
        f"{outcome.reads:,}",
        stale,
        *(f"{count:,}" for count in counts),
        f"{outcome.seconds:.0f}",
    ]
