"""Mechanism templates over variables → nodes, links and events of named actors."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.mechanisms.mechanism import (
    EventTemplate,
    GateTemplate,
    LinkTemplate,
    Mechanism,
    Only,
    RateTemplate,
    When,
)
from sayso.models.model import Node
from sayso.models.settings import is_symmetric, node_for
from sayso.statements.factor import Factor

Binding = Mapping[str, str]
"""Variable → actor: X → UZB."""

_VARIABLE = re.compile(r"\b[XYZPQ]\b")
_DEFENCE = ("CSTO", "NATO")
"""Organisations whose members have promised each other defence."""


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """Who plays the parts: the states and patrons of a model, at its start."""

    actors: ActorTable
    states: tuple[str, ...]
    patrons: tuple[str, ...]
    start: dt.date
    known_on: dt.date
    """Elections called later are not on the calendar."""

    def bindings(self, templates: Sequence[str | None], only: Only) -> Iterator[dict[str, str]]:
        """Yield every way to fill the variables of `templates`, X in the innermost loop.

        With X innermost, links of one template follow each other state by state, which the
        simulation takes in one stroke.
        """
        used = {name for text in templates if text for name in _VARIABLE.findall(text)}
        patrons = [self.patrons if name in used else ("",) for name in ("P", "Q")]
        for patron, other in product(*patrons):
            if patron and patron == other:
                continue
            for state, neighbour, farther in self._states(used):
                binding = {"X": state, "Y": neighbour, "Z": farther, "P": patron, "Q": other}
                if all(binding[name] in allowed for name, allowed in only.items()):
                    yield binding

    def _states(self, used: set[str]) -> Iterator[tuple[str, str, str]]:
        """Yield X, Y and Z; "" for a variable that is not used, or for X where only pairs of patrons are."""
        if used and not used & {"X", "Y", "Z"}:
            yield "", "", ""
            return
        for state in self.states:
            near = self.around(state) if "Y" in used else ("",)
            far = self.beyond(state) if "Z" in used else ("",)
            for neighbour, farther in product(near, far):
                yield state, neighbour, farther

    def around(self, state: str) -> tuple[str, ...]:
        """Return the neighbours of a state that are states of the model."""
        near = self.actors.neighbours(state)
        return tuple(other for other in self.states if other in near)

    def beyond(self, state: str) -> tuple[str, ...]:
        """Return the other states of the model that are no neighbours of a state."""
        near = self.around(state)
        return tuple(other for other in self.states if other != state and other not in near)

    def allied(self, state: str, patron: str) -> bool:
        """Tell whether two actors are members of one defence organisation at the start."""
        on = DateInterval.day(self.start)
        return any({state, patron} <= set(self.actors.members(organisation, on)) for organisation in _DEFENCE)


def filled(template: str, binding: Binding) -> str:
    """Return a template with its variables replaced.

    >>> filled("alignment(X>P)", {"X": "UZB", "P": "RUS"})
    'alignment(UZB>RUS)'
    """
    return _VARIABLE.sub(lambda match: binding[match.group()], template)


def factor_of(template: str, binding: Binding, cast: Cast) -> Factor:
    """Return the factor that a template means; a symmetric pair stands in one direction only.

    The state comes first, of two patrons the one that the model names first.
    """
    factor = Factor.parse(filled(template, binding))
    if factor.target is None or not is_symmetric(factor.name):
        return factor
    order = (*cast.states, *cast.patrons)
    first, second = sorted((factor.actor, factor.target), key=order.index)
    return Factor(factor.name, first, second)


def links_of(mechanism: Mechanism, cast: Cast) -> Iterator[Link]:
    """Yield a mechanism's links for every binding; weights per month from long-run effects."""
    for template in mechanism.links:
        gate = template.gate
        gated = (gate.factor, gate.event) if gate is not None else ()
        used = (template.source, template.target, *gated)
        seen: set[tuple[Factor, Factor]] = set()
        for binding in cast.bindings(used, template.only):
            source = factor_of(template.source, binding, cast)
            target = factor_of(template.target, binding, cast)
            # both ways to bind a pair of patrons mean one link between what the two have in common
            if not _holds(template.when, binding, cast) or (source, target) in seen:
                continue
            if is_symmetric(source.name) and is_symmetric(target.name):
                seen.add((source, target))
            yield Link(
                source=source,
                target=target,
                form=template.form,
                weight=_monthly(template, target),
                presence=template.presence,
                lag=template.lag,
                threshold=template.threshold,
                steepness=template.steepness,
                gate=None if gate is None else _gate(gate, binding, cast),
                origin=mechanism.name,
            )


def _monthly(template: LinkTemplate, target: Factor) -> Prior:
    """Return the weight per month of a template's long-run effect."""
    share = 1.0 if template.form == "change" else node_for(target).kappa
    effect = template.effect
    return Prior(mean=effect.mean * share, sd=effect.sd * share, source=effect.source)


def _gate(template: GateTemplate, binding: Binding, cast: Cast) -> Gate:
    return Gate(
        factor=None if template.factor is None else factor_of(template.factor, binding, cast),
        event=None if template.event is None else filled(template.event, binding),
        threshold=template.threshold,
        steepness=template.steepness,
    )


def events_of(mechanism: Mechanism, cast: Cast, horizon: DateInterval) -> Iterator[EventKind]:
    """Yield a mechanism's events for every binding, without terms, dated within `horizon`."""
    for template in mechanism.events:
        for binding in cast.bindings((template.id,), {}):
            if _holds(template.when, binding, cast):
                yield _event(template, binding, cast, horizon, mechanism.name)


def _event(
    template: EventTemplate, binding: dict[str, str], cast: Cast, horizon: DateInterval, origin: str
) -> EventKind:
    factor = Factor.parse(filled(template.id, binding))
    names = {name: cast.actors.actor(actor).name for name, actor in binding.items() if actor}
    scheduled: tuple[dt.date, ...] = ()
    if template.schedule == "elections":
        votes = cast.actors.elections(binding["X"], horizon, known_on=cast.known_on)
        scheduled = tuple(vote.day for vote in votes)
    return EventKind(
        id=str(factor),
        name=template.name.format(**names),
        actor=factor.actor,
        target=factor.target,
        base_rate=None if template.rate is None else monthly_rate(template.rate),
        requires=None if template.requires is None else filled(template.requires, binding),
        duration_months=template.duration_months,
        impulses=tuple(
            Impulse(target=factor_of(impulse.target, filling, cast), size=impulse.size, origin=origin)
            for impulse in template.impulses
            for filling in _with_patrons(impulse.target, binding, cast)
        ),
        ends=tuple(filled(ended, binding) for ended in template.ends),
        scheduled=scheduled,
        origin=origin,
    )


def _with_patrons(template: str, binding: dict[str, str], cast: Cast) -> list[dict[str, str]]:
    """Return the binding, or one for each patron where the template has a patron and it has none."""
    if "P" in _VARIABLE.findall(template) and not binding["P"]:
        return [{**binding, "P": patron} for patron in cast.patrons]
    return [binding]


def monthly_rate(rate: RateTemplate) -> BaseRate:
    """Return a yearly probability p as a hazard per month, −ln(1 − p) / 12."""
    monthly, low, high = (-math.log1p(-yearly) / 12.0 for yearly in (rate.yearly, rate.low, rate.high))
    return BaseRate(monthly=monthly, low=low, high=high, source=rate.source)


def terms_of(mechanism: Mechanism, cast: Cast) -> Iterator[tuple[str, HazardTerm]]:
    """Yield the event and the term, for every binding of a mechanism's hazard terms."""
    for template in mechanism.terms:
        for binding in cast.bindings((template.event, template.source), template.only):
            if not _holds(template.when, binding, cast):
                continue
            # the record counts months with the event in any of them
            many = 1
            if binding["Y"] or binding["Z"]:
                many = len((cast.around if binding["Y"] else cast.beyond)(binding["X"]))
            source = None if template.source is None else factor_of(template.source, binding, cast)
            yield (
                filled(template.event, binding),
                HazardTerm(
                    source=source,
                    weight=template.weight,
                    presence=template.presence,
                    lag=template.lag,
                    usual=None if template.usual is None else template.usual / many,
                    whole=template.whole,
                    origin=mechanism.name,
                ),
            )


def _holds(when: When | None, binding: Binding, cast: Cast) -> bool:
    return when is None or cast.allied(binding["X"], binding["P"]) == (when == "allied")


def nodes_for(links: Sequence[Link], events: Sequence[EventKind], cast: Cast) -> tuple[Node, ...]:
    """Return a node for every factor that links and events name and that is no event.

    Ordered by name, then patron, then state, whichever way a pair is written: factors of the same
    actors stand in the same order, in which `Cast.bindings` goes through them too.
    """
    occurring = {event.id for event in events}
    factors = {link.source for link in links} | {link.target for link in links}
    factors |= {link.gate.factor for link in links if link.gate is not None and link.gate.factor is not None}
    for event in events:
        factors |= {term.source for term in event.terms if term.source is not None}
        factors |= {impulse.target for impulse in event.impulses}
    order = {actor: place for place, actor in enumerate((*cast.states, *cast.patrons))}

    def place(factor: Factor) -> tuple[str, list[int]]:
        sides = [order.get(side, len(order)) for side in (factor.actor, factor.target) if side]
        return factor.name, sorted(sides, reverse=True)

    nodes = sorted(
        (factor for factor in factors if str(factor) not in occurring), key=lambda f: (place(f), f)
    )
    return tuple(node_for(factor) for factor in nodes)
