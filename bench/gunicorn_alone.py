"""gunicorn without nginx before it: the hot article and its 304, on both databases."""

from bench.contest import Contest, Target, compare, fetch, lay_out, page, table
from bench.options import Options
from bench.site import DATABASES, HOST, Site, site

BROTLI = {"Accept-Encoding": "br"}
GOALS = {"SQLite": 0.10, "PostgreSQL": 0.06}
WARM_UP_SECONDS = 2


def run(options: Options) -> str:
    rows = []
    for database in DATABASES:
        with site(database, stories=options.stories) as newspaper:
            rows += _measure(newspaper, options)
    return table(rows)


def _measure(newspaper: Site, options: Options) -> list[list[str]]:
    path, _ = newspaper.run("bench.story").split()
    with newspaper.served() as (port, _pid), newspaper.behind_nginx(port) as server:
        lay_out(server.static_folder, path, page(port, path, newspaper.headers))
        headers = {**newspaper.headers, **BROTLI}
        static_headers = {"Host": HOST, **BROTLI}
        contests = [
            Contest(
                f"gunicorn on {newspaper.database}, hot article",
                GOALS[newspaper.database],
                Target(port, headers, path),
                Target(server.static_port, static_headers, path),
            )
        ]
        known = fetch(port, path, headers).headers.get("ETag")
        if known:
            static_known = fetch(server.static_port, path, static_headers).headers["ETag"]
            contests.append(
                Contest(
                    f"gunicorn on {newspaper.database}, 304",
                    GOALS[newspaper.database],
                    Target(port, {**headers, "If-None-Match": known}, path),
                    Target(
                        server.static_port, {**static_headers, "If-None-Match": static_known}, path
                    ),
                )
            )
        # So that every worker has the page before the first round.
        contests[0].ours.load(WARM_UP_SECONDS)
        return compare(contests, rounds=options.rounds, seconds=options.seconds)
