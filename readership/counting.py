"""One view, from the beacon to the tally. It writes nothing; readership/flushing.py does."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from readership.flushing import Flusher
from readership.tally import Tally
from readership.visitors import is_reader

# Different stories and hours that wait for the next batch, some 2 MB.
MOST_WAITING = 10_000
LARGEST_NUMBER = 2**63 - 1

tally = Tally(MOST_WAITING)
flusher = Flusher(tally)


def count(request: HttpRequest, number: int) -> None:
    """Count that the story `number` is being read, if a reader does. Whether there is such a
    story, and readers may see it, is looked up for the whole batch later."""
    if not 0 < number <= LARGEST_NUMBER or not is_reader(request):
        return
    tally.add((number, hour_of(timezone.now())))
    flusher.ensure_running()
    if tally.is_crowded:
        flusher.hurry()


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
