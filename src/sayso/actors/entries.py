"""The tables of an actor file, as records, and how a date is written there."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from sayso.actors.election import ElectionKind
from sayso.actors.membership import Status
from sayso.actors.office import Role
from sayso.dates import DateInterval

_MONTHS_IN_YEAR = 12


class StateEntry(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """`[[state]]`."""

    id: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    government: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    gw: int | None = None
    cow: int | None = None
    from_: Any = None
    to: Any = None
    source: str | None = None


class BodyEntry(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """`[[organisation]]` or `[[group]]`."""

    id: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    from_: Any = None
    to: Any = None
    source: str | None = None


class RegionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`[[region]]`: several states (`members`) or a part of one (`state`)."""

    id: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    state: str | None = None
    source: str | None = None


class PersonEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`[[person]]`: for aliases, a surname that is not the last word, or somebody without a post."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    surname: str | None = None
    state: str | None = None
    source: str | None = None


class PostEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`[[post]]`: one post and its holders, each `[name, from]` or `[name, from, to]`."""

    of: str
    role: Role
    title: str
    holders: tuple[tuple[Any, ...], ...]
    leads: bool | None = None
    source: str | None = None


class MembershipEntry(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """`[[membership]]`: members of one organisation with the same dates."""

    organisation: str
    members: tuple[str, ...]
    status: Status = "member"
    from_: Any = None
    to: Any = None
    source: str | None = None


class ElectionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`[[election]]`: polling days of one kind in one state."""

    state: str
    kind: ElectionKind
    days: tuple[dt.date, ...]
    called: dict[str, Any] = {}
    """Polling day → the day on which it was set."""
    source: str | None = None


class MilestoneEntry(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """`[[milestone]]`: a datable happening and the phrases that refer to it."""

    what: str
    words: tuple[str, ...]
    actor: str | None = None
    from_: Any
    to: Any = None
    known_from: Any = None
    source: str | None = None


class OtherEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`[[other]]`: names that contain an actor's name and mean something else."""

    names: tuple[str, ...]
    source: str | None = None


Entry: TypeAlias = (
    StateEntry
    | BodyEntry
    | RegionEntry
    | PersonEntry
    | PostEntry
    | MembershipEntry
    | ElectionEntry
    | MilestoneEntry
    | OtherEntry
)

TABLES: dict[str, type[Entry]] = {
    "state": StateEntry,
    "organisation": BodyEntry,
    "group": BodyEntry,
    "region": RegionEntry,
    "person": PersonEntry,
    "post": PostEntry,
    "membership": MembershipEntry,
    "election": ElectionEntry,
    "milestone": MilestoneEntry,
    "other": OtherEntry,
}
"""The tables that a file may hold, in the order in which they are read."""


def read_interval(start: Any, end: Any) -> DateInterval:
    """Return the days from `start` to `end`, each a TOML date, a year, `"2014-09"`, `"?"` or None.

    A year or month opens the interval to its widest; `"?"` and None leave the side open.

    Raises:
        ValueError: if a side is no date, or the end lies before the start.

    >>> str(read_interval("2014-09", 2016))
    '2014-09-01 – 2016-12-31'
    """
    return DateInterval(_bounds(start)[0], _bounds(end)[1])


def read_occasion(start: Any, end: Any) -> DateInterval:
    """Return when something happened; without an end it lies within the day, month or year of `start`.

    Raises:
        ValueError: as `read_interval`.

    >>> str(read_occasion("2014-09", None))
    '2014-09-01 – 2014-09-30'
    """
    return read_interval(start, start if end is None else end)


def read_calls(called: Mapping[str, Any], days: Sequence[dt.date]) -> dict[dt.date, dt.date]:
    """Return the day of the call by polling day.

    Raises:
        ValueError: if a key is none of `days`, or a call is no date or comes after its polling day.

    >>> read_calls({"2022-11-20": dt.date(2022, 9, 21)}, [dt.date(2022, 11, 20)])
    {datetime.date(2022, 11, 20): datetime.date(2022, 9, 21)}
    """
    written = {str(day): day for day in days}
    calls = {}
    for key, call in called.items():
        if key not in written:
            raise ValueError(f"called: {key!r} is none of its days; those are {', '.join(sorted(written))}")
        if type(call) is not dt.date:  # a time of day is none either
            raise ValueError(f"called: {call!r} is not a date; want 2022-09-21")
        if call > written[key]:
            raise ValueError(f"called: the vote of {key} cannot be called after it, on {call}")
        calls[written[key]] = call
    return calls


def _bounds(value: Any) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that `value` can mean."""
    if value is None or value == "?":
        return None, None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value, value
    if isinstance(value, int) and not isinstance(value, bool) and dt.MINYEAR <= value <= dt.MAXYEAR:
        return dt.date(value, 1, 1), dt.date(value, 12, 31)
    if isinstance(value, str):
        year, _, month = value.partition("-")
        if year.isdecimal() and month.isdecimal() and 1 <= int(month) <= _MONTHS_IN_YEAR:
            last = calendar.monthrange(int(year), int(month))[1]
            return dt.date(int(year), int(month), 1), dt.date(int(year), int(month), last)
    raise ValueError(f'{value!r} is not a date; want 2014-09-28, "2014-09", 2014 or "?"')
