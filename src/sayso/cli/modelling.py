"""What `run`, `compare`, `explain` and `sensitivity` share: which model, and what is asked of it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso.actors import ActorTable
from sayso.brief.dating import day_words, group
from sayso.brief.gather import Gathered, Settings, Tables, gather, load_tables
from sayso.cli.known_actor import known_actor
from sayso.cli.output import say, say_problems
from sayso.cli.parameters import DateParameter, actors_option, factors_option, lexicon_option, split_piped
from sayso.cli.progress import shown_progress
from sayso.scenarios.basis import EVERYBODY, Basis, Wanted, basis
from sayso.scenarios.naming import factor_named
from sayso.scenarios.reading import read_scenario
from sayso.scenarios.scenario import Scenario
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement
from sayso.views.naming import outcome_named
from sayso.views.outcome import Horizon, Outcome

Command = TypeVar("Command", bound=Callable[..., Any])
RUNS = 2560
"""As many as an outlook has (`views/data/views.toml`)."""
_STATES = ("state",)
"""Kinds of actors that a model can be of."""
_PATRONS = ("state", "organisation")
"""Kinds of actors that others can lean to."""
_LAST_YEAR = 9900
"""Elections are looked for some years after a model's start, and the calendar ends with 9999."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A model that was asked for, with what is asked of it."""

    basis: Basis
    horizon: Horizon
    months: int
    runs: int
    seed: int
    places: Mapping[str, str]
    """Where each statement stands, by its identifier: `wire.txt:12`."""


def model_options(function: Command) -> Command:
    """Add the options that say which model is meant and how it is run."""
    for option in reversed(
        (
            click.option(
                "--states",
                multiple=True,
                metavar="STATE,...",
                help="States of the model.  [default: those that the reports are about]",
            ),
            click.option("--patrons", multiple=True, metavar="POWER,...", help="The powers round them."),
            click.option(
                "--from",
                "since",
                type=DateParameter(),
                metavar="DATE",
                help="When it starts.  [default: the reports' date, the first scenario's as_of, or today]",
            ),
            click.option(
                "--speaker",
                metavar="NAME",
                help=f"Add this speaker's claimed links and likelihoods; `{EVERYBODY}`: all claimed links.",
            ),
            click.option("--months", type=click.IntRange(1, 60), default=12, show_default=True),
            click.option("--runs", type=click.IntRange(100, 200_000), default=RUNS, show_default=True),
            click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True),
            lexicon_option,
            actors_option,
            factors_option,
        )
    ):
        function = option(function)
    return function


def choose_model(
    paths: Sequence[Path],
    options: dict[str, Any],
    *,
    scenarios: Sequence[Path] = (),
    speaker: str | None = None,
) -> Chosen:
    """Return the model that the options of `model_options` ask for; `speaker` where they name none.

    Raises:
        click.ClickException: if nothing can be read, or an actor or a speaker is unknown.
    """
    settings = Settings(
        lexicon=options["lexicon"],
        actors=options["actors"],
        factors=options["factors"],
        today=dt.datetime.now(tz=dt.UTC).date(),
    )
    try:
        tables, problems = load_tables(settings)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error
    say_problems(problems)
    states = _actors(tables.actors, options["states"], kinds=_STATES)
    patrons = _actors(tables.actors, options["patrons"], kinds=_PATRONS)
    given = options["since"].start if options["since"] is not None else None
    read = _read(paths, tables, settings, given)
    if not states and not read.statements:
        raise click.UsageError("want reports to make a model of, or --states")
    as_of = given or read.dated or _as_of(scenarios) or settings.today
    if as_of is None:
        raise click.UsageError("no date was found; say one: --from DATE")
    if as_of.year > _LAST_YEAR:
        raise click.UsageError(f"a model cannot start on {as_of}; want a date before {_LAST_YEAR + 1}")
    wanted = Wanted(
        as_of=as_of,
        months=options["months"],
        states=states,
        patrons=patrons,
        speaker=speaker if options["speaker"] is None else options["speaker"],
    )
    try:
        with shown_progress() as show:
            show("Building the model", 0, 0)
            found = basis(read.statements, wanted, actors=tables.actors, catalogue=tables.catalogue)
    except (KeyError, ValueError) as error:
        raise click.UsageError(str(error.args[0])) from error
    return Chosen(
        basis=found,
        horizon=Horizon.of(found.model, actors=tables.actors, months=wanted.months),
        months=wanted.months,
        runs=options["runs"],
        seed=options["seed"],
        places=read.places,
    )


@dataclass(frozen=True)
class _Read:
    """What reports say, as of when, and where."""

    statements: tuple[Statement, ...] = ()
    dated: dt.date | None = None
    places: Mapping[str, str] = field(default_factory=dict)


def _actors(actors: ActorTable, given: Sequence[str], *, kinds: Sequence[str]) -> tuple[str, ...]:
    names = [name.strip() for one in given for name in one.split(",")]
    return tuple(dict.fromkeys(known_actor(actors, name, kinds=kinds) for name in names if name))


def _read(paths: Sequence[Path], tables: Tables, settings: Settings, given: dt.date | None) -> _Read:
    """Return what the reports say: without a date that is given, those of the latest year."""
    if not paths:
        return _Read()
    reports, piped = split_piped(paths)
    with shown_progress() as show:
        gathered = gather(reports, tables=tables, piped=piped, on_progress=show, today=settings.today)
    gathered = gathered.surer_than(settings.certainty)
    say_problems(gathered.problems)
    if not gathered.documents:
        raise click.ClickException("nothing was read")
    groups = group(gathered.documents, today=settings.today)
    places = _places(gathered)
    if given is not None or not groups:
        return _Read(gathered.statements, None, places)
    latest = max(groups, key=lambda one: one.as_of)
    left = sum(len(one.documents) for one in groups if one is not latest)
    if left:
        say(f"{left} reports are more than a year from the others of {day_words(latest.as_of)} and left out")
    inside = {document.id for document in latest.documents}
    kept = tuple(one for one in gathered.statements if one.document in inside)
    return _Read(kept, latest.as_of, places)


def _places(gathered: Gathered) -> dict[str, str]:
    """Return the file and the line of each statement."""
    documents = {document.id: document for document in gathered.documents}
    places = {}
    for one in gathered.statements:
        document = documents[one.document]
        line = document.text.count("\n", 0, one.start) + 1
        places[one.id] = f"{document.name}:{line}"
    return places


def _as_of(scenarios: Sequence[Path]) -> dt.date | None:
    """Return the day on which the first scenario that says so was thought up."""
    for path in scenarios:
        scenario, _ = read_scenario(_bytes(path), str(path))
        if scenario is not None and scenario.as_of is not None:
            return scenario.as_of
    return None


def read_scenarios(paths: Sequence[Path], chosen: Chosen) -> tuple[Scenario, ...]:
    """Return the scenarios in files, held against the model.

    Raises:
        click.ClickException: if one cannot be used; everything that is wrong with any is said.
    """
    read = [
        read_scenario(_bytes(path), str(path), model=chosen.basis.model, months=chosen.months)
        for path in paths
    ]
    problems = [problem for _, found in read for problem in found]
    if problems:
        say_problems(problems[:-1])
        raise click.ClickException(str(problems[-1]))
    return tuple(scenario for scenario, _ in read if scenario is not None)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"cannot read {path}: {error.strerror or error}") from error


def outcome_asked(words: str, chosen: Chosen) -> Outcome:
    """Return the outcome that `words` name.

    Raises:
        click.UsageError: if there is none; the message names the nearest.
    """
    try:
        return outcome_named(words, chosen.horizon)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


def outcomes_asked(words: Sequence[str], chosen: Chosen) -> tuple[Outcome, ...]:
    """Return the outcomes that are named, or those that an outlook would show.

    Raises:
        click.UsageError: as `outcome_asked`.
    """
    return tuple(outcome_asked(one, chosen) for one in words) or chosen.basis.outcomes


def factors_asked(words: Sequence[str], chosen: Chosen, outcomes: Sequence[Outcome]) -> tuple[Factor, ...]:
    """Return the factors that are named, or those whose level an outcome is about.

    Raises:
        click.UsageError: if a factor is unknown; the message names the nearest.
    """
    try:
        named = tuple(factor_named(one, chosen.basis.model) for one in words)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error
    return named or tuple(dict.fromkeys(factor for one in outcomes for factor in one.factors))
