"""Ensembles whose runs are given, and statements written by hand."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.actors import ActorTable
from sayso.mechanisms.event import EventKind
from sayso.models import Model, Node
from sayso.simulation import Ensemble
from sayso.simulation.ensemble import of_trajectories
from sayso.statements.assessment import Assessment
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.forecast import Forecast
from sayso.statements.influence import Influence
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Speaker
from sayso.views.outcome import Horizon

MONTHS = 12


def ensemble_of(
    *,
    begins: Mapping[str, NDArray[np.integer]] | None = None,
    levels: Mapping[str, NDArray[np.floating]] | None = None,
    draws: NDArray[np.int32] | None = None,
) -> Ensemble:
    """Return an ensemble of 12 months: `begins` the month in which each event begins (0: never), (runs,)."""
    begins = begins or {}
    levels = levels or {}
    runs = len(next(iter([*begins.values(), *levels.values()])))
    begun = np.zeros((runs, MONTHS + 1, len(begins)), dtype=np.bool_)
    for column, months in enumerate(begins.values()):
        begun[np.flatnonzero(months), months[months > 0], column] = True
    values = np.full((runs, MONTHS + 1, len(levels)), 0.5, dtype=np.float32)
    for column, level in enumerate(levels.values()):
        values[:, :, column] = level
    model = model_of(events=tuple(begins), factors=tuple(levels))
    return of_trajectories(
        model,
        levels=values,
        begun=begun,
        active=begun,
        presence=np.zeros((runs, 0), dtype=np.bool_),
        parameter_draw=np.zeros(runs, dtype=np.int32) if draws is None else draws,
    )


def model_of(*, events: tuple[str, ...], factors: tuple[str, ...]) -> Model:
    """Return a model of Uzbekistan, Kazakhstan and Kyrgyzstan with Russia and the United States."""
    return Model(
        name="given",
        start=dt.date(2022, 2, 1),
        states=("UZB", "KAZ", "KGZ"),
        patrons=("RUS", "USA"),
        nodes=tuple(Node(factor=Factor.parse(name), start_sd=0.0, kappa=0.1, noise=0.0) for name in factors),
        events=tuple(_event(name) for name in events),
    )


def _event(name: str) -> EventKind:
    """Return an event kind with nothing but its name."""
    factor = Factor.parse(name)
    return EventKind(
        id=name, name=name, actor=factor.actor, target=factor.target, base_rate=None, origin="given"
    )


class Claims:
    """Statements written by hand, each at a place of its own in one document."""

    def __init__(self) -> None:
        """Start at the top of the document."""
        self._place = 0

    def forecast(self, factor: str, sign: int = 1, **more: Any) -> Forecast:
        """Return a forecast."""
        return Forecast(**self._fields(factor, sign, more))

    def influence(self, cause: str, factor: str, sign: int = 1, **more: Any) -> Influence:
        """Return an influence."""
        return Influence(**self._fields(factor, sign, {"cause": Factor.parse(cause), **more}))

    def assessment(self, factor: str, sign: int = 1, **more: Any) -> Assessment:
        """Return an assessment."""
        return Assessment(**self._fields(factor, sign, more))

    def conditional(self, condition: str | None, factor: str, sign: int = 1, **more: Any) -> Conditional:
        """Return a conditional whose condition rises."""
        of = None if condition is None else Factor.parse(condition)
        when = Condition(words="if", factor=of, sign=more.pop("condition_sign", 1))
        return Conditional(condition=when, **self._fields(factor, sign, more))

    def _fields(self, factor: str, sign: int, more: dict[str, Any]) -> dict[str, Any]:
        """Return the fields that every statement has."""
        self._place += 10
        words = more.pop("likelihood", None)
        speaker = Speaker(name=more.pop("speaker", "an expert"), kind=more.pop("speaker_kind", "person"))
        return {
            "document": "report",
            "start": self._place,
            "end": self._place + 5,
            "quote": f"{factor} {sign}",
            "speaker": speaker,
            "mode": "direct",
            "factor": Factor.parse(factor),
            "sign": sign,
            "likelihood": None if words is None else LIKELIHOODS[words],
            "reader": "by hand",
            "certainty": 1.0,
            **more,
        }


LIKELIHOODS = {
    words: Likelihood(words=words, phrase=words, alpha=alpha, beta=beta, lexicon="test", unhedged=unhedged)
    for words, alpha, beta, unhedged in (
        ("highly likely", 17.9, 2.85, False),
        ("unlikely", 3.0, 12.0, False),
        ("possible", 4.0, 6.0, False),
        ("will", 49.0, 1.0, True),
    )
}


@pytest.fixture
def claims() -> Claims:
    return Claims()


@pytest.fixture(scope="session")
def make_ensemble() -> Callable[..., Ensemble]:
    return ensemble_of


@pytest.fixture(scope="session")
def make_model() -> Callable[..., Model]:
    return model_of


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    table, problems = ActorTable.load()
    assert not problems
    return table


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    loaded, problems = Catalogue.load()
    assert not problems
    return loaded


@pytest.fixture(scope="session")
def horizon(actors: ActorTable) -> Horizon:
    """Twelve months of a model of three states and two patrons."""
    states, patrons = ("UZB", "KAZ", "KGZ"), ("RUS", "USA")
    pairs = [(state, patron) for state in states for patron in patrons]
    model = model_of(
        events=(
            *(f"{name}({state})" for name in ("mass_unrest", "refusal", "fall") for state in states),
            *(f"intervention({patron}>{state})" for state, patron in pairs),
        ),
        factors=(
            *(f"{name}({state})" for name in ("unrest", "security_capacity", "welfare") for state in states),
            *(f"regime_stability({state})" for state in states),
            *(f"alignment({state}>{patron})" for state, patron in pairs),
            *(f"cooperation({state}>{patron})" for state, patron in pairs),
        ),
    )
    return Horizon.of(model, actors=actors, months=MONTHS)
