"""Reported events: what happened lately still shows in the starting levels."""

import datetime as dt

from sayso.models.contribution import Contribution, Shift, no_place, not_followed
from sayso.models.scope import Scope, places
from sayso.models.settings import claim_settings, node_for
from sayso.statements.event import Event
from sayso.statements.factor import Factor

_DAYS_PER_MONTH = 30.44
_OUTBREAK = {"unrest": "mass_unrest"}
"""Events that reports of a factor may mean."""


def build(statement: Event, scope: Scope) -> Contribution:
    """Return what is left at the model's start of an event that a statement reports.

    An event that comes after the start, or lies too far back, leaves nothing.
    """
    if statement.factor is None or statement.sign == 0:
        return Contribution()
    happened = _happened(statement)
    if happened is None:
        return no_place(statement, "it has no date, and its document has none either")
    found = places(scope, statement.factor)
    if not found:
        return no_place(statement, not_followed(statement.factor, actors=scope.actors))
    settings = claim_settings().event
    ago = (scope.start - happened).days / _DAYS_PER_MONTH
    if not -1.0 <= ago <= settings.remembered_months:
        return Contribution()
    shifts = [shift for place in found for shift in _left(place, statement.sign, max(ago, 0.0), scope)]
    if statement.strength == "weak":  # small protests are no mass unrest
        shifts = [shift for shift in shifts if shift.factor.name not in _OUTBREAK.values()]
    return Contribution(shifts=tuple(shifts))


def _happened(statement: Event) -> dt.date | None:
    """Return the day of the event, or the last day on which it can have been told."""
    for interval in (statement.when, statement.as_of):
        if interval is not None and (interval.end or interval.start) is not None:
            return interval.end or interval.start
    return None


def _left(place: Factor, sign: int, ago: float, scope: Scope) -> list[Shift]:
    """Return the shifts at a place, `ago` months later."""
    settings = claim_settings().event
    if place.name in scope.event_names:
        return [Shift(factor=place, under_way=scope.still_lasts(str(place), ago))] if sign > 0 else []
    level = sign * settings.shift * (1.0 - node_for(place).kappa) ** ago
    shifts = [Shift(factor=place, level=level)]
    if sign > 0 and place.name in _OUTBREAK:
        outbreak = Factor(_OUTBREAK[place.name], place.actor, place.target)
        if str(outbreak) in scope.known:
            lasting = settings.mass * scope.still_lasts(str(outbreak), ago)
            shifts.append(Shift(factor=outbreak, under_way=lasting))
    return shifts
