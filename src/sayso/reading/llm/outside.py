"""What the reader needs of the world besides the endpoint: time, sleep, chance and an unforeseeable mark."""

import datetime as dt
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Functions that tests replace."""

    sleep: Callable[[float], None] = time.sleep
    """Waits so many seconds."""
    clock: Callable[[], float] = time.monotonic
    """Seconds that never go back."""
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    """The date and time of day, for a `Retry-After` that names a date."""
    jitter: Callable[[], float] = field(default_factory=lambda: random.SystemRandom().random)
    """A number in [0, 1): many readers that were turned away together must not come back together."""
    mark: Callable[[], str] = field(default=lambda: secrets.token_hex(16))
    """A mark to put around a text; nobody who writes a text can foresee it."""
