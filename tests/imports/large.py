"""Large JSON Lines files, written line by line."""

import json
from pathlib import Path

from tests.imports.lines import told

PARAGRAPH = "<p>" + "가온시는 새 도서관이 내년 봄에 문을 연다고 밝혔다. " * 12 + "</p>"


def write_large(path: Path, stories: int, *, paragraphs: int = 2) -> Path:
    """`stories` lines of about a kilobyte a paragraph."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(stories):
            line = told(number, body=PARAGRAPH * paragraphs)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path
