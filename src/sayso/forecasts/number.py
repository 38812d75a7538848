"""Numbers as people write them."""

import math
import re
from typing import Final

_NUMBER: Final = re.compile(
    r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d)\.?)(?:e[-+]?\d+)?", re.IGNORECASE
)


def number_of(written: str) -> float | None:
    """Return the finite number that is written, or None where there is none.

    Commas stand only between thousands: `1,2` is no number rather than twelve or one and a fifth.

    >>> number_of("1,200"), number_of(".5"), number_of("1,2"), number_of("nan"), number_of("1e999")
    (1200.0, 0.5, None, None, None)
    """
    words = written.strip()
    if _NUMBER.fullmatch(words) is None:
        return None
    number = float(words.replace(",", ""))
    return number if math.isfinite(number) else None
