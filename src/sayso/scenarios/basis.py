"""What scenarios are done to: a model of what reports say, or of states alone, and whose it is."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.models import build_common, build_speaker
from sayso.models.builders import LEVELS, contributions
from sayso.models.model import Model
from sayso.models.scope import Scope
from sayso.models.starting import with_starting_levels
from sayso.nearest import hint
from sayso.problems import Problem
from sayso.statements.catalogue import Catalogue
from sayso.statements.corrected import heard
from sayso.statements.statement import Statement
from sayso.views.claims import views_of
from sayso.views.focus import Focus, choose
from sayso.views.outcome import Horizon, Outcome
from sayso.views.rows import choose_rows
from sayso.views.view import View

EVERYBODY = "everybody"
"""In place of a speaker: what all claims taken together make."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which model is wanted."""

    as_of: dt.date
    months: int
    states: tuple[str, ...] = ()
    """Identifiers; empty: the states that the statements are about."""
    patrons: tuple[str, ...] = ()
    speaker: str | None = None
    """Whose claims make links and weigh on the runs: a name, EVERYBODY for all, None for nobody's.

    Statements about levels, trends and events set starting levels whoever is asked for.
    """


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A model with what may be asked of it."""

    model: Model
    common: Model
    """The same without anybody's claimed links."""
    bare: Model
    """The common model as it is when nobody has said anything."""
    speaker: str | None
    """The name as the reports have it, EVERYBODY, or None."""
    state_names: tuple[str, ...]
    """In plain words: `Kazakhstan`."""
    patron_names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    """Those that the outlook of a brief would show, most relevant first."""
    views: tuple[View, ...]
    """The speaker's stated likelihoods; none of everybody's, who contradict each other."""
    statements: tuple[Statement, ...]
    """What the model is made of: all live statements, those of others only as starting levels."""
    problems: tuple[Problem, ...]


def basis(
    statements: Sequence[Statement], wanted: Wanted, *, actors: ActorTable, catalogue: Catalogue
) -> Basis:
    """Return the model that is wanted, of statements as people left them in review (`heard`).

    Raises:
        KeyError: if a state or patron is not in the actor table, or nobody of the speaker's name speaks.
        ValueError: if there is no state to make a model of.
    """
    live = heard(statements)
    focus = choose(live, actors=actors, catalogue=catalogue, on=DateInterval.day(wanted.as_of))
    if wanted.states:
        focus = Focus(states=wanted.states, focal=wanted.states, patrons=wanted.patrons or focus.patrons)
    elif wanted.patrons:
        focus = msgspec.structs.replace(focus, patrons=wanted.patrons)
    if not focus.states:
        raise ValueError("the reports are about no state; name states")
    bare, _ = build_common(
        actors=actors,
        states=focus.states,
        patrons=tuple(patron for patron in focus.patrons if patron not in focus.states),
        start=wanted.as_of,
    )
    levels = contributions([one for one in live if type(one) in LEVELS], Scope.of(bare, actors))
    common = with_starting_levels(bare, levels)
    problems = tuple(problem for _, part in levels for problem in part.problems)
    horizon = Horizon.of(common, actors=actors, months=wanted.months)
    name = None if wanted.speaker is None else speaker_named(wanted.speaker, live)
    own = live if name == EVERYBODY else tuple(one for one in live if one.speaker.name == name)
    views, left_out = views_of(own, horizon=horizon, start=common.start)
    model, unplaced = (common, ()) if name is None else build_speaker(common, own, actors=actors)
    if name == EVERYBODY:
        model = msgspec.structs.replace(model, name=EVERYBODY)
        views, left_out = (), ()
    return Basis(
        model=model,
        common=common,
        bare=bare,
        speaker=name,
        state_names=tuple(actors.actor(state).name for state in model.states),
        patron_names=tuple(actors.actor(patron).name for patron in model.patrons),
        outcomes=choose_rows(
            [(views_of(live, horizon=horizon, start=common.start)[0], live)], focus=focus, horizon=horizon
        ),
        views=views,
        statements=live,
        problems=tuple(dict.fromkeys((*problems, *unplaced, *(one.problem for one in left_out)))),
    )


def speaker_named(words: str, statements: Sequence[Statement]) -> str:
    """Return the name of the one speaker whose name is, or holds, `words`.

    Raises:
        KeyError: if there is none or more than one; the message names the nearest, or those that fit.
    """
    if words.casefold() == EVERYBODY:
        return EVERYBODY
    names = list(dict.fromkeys(one.speaker.name for one in statements))
    exact = [name for name in names if name.casefold() == words.casefold()]
    found = exact or [name for name in names if words.casefold() in name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise KeyError(f"several speakers are called {words!r}: {', '.join(found)}")
    there = f"; there are {', '.join(names)}" if names else "; nobody speaks in what was read"
    raise KeyError(f"no speaker {words!r}{hint(words, names, otherwise=there)}")
