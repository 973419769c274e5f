"""Why an act did not happen. Raised by articles/workflow.py and what stands beside it."""

from datetime import datetime

from newsroom.lib.dates import format_time


class Refused(Exception):
    """The act did not happen. str() is a Korean sentence saying why and what to do."""


class NotAllowed(Refused):
    """This user may not."""


class WrongState(Refused):
    """The story is not in a state from which this can be done."""


class Conflict(Refused):
    """Somebody saved the story since the text this act was based on."""


class Incomplete(Refused):
    """Something is missing, or the input cannot be accepted."""


class PhotoForbidden(Refused):
    """A picture of the text may not go before readers (photos/rights.py). Nobody may override."""


class EmbargoAhead(Refused):
    """The embargo has not come. The attempt is logged with both times."""

    def __init__(self, embargo_until: datetime, at: datetime) -> None:
        self.detail = f"엠바고 {format_time(embargo_until)}, 출고 시도 {format_time(at)}"
        super().__init__(f"엠바고가 {format_time(embargo_until)}까지입니다. 그 뒤로 예약해 주세요.")
