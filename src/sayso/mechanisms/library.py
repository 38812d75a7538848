"""The library of mechanisms: read from TOML, the package's own and the user's."""

import math
from collections.abc import Iterator
from functools import cache
from importlib import resources

import msgspec

from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.link import Prior
from sayso.mechanisms.mechanism import Mechanism
from sayso.mechanisms.solvers import SOLVERS
from sayso.problems import Problem
from sayso.statements.factor import Factor

_VARIABLES = frozenset("XYZPQ")


@cache
def library() -> tuple[Mechanism, ...]:
    """Return the package's own mechanisms in the order of `MECHANISMS`.

    >>> library()[0].name
    'mobilisation'
    """
    folder = resources.files("sayso.mechanisms") / "data"
    return tuple(
        msgspec.toml.decode((folder / f"{name}.toml").read_bytes(), type=Mechanism) for name in MECHANISMS
    )


def read_mechanism(data: bytes, source: str) -> tuple[Mechanism | None, tuple[Problem, ...]]:
    """Return the mechanism that a user's TOML file holds, or everything that is wrong with it."""
    try:
        mechanism = msgspec.toml.decode(data, type=Mechanism)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return None, (Problem(source=source, message=f"not a mechanism: {error}", fatal=True),)
    found = tuple(Problem(source=source, message=fault, fatal=True) for fault in faults(mechanism))
    return (None, found) if found else (mechanism, ())


def faults(mechanism: Mechanism) -> Iterator[str]:
    """Yield what keeps a mechanism from being used, with the place in its file."""
    if mechanism.solver is not None and mechanism.solver not in SOLVERS:
        yield f"solver {mechanism.solver!r} is no module of mechanisms.solvers; want {', '.join(SOLVERS)}"
    for number, link in enumerate(mechanism.links, start=1):
        place = f"link {number}, {link.source} to {link.target}"
        gate = link.gate
        gated = () if gate is None else (gate.factor, gate.event)
        yield from _names(place, (link.source, link.target, *gated))
        yield from _numbers(place, link.effect, link.presence, link.lag)
        if gate is not None and (gate.factor is None) == (gate.event is None):
            yield f"{place}: the gate names both a factor and an event, or neither"
        steps = (link.steepness,) if gate is None else (link.steepness, gate.steepness)
        if not all(math.isfinite(steepness) and steepness != 0 for steepness in steps):
            yield f"{place}: a steepness is {steps}; want finite numbers other than 0"
    for number, term in enumerate(mechanism.terms, start=1):
        place = f"term {number}, {term.source} on {term.event}"
        yield from _names(place, (term.event, term.source))
        yield from _numbers(place, term.weight, term.presence, term.lag)
    for event in mechanism.events:
        place = f"event {event.id}"
        yield from _names(place, (event.id, event.requires, *event.ends))
        if event.rate is not None and not 0 < event.rate.low <= event.rate.yearly <= event.rate.high < 1:
            yield f"{place}: the rate wants 0 < low <= yearly <= high < 1"
        for impulse in event.impulses:
            yield from _names(place, (impulse.target,))
            yield from _numbers(f"{place}, impulse on {impulse.target}", impulse.size, 1.0, 0)


def _names(place: str, templates: tuple[str | None, ...]) -> Iterator[str]:
    """Yield a fault for each template that is no factor over the variables."""
    for template in templates:
        if template is None:
            continue
        try:
            factor = Factor.parse(template)
        except ValueError as error:
            yield f"{place}: {error}"
            continue
        unknown = {side for side in (factor.actor, factor.target) if side is not None} - _VARIABLES
        if unknown:
            yield f"{place}: {min(unknown)!r} in {template} is no variable; want X, Y, Z, P or Q"


def _numbers(place: str, prior: Prior, presence: float, lag: int) -> Iterator[str]:
    """Yield a fault for each number out of its range."""
    if not (math.isfinite(prior.mean) and math.isfinite(prior.sd)) or prior.sd < 0:
        yield f"{place}: mean {prior.mean}, sd {prior.sd}; want finite numbers and sd >= 0"
    if not 0 <= presence <= 1:
        yield f"{place}: presence {presence}; want 0 to 1"
    if lag < 0:
        yield f"{place}: lag {lag}; want 0 or more whole months"
