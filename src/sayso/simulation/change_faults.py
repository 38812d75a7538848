"""What is wrong with dated changes and schedules: who is meant, when, and what speaks against what."""

import datetime as dt
import math
from collections.abc import Collection, Iterator, Sequence

from sayso.models.model import Model
from sayso.nearest import near
from sayso.simulation.changes import (
    Ban,
    Change,
    Clamp,
    Occurrence,
    Shock,
    Strength,
    changed_links,
    month_of,
    span,
)

LARGEST = 100.0
"""A shock or a multiplier may be this large: 100 in z is certainty many times over."""


def change_faults(changes: Sequence[Change], model: Model, *, months: int) -> Iterator[str]:
    """Yield what is wrong with `changes` of a model over `months` months, with its place."""
    sound: list[Change] = []
    for number, change in enumerate(changes, start=1):
        faults = [*_name_faults(change, model), *_number_faults(change), *_date_faults(change, model, months)]
        yield from (f"change {number}, {_place(change)}: {fault}" for fault in faults)
        if not faults:
            sound.append(change)
    yield from _clamps_apart(sound, model, months)
    yield from _bans_against_events(sound, model, months)
    yield from _ends_at_once(model, [one for one in sound if isinstance(one, Occurrence)])


def schedule_faults(model: Model) -> Iterator[str]:
    """Yield what the model's own schedules contradict."""
    yield from _ends_at_once(model, [])


def _place(change: Change) -> str:
    kind = type(change).__name__.lower()
    if isinstance(change, Strength):
        return f"{kind} of {change.source} -> {change.target}"
    return f"{kind} of {change.factor if isinstance(change, Clamp | Shock) else change.event}"


def _name_faults(change: Change, model: Model) -> Iterator[str]:
    """Yield a fault for what the model lacks."""
    nodes = [str(factor) for factor in model.factors]
    events = [event.id for event in model.events]
    if isinstance(change, Clamp | Shock):
        yield from _unknown("node", str(change.factor), nodes)
    elif isinstance(change, Occurrence | Ban):
        yield from _unknown("event", change.event, events)
    elif not changed_links(model, change):
        by = "" if change.origin is None else f" of {change.origin}"
        links = sorted({f"{link.source} -> {link.target}" for link in model.links})
        yield from _unknown(f"link{by}", f"{change.source} -> {change.target}", links, there=False)


def _unknown(noun: str, name: str, known: Collection[str], *, there: bool | None = None) -> Iterator[str]:
    if name in known and there is None:
        return
    nearest = near(name, [one for one in known if one != name])
    yield f"the model has no {noun} {name}" + (f"; nearest is {nearest[0]}" if nearest else "")


def _number_faults(change: Change) -> Iterator[str]:
    """Yield a fault for a number out of its range."""
    if isinstance(change, Clamp) and not 0 < change.level < 1:
        yield f"level {change.level}; want above 0 and below 1"
    size = change.size if isinstance(change, Shock) else change.times if isinstance(change, Strength) else 0.0
    if not math.isfinite(size) or abs(size) > LARGEST:
        yield f"{size}; want a finite number between -{LARGEST:g} and {LARGEST:g}"


def _date_faults(change: Change, model: Model, months: int) -> Iterator[str]:
    """Yield a fault for a date outside the simulation, or an end before its start."""
    if isinstance(change, Shock | Occurrence):
        first, last = change.on, None
    else:
        first, last = change.start, change.end
    if not 1 <= month_of(model.start, first) <= months:
        yield f"{first} lies outside the simulation, {model.start} to {_last_day(model.start, months)}"
    elif last is not None and last < first:
        yield f"ends on {last}, before it starts on {first}"


def _last_day(start: dt.date, months: int) -> dt.date:
    month = start.month - 1 + months
    return dt.date.fromordinal(dt.date(start.year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _clamps_apart(changes: Sequence[Change], model: Model, months: int) -> Iterator[str]:
    """Yield a fault for a factor that is to be held at two levels in one month."""
    clamps = [change for change in changes if isinstance(change, Clamp)]
    for place, one in enumerate(clamps):
        for other in clamps[:place]:
            if one.factor == other.factor and one.level != other.level:
                mine, theirs = span(model, one, months=months), span(model, other, months=months)
                if mine.start < theirs.stop and theirs.start < mine.stop:
                    yield (
                        f"clamps of {one.factor} contradict each other: {other.level} from {other.start} and"
                        f" {one.level} from {one.start}"
                    )


def _bans_against_events(changes: Sequence[Change], model: Model, months: int) -> Iterator[str]:
    """Yield a fault for an event that is to begin in a month in which it is forbidden.

    What the model itself has scheduled a ban may take away: that is what it is for.
    """
    bans = [change for change in changes if isinstance(change, Ban)]
    for change in changes:
        if not isinstance(change, Occurrence):
            continue
        month = month_of(model.start, change.on)
        for ban in bans:
            when = span(model, ban, months=months)
            if ban.event == change.event and when.start <= month < when.stop:
                yield f"{change.event} is to begin on {change.on}, and is forbidden from {ban.start}"


def _ends_at_once(model: Model, occurrences: Sequence[Occurrence]) -> Iterator[str]:
    """Yield a fault for two events dated in one month of which one ends the other."""
    dated: dict[str, set[tuple[int, int]]] = {event.id: set() for event in model.events}
    for event in model.events:
        dated[event.id] |= {(day.year, day.month) for day in event.scheduled}
    for occurrence in occurrences:
        dated[occurrence.event].add((occurrence.on.year, occurrence.on.month))
    for event in model.events:
        for ended in event.ends:
            for year, month in sorted(dated[event.id] & dated.get(ended, set())):
                when = f"{year}-{month:02d}"
                yield f"{event.id} and {ended} are both dated in {when}, and the one ends the other"
