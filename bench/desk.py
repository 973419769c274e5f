"""The desk's screens on PostgreSQL: wall time until the answer stands, PostgreSQL's work included."""

import json

from bench.options import Options
from bench.site import site
from bench.table import markdown, spread

HEAD = ("screen", "ms (at most 150)", "queries")


def run(options: Options) -> str:
    with site("PostgreSQL", stories=options.stories) as newspaper:
        measured = json.loads(newspaper.run("bench.desk_screens", str(options.rounds)))
    rows = [
        [f"{options.stories:,} stories: {name}", spread(times), str(queries)]
        for name, (times, queries) in measured.items()
    ]
    return markdown(HEAD, rows)
