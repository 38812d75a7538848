"""Which nodes and events of a model a statement's factor means.

A region or an organisation stands for its members at the model's start that are in the model.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import product

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.models.model import Model
from sayso.models.settings import is_symmetric
from sayso.statements.factor import Factor


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The actors of a model, and who counts as whom on its first day."""

    actors: ActorTable
    start: dt.date
    states: tuple[str, ...]
    patrons: tuple[str, ...]
    neighbours: frozenset[str]
    """Neighbours of the states: they may have factors where a claim names them."""
    known: frozenset[str]
    """Written factors of the model's nodes and events."""
    event_names: frozenset[str]
    """Names of factors that are events: `intervention`."""
    durations: dict[str, float]
    """Mean months that each event lasts."""
    carries: dict[tuple[Factor, Factor], float]
    """Long-run effect of the model's level links, by source and target."""

    @classmethod
    def of(cls, model: Model, actors: ActorTable) -> "Scope":
        """Return the scope of a model."""
        around = {other for state in model.states for other in actors.neighbours(state)}
        return cls(
            actors=actors,
            start=model.start,
            states=model.states,
            patrons=model.patrons,
            neighbours=frozenset(around),
            known=frozenset(map(str, model.factors)) | {event.id for event in model.events},
            event_names=frozenset(event.factor.name for event in model.events),
            durations={event.id: event.duration_months or 1.0 for event in model.events},
            carries=_carries(model),
        )

    def still_lasts(self, event: str, months: float) -> float:
        """Return the probability that an event that began `months` ago is under way."""
        return float((1.0 - 1.0 / self.durations[event]) ** months)

    def carried(self, source: Factor, target: Factor, sign: int) -> float:
        """Return how much of a claimed effect in the direction of `sign` the model has already."""
        return max(sign * self.carries.get((source, target), 0.0), 0.0)

    def holds(self, actor: str) -> bool:
        """Tell whether an actor is in the model's world."""
        return actor in self.states or actor in self.patrons or actor in self.neighbours

    def members(self, actor: str) -> tuple[str, ...]:
        """Return the actor itself, or a group's members in the model; none for one outside."""
        if self.holds(actor):
            return (actor,)
        try:
            members = self.actors.members(actor, DateInterval.day(self.start))
        except KeyError:
            return ()
        main = tuple(member for member in members if member in self.states or member in self.patrons)
        return main or tuple(member for member in members if self.holds(member))


def _carries(model: Model) -> dict[tuple[Factor, Factor], float]:
    """Return long-run effects (log hazard for events) by source and target, on average over draws."""
    kappas = {node.factor: node.kappa for node in model.nodes}
    total: dict[tuple[Factor, Factor], float] = {}
    for link in model.links:
        if link.form == "level":
            pair = link.source, link.target
            effect = link.presence * link.weight.mean / kappas.get(link.target, 1.0)
            total[pair] = total.get(pair, 0.0) + effect
    for event in model.events:
        for term in event.terms:
            if term.source is not None:
                pair = term.source, event.factor
                total[pair] = total.get(pair, 0.0) + term.presence * term.weight.mean
    return total


def places(scope: Scope, factor: Factor) -> tuple[Factor, ...]:
    """Return the nodes and events that `factor` means, or could be given; none outside the scope."""
    if factor.target is None:
        actors = scope.members(factor.actor)
        if len(actors) > 1:
            actors = tuple(actor for actor in actors if actor in scope.states) or actors
        found = [Factor(factor.name, actor) for actor in actors]
    else:
        pairs = product(scope.members(factor.actor), scope.members(factor.target))
        found = [_directed(scope, Factor(factor.name, one, other)) for one, other in pairs if one != other]
    have = [place for place in found if str(place) in scope.known]
    if have:
        return tuple(dict.fromkeys(have))
    if factor.name in scope.event_names:
        return ()
    return tuple(place for place in dict.fromkeys(found) if _may_be_added(scope, factor, place))


def _directed(scope: Scope, pair: Factor) -> Factor:
    """Return a symmetric pair in the model's direction: the state first."""
    if pair.target is None or not is_symmetric(pair.name) or str(pair) in scope.known:
        return pair
    turned = Factor(pair.name, pair.target, pair.actor)
    if str(turned) in scope.known:
        return turned
    return turned if pair.target in scope.states and pair.actor not in scope.states else pair


def _may_be_added(scope: Scope, stated: Factor, place: Factor) -> bool:
    """Tell whether a claim about `stated` calls for a new node: a named pair, or a patron and another."""
    if place.target is None or (scope.holds(stated.actor) and scope.holds(stated.target or "")):
        return True
    # NATO in Afghanistan is the United States there; Central Asia's trade is not all its mutual trade
    return (place.actor in scope.patrons) != (place.target in scope.patrons)


def paired_places(scope: Scope, cause: Factor, effect: Factor) -> Iterator[tuple[Factor, Factor, int]]:
    """Yield cause, effect and how many causes share that effect, for a claim about groups.

    A group that stands on both sides is taken member by member: the welfare of Central Asia
    steadies Central Asia state by state. Other groups meet each other.
    """
    pairs: dict[tuple[Factor, Factor], None] = {}
    for one, other in _substitutions(scope, cause, effect):
        for source, target in product(places(scope, one), places(scope, other)):
            if source != target:
                pairs[source, target] = None
    counts: dict[Factor, int] = {}
    for _, target in pairs:
        counts[target] = counts.get(target, 0) + 1
    for source, target in pairs:
        yield source, target, counts[target]


def _substitutions(scope: Scope, cause: Factor, effect: Factor) -> Iterator[tuple[Factor, Factor]]:
    """Yield both factors with a shared group replaced by each of its members."""
    sides = {cause.actor, cause.target} & {effect.actor, effect.target}
    shared = next((actor for actor in sorted(filter(None, sides)) if not scope.holds(actor)), None)
    if shared is None:
        yield cause, effect
        return
    for member in scope.members(shared):
        yield _replaced(cause, shared, member), _replaced(effect, shared, member)


def _replaced(factor: Factor, group: str, member: str) -> Factor:
    return Factor(
        factor.name,
        member if factor.actor == group else factor.actor,
        member if factor.target == group else factor.target,
    )
