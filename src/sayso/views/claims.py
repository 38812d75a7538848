"""From a source's forecasts and conditionals to views."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from sayso.dates import DateInterval
from sayso.models.contribution import not_followed, unused
from sayso.problems import Problem
from sayso.statements.conditional import Conditional
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast
from sayso.statements.statement import Sign, Statement
from sayso.views.outcome import Horizon, Outcome, event_outcome, outcome_for
from sayso.views.settings import settings
from sayso.views.view import View


class Unused(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that no view could be made of."""

    statement: Statement
    why: str

    @property
    def problem(self) -> Problem:
        """The same as a problem with the statement's words."""
        return unused(self.statement, self.why)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A view with the statement it comes from."""

    statement: Statement
    view: View


def views_of(
    statements: Sequence[Statement], *, horizon: Horizon, start: dt.date
) -> tuple[tuple[View, ...], tuple[Unused, ...]]:
    """Return one source's views, and the statements that could not be made one.

    A forecast is a view on its outcome; a conditional, or a forecast that names a cause, one on its outcome
    given the condition or the cause. A claim without likelihood words is of the unhedged class. What a source
    says again about the same outcome adds nothing: repeats, and bare versions of a claim that it hedges
    elsewhere, are left out.
    """
    claims: list[Claim] = []
    left_out: list[Unused] = []
    for statement in statements:
        if (
            not isinstance(statement, Forecast | Conditional)
            or statement.factor is None
            or statement.sign == 0
        ):
            continue
        found = _claim(statement, statement.factor, horizon=horizon, start=start)
        if isinstance(found, Claim):
            claims.append(found)
        else:
            left_out.append(Unused(statement=statement, why=found))
    return tuple(claim.view for claim in _without_repeats(claims)), tuple(left_out)


def _claim(
    statement: Forecast | Conditional, factor: Factor, *, horizon: Horizon, start: dt.date
) -> Claim | str:
    """Return the claim that a statement makes about `factor`, or why the model cannot take it."""
    months = _months(statement, horizon=horizon, start=start)
    if isinstance(months, str):
        return months
    within = replace(horizon, months=months)
    actors = horizon.scope.actors
    outcome = outcome_for(factor, statement.sign, horizon=within, strength=statement.strength)
    if outcome is None:
        return not_followed(factor, actors=actors)
    cause, sign = _condition(statement)
    given = outcome_for(cause, sign, horizon=within)
    if given is None and isinstance(statement, Conditional) and (cause is None or sign == 0):
        return f"its condition “{statement.condition.words}” is not one that the model could check"
    if given is None and cause is not None:
        return not_followed(cause, actors=actors)
    if given is not None and (given.events, given.factors) == (outcome.events, outcome.factors):
        return "its condition is its outcome"
    return Claim(statement=statement, view=_view(statement, outcome, given, horizon=within))


def _condition(statement: Forecast | Conditional) -> tuple[Factor | None, Sign]:
    """Return what must hold for the claim, with its sign; no factor for a plain forecast."""
    if isinstance(statement, Conditional):
        return statement.condition.factor, statement.condition.sign
    return statement.cause, 1


def _months(statement: Statement, *, horizon: Horizon, start: dt.date) -> int | str:
    """Return within how many months the claim is to come true, or why that lies outside the outlook.

    A time that reaches into the outlook's months counts to its end: what an earlier document said of "this
    year" holds for the rest of it. A time that had passed when the claim was made ("in recent months") is
    not when it is to come true, and bounds nothing.
    """
    said = statement.horizon
    if said is None or said.dates is None or _had_passed(said.dates, statement.as_of):
        return horizon.months
    if said.dates.start is not None and _months_between(start, said.dates.start) > horizon.months:
        return f"it is about “{said.words}” ({said.dates}), which begins after the outlook ends"
    if said.dates.end is None:
        return horizon.months
    if said.dates.end < start:
        return f"it is about “{said.words}” ({said.dates}), which ends before the outlook starts on {start}"
    return min(max(_months_between(start, said.dates.end), 1), horizon.months)


def _had_passed(dates: DateInterval, told: DateInterval | None) -> bool:
    """Tell whether `dates` reach back from when the claim was made, and no further on."""
    if told is None or told.end is None or told.start is None:
        return False
    if dates.start is None or dates.end is None:
        return False
    return dates.start < told.start and dates.end <= told.end


def _months_between(start: dt.date, day: dt.date) -> int:
    """Return the calendar months from `start` to `day`."""
    return (day.year - start.year) * 12 + day.month - start.month


def _view(statement: Statement, outcome: Outcome, given: Outcome | None, *, horizon: Horizon) -> View:
    """Return the view; one on an event that does not begin becomes one on the event."""
    numbers = settings()
    likelihood = statement.likelihood
    alpha, beta = numbers.unhedged.alpha, numbers.unhedged.beta
    if likelihood is not None:
        alpha, beta = likelihood.alpha, likelihood.beta
    if statement.confidence is not None:
        weight: float = getattr(numbers.confidence, statement.confidence.level)
        alpha, beta = alpha * weight, beta * weight
    if outcome.event is not None and outcome.direction < 0:
        alpha, beta = beta, alpha
        outcome = event_outcome(Factor.parse(outcome.event), 1, horizon=horizon) or outcome
    return View(
        statement=statement.id,
        outcome=outcome,
        given=given,
        alpha=alpha,
        beta=beta,
        unhedged=likelihood is None or likelihood.unhedged,
    )


def _without_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims less repeats of the same words, and less bare ones that a hedged one covers."""
    groups: dict[tuple[str, int, str | None], list[Claim]] = {}
    for claim in claims:
        given = None if claim.view.given is None else claim.view.given.id
        groups.setdefault((claim.view.outcome.id, claim.view.outcome.months, given), []).append(claim)
    kept: list[Claim] = []
    for group in groups.values():
        hedged = [claim for claim in group if not claim.view.unhedged]
        said: dict[tuple[float, float], Claim] = {}
        for claim in hedged or group:
            said.setdefault((claim.view.alpha, claim.view.beta), claim)
        kept.extend(said.values())
    return tuple(kept)
