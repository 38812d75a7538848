"""A model is checked before it is drawn: what is wrong is named with its place."""

import math
from collections import Counter
from collections.abc import Iterator

from sayso.mechanisms.event import EventKind
from sayso.mechanisms.link import Gate, Prior
from sayso.models.model import Model
from sayso.nearest import near
from sayso.simulation.change_faults import change_faults, schedule_faults
from sayso.simulation.keep import keep_faults
from sayso.simulation.plan import Order
from sayso.simulation.waiting import waiting_faults

LARGEST_DRIVES = 100_000
"""Links and hazard terms that a model may have: a hundred times those of a region. Each has a stream of its
own, so that a model of this size takes seconds to draw from and a gigabyte for every 10,000 runs."""

LARGEST = 1e6
"""Numbers of a model may be this large: past any meaning in z or log hazard, safe in single precision."""

_STEEPEST = 1e-6
_LAST_YEAR = 9999


def check(model: Model) -> None:
    """Do nothing for a model that can be drawn.

    Raises:
        ValueError: with the place and what was found, for the first fault.
    """
    for fault in _faults(model):
        raise ValueError(f"model {model.name}: {fault}")


def check_order(order: Order) -> None:
    """Do nothing for an order that can be drawn.

    Raises:
        ValueError: with the place and what was found, for the first fault.
    """
    check(order.model)
    last = order.model.start.year + (order.model.start.month - 1 + order.months) // 12
    if last > _LAST_YEAR:
        raise ValueError(
            f"model {order.model.name}: {order.months} months from {order.model.start} lead past the year"
            f" {_LAST_YEAR}, the last of the calendar"
        )
    for fault in keep_faults(order.keep, order.model, months=order.months):
        raise ValueError(fault)
    if order.keep.spread and any(order.tilts.values()):
        raise ValueError(
            "the spread counts runs of even weight, and tilts make it uneven; keep months instead"
        )
    for fault in change_faults(order.changes, order.model, months=order.months):
        raise ValueError(fault)


def _faults(model: Model) -> Iterator[str]:
    """Yield what is wrong, in the order of the model."""
    drives = len(model.links) + sum(len(event.terms) for event in model.events)
    if drives > LARGEST_DRIVES:
        at = model.links[min(LARGEST_DRIVES, len(model.links) - 1)] if model.links else None
        place = f", the first too many {at.source} -> {at.target} of {at.origin}" if at else ""
        yield f"has {drives:,} links and hazard terms{place}; want at most {LARGEST_DRIVES:,}"
        return
    names = [str(factor) for factor in model.factors] + [event.id for event in model.events]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        yield f"{min(twice)} stands twice among nodes and events"
    if model.start.day != 1:
        yield f"starts on {model.start}; want the first day of a month"
    if not math.isfinite(model.nu):
        yield f"nu is {model.nu}; want a number above 2"
    if not model.slope_half_life > 0:
        yield f"slope_half_life is {model.slope_half_life}; want months above 0"
    known = frozenset(names)
    events = frozenset(event.id for event in model.events)
    yield from _node_faults(model)
    yield from _link_faults(model, known, events)
    for event in model.events:
        yield from _event_faults(event, known, events)
    yield from waiting_faults(model)
    yield from schedule_faults(model)


def _node_faults(model: Model) -> Iterator[str]:
    """Yield faults of the nodes."""
    for node in model.nodes:
        numbers = (node.start, node.start_sd, node.slope, node.rest, node.kappa, node.noise)
        if not all(map(_is_finite, numbers)):
            yield f"node {node.factor} has a number that is not finite, or past {LARGEST:,.0f}"
        elif not 0 < node.kappa <= 1:
            yield f"node {node.factor} has kappa {node.kappa}; want 0 < kappa <= 1"
        elif node.noise < 0 or node.start_sd < 0:
            yield f"node {node.factor} has a negative standard deviation"


def _link_faults(model: Model, known: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    """Yield faults of the links."""
    for link in model.links:
        place = f"link {link.source} -> {link.target} of {link.origin}"
        yield from _missing(place, (str(link.source), str(link.target)), known)
        yield from _prior_faults(place, link.weight)
        yield from _presence_faults(place, link.presence, link.lag)
        yield from _step_faults(place, link.threshold, link.steepness)
        if link.gate is not None:
            yield from _gate_faults(place, link.gate, known, events)


def _event_faults(event: EventKind, known: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    """Yield faults of one event kind."""
    place = f"event {event.id}"
    yield from _numbers_of_event(place, event)
    wanted = (*event.ends, event.requires) if event.requires else event.ends
    yield from _missing(place, wanted, events)
    for gate in event.gates:
        yield from _gate_faults(place, gate, known, events)
    for term in event.terms:
        of = f"{place}, term of {term.origin}"
        if term.source is not None:
            yield from _missing(of, (str(term.source),), known)
        yield from _prior_faults(of, term.weight)
        yield from _presence_faults(of, term.presence, term.lag)
    for impulse in event.impulses:
        yield from _missing(f"{place}, impulse of {impulse.origin}", (str(impulse.target),), known - events)
        yield from _prior_faults(f"{place}, impulse of {impulse.origin}", impulse.size)


def _numbers_of_event(place: str, event: EventKind) -> Iterator[str]:
    """Yield faults of an event's own numbers."""
    if event.base_rate is not None:
        rate = event.base_rate
        if not 0 < rate.low <= rate.monthly <= rate.high < math.inf:
            yield f"{place} has base rate {rate.low} <= {rate.monthly} <= {rate.high}; want finite, above 0"
    if event.intercept is not None and not _is_finite(event.intercept):
        yield f"{place} has intercept {event.intercept}; want a finite number"
    if event.duration_months is None and event.requires is None:
        yield f"{place} has no duration and requires no event that could end it"
    if event.duration_months is not None and not 1 <= event.duration_months < math.inf:
        yield f"{place} lasts {event.duration_months} months; want 1 or more"
    if not 0 <= event.under_way <= 1:
        yield f"{place} is under way with probability {event.under_way}; want 0 to 1"


def _missing(place: str, wanted: tuple[str, ...], known: frozenset[str]) -> Iterator[str]:
    """Yield a fault for each name that the model lacks."""
    for name in wanted:
        if name not in known:
            nearest = near(name, sorted(known))
            yield f"{place} names {name}, which the model lacks" + (
                f"; nearest is {nearest[0]}" if nearest else ""
            )


def _prior_faults(place: str, prior: Prior) -> Iterator[str]:
    """Yield a fault for a prior that cannot be drawn from."""
    if not (_is_finite(prior.mean) and _is_finite(prior.sd)) or prior.sd < 0:
        yield f"{place} has prior mean {prior.mean}, sd {prior.sd}; want finite numbers, sd >= 0"


def _presence_faults(place: str, presence: float, lag: int) -> Iterator[str]:
    """Yield a fault for a presence outside [0, 1] or a lag into the future."""
    if not 0 <= presence <= 1:
        yield f"{place} has presence {presence}; want 0 to 1"
    if lag < 0:
        yield f"{place} has lag {lag}; want whole months, 0 or more"


def _gate_faults(place: str, gate: Gate, known: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    """Yield faults of a gate."""
    if (gate.factor is None) == (gate.event is None):
        yield f"{place} has a gate that names both a factor and an event, or neither"
    if gate.factor is not None:
        yield from _missing(f"{place}, gate", (str(gate.factor),), known)
    if gate.event is not None:
        yield from _missing(f"{place}, gate", (gate.event,), events)
    yield from _step_faults(f"{place}, gate", gate.threshold, gate.steepness)


def _step_faults(place: str, threshold: float, steepness: float) -> Iterator[str]:
    """Yield a fault of a threshold that is nowhere, or a step without a width."""
    if not (_is_finite(threshold) and _is_finite(steepness)) or abs(steepness) < _STEEPEST:
        yield f"{place} has threshold {threshold}, steepness {steepness}; want finite, steepness not 0"


def _is_finite(number: float) -> bool:
    return abs(number) <= LARGEST
