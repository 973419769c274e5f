"""CPU time the process takes for a page that is not stored anywhere (PostgreSQL's own aside)."""

import json

from bench.options import Options
from bench.site import DATABASES, site
from bench.table import markdown, spread

GOALS = {"article": 10, "section": 10, "front": 20, "section, deep": 12}


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        with site(database, stories=options.stories) as newspaper:
            measured = json.loads(newspaper.run("bench.render_pages", str(options.rounds)))
        rows += [
            [
                f"{database}, {options.stories:,} stories: {name}",
                spread(times, ".1f"),
                str(GOALS[name.split(" page")[0]]),
            ]
            for name, times in measured.items()
        ]
    return markdown(("page", "ms", "at most"), rows)
