"""A question's time in the months of a simulation."""

import calendar
import datetime as dt

import msgspec

from sayso.simulation.changes import month_of

_HALF: float = 0.5


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """The days that count, against the months of a model's runs."""

    start: dt.date
    """First day of the model: of a month."""
    first: dt.date
    """First day that counts, on or after `start`."""
    last: dt.date
    """Last day that counts, on or after `first`."""

    @property
    def months(self) -> int:
        """How many months have to be run to reach the last day."""
        return month_of(self.start, self.last)

    @property
    def counted(self) -> range:
        """The months of the simulation that have days that count; 1 is the month of the start."""
        return range(month_of(self.start, self.first), self.months + 1)

    @property
    def before(self) -> int:
        """The month whose end is the beginning: 0 for the model's own start."""
        return month_of(self.start, self.first) - 1

    @property
    def after(self) -> int:
        """The month whose end is nearest to the end of the last day, after `before`.

        >>> june = Window(start=dt.date(2022, 2, 1), first=dt.date(2022, 2, 4), last=dt.date(2022, 6, 9))
        >>> june.months, june.after
        (5, 4)
        """
        share = self.last.day / self.days(self.months)
        return max(self.months - (share < _HALF), self.before + 1)

    def opening(self, month: int) -> dt.date:
        """Return the first day of a month of the simulation, 1 the first."""
        years, place = divmod(self.start.month - 1 + month - 1, 12)
        return dt.date(self.start.year + years, place + 1, 1)

    def days(self, month: int) -> int:
        """Return how many days a month of the simulation has."""
        day = self.opening(month)
        return calendar.monthrange(day.year, day.month)[1]
