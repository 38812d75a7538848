"""What may come true in a run: an event begins, or a level moves, within some months."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.actors.table import ActorTable
from sayso.models.model import Model
from sayso.models.scope import Scope, places
from sayso.simulation.ensemble import Ensemble
from sayso.statements.factor import Factor
from sayso.statements.statement import Sign, Strength
from sayso.views.settings import settings
from sayso.views.wording import Meaning, event_words, in_running_text, meaning


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """An event that begins or does not, or a level that rises or falls, within `months`."""

    id: str
    """`mass_unrest(UZB)`, `not mass_unrest(UZB)`, `alignment(UZB>RUS) up`, `welfare(Central Asia) down`."""
    label: str
    """In plain words: `Mass unrest in Uzbekistan`."""
    event: str | None
    """The event as the claim names it, perhaps of a region; None for a level."""
    factor: Factor | None
    """The factor whose level moves; None for an event."""
    direction: Literal[-1, 1]
    """+1 begins or rises, −1 does not begin or falls."""
    months: int
    events: tuple[str, ...] = ()
    """The ensemble's events that count: any of them, for a region or an organisation."""
    factors: tuple[Factor, ...] = ()
    """The ensemble's factors that count: the mean of their levels."""


@dataclass(frozen=True)
class Horizon:
    """What outcomes can be about: what a model holds, within some months."""

    scope: Scope
    events: frozenset[str]
    months: int

    @classmethod
    def of(cls, model: Model, *, actors: ActorTable, months: int) -> "Horizon":
        """Return the horizon of `model`, with memberships as they are at its start."""
        events = frozenset(event.id for event in model.events)
        return cls(scope=Scope.of(model, actors), events=events, months=months)

    def begin(self, event: Factor) -> tuple[str, ...]:
        """Return the model's events that `event` stands for: itself, or those of a group's members."""
        return tuple(str(place) for place in places(self.scope, event) if str(place) in self.events)

    def move(self, factor: Factor) -> tuple[Factor, ...]:
        """Return the model's factors that `factor` stands for: itself, or those of a group's members."""
        nodes = self.scope.known - self.events
        return tuple(place for place in places(self.scope, factor) if str(place) in nodes)

    def name(self, actor: str) -> str:
        """Return an actor's name as it stands in running text."""
        try:
            return in_running_text(self.scope.actors.actor(actor).name)
        except KeyError:  # a statement may name an actor that only its reader knows
            return actor


def holds(ensemble: Ensemble, outcome: Outcome) -> NDArray[np.bool_]:
    """Return for each run whether `outcome` comes true in it, shape (runs,).

    An event counts when it begins in months 1 to `outcome.months`. A level has moved when its mean over the
    last three of these months lies more than the margin of views.toml from where it starts.

    Raises:
        KeyError: if the ensemble does not hold one of the events or factors.
        ValueError: if the outcome is about more months than the ensemble has, about months that it did not
            keep, or about nothing.
    """
    if outcome.events:
        begun = np.zeros(ensemble.runs, dtype=np.bool_)
        for event in outcome.events:
            begun |= ensemble.happened(event, within=outcome.months)
        return begun if outcome.direction > 0 else ~begun
    if not outcome.factors:
        raise ValueError(f"outcome {outcome.id!r} names neither events nor factors of a model")
    if outcome.months > ensemble.months:
        raise ValueError(f"outcome {outcome.id!r} needs {outcome.months} months; got {ensemble.months}")
    margin = settings().margin
    first = max(1, outcome.months - margin.last_months + 1)
    moved = np.zeros(ensemble.runs)
    for factor in outcome.factors:
        last = [ensemble.at(factor, month) for month in range(first, outcome.months + 1)]
        moved += np.mean(last, axis=0, dtype=np.float64) - ensemble.at(factor, 0)
    return np.asarray(outcome.direction * moved / len(outcome.factors) > margin.level)


def outcome_for(
    factor: Factor | None, sign: Sign, *, horizon: Horizon, strength: Strength | None = None
) -> Outcome | None:
    """Return what a claim that `factor` moves with `sign` comes to, None where the model has no such thing.

    The table outcomes.toml says for each factor whether it is an event or a level. A region or an
    organisation that the model does not hold itself stands for its members: any of them for an event, the
    mean of their levels for a level.
    """
    if factor is None or sign == 0:
        return None
    read = meaning(factor, sign, strength)
    if read.event is not None:
        event = event_outcome(Factor(read.event, factor.actor, factor.target), read.begins, horizon=horizon)
        if event is not None:
            return event
    return level_outcome(factor, 1 if sign > 0 else -1, horizon=horizon, read=read)


def event_outcome(event: Factor, begins: Literal[-1, 1], *, horizon: Horizon) -> Outcome | None:
    """Return the outcome that `event`, a factor in form, begins (+1) or not (−1); None outside the model."""
    known = horizon.begin(event)
    if not known:
        return None
    words = event_words(event)
    template = words.yes if begins > 0 else words.no
    label = _fill(template, event, horizon)
    if len(known) > 1:
        label += " (any state)" if begins > 0 else " (no state)"
    return Outcome(
        id=str(event) if begins > 0 else f"not {event}",
        label=label,
        event=str(event),
        factor=None,
        direction=begins,
        months=horizon.months,
        events=known,
    )


def level_outcome(
    factor: Factor, direction: Literal[-1, 1], *, horizon: Horizon, read: Meaning | None = None
) -> Outcome | None:
    """Return the outcome that the level of `factor` rises (+1) or falls (−1); None outside the model."""
    known = horizon.move(factor)
    if not known:
        return None
    template = (read or meaning(factor, direction)).label
    label = _fill(template, factor, horizon)
    if len(known) > 1:
        label += " (mean of its states)"
    return Outcome(
        id=f"{factor} {'up' if direction > 0 else 'down'}",
        label=label,
        event=None,
        factor=factor,
        direction=direction,
        months=horizon.months,
        factors=known,
    )


def outside_event(name: str, state: str, patrons: Sequence[str], *, horizon: Horizon) -> Outcome | None:
    """Return the outcome that an event named `name` of any of `patrons` toward `state` begins."""
    written = (str(Factor(name, patron, state)) for patron in patrons)
    known = tuple(event for event in written if event in horizon.events)
    if not known:
        return None
    if len(known) == 1:
        return event_outcome(Factor.parse(known[0]), 1, horizon=horizon)
    anyone = Factor(name, "any patron", state)
    return Outcome(
        id=str(anyone),
        label=_fill(event_words(anyone).yes, anyone, horizon),
        event=str(anyone),
        factor=None,
        direction=1,
        months=horizon.months,
        events=known,
    )


def _fill(template: str, factor: Factor, horizon: Horizon) -> str:
    """Return the label with the actors' names in place, its first letter a capital."""
    target = "" if factor.target is None else horizon.name(factor.target)
    text = template.format(actor=horizon.name(factor.actor), target=target)
    return text[:1].upper() + text[1:]
