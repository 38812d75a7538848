"""Statements as a reader would hand them over, and a model of Central Asia to put them in."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.models import Model, build_common
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Speaker, Statement

STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@pytest.fixture(scope="session")
def actors() -> ActorTable:
    table, problems = ActorTable.load()
    assert problems == ()
    return table


@pytest.fixture(scope="session")
def region(actors: ActorTable) -> Model:
    """Return the common model of Central Asia between Russia and the United States in February 2022."""
    model, problems = build_common(
        actors=actors, states=STATES, patrons=["RUS", "USA"], start=dt.date(2022, 2, 4)
    )
    assert problems == ()
    return model


@pytest.fixture
def say() -> Callable[..., Any]:
    """Return a maker of statements: kind, effect, then fields."""

    def make(kind: type[Statement], factor: str | None, sign: int, /, **fields: Any) -> Any:
        if isinstance(fields.get("cause"), str):
            fields["cause"] = Factor.parse(fields["cause"])
        words = fields.pop("quote", "what was said")
        given = {
            "document": "0" * 64,
            "start": fields.pop("at", 0),
            "end": 1000,
            "quote": words,
            "speaker": Speaker(name=fields.pop("who", "Expert"), kind="person"),
            "mode": "direct",
            "factor": None if factor is None else Factor.parse(factor),
            "sign": sign,
            "reader": "test",
            "certainty": 1.0,
            "as_of": DateInterval.day(dt.date(2022, 2, 4)),
        }
        return kind(**{**given, **fields})

    return make


@pytest.fixture
def likely() -> Likelihood:
    """Return `highly likely`."""
    return Likelihood(
        words="highly likely", phrase="highly likely", alpha=17.89, beta=2.85, lexicon="capphrase-2026.1"
    )


@pytest.fixture
def bare_will(likely: Likelihood) -> Likelihood:
    """Return a bare `will`."""
    return msgspec.structs.replace(likely, words="will", phrase="will happen", unhedged=True)
