"""What model forecasts are asked with, and one model's runs with what is kept of them."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from sayso import __version__
from sayso.actors import ActorTable
from sayso.forecasts.drafting import MONTHS
from sayso.forecasts.expressed import Actors, Expressed
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.of_model import Run
from sayso.forecasts.question import Question
from sayso.forecasts.record import Record
from sayso.problems import Problem
from sayso.scenarios.basis import Basis
from sayso.scenarios.paths import every_month
from sayso.simulation.simulate import simulate
from sayso.statements.catalogue import Catalogue
from sayso.statements.statement import Statement
from sayso.store.model_run import ModelKept, RunKept
from sayso.views.pool import pool

COMMON: Final = "common model"
BARE: Final = "bare common model"
"""What forecasts of a model are called where no source's claims make links."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which model is run, and how."""

    actors: ActorTable
    catalogue: Catalogue
    today: dt.date
    """The day by the clock."""
    as_of: dt.date | None = None
    """The day up to which the model knows anything; None: today, or where a question is over its opening."""
    months: int = MONTHS
    """For questions without a close."""
    runs: int
    seed: int = 0
    speaker: str | None = None
    """As in `Wanted`."""
    states: tuple[str, ...] = ()
    """None: those that the statements and the question are about."""
    patrons: tuple[str, ...] = ()
    bare: bool = False
    """Whether the workspace's statements are left out."""
    words: str | None = None
    """The outcome that a single question is to be asked as."""
    certainty: float = 0.25
    """Statements that the reader is less sure of, and nobody accepted, are left out."""


class ModelAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which model a question wants; questions that want the same share its runs."""

    day: dt.date
    cast: Actors
    months: int
    """How far it is run, which is what the likelihoods of a speaker are about."""


class Foretold(msgspec.Struct, frozen=True, kw_only=True):
    """What the runs say to questions."""

    forecasts: tuple[Forecast, ...] = ()
    kept: tuple[Record, ...] = ()
    """The models and runs behind them, to be added before them."""
    left: tuple[tuple[Question, str], ...] = ()
    """Questions that no run answers, and why."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the runs."""
    problems: tuple[Problem, ...] = ()
    """What statements could not be used for in the models."""


def plus(one: Foretold, other: Foretold) -> Foretold:
    """Return both together, notes and problems once each."""
    return Foretold(
        **{
            name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))
            if name in {"notes", "problems"}
            else (*getattr(one, name), *getattr(other, name))
            for name in Foretold.__struct_fields__
        }
    )


def run_for(
    made: Basis, put: Sequence[Expressed], model: ModelAsked, wish: Wish, statements: tuple[Statement, ...]
) -> tuple[Run, tuple[Record, ...], tuple[str, ...]]:
    """Return the runs of a model, weighed by its speaker's likelihoods, with what is kept of them.

    Raises:
        ValueError: if they would take too much memory.
    """
    keep = every_month(made.model, months=model.months, runs=wish.runs)
    ensemble = simulate(made.model, months=model.months, runs=wish.runs, seed=wish.seed, keep=keep)
    pooled = pool(ensemble, made.views) if made.views else None
    notes = []
    if pooled is not None and pooled.thin:
        notes.append(
            f"the likelihoods leave only {pooled.effective_runs:,.0f} effective runs; more --runs give more"
        )
    if pooled is not None and pooled.unmet:
        notes.append(f"no weights honour the likelihoods of {', '.join(pooled.unmet)}")
    kept = ModelKept(
        name=_name(made, wish),
        content=msgspec.to_builtins(made.model),
        statements=tuple(one.id for one in statements),
    )
    settings = {
        "as_of": model.day.isoformat(),
        "speaker": made.speaker,
        "states": list(model.cast.states),
        "patrons": list(model.cast.patrons),
        "lexicons": sorted({one.likelihood.lexicon for one in statements if one.likelihood is not None}),
        "questions": {one.question.id: one.outcome.id for one in put},
    }
    effective = float(ensemble.runs) if pooled is None else pooled.effective_runs
    record = RunKept(
        model=kept.id,
        seed=wish.seed,
        months=model.months,
        runs=ensemble.runs,
        settings=settings,
        version=__version__,
        at=dt.datetime.now(tz=dt.UTC),
        summary={"effective_runs": effective, "unmet": [] if pooled is None else list(pooled.unmet)},
    )
    run = Run(
        ensemble=ensemble,
        weights=None if pooled is None else pooled.weights,
        made_by=Origin(kind="model", name=kept.name, version=__version__),
        as_of=model.day,
        name=record.id,
        at=wish.today,
    )
    return run, (kept, record), tuple(notes)


def _name(made: Basis, wish: Wish) -> str:
    """Return what a model's forecasts are scored under: `Bakhrom Khamroev's model`."""
    if made.speaker is None:
        return BARE if wish.bare else COMMON
    return f"{made.speaker}'s model"
