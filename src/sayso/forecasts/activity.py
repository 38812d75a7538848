"""Activity: until when a speaker could speak."""

import datetime as dt
from typing import ClassVar

from sayso.forecasts.record import Record, Words


class Activity(Record, frozen=True, kw_only=True, tag="activity"):
    """The last day on which a speaker could have changed a forecast, and what ended it."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("speaker", "until", "reason", "source")

    speaker: Words
    """The speaker, as in the claims."""
    until: dt.date
    """Last day of activity."""
    reason: Words
    """What ended it: `death`, `arrest`, `the outlet closed`."""
    source: Words
    """Where that is known from."""
