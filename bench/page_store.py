"""Pages that nginx serves from the page store."""

from pathlib import Path

from bench.contest import Contest, Target, compare, lay_out, page, table
from bench.options import Options
from bench.site import HOST, site

SPREAD = 2_000


def run(options: Options) -> str:
    with site("SQLite", stories=options.stories, with_page_store=True) as newspaper:
        story, _ = newspaper.run("bench.story").split()
        section, *articles = newspaper.run("bench.paths", str(SPREAD)).split()
        with newspaper.served() as (port, _pid), newspaper.behind_nginx(port) as server:
            host = {"Host": HOST}
            for path in (story, "/", section, *articles):
                # Asking through nginx puts the page into the store.
                lay_out(server.static_folder, path, page(server.site_port, path, host))
            _require_stored(newspaper.pages_folder, [story, "/", section, *articles])

            def contest(
                name: str, goal: float, path: str, encoding: str, listed: Path | None = None
            ) -> Contest:
                headers = {**host, "Accept-Encoding": encoding}
                return Contest(
                    f"page store, {name}",
                    goal,
                    Target(server.site_port, headers, path, listed),
                    Target(server.static_port, headers, path, listed),
                )

            every = newspaper.folder / "articles.txt"
            every.write_text("\n".join(articles))
            contests = [
                contest("hot article, br", 0.90, story, "br"),
                contest("hot article, gzip", 0.90, story, "gzip"),
                contest("front, br", 0.90, "/", "br"),
                contest("section, br", 0.90, section, "br"),
                contest(f"{len(articles):,} articles in turn, br", 0.85, "/", "br", every),
            ]
            return table(compare(contests, rounds=options.rounds, seconds=options.seconds))


def _require_stored(folder: Path, paths: list[str]) -> None:
    """Else gunicorn would be measured."""
    missing = [path for path in paths if not (folder / path.strip("/") / "index.html").exists()]
    if missing:
        raise RuntimeError(f"{len(missing)} of {len(paths)} pages were not stored: {missing[:3]}")
