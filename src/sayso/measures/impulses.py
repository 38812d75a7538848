"""Dated facts as impulses on closeness."""

from functools import cache
from importlib import resources

import msgspec
import numpy as np

from sayso.events.fact import DatedFact, FactKind
from sayso.measures.panel import Floats, Panel, first_day, next_period


class Impulse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a fact of a kind does, in natural logs of relative cooperation."""

    shift: float
    spread: float


class Leader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The power that an organisation is led by."""

    power: str
    source: str


class ImpulseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/impulses.toml`."""

    source: str
    kinds: dict[FactKind, Impulse]
    organisations: dict[str, Leader]


class FactImpulse(msgspec.Struct, frozen=True, kw_only=True):
    """One fact's impulse on one dyad."""

    fact: DatedFact
    state: str
    power: str
    shift: float
    spread: float


@cache
def impulse_settings() -> ImpulseSettings:
    """Return the sizes that come with the package."""
    text = resources.files("sayso.measures").joinpath("data/impulses.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=ImpulseSettings)


def impulses_of(panel: Panel, settings: ImpulseSettings | None = None) -> tuple[FactImpulse, ...]:
    """Return the impulses of the panel's facts on its dyads, in the order of the facts.

    A fact acts on every pair of a state and a power that it names, or whose organisation it names.
    A break that names several powers has no shift: it does not say with which the state broke.
    """
    settings = impulse_settings() if settings is None else settings
    found = []
    for fact in panel.facts:
        size = settings.kinds.get(fact.kind)
        if size is None:
            continue
        led = (
            settings.organisations[actor].power for actor in fact.actors if actor in settings.organisations
        )
        named = dict.fromkeys((*fact.actors, *led))
        powers = [power for power in named if power in panel.powers]
        unclear = size.shift < 0 and len(powers) > 1
        found += [
            FactImpulse(
                fact=fact,
                state=state,
                power=power,
                shift=0.0 if unclear else size.shift,
                spread=size.spread,
            )
            for state in fact.actors
            if state in panel.states
            for power in powers
            if power != state
        ]
    return tuple(found)


def steps_of(panel: Panel, impulses: tuple[FactImpulse, ...]) -> tuple[Floats, Floats]:
    """Return mean and variance that impulses add to the steps of closeness, (T, S, P) each.

    A period's counts show the share of an impulse that is left of the period after its day; the
    rest comes with the next period. Impulses of the first period and before it are left out: the
    level at the start has them.
    """
    shape = (len(panel.periods), len(panel.states), len(panel.powers))
    shift, variance = np.zeros(shape), np.zeros(shape)
    for impulse in impulses:
        for t, share in shares_of(panel, impulse.fact):
            where = t, panel.state(impulse.state), panel.power(impulse.power)
            shift[where] += share * impulse.shift
            variance[where] += (share * impulse.spread) ** 2
    return shift, variance


def shares_of(panel: Panel, fact: DatedFact) -> tuple[tuple[int, float], ...]:
    """Return the places of the periods into which a fact's impulse steps, and its share in each."""
    interval = fact.interval
    if interval.start is None or interval.end is None:
        return ()
    day = interval.start + (interval.end - interval.start) / 2
    first = first_day(day, panel.step)
    if first not in panel.periods[1:]:
        return ()
    place = panel.periods.index(first)
    length = (next_period(first, panel.step) - first).days
    left = 1 - (day - first).days / length
    after = ((place + 1, 1 - left),) if place + 1 < len(panel.periods) else ()
    return ((place, left), *after)
