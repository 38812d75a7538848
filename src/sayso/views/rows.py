"""Which outcomes an outlook shows, and in which order."""

from collections.abc import Iterator, Sequence

from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Statement
from sayso.views.focus import Focus, focus_rules
from sayso.views.outcome import Horizon, Outcome, event_outcome, level_outcome, outcome_for, outside_event
from sayso.views.settings import settings
from sayso.views.view import View


def choose_rows(
    sources: Sequence[tuple[Sequence[View], Sequence[Statement]]], *, focus: Focus, horizon: Horizon
) -> tuple[Outcome, ...]:
    """Return the outcomes to show, most relevant first, each event as its beginning.

    Every outcome that some source gives a likelihood for, makes a condition or names as moved, plus the core
    set of the focal states, up to the number of rows of views.toml. Of two directions of one level, or two
    names for the same events of the model, only the one that more is said about is shown.
    """
    scores: dict[str, float] = {}
    outcomes: dict[str, Outcome] = {}
    for views, statements in sources:
        said: dict[str, float] = {}
        for outcome, weight in _said(views, statements, horizon):
            outcomes.setdefault(outcome.id, outcome)
            said[outcome.id] = max(weight, said.get(outcome.id, 0.0))
        for name, weight in said.items():
            scores[name] = scores.get(name, 0.0) + weight
    for outcome in _core(focus, horizon):
        outcomes.setdefault(outcome.id, outcome)
        scores[outcome.id] = scores.get(outcome.id, 0.0) + focus_rules().relevance.core
    order = {name: place for place, name in enumerate(outcomes)}
    ranked = sorted(outcomes, key=lambda name: (-scores[name], order[name]))
    shown: dict[tuple[object, object], Outcome] = {}
    for name in ranked:
        outcome = outcomes[name]
        key = (outcome.events, outcome.factors)
        if key not in shown or outcome.event in outcome.events:  # the event's own name over an alliance's
            shown[key] = outcome
    return tuple(shown.values())[: settings().outlook.rows]


def _said(
    views: Sequence[View], statements: Sequence[Statement], horizon: Horizon
) -> Iterator[tuple[Outcome, float]]:
    """Yield the outcomes that one source speaks of, with what that counts."""
    weights = focus_rules().relevance
    for view in views:
        yield _shown(view.outcome, horizon), weights.view
        if view.given is not None:
            yield _shown(view.given, horizon), weights.condition
    for statement in statements:
        if isinstance(statement, Influence) and statement.factor is not None:
            moved = outcome_for(
                statement.factor, statement.sign, horizon=horizon, strength=statement.strength
            )
            if moved is not None:
                yield _shown(moved, horizon), weights.influence


def _shown(outcome: Outcome, horizon: Horizon) -> Outcome:
    """Return the outcome over the whole horizon, an event as its beginning."""
    if outcome.event is not None:
        return event_outcome(Factor.parse(outcome.event), 1, horizon=horizon) or outcome
    if outcome.factor is not None:
        return level_outcome(outcome.factor, outcome.direction, horizon=horizon) or outcome
    return outcome


def _core(focus: Focus, horizon: Horizon) -> Iterator[Outcome]:
    """Yield the outcomes that are shown for each focal state whatever the sources say."""
    core = focus_rules().core
    for state in focus.focal:
        found = [event_outcome(Factor(name, state), 1, horizon=horizon) for name in core.events]
        found.append(outside_event(core.patron_event, state, focus.patrons, horizon=horizon))
        found += [
            level_outcome(Factor(core.patron_level, state, patron), 1, horizon=horizon)
            for patron in focus.patrons
        ]
        yield from (outcome for outcome in found if outcome is not None)
