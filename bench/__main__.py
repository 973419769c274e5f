"""`python -m bench [PART…]`: runs the parts named, or all, and prints their tables as Markdown."""

import argparse
import importlib
import signal
import sys
from types import FrameType
from typing import NoReturn

from bench import machine
from bench.options import Options
from tools import postgres
from tools.lifeline import die_with_parent

# In the order in which they run. Each is a module with run(options), whose docstring heads it.
PARTS = {
    "gunicorn": "bench.gunicorn_alone",
    "store": "bench.page_store",
    "render": "bench.render",
    "stale": "bench.stale.report",
    "burst": "bench.burst",
    "invalidation": "bench.invalidation",
    "memory": "bench.memory",
    "desk": "bench.desk",
    "importing": "bench.importing",
    "search": "bench.search",
    "lighthouse": "bench.lighthouse.report",
}


def end_cleanly(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM unwinds the stack, so that what was started ends and temporary folders go."""
    sys.exit(128 + number)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="bench", description=__doc__)
    made.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--seconds", type=float, default=5, help="of load on each server in a round")
    made.add_argument("--stories", type=int, default=100_000, help="in the corpus")
    made.add_argument("--reads", type=int, default=100_000, help="in each staleness trial")
    made.add_argument("--kills", type=int, default=200, help="in each staleness trial")
    return made


def main() -> None:
    arguments = parser().parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        sys.exit(f"No such part: {' '.join(sorted(unknown))}. Parts: {' '.join(PARTS)}")
    options = Options(
        arguments.rounds, arguments.seconds, arguments.stories, arguments.reads, arguments.kills
    )
    die_with_parent(signal.SIGTERM)
    signal.signal(signal.SIGTERM, end_cleanly)
    print(machine.described(), flush=True)
    for name in arguments.parts or PARTS:
        module = importlib.import_module(PARTS[name])
        print(f"\n## {name}: {module.__doc__}\n\n{module.run(options)}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except postgres.Unavailable as error:
        sys.exit(f"Not measured: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
