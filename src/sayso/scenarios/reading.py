"""Scenario files: TOML → a scenario, or everything that is wrong with it and where."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sayso.models.model import Model
from sayso.nearest import hint
from sayso.problems import Problem
from sayso.scenarios.entry import Entry
from sayso.scenarios.places import HEAD, table_places
from sayso.scenarios.scenario import Scenario
from sayso.simulation.change_faults import change_faults
from sayso.simulation.changes import Ban, Change, Clamp, Occurrence, Shock, Strength

FORMAT: Final = 1
"""The version of the file format that is read and written."""
LARGEST_FILE: Final = 1 << 20
"""Bytes."""
MOST_CHANGES: Final = 2000

_NORMAL: Final = 0.5
_LINE = re.compile(r"\(at line (\d+)")
_PLACE = re.compile(r"^change \d+, [^:]*: ")


def read_scenario(
    data: bytes, name: str, *, model: Model | None = None, months: int | None = None
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Return the scenario that a TOML file holds, or everything that is wrong with it.

    `name` is what problems call the file. With `model` its names and dates are held against that model over
    `months` months too; without, only the file itself is.

    Raises:
        ValueError: if `model` is given without `months`.

    >>> data = b'''
    ... name = "Unrest comes from Kazakhstan"
    ... [[event]]
    ... event = "mass_unrest(KAZ)"
    ... on = 2022-09-01
    ... '''
    >>> scenario, problems = read_scenario(data, "spread.toml")
    >>> scenario.changes
    (Occurrence(event='mass_unrest(KAZ)', on=datetime.date(2022, 9, 1)),)
    >>> print(*read_scenario(data.replace(b"on =", b"at ="), "spread.toml")[1], sep="; ")
    spread.toml:5: event 1: no key 'at'; want event, on; spread.toml:3: event 1: on is missing
    """
    if model is not None and months is None:
        raise ValueError("a model is given without the months that it is to run")
    if len(data) > LARGEST_FILE:
        return None, (_whole(name, f"{len(data):,} bytes; want {LARGEST_FILE:,} at most"),)
    try:
        text = data.decode("utf-8-sig")
        loaded = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return None, (_whole(name, f"not UTF-8: {error.reason} at byte {error.start}"),)
    except RecursionError:
        return None, (_whole(name, "not a scenario: nested too deeply"),)
    except ValueError as error:
        at = _LINE.search(str(error))
        line = None if at is None else int(at[1])
        return None, (Problem(source=name, message=f"not TOML: {error}", line=line, fatal=True),)
    return _read(loaded, text, name, (model, months))


def _whole(source: str, message: str) -> Problem:
    return Problem(source=source, message=message, fatal=True)


def _read(
    loaded: Mapping[str, Any], text: str, source: str, against: tuple[Model | None, int | None]
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    places = table_places(text)
    head = Entry(source, "", loaded, places[""][0])
    head.allow(("version", "name", "says", "as_of", *KINDS))
    if loaded.get("version", FORMAT) != FORMAT or isinstance(loaded.get("version"), bool):
        head.fault(f"version is {loaded['version']!r}; this program reads version {FORMAT}", "version")
    name, says = head.text("name"), head.text("says", needed=False)
    as_of = head.day("as_of", needed=False)
    entries = list(_entries(head, text))
    if not entries and not any(kind in loaded for kind in KINDS):
        head.fault(f"nothing is changed; want one or more of {', '.join(f'[[{kind}]]' for kind in KINDS)}")
    if len(entries) > MOST_CHANGES:
        head.fault(f"{len(entries):,} changes; want {MOST_CHANGES:,} at most")
        return None, tuple(head.faults)
    read = [(entry, KINDS[kind](entry)) for kind, entry in entries]
    made = [(entry, change) for entry, change in read if change is not None]
    model, months = against
    if model is not None and months is not None:
        _hold_against(made, model, months)
    problems = (*head.faults, *(fault for entry, _ in read for fault in entry.faults))
    if problems or name is None:
        return None, problems
    return Scenario(name=name, says=says, as_of=as_of, changes=tuple(change for _, change in made)), ()


def _entries(head: Entry, text: str) -> Iterator[tuple[str, Entry]]:
    """Yield every table of changes with its kind and place."""
    places = table_places(text)
    for kind in KINDS:
        tables = head.values.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            head.fault(f"{kind} is no list of tables; want [[{kind}]]", kind)
            continue
        found = places.get(kind, ())
        lines = found if len(found) == len(tables) else [_inside(head, kind)] * len(tables)
        for number, (table, place) in enumerate(zip(tables, lines, strict=True), start=1):
            yield kind, Entry(head.source, f"{kind} {number}", table, place)


def _inside(head: Entry, kind: str) -> Any:
    """Return the place of tables that are written in line."""
    return type(HEAD)(head.place.of(kind))


# A number that is wrong is noted, and stands as one that changes nothing, so that the names and dates
# beside it can be held against the model too.


def _clamp(entry: Entry) -> Change | None:
    entry.allow(("factor", "level", "from", "to"))
    factor, level = entry.factor("factor"), entry.number("level")
    start, end = entry.day("from"), entry.day("to", needed=False, last=True)
    if level is not None and not 0 < level < 1:
        entry.fault(f"level is {level:g}; want above 0 and below 1, where 0.5 is normal", "level")
        level = None
    if factor is None or start is None:
        return None
    return Clamp(factor=factor, level=_NORMAL if level is None else level, start=start, end=end)


def _shock(entry: Entry) -> Change | None:
    entry.allow(("factor", "size", "on"))
    factor, size, day = entry.factor("factor"), entry.number("size"), entry.day("on")
    if factor is None or day is None:
        return None
    return Shock(factor=factor, size=0.0 if size is None else size, on=day)


def _event(entry: Entry) -> Change | None:
    entry.allow(("event", "on"))
    event, day = entry.factor("event"), entry.day("on")
    return None if event is None or day is None else Occurrence(event=str(event), on=day)


def _ban(entry: Entry) -> Change | None:
    entry.allow(("event", "from", "to"))
    event, start = entry.factor("event"), entry.day("from")
    end = entry.day("to", needed=False, last=True)
    return None if event is None or start is None else Ban(event=str(event), start=start, end=end)


def _link(entry: Entry) -> Change | None:
    entry.allow(("source", "target", "times", "remove", "from", "to", "origin"))
    source, target, start = entry.factor("source"), entry.factor("target"), entry.day("from")
    end, origin = entry.day("to", needed=False, last=True), entry.text("origin", needed=False)
    times = _times(entry)
    if source is None or target is None or start is None:
        return None
    times = 1.0 if times is None else times
    return Strength(source=source, target=target, times=times, start=start, end=end, origin=origin)


def _times(entry: Entry) -> float | None:
    """Return what a link is multiplied by: `times`, or 0 where it is removed."""
    if "remove" not in entry.values:
        return entry.number("times")
    if entry.values["remove"] is not True or "times" in entry.values:
        entry.fault("want either remove = true or times = a number", "remove")
        return None
    return 0.0


KINDS: Final[Mapping[str, Callable[[Entry], Change | None]]] = MappingProxyType(
    {"clamp": _clamp, "shock": _shock, "event": _event, "ban": _ban, "link": _link}
)
"""The tables of a scenario file, and what makes a change of each."""


def _hold_against(made: list[tuple[Entry, Change]], model: Model, months: int) -> None:
    """Note what of the changes does not fit the model, each at its own table."""
    sound: list[tuple[Entry, Change]] = []
    for entry, change in made:
        if entry.title.startswith("link") and isinstance(change, Strength):
            fault = _unknown_origin(change, model)
            if fault is not None:
                entry.fault(fault, "origin")
                continue
        for fault in change_faults([change], model, months=months):
            entry.fault(_PLACE.sub("", fault))
        if not entry.faults:
            sound.append((entry, change))
    changes = [change for _, change in sound]
    for fault in change_faults(changes, model, months=months):
        sound[_first_with(fault, changes, model, months)][0].fault(fault)


def _unknown_origin(change: Strength, model: Model) -> str | None:
    """Return what is wrong with the origin of a link that is there under another origin."""
    origins = sorted(
        {link.origin for link in model.links if (link.source, link.target) == (change.source, change.target)}
    )
    if change.origin is None or not origins or change.origin in origins:
        return None
    nearest = hint(change.origin, origins, otherwise=f"; there are {', '.join(map(repr, origins))}")
    return f"the link {change.source} -> {change.target} has no origin {change.origin!r}{nearest}"


def _first_with(fault: str, changes: list[Change], model: Model, months: int) -> int:
    """Return the place of the change with which `fault` comes in: more changes never take a fault away."""
    low, high = 1, len(changes)
    while low < high:
        middle = (low + high) // 2
        if fault in change_faults(changes[:middle], model, months=months):
            high = middle
        else:
            low = middle + 1
    return low - 1
