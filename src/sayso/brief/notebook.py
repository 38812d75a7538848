"""Reports, models and probabilities in few lines, for notebooks; `import sayso` offers these by name.

Nothing here computes: each function puts together what the other folders give.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import numpy as np

from sayso.actors import ActorTable
from sayso.brief.card_text import to_markdown
from sayso.brief.dating import group
from sayso.brief.gather import Settings, Tables, gather, load_tables
from sayso.brief.visible import one_line
from sayso.documents.document import Document
from sayso.models import build_common
from sayso.models.card import card_of
from sayso.models.model import Model
from sayso.problems import Problem
from sayso.scenarios.basis import Basis, Wanted, basis
from sayso.scenarios.naming import factor_named
from sayso.simulation.ensemble import Ensemble
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement
from sayso.views.naming import outcome_named
from sayso.views.outcome import Horizon, Outcome, holds
from sayso.views.pool import Reweighting
from sayso.views.probability import Probability, probabilities
from sayso.views.view import View

_SHOWN = 8


@dataclass(frozen=True, eq=False)
class Reports:
    """Reports that were read, with their claims."""

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    as_of: dt.date
    """The day that their outlook is from: that of the latest."""
    tables: Tables

    def __len__(self) -> int:
        """Return how many claims there are."""
        return len(self.statements)

    def _repr_html_(self) -> str:
        """Return the first claims as a table for a notebook."""
        rows = "".join(
            f"<tr><td>{_cell(one.speaker.name)}</td><td>{_cell(one.kind)}</td><td>{_cell(one.quote)}</td></tr>"
            for one in self.statements[:_SHOWN]
        )
        more = len(self.statements) - _SHOWN
        left = f"<p>and {more} more</p>" if more > 0 else ""
        head = "<tr><th>speaker</th><th>kind</th><th>words</th></tr>"
        return (
            f"<p>{len(self.documents)} reports, {len(self.statements)} claims, as of {self.as_of}</p>"
            f"<table>{head}{rows}</table>{left}"
        )


@dataclass(frozen=True, eq=False)
class Card:
    """A model's card in Markdown, which a notebook shows as a page."""

    text: str

    def __str__(self) -> str:
        """Return the Markdown."""
        return self.text

    def _repr_markdown_(self) -> str:
        """Return the Markdown for a notebook."""
        return self.text


@cache
def actors() -> ActorTable:
    """Return the package's own actor table."""
    return ActorTable.load()[0]


def read_reports(*paths: str | Path, settings: Settings | None = None) -> Reports:
    """Return what reports say: files, or folders of them; `settings` as for a brief.

    Raises:
        ValueError: if nothing can be read; the first problem is told.
    """
    used = Settings() if settings is None else settings
    tables, found = load_tables(used)
    gathered = gather([Path(path) for path in paths], tables=tables, today=used.today)
    gathered = gathered.surer_than(used.certainty)
    problems = (*found, *gathered.problems)
    if not gathered.documents:
        raise ValueError(f"nothing was read: {problems[0] if problems else 'no report was named'}")
    dated = group(gathered.documents, today=used.today)
    today = used.today or dt.datetime.now(tz=dt.UTC).date()
    return Reports(
        documents=gathered.documents,
        statements=gathered.statements,
        problems=problems,
        as_of=max((one.as_of for one in dated), default=today),
        tables=tables,
    )


def common_model(states: Sequence[str], patrons: Sequence[str] = (), *, start: dt.date | str) -> Model:
    """Return the model of states and the powers round them, by the literature alone.

    Actors are identifiers or names; `start` is a day, or is written as `2022-02-01`.

    Raises:
        KeyError: if an actor is not in the table.
        ValueError: if one is named twice, no state is, or the day is none.
    """
    day = dt.date.fromisoformat(start) if isinstance(start, str) else start
    table = actors()
    return build_common(
        actors=table,
        states=[_actor(table, name) for name in states],
        patrons=[_actor(table, name) for name in patrons],
        start=day,
    )[0]


def model_of_reports(
    reports: Reports,
    *,
    speaker: str | None = None,
    states: Sequence[str] = (),
    patrons: Sequence[str] = (),
    months: int = 12,
) -> Basis:
    """Return the model of what reports say: `.model`, with `.outcomes` and the speaker's `.views`.

    `speaker` is a name, or `everybody`, whose claimed links are added; without one, reports say where the
    common model starts.

    Raises:
        KeyError: if nobody of the speaker's name speaks, or an actor is unknown.
        ValueError: if the reports are about no state and none is named.
    """
    table = reports.tables.actors
    wanted = Wanted(
        as_of=reports.as_of,
        months=months,
        states=tuple(_actor(table, name) for name in states),
        patrons=tuple(_actor(table, name) for name in patrons),
        speaker=speaker,
    )
    return basis(reports.statements, wanted, actors=table, catalogue=reports.tables.catalogue)


def outcome(words: str, model: Model, *, months: int = 12) -> Outcome:
    """Return the outcome that `words` name: `mass_unrest(UZB)`, “mass unrest in Uzbekistan”.

    Raises:
        KeyError: if the model has none; the nearest are named.
    """
    return outcome_named(words, Horizon.of(model, actors=actors(), months=months))


def factor(words: str, model: Model) -> Factor:
    """Return the model's factor that is written `words`: `unrest(UZB)`.

    Raises:
        KeyError: if the model has none; the nearest are named.
    """
    return factor_named(words, model)


def probability(
    ensemble: Ensemble, wanted: Outcome | str, *, given: Reweighting | None = None
) -> Probability:
    """Return the probability of an outcome with its 80 % interval; `given` are the weights of pooled views.

    Words are taken as an outcome within all the ensemble's months.

    Raises:
        KeyError: if the model has no such outcome.
        ValueError: if the outcome is about more months than the ensemble has.
    """
    asked = outcome(wanted, ensemble.model, months=ensemble.months) if isinstance(wanted, str) else wanted
    happened = np.asarray(holds(ensemble, asked))[None]
    weights = None if given is None else given.weights
    return probabilities(happened, ensemble.parameter_draw, weights=weights, prior=ensemble.weights)[0]


def believe(wanted: Outcome, likelihood: float, *, sd: float = 0.05, by: str = "you") -> View:
    """Return the view that an outcome has a likelihood, give or take `sd`: a Beta distribution.

    Raises:
        ValueError: if the likelihood is not between 0 and 1, or `sd` is too wide for it.
    """
    room = likelihood * (1.0 - likelihood)
    if not 0.0 < likelihood < 1.0 or not 0.0 < sd * sd < room:
        raise ValueError(
            f"likelihood {likelihood}, sd {sd}; want 0 to 1, and sd² below p (1 − p) = {room:.3g}"
        )
    weight = room / (sd * sd) - 1.0
    return View(statement=by, outcome=wanted, alpha=likelihood * weight, beta=(1.0 - likelihood) * weight)


def card(model: Model | Basis, *, seed: int | None = None, runs: int | None = None) -> Card:
    """Return the card of a model, or of one of reports with the sentences that it rests on."""
    if isinstance(model, Model):
        made = card_of(model, seed=seed, runs=runs)
    else:
        made = card_of(
            model.model,
            actors=actors(),
            statements=model.statements,
            problems=model.problems,
            seed=seed,
            runs=runs,
        )
    return Card(to_markdown(made))


def _actor(table: ActorTable, words: str) -> str:
    if words in table.actors:
        return words
    found = table.resolve(words)
    if found is None:
        raise KeyError(f"no actor {words!r}; `sayso actors {words}` helps to find it")
    return found.state or found.actor


def _cell(text: str) -> str:
    return escape(one_line(text))
