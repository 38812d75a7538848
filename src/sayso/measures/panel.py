"""What lean is measured from: states × powers × periods of counts and votes, and dated facts."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from sayso.events.fact import DatedFact
from sayso.nearest import hint

Floats: TypeAlias = npt.NDArray[np.float64]
Step: TypeAlias = Literal["year", "month"]

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad classes 1 to 4, in the order of `Panel.quads`."""
COOPERATION, CONFLICT = slice(0, 2), slice(2, 4)
"""Where the cooperative and the conflictual classes stand among QUADS."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """Counts, votes and facts of some states with some powers; NaN is "no data", never zero.

    S states, P powers, T periods. A state is never one of the powers: that pair has no data.
    """

    states: tuple[str, ...]
    powers: tuple[str, ...]
    step: Step
    periods: tuple[dt.date, ...]
    """First day of each period, one after another without gaps."""
    quads: Floats
    """(4, S, P, T): events of each quad class between the two, in both directions."""
    state_totals: Floats
    """(2, S, T): cooperative and conflictual events of each state with every other actor."""
    power_totals: Floats
    """(2, P, T): the same of each power."""
    world_totals: Floats
    """(2, T): the same summed over all actors, so that every event counts twice."""
    agreement: Floats
    """(S, P, T): mean agreement with the power, 0 to 1, on roll calls where it stood against another."""
    agreement_of_all: Floats
    """(P, T): mean of that over every voting state but the powers."""
    roll_calls: Floats
    """(S, P, T): how many roll calls the agreement is of."""
    facts: tuple[DatedFact, ...] = ()

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit the names.

        Raises:
            ValueError: if a shape is wrong or a count negative.
        """
        s, p, t = len(self.states), len(self.powers), len(self.periods)
        shapes = {
            "quads": (4, s, p, t),
            "state_totals": (2, s, t),
            "power_totals": (2, p, t),
            "world_totals": (2, t),
            "agreement": (s, p, t),
            "agreement_of_all": (p, t),
            "roll_calls": (s, p, t),
        }
        for name, shape in shapes.items():
            array: Floats = getattr(self, name)
            if array.shape != shape:
                raise ValueError(f"{name} has the shape {array.shape}; want {shape}")
            if np.any(array < 0):
                raise ValueError(f"{name} has a negative number: {np.nanmin(array)}")

    @property
    def cooperation(self) -> Floats:
        """(S, P, T): cooperative events between the two."""
        total: Floats = self.quads[COOPERATION].sum(axis=0)
        return total

    @property
    def conflict(self) -> Floats:
        """(S, P, T): conflictual events between the two."""
        total: Floats = self.quads[CONFLICT].sum(axis=0)
        return total

    def state(self, name: str) -> int:
        """Return the place of a state.

        Raises:
            KeyError: if the panel lacks it; the nearest is named.
        """
        return _place(name, self.states, "state")

    def power(self, name: str) -> int:
        """Return the place of a power.

        Raises:
            KeyError: if the panel lacks it; the nearest is named.
        """
        return _place(name, self.powers, "power")

    def period(self, day: dt.date | int) -> int:
        """Return the place of the period that holds a day, or of a year in a yearly panel.

        Raises:
            KeyError: if the panel has no such period, or a year is asked of a monthly panel.
        """
        if isinstance(day, int):
            if self.step == "month":
                raise KeyError(f"this panel is monthly; want a day in a month, not the year {day}")
            day = dt.date(day, 1, 1)
        first = first_day(day, self.step)
        if first not in self.periods:
            raise KeyError(f"{day} is not in {self.periods[0]} – {self.periods[-1]} by the {self.step}")
        return self.periods.index(first)

    def until(self, place: int) -> "Panel":
        """Return the panel of the periods before `place`; facts stay, those to come are not used."""
        kept = slice(0, place)
        return replace(
            self,
            periods=self.periods[kept],
            quads=self.quads[..., kept],
            state_totals=self.state_totals[..., kept],
            power_totals=self.power_totals[..., kept],
            world_totals=self.world_totals[..., kept],
            agreement=self.agreement[..., kept],
            agreement_of_all=self.agreement_of_all[..., kept],
            roll_calls=self.roll_calls[..., kept],
        )


def first_day(day: dt.date, step: Step) -> dt.date:
    """Return the first day of the year or month that holds `day`.

    >>> import datetime as dt
    >>> first_day(dt.date(2005, 7, 29), "year")
    datetime.date(2005, 1, 1)
    """
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def next_period(first: dt.date, step: Step) -> dt.date:
    """Return the first day of the period after the one that begins on `first`.

    >>> import datetime as dt
    >>> next_period(dt.date(2005, 12, 1), "month")
    datetime.date(2006, 1, 1)
    """
    if step == "year":
        return dt.date(first.year + 1, 1, 1)
    return dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)


def periods_between(first: dt.date, last: dt.date, step: Step) -> tuple[dt.date, ...]:
    """Return the first days of the periods from the one that holds `first` to the one that holds `last`."""
    day = first_day(first, step)
    found = []
    while day <= last:
        found.append(day)
        day = next_period(day, step)
    return tuple(found)


def _place(name: str, known: tuple[str, ...], noun: str) -> int:
    if name in known:
        return known.index(name)
    there = f"; there are {', '.join(known)}" if known else ""
    raise KeyError(f"the panel has no {noun} {name}{hint(name, known, otherwise=there)}")
