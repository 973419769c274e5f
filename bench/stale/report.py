"""Stale pages: readers ask while publishers publish, edit and withdraw, and processes are killed."""

from bench.options import Options
from bench.site import DATABASES, site
from bench.stale.trial import Outcome, Trial, hold
from bench.table import markdown

HEAD = ("trial", "reads", "stale", "acts", "killed workers", "killed publishers", "seconds")


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        for with_page_store in (False, True):
            name = f"{database}, {'with' if with_page_store else 'without'} page store"
            with site(database, stories=0, with_page_store=with_page_store) as newspaper:
                rows.append(row(name, hold(newspaper, Trial(options.reads, options.kills))))
    return markdown(HEAD, rows)


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
