"""Makes the fixtures seeds/*.json from the plain files in seeds/source: python -m tools.seeds

The same sources always give the same fixtures. Keys are given by the sources or derived from a
story's number, so that adding a story leaves all other rows as they are.
"""

import json
import os

import django

from tools.seeds.source import SEEDS, Row


def write(name: str, rows: list[Row]) -> None:
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=lambda value: value.isoformat())
    (SEEDS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"seeds/{name}.json: {len(rows)} rows")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    # These use the articles app, which is not there before setup().
    from tools.seeds import tables
    from tools.seeds.stories import Stories

    write("sections", tables.sections())
    write("reporters", tables.reporters())
    write("masthead", tables.masthead())
    write("pages", tables.pages())
    write("stories", Stories().rows())


if __name__ == "__main__":
    main()
