"""One table of a scenario file, read field by field; what is wrong is noted with its line."""

import calendar
import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.nearest import hint
from sayso.problems import Problem
from sayso.scenarios.places import TablePlace
from sayso.statements.factor import Factor

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
LONGEST_TEXT = 4000
"""Characters that a name or a sentence may have."""
_SHOWN = 40


@dataclass(frozen=True)
class Entry:
    """A table with its place; faults are added as its fields are read."""

    source: str
    """The file's name."""
    title: str
    """`clamp 2`; empty for the head of the file."""
    values: Mapping[str, Any]
    place: TablePlace
    faults: list[Problem] = field(default_factory=list)

    def fault(self, message: str, key: str | None = None) -> None:
        """Note what is wrong with the table, or with one of its keys."""
        told = f"{self.title}: {message}" if self.title else message
        self.faults.append(Problem(source=self.source, message=told, line=self.place.of(key), fatal=True))

    def allow(self, known: tuple[str, ...]) -> None:
        """Note every key that is not among `known`, with the nearest."""
        for key in self.values:
            if key not in known:
                nearest = hint(key, known, otherwise=f"; want {', '.join(known)}")
                self.fault(f"no key {_short(key)}{nearest}", key)

    def text(self, key: str, *, needed: bool = True) -> str | None:
        """Return the words under `key`, None where there are none or they are wrong."""
        value = self._value(key, needed=needed)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            self.fault(f"{key} is {_short(value)}; want text of 1 to {LONGEST_TEXT:,} characters", key)
            return None
        return value

    def factor(self, key: str) -> Factor | None:
        """Return the factor under `key`, None where it is wrong."""
        written = self.text(key)
        if written is None:
            return None
        try:
            return Factor.parse(written.strip())
        except ValueError as error:
            self.fault(f"{key}: {error}", key)
            return None

    def number(self, key: str) -> float | None:
        """Return the finite number under `key`, None where it is wrong."""
        value = self._value(key)
        if value is None:
            return None
        found = math.nan
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                found = float(value)
            except OverflowError:
                found = math.inf
        if not math.isfinite(found):
            self.fault(f"{key} is {_short(value)}; want a finite number", key)
            return None
        return found

    def day(self, key: str, *, needed: bool = True, last: bool = False) -> dt.date | None:
        """Return the day under `key`; of a month its first day, or its last where `last`."""
        value = self._value(key, needed=needed)
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        match = _DAY.fullmatch(value) if isinstance(value, str) else None
        if match is not None:
            year, month = int(match[1]), int(match[2])
            try:
                ending = calendar.monthrange(year, month)[1] if last else 1
                return dt.date(year, month, int(match[3] or ending))
            except ValueError:
                pass
        self.fault(f'{key} is {_short(value)}; want a day, 2022-09-01, or a month in quotes, "2022-09"', key)
        return None

    def _value(self, key: str, *, needed: bool = True) -> Any:
        if key not in self.values and needed:
            self.fault(f"{key} is missing")
        return self.values.get(key)


def _short(value: Any) -> str:
    """Return a value as it stands in a message."""
    try:
        written = repr(value)
    except ValueError:  # an integer of more digits than Python writes out
        written = "a huge number"
    return written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1]}…"
