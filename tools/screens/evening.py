"""When pictures are taken: nine in the evening (Seoul) of the day of the newest sample story."""

from datetime import UTC, datetime, time
from pathlib import Path
from tomllib import loads

from newsroom.lib.dates import SEOUL

STORIES = Path(__file__).resolve().parent.parent.parent / "seeds" / "source" / "stories"


def evening() -> datetime:
    newest: datetime = max(loads(path.read_text())["published"] for path in STORIES.glob("*.toml"))
    return datetime.combine(newest.astimezone(SEOUL).date(), time(21), SEOUL).astimezone(UTC)
