"""Starting levels of the common model from measured ones, and the way back."""

import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.backtests.foresight import Build, common_builder
from sayso.backtests.past import Pasts
from sayso.backtests.series import Series
from sayso.backtests.start import months_of, scale_of, scores_of, started
from sayso.models.model import Node
from sayso.models.settings import node_for
from sayso.simulation import simulate
from sayso.statements.factor import Factor

START = dt.date(2003, 1, 1)
UNREST = Factor("unrest", "KAZ")


def test_a_start_has_the_score_and_the_error_of_the_measure(
    build: Build, series: Callable[..., Series]
) -> None:
    counts = np.random.default_rng(2).poisson(np.linspace(1, 9, 36)).astype(float)
    past = Pasts().of(series(counts), START)
    model = started(build(START, ("KAZ",)), {UNREST: past}, "month")
    ensemble = simulate(model, months=1, runs=4000, seed=1)
    node = model.nodes[0]
    scores = scores_of(ensemble, node, scale_of(node, "month"), (0,))
    assert scores.mean() == pytest.approx(past.mean, abs=0.03)
    assert scores.std() == pytest.approx(past.variance**0.5, rel=0.06)


def test_the_mean_of_a_year_has_the_spread_that_its_scale_says() -> None:
    """A node at rest: yearly means have one score of standard deviation, and December follows them as said."""
    node = node_for(Factor("conflict", "KAZ", "RUS"))
    scale = scale_of(node, "year")
    rng = np.random.default_rng(3)
    sd = node.start_sd
    z = [rng.normal(0, sd, 20_000)]
    for _ in range(11):
        z.append((1 - node.kappa) * z[-1] + rng.normal(0, node.noise, 20_000))
    year = np.array(z)
    assert year.mean(axis=0).std() == pytest.approx(scale.unit, rel=0.03)
    slope, _ = np.polyfit(year.mean(axis=0), year[-1], 1)
    assert slope == pytest.approx(scale.carried, rel=0.03)
    assert (year[-1] - slope * year.mean(axis=0)).std() == pytest.approx(scale.left, rel=0.03)


def test_periods_are_calendar_months() -> None:
    assert months_of(3, "month") == (3,)
    assert months_of(2, "year") == tuple(range(13, 25))


def test_a_model_of_an_early_date_knows_its_own_members_and_elections(actors: ActorTable) -> None:
    build = common_builder(actors, ("RUS", "USA"))
    early = build(dt.date(2005, 1, 1), ("UZB",))
    member, late = (build(dt.date(year, 1, 1), ("UZB",)) for year in (2008, 2013))
    assert early.start == dt.date(2005, 1, 1)
    dates = [day for event in early.events for day in event.scheduled]
    assert all(dt.date(2005, 1, 1) <= day for day in dates)
    # Uzbekistan left the CSTO at the end of 2012: what allies do is no term of a later model
    terms = [sum(len(event.terms) for event in model.events) for model in (member, late)]
    assert terms[0] != terms[1]
    assert build(dt.date(2005, 1, 1), ("UZB",)) is early


def test_a_state_is_not_its_own_patron(actors: ActorTable) -> None:
    assert common_builder(actors, ("RUS", "USA"))(START, ("RUS",)).patrons == ("USA",)


def test_a_calibrated_spread_widens_what_a_score_is_worth() -> None:
    node: Node = msgspec.structs.replace(node_for(UNREST), normal_sd=0.8)
    assert scale_of(node, "month", spread=0.5).unit == pytest.approx(1.6)
