"""When pictures are taken: soon after the newest sample story, while a [속보] is still one."""

from datetime import datetime, timedelta
from pathlib import Path
from tomllib import loads

STORIES = Path(__file__).resolve().parent.parent.parent / "seeds" / "source" / "stories"


def moment() -> datetime:
    newest: datetime = max(loads(path.read_text())["published"] for path in STORIES.glob("*.toml"))
    return newest + timedelta(hours=2)
