"""The runs of a model as a forecast of a question."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from sayso.forecasts.distribution import Distribution
from sayso.forecasts.expressed import Expressed
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.ledger import Settled
from sayso.forecasts.of_runs import Floats, Looked, Measure, beta_of_runs, look, samples_of_runs, weighed
from sayso.forecasts.question import Question
from sayso.simulation.ensemble import Ensemble
from sayso.views.settings import settings

_WORDS: Final[Mapping[Measure, str]] = MappingProxyType(
    {
        "happens": "{yes:,} of {runs:,} runs",
        "begins": "how often in {runs:,} runs",
        "months": "months under way in {runs:,} runs",
        "first day": "the first day in {runs:,} runs",
    }
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A simulation that questions are put to."""

    ensemble: Ensemble
    weights: Floats | None
    """(runs,): what a speaker's likelihoods make of the runs; None where nobody's are heeded."""
    made_by: Origin
    as_of: dt.date
    """The day up to which it knows anything: the forecast's."""
    name: str
    """Identifier of the run as it is kept."""
    at: dt.date
    """The day on which it was run."""


def forecast_of_run(asked: Expressed, run: Run, *, settled: Settled | None = None) -> Forecast:
    """Return what a run says to a question, given its condition where it has one.

    `settled` is what the question has come to: a run after the answer was known, or after the close, is
    post hoc by the day on which it was run, whatever day it starts from.

    Raises:
        ValueError: if the condition holds in too few runs, or the runs do not hold what is asked.
    """
    looked = _looked(asked, run)
    rng = _rng(asked.question, run)
    distribution: Distribution = (
        beta_of_runs(looked, run.ensemble) if asked.measure == "happens" else samples_of_runs(looked, rng=rng)
    )
    late = made_late(asked.question, settled, on=run.at)
    return Forecast(
        question=asked.question.id,
        made_by=run.made_by,
        made_at=run.as_of,
        distribution=distribution,
        basis="; ".join(filter(None, (*_basis(asked, looked, run), late and f"post hoc: {late}"))),
        post_hoc=late is not None,
    )


def made_late(question: Question, settled: Settled | None, *, on: dt.date) -> str | None:
    """Return why something that was made `on` a day came too late to be foresight, None where it did not."""
    if question.closes is not None and question.closes < on:
        return f"run on {on}, after the close"
    if settled is None or settled.outcome == "pending":
        return None
    known = settled.known_at
    if known is None or known <= on:
        return f"run on {on}, when the answer was known"
    return None


def _looked(asked: Expressed, run: Run) -> Looked:
    parent, rng = asked.condition, _rng(asked.question, run)
    values = look(run.ensemble, asked.outcome, asked.measure, asked.window, rng=rng)
    if parent is None:
        return weighed(values, run.ensemble, weights=run.weights, given=None)
    came = look(run.ensemble, parent.outcome, "happens", parent.window, rng=_rng(parent.question, run))
    looked = weighed(values, run.ensemble, weights=run.weights, given=(came > 0) == asked.holds)
    least = settings().rare.runs
    if looked.effective < least:
        raise ValueError(
            f"its condition, “{parent.outcome.label}”, holds in {looked.effective:.0f} effective runs of "
            f"{run.ensemble.runs:,}; want {least:g} at least: more --runs"
        )
    return looked


def _rng(question: Question, run: Run) -> np.random.Generator:
    """Return the chance by which days within months are drawn: the same for a question and a seed."""
    return np.random.default_rng([run.ensemble.seed, int(question.id, 16)])


def _basis(asked: Expressed, looked: Looked, run: Run) -> tuple[str, ...]:
    label = asked.outcome.label
    yes = int(np.count_nonzero((looked.values > 0) & (looked.weights > 0)))
    share = _WORDS[asked.measure].format(yes=yes, runs=looked.runs)
    given = ""
    if asked.condition is not None:
        given = f", given {'' if asked.holds else 'not '}“{asked.condition.outcome.label}”"
    weighed_by = "" if run.weights is None else f", worth {looked.effective:,.0f} by the weights"
    return (
        f"{share}{weighed_by}: “{label}” by {asked.source}{given}",
        f"{asked.window.first} to {asked.window.last}",
        f"run {run.name}, seed {run.ensemble.seed}",
    )
