"""Settings of a site whose time hardly passes, so that its pages look tomorrow as they look today.

An hour of ours is a minute there: enough for one thing to be later than another, too little for a
clock to show it.
"""

import os
from datetime import UTC, datetime

from django.utils import timezone

from newsroom.settings import *
from tools.screens.moment import moment

SLOWER = 60

_moment = moment().astimezone(UTC)
# The moment that stands for it, the same for all processes of a site.
_began = datetime.fromisoformat(os.environ["SCREENS_SINCE"])
_real_now = timezone.now


def now() -> datetime:
    return _moment + (_real_now() - _began) / SLOWER


# Before any model is there, whose defaults keep the function itself.
timezone.now = now
