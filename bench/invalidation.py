"""What naming its keys adds to a publish, among a million stored keys."""

import json

from bench.options import Options
from bench.site import DATABASES, site
from bench.table import markdown, spread

HEAD = ("site", "keys named", "ms (at most 5)")


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        for with_page_store in (False, True):
            with site(database, stories=0, with_page_store=with_page_store) as newspaper:
                measured = json.loads(newspaper.run("bench.invalidate", str(options.rounds)))
            name = f"{database}, {'with' if with_page_store else 'without'} page store"
            rows += [
                [name, keys, spread(milliseconds, ".2f")] for keys, milliseconds in measured.items()
            ]
    return markdown(HEAD, rows)
