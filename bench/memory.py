"""A server process after 100,000 different pages: its memory, and what it believes to hold."""

import json
import subprocess
import sys

from bench.options import Options
from bench.processes import ROOT
from bench.site import site
from bench.table import markdown


def run(options: Options) -> str:
    with site("SQLite", stories=0) as newspaper:
        done = subprocess.run(
            [sys.executable, "-m", "bench.many_pages"],
            cwd=ROOT,
            env=newspaper.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    rows = [[f"{number:,.0f}" for number in row] for row in json.loads(done.stdout)]
    return markdown(("pages", "resident MB", "counted MB (at most 128)", "pages in memory"), rows)
