"""Bulk files of our own invention."""

import json
from pathlib import Path
from typing import Any


def told(number: object = 1, **fields: Any) -> dict[str, Any]:
    """A whole story; a field given as None is left out."""
    whole = {
        "id": f"old-{number}",
        "title": f"가온시, 강변 도서관 {number}호점 연다",
        "subtitle": "열람실 두 배로 넓혀",
        "body": "<p>가온시는 새 도서관을 연다고 12일 밝혔다.</p><p>책은 8만 권이다.</p>",
        "reporter": {"name": "이도윤", "email": "lee@example.com"},
        "section": {"slug": "gaon", "name": "가온소식"},
        "published_at": "2021-03-04T09:30:00",
        "tags": ["도서관", "가온시"],
        "url": f"https://old.example/news/view.html?no={number}",
        "reporting_type": "own",
    } | fields
    return {name: value for name, value in whole.items() if value is not None}


def write(folder: Path, *lines: object, name: str = "stories.jsonl") -> Path:
    """A file with a line for each: an object, or the text or bytes of the line itself."""
    path = folder / name
    path.write_bytes(b"".join(_bytes(line) + b"\n" for line in lines))
    return path


def _bytes(line: object) -> bytes:
    if isinstance(line, bytes):
        return line
    text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")
