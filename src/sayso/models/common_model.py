"""The common model: every mechanism, for the states and patrons of a region at a date."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.mechanisms.event import EventKind
from sayso.mechanisms.library import library
from sayso.mechanisms.link import Link
from sayso.mechanisms.mechanism import Mechanism
from sayso.models.builders import LEVELS, contributions
from sayso.models.calibration import calibrated
from sayso.models.instantiate import Cast, events_of, links_of, nodes_for, terms_of
from sayso.models.model import Model
from sayso.models.scope import Scope
from sayso.models.settings import node_settings
from sayso.models.starting import with_starting_levels
from sayso.problems import Problem
from sayso.statements.statement import Statement

_YEARS_OF_ELECTIONS = 10
"""Elections are looked up this far ahead; a longer simulation would know of none anyway."""


def build_common(
    *,
    actors: ActorTable,
    states: Sequence[str],
    patrons: Sequence[str],
    start: dt.date,
    statements: Sequence[Statement] = (),
    mechanisms: Sequence[Mechanism] | None = None,
) -> tuple[Model, tuple[Problem, ...]]:
    """Return the model that all sources share, and the statements that found no place in it.

    The model starts on the first day of the month of `start`. Neighbours and alliances are those of that
    day, elections those that were due by law or called by `start` itself. Assessments, trends and reported
    events in `statements` set starting levels and slopes.

    Raises:
        KeyError: if a state or patron is not in the actor table.
        ValueError: if an actor is named twice, or no state is.
    """
    both = (*states, *patrons)
    if not states or len(set(both)) < len(both):
        raise ValueError(
            f"states {tuple(states)} and patrons {tuple(patrons)}: want one state or more, none twice"
        )
    for actor in both:
        actors.actor(actor)
    first = start.replace(day=1)
    cast = Cast(actors=actors, states=tuple(states), patrons=tuple(patrons), start=first, known_on=start)
    model = _assembled(cast, library() if mechanisms is None else mechanisms)
    model = calibrated(model)
    levels = [statement for statement in statements if type(statement) in LEVELS]
    parts = contributions(levels, Scope.of(model, actors))
    problems = tuple(problem for _, part in parts for problem in part.problems)
    return with_starting_levels(model, parts), problems


def _assembled(cast: Cast, mechanisms: Sequence[Mechanism]) -> Model:
    """Return the model of the mechanisms, at rest and uncalibrated."""
    horizon = DateInterval(cast.start, cast.start.replace(year=cast.start.year + _YEARS_OF_ELECTIONS))
    kinds = _possible([event for part in mechanisms for event in events_of(part, cast, horizon)])
    absent = _Absent(mechanisms, kinds)
    links = tuple(
        link for part in mechanisms for link in links_of(part, cast) if not any(map(absent, _named(link)))
    )
    terms = [
        (event, term)
        for part in mechanisms
        for event, term in terms_of(part, cast)
        if term.source is None or not absent(str(term.source))
    ]
    events = tuple(
        msgspec.structs.replace(
            kind,
            terms=tuple(term for event, term in terms if event == kind.id),
            ends=tuple(ended for ended in kind.ends if not absent(ended)),
        )
        for kind in kinds
    )
    settings = node_settings()
    return Model(
        name="common",
        start=cast.start,
        states=cast.states,
        patrons=cast.patrons,
        nodes=nodes_for(links, events, cast),
        links=links,
        events=events,
        nu=settings.nu,
        slope_half_life=settings.slope_half_life,
    )


def _possible(kinds: list[EventKind]) -> list[EventKind]:
    """Return the events without those that require an event that this choice of mechanisms leaves out."""
    while True:
        occurring = {kind.id for kind in kinds}
        kept = [kind for kind in kinds if kind.requires is None or kind.requires in occurring]
        if len(kept) == len(kinds):
            return kept
        kinds = kept


class _Absent:
    """Tells which factors are events that the library knows and that this model has not.

    They are left out by a choice of mechanisms, or hold for allies only.
    """

    def __init__(self, mechanisms: Sequence[Mechanism], kinds: Sequence[EventKind]) -> None:
        templates = {event.id for part in (*library(), *mechanisms) for event in part.events}
        self.names = {template.partition("(")[0] for template in templates}
        self.occurring = {kind.id for kind in kinds}

    def __call__(self, factor: str) -> bool:
        """Tell whether a factor, as written, is an event that is not in the model."""
        return factor.partition("(")[0] in self.names and factor not in self.occurring


def _named(link: Link) -> set[str]:
    """Return the factors and events that a link needs, as written."""
    names = {str(link.source), str(link.target)}
    if link.gate is not None:
        names |= {str(gate) for gate in (link.gate.factor, link.gate.event) if gate is not None}
    return names
