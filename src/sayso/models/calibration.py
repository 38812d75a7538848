"""Hazard intercepts, so that events keep the base rates of the record.

Shocks move x, and E exp(β x) is more than exp(β E x): with its intercept at the logarithm of the
base rate, a model would see more events than the record from which the rate was counted. So

    a = log(rate) − log E exp(Σ β x) − Σ log(1 + usual (E e^β − 1)) + log(1 + rate · duration)

with the expectation over what the nodes do at rest, or, for an event that requires another, over
what they do while that one lasts; with the share of months that the record saw a term's event in,
less where that event makes this one all but sure; and with the months in which an event is under
way and cannot begin. Claims are left out: they shall move the rate.
"""

import math

import msgspec
import numpy as np

from sayso.mechanisms.event import EventKind, HazardTerm
from sayso.mechanisms.link import Prior
from sayso.models.model import Model
from sayso.models.moments import Field, Floats, Rest, at_rest, field_of, path, response

_HALVINGS = 40
_LONGEST_PATH = 60
"""Months that an event is followed for; by then nine campaigns in ten are over."""


def calibrated(model: Model) -> Model:
    """Return the model with intercepts, and with starting spreads as wide as its nodes at rest."""
    field = field_of(model)
    rest = at_rest(field)
    bench = _Bench(model, field, rest)
    whole = [bench.without_carried(event) for event in model.events]
    events = tuple(bench.with_intercept(event) for event in whole)
    spreads = np.sqrt(rest.variance)
    nodes = tuple(
        msgspec.structs.replace(
            node, start=float(mean), start_sd=float(spread), normal=float(mean), normal_sd=float(spread)
        )
        for node, mean, spread in zip(model.nodes, rest.mean, spreads, strict=True)
    )
    return msgspec.structs.replace(model, nodes=nodes, events=events)


class _Bench:
    """A model with its moments, and the paths of its nodes while events last."""

    def __init__(self, model: Model, field: Field, rest: Rest) -> None:
        self.model = model
        self.field = field
        self.rest = rest
        self.rows = {str(factor): row for row, factor in enumerate(model.factors)}
        self.events = {event.id: event for event in model.events}
        self.paths: dict[str, list[Floats]] = {}

    def without_carried(self, event: EventKind) -> EventKind:
        """Return the event with its whole terms lessened by what its other terms carry."""
        terms = tuple(
            msgspec.structs.replace(term, weight=self._lessened(term, event)) if term.whole else term
            for term in event.terms
        )
        return msgspec.structs.replace(event, terms=terms)

    def _lessened(self, term: HazardTerm, event: EventKind) -> Prior:
        cause = self.events[str(term.source)]
        before = self.events[cause.requires] if cause.requires else None
        usual = self.excess(event, before)
        carried = self.excess(event, cause) - usual + self._carried_by_events(event, cause, before)
        weight = term.weight
        return Prior(mean=weight.mean - carried, sd=weight.sd, source=weight.source)

    def _carried_by_events(self, event: EventKind, cause: EventKind, before: EventKind | None) -> float:
        """Return what other kinds of events, which `cause` brings, add to the log hazard while it lasts.

        Mass unrest brings coups, and coups bring governments down: that is part of the whole.
        """
        carried = 0.0
        for term in event.terms:
            other = self.events.get(str(term.source))
            if term.usual is None or other is None or other.factor.name == cause.factor.name:
                continue
            for sign, during in ((1.0, cause), (-1.0, before)):
                hazard, share = self._hazard(event, during), term.usual * math.exp(self._more(other, during))
                carried += sign * self._brought(event, term, hazard=hazard, share=min(share, 1.0))
        return carried

    def _hazard(self, event: EventKind, during: EventKind | None) -> float:
        """Return the hazard per month that the record has for an event while another lasts."""
        if during is None:
            return event.base_rate.monthly if event.base_rate is not None else 0.0
        required = self.events[during.requires] if during.requires else None
        more = sum(term.weight.mean for term in event.terms if term.whole and str(term.source) == during.id)
        return self._hazard(event, required) * math.exp(more)

    def _more(self, event: EventKind, during: EventKind | None) -> float:
        """Return how much higher an event's log hazard is during another event than at rest."""
        if during is None:
            return 0.0
        required = self.events[during.requires] if during.requires else None
        direct = [term for term in event.terms if str(term.source) == during.id]
        more = self._more(event, required) + sum(term.presence * term.weight.mean for term in direct)
        if any(term.whole for term in direct):
            return more
        return more + self.excess(event, during) - self.excess(event, required)

    def with_intercept(self, event: EventKind) -> EventKind:
        """Return the event with its intercept."""
        if event.base_rate is None:
            return event
        rate = event.base_rate.monthly
        required = self.events[event.requires] if event.requires else None
        intercept = math.log(rate) - self.excess(event, required)
        for term in event.terms:
            if term.usual is not None:
                intercept -= self._brought(event, term, hazard=rate, share=term.usual)
        if required is None and event.duration_months is not None:
            intercept += math.log1p(rate * self._length(event))
        # six digits: enough for any rate, and the same on every machine
        return msgspec.structs.replace(event, intercept=round(intercept, 6))

    def _brought(self, event: EventKind, term: HazardTerm, *, hazard: float, share: float) -> float:
        """Return log(H / h): what an event that lasts in a share s of months adds to the log hazard H.

        h is the hazard without it, with H = (1 − s) h + s (1 − exp(−h lift)), for an event that is sure to
        come cannot come more often; for small hazards that is log(1 + s (lift − 1)). The lift is E e^β, and
        what brings the term's event on: coups come when governments are weak, and would fall without one.
        """
        often = share * term.presence
        lift = math.exp(term.weight.mean + term.weight.sd**2 / 2.0)
        source = self.events.get(str(term.source))
        if source is not None and source.base_rate is not None and not term.whole:
            lift *= math.exp(self.excess(event, source) - self.excess(event, None))
        full = math.log1p(often * (lift - 1.0))
        if full <= 0.0:
            return full
        low, high = 0.0, full
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            alone = hazard * math.exp(-middle)
            reached = (1.0 - often) * alone - often * math.expm1(-alone * lift)
            low, high = (middle, high) if reached > hazard else (low, middle)
        return (low + high) / 2.0

    def excess(self, event: EventKind, during: EventKind | None) -> float:
        """Return log E exp(Σ β x) over the event's terms on factors, at rest or during another event."""
        if during is None:
            return float(self._excess_at(event, self.rest.mean[None])[0])
        along = self._excess_at(event, np.array(self._path(during)))
        return math.log(float(self._survival(during) @ np.exp(along)))

    def _excess_at(self, event: EventKind, means: Floats) -> Floats:
        """Return log E exp(Σ β x) for each row of `means`, (months, nodes) → (months,)."""
        terms = [term for term in event.terms if str(term.source) in self.rows]
        rows = [self.rows[str(term.source)] for term in terms]
        level, gain = response(means[:, rows], self.rest.variance[rows])
        beta = np.array([term.presence * term.weight.mean for term in terms])
        square = [term.presence * (term.weight.mean**2 + term.weight.sd**2) for term in terms]
        doubt = np.array(square) - beta**2
        load = beta * gain
        moved = ((load @ self.rest.covariance[np.ix_(rows, rows)]) * load).sum(axis=1)
        return np.asarray(level @ beta + (moved + (doubt * gain**2) @ self.rest.variance[rows]) / 2.0)

    def _survival(self, event: EventKind) -> Floats:
        """Return the share of an event's months that are its first, second and so on."""
        ending = 1.0 / max(self._length(event), 1.0)
        shares = (1.0 - ending) ** np.arange(_LONGEST_PATH)
        return np.asarray(shares / shares.sum())

    def _length(self, event: EventKind) -> float:
        """Return the mean months that an event lasts: its own end and what ends it compete.

        What ends it comes at its base rate with the weight that it has while this event lasts.
        """
        ending = 1.0 / (event.duration_months or 1.0)
        lasting = {event.id, event.requires}
        for other in self.model.events:
            if event.id in other.ends and other.base_rate is not None:
                weights = (term.weight.mean for term in other.terms if str(term.source) in lasting)
                ending += other.base_rate.monthly * math.exp(sum(weights))
        return 1.0 / ending

    def _path(self, event: EventKind) -> list[Floats]:
        """Return the mean of z in each month that `event` lasts, (months) of (nodes,)."""
        if event.id not in self.paths:
            start, push = self._outset(event), self._push(event)
            if event.requires is not None:
                push = push + self._push(self.events[event.requires])
            along = path(self.field, self.rest, start=start, push=push, months=_LONGEST_PATH)
            self.paths[event.id] = list(along)
        return self.paths[event.id]

    def _outset(self, event: EventKind) -> Floats:
        """Return the mean of z as the event begins: what made it likely, and its impulses.

        Under exp(β z) as a weight a normal distribution moves by its covariance times β.
        """
        if event.requires is None:
            mean = self.rest.mean
        else:
            required = self.events[event.requires]
            mean = np.asarray(self._survival(required) @ np.array(self._path(required)))
        _, gain = response(mean, self.rest.variance)
        load = np.zeros(len(mean))
        jump = np.zeros(len(mean))
        for term in event.terms:
            row = self.rows.get(str(term.source))
            if row is not None:
                load[row] += term.presence * term.weight.mean * gain[row]
        for impulse in event.impulses:
            jump[self.rows[str(impulse.target)]] += impulse.size.mean
        return np.asarray(mean + self.rest.covariance @ load + jump)

    def _push(self, event: EventKind) -> Floats:
        """Return what the event adds to z each month while it lasts, (nodes,)."""
        push = np.zeros(len(self.rows))
        for link in self.model.links:
            if str(link.source) == event.id and link.form == "level" and str(link.target) in self.rows:
                push[self.rows[str(link.target)]] += link.presence * link.weight.mean
        return push
