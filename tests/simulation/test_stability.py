"""Nothing explodes, whatever a source claims."""

import datetime as dt
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.models import Model, build_common, build_speaker
from sayso.models.moments import at_rest, field_of
from sayso.simulation import simulate
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Speaker

ACTORS, _ = ActorTable.load()
REGION, _ = build_common(
    actors=ACTORS, states=["KAZ", "UZB"], patrons=["RUS", "USA"], start=dt.date(2022, 2, 1)
)


def claim(cause: Factor, effect: Factor, sign: int) -> Influence:
    return Influence(
        document="0" * 64,
        start=0,
        end=1,
        quote="so it is",
        speaker=Speaker(name="Zealot", kind="person"),
        mode="direct",
        factor=effect,
        cause=cause,
        sign=1 if sign > 0 else -1,
        strength="strong",
        reader="test",
        certainty=1.0,
    )


def largest_z(model: Model) -> float:
    level = simulate(model, months=60, runs=320, seed=4).levels.astype(np.float64)
    assert np.all(np.isfinite(level))
    assert level.min() > 0
    assert level.max() < 1
    return float(np.abs(np.log(level / (1 - level))).max())


def test_levels_of_the_common_model_stay_in_their_range() -> None:
    assert largest_z(REGION) < 9


def test_a_source_that_ties_everything_to_everything_breaks_nothing() -> None:
    names = [
        "unrest(UZB)",
        "grievance(UZB)",
        "repression(UZB)",
        "welfare(UZB)",
        "alignment(UZB>RUS)",
        "unrest(KAZ)",
    ]
    factors = [Factor.parse(name) for name in names]
    claims = [claim(cause, effect, 1) for cause, effect in product(factors, factors) if cause != effect]
    model, problems = build_speaker(REGION, claims, actors=ACTORS)
    assert problems == ()
    assert len(model.links) == len(REGION.links) + 30
    assert largest_z(model) < 16


@given(
    picks=st.lists(
        st.tuples(st.sampled_from(REGION.factors), st.sampled_from(REGION.factors), st.sampled_from([-1, 1])),
        max_size=20,
    )
)
@settings(max_examples=10, deadline=None)
def test_any_claims_keep_levels_inside_the_interval(picks: list[tuple[Factor, Factor, int]]) -> None:
    claims = [claim(*pick) for pick in picks if pick[0] != pick[1]]
    model, _ = build_speaker(REGION, claims, actors=ACTORS)
    level = simulate(model, months=24, runs=160, seed=4).levels
    assert level.min() > 0
    assert level.max() < 1


def test_the_common_model_forgets_its_start() -> None:
    """Its linear stand-in has no feedback that feeds itself."""
    rest = at_rest(field_of(REGION))
    assert np.all(np.isfinite(rest.covariance))
    assert np.sqrt(rest.variance).max() < 1.2
    assert np.abs(rest.mean).max() < 0.4
