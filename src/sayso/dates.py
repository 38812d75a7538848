"""Dates that may be known only within bounds."""

import datetime as dt

import msgspec


class DateInterval(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """The days from `start` to `end`, both included; `None` leaves a side open.

    >>> import datetime as dt
    >>> december = DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31))
    >>> dt.date(2014, 12, 1) in december
    True
    """

    start: dt.date | None = None
    end: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it starts.

        Raises:
            ValueError: if `end` is before `start`.
        """
        if self.start is not None and self.end is not None and self.end < self.start:
            message = f"an interval cannot end ({self.end}) before it starts ({self.start})"
            raise ValueError(message)

    @classmethod
    def day(cls, day: dt.date) -> "DateInterval":
        """Return the interval of one day."""
        return cls(day, day)

    def __contains__(self, day: dt.date) -> bool:
        """Tell whether `day` lies in the interval."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "DateInterval") -> bool:
        """Tell whether the two intervals share a day."""
        return self.intersect(other) is not None

    def intersect(self, other: "DateInterval") -> "DateInterval | None":
        """Return the days in both intervals, or `None` when there are none."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        start = max(starts, default=None)
        end = min(ends, default=None)
        if start is not None and end is not None and end < start:
            return None
        return DateInterval(start, end)

    def __str__(self) -> str:
        """Return the interval as people write it: one day, or two days with a dash."""
        if self.start is not None and self.start == self.end:
            return self.start.isoformat()
        start = "…" if self.start is None else self.start.isoformat()
        end = "…" if self.end is None else self.end.isoformat()
        return f"{start} – {end}"
