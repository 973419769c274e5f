"""Settings of a site whose time hardly passes, so that its pages look tomorrow as they look today.

An hour of ours is a minute there: enough for one thing to be later than another, too little for a
clock to show it.
"""

import os
from datetime import datetime

from django.utils import timezone

from newsroom.settings import *
from tools.screens.evening import evening

SLOWER = 60

_evening = evening()
# The moment that stands for it, the same for all processes of a site.
_began = datetime.fromisoformat(os.environ["SCREENS_SINCE"])
_real_now = timezone.now


def now() -> datetime:
    return _evening + (_real_now() - _began) / SLOWER


# Before any model is there, whose defaults keep the function itself.
timezone.now = now
