"""Keys of what pages show of reporters and outlets."""

from collections.abc import Iterable

from pagecache import depends
from pagecache.keys import key
from photos import page_keys as photo_keys
from reporters.models import Reporter


def reporter(pk: int) -> str:
    """Who they are, or that there is no such reporter; not what they wrote."""
    return key("reporter", pk)


def outlet(pk: int) -> str:
    return key("outlet", pk)


def depends_on_reporters(reporters: Iterable[Reporter]) -> None:
    """The page shows these people with portrait and outlet."""
    for shown in reporters:
        depends(reporter(shown.pk), outlet(shown.outlet_id))
        if shown.photo_id:
            depends(photo_keys.photo(shown.photo_id))
