"""From forecasts and conditionals to views."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.dates import DateInterval
from sayso.statements.statement import Confidence, Statement
from sayso.statements.statement import Horizon as SaidHorizon
from sayso.views.claims import views_of
from sayso.views.outcome import Horizon
from sayso.views.view import View

START = dt.date(2022, 2, 1)


def read(statements: Sequence[Statement], horizon: Horizon) -> tuple[View, ...]:
    views, problems = views_of(statements, horizon=horizon, start=START)
    assert not problems
    return views


def test_a_forecast_is_a_view_with_the_likelihood_of_its_words(claims: Any, horizon: Horizon) -> None:
    """Protests in Uzbekistan are highly likely."""
    said = claims.forecast("unrest(UZB)", likelihood="highly likely")
    [view] = read([said], horizon)
    assert view.statement == said.id
    assert view.outcome.id == "mass_unrest(UZB)"
    assert view.given is None
    assert (view.alpha, view.beta) == (17.9, 2.85)
    assert not view.unhedged


def test_a_forecast_without_likelihood_words_is_of_the_unhedged_class(claims: Any, horizon: Horizon) -> None:
    """Russia will again take on the role of a policeman."""
    for said in (
        claims.forecast("intervention(RUS>UZB)"),
        claims.forecast("intervention(RUS>UZB)", likelihood="will"),
    ):
        [view] = read([said], horizon)
        assert view.unhedged
        assert view.mean == pytest.approx(0.98)


def test_a_conditional_keeps_its_condition_and_its_likelihood(claims: Any, horizon: Horizon) -> None:
    """If the unrest becomes widespread, the police are highly likely to be unable to suppress it."""
    [view] = read(
        [claims.conditional("unrest(UZB)", "security_capacity(UZB)", -1, likelihood="highly likely")], horizon
    )
    assert view.given is not None
    assert view.given.id == "mass_unrest(UZB)"
    assert view.outcome.id == "security_capacity(UZB) down"
    assert view.mean == pytest.approx(17.9 / 20.75)


def test_a_forecast_with_a_cause_says_nothing_about_the_cause(claims: Any, horizon: Horizon) -> None:
    """The security forces will be unable to cope with the riots."""
    from_cause = claims.forecast("security_capacity(UZB)", -1, cause=claims.forecast("unrest(UZB)").factor)
    [view] = read([from_cause], horizon)
    assert view.given is not None
    assert view.given.id == "mass_unrest(UZB)"


def test_a_forecast_that_an_event_does_not_happen_is_one_that_it_is_unlikely(
    claims: Any, horizon: Horizon
) -> None:
    """Russia is highly likely to stay out."""
    [view] = read([claims.forecast("intervention(RUS>UZB)", -1, likelihood="highly likely")], horizon)
    assert view.outcome.id == "intervention(RUS>UZB)"
    assert view.outcome.direction == 1
    assert (view.alpha, view.beta) == (2.85, 17.9)


def test_low_confidence_widens_and_does_not_move(claims: Any, horizon: Horizon) -> None:
    sure = claims.forecast("unrest(UZB)", likelihood="highly likely")
    unsure = claims.forecast(
        "unrest(UZB)", likelihood="highly likely", confidence=Confidence(words="low confidence", level="low")
    )
    [first], [second] = read([sure], horizon), read([unsure], horizon)
    assert second.mean == pytest.approx(first.mean)
    assert second.variance > 3 * first.variance


def test_what_a_source_repeats_counts_once(claims: Any, horizon: Horizon) -> None:
    said = [claims.forecast("unrest(UZB)", likelihood="highly likely") for _ in range(5)]
    [view] = read(said, horizon)
    assert view.statement == said[0].id


def test_a_bare_headline_gives_way_to_the_hedge_in_the_text(claims: Any, horizon: Horizon) -> None:
    said = [claims.forecast("unrest(UZB)"), claims.forecast("unrest(UZB)", likelihood="possible")]
    [view] = read(said, horizon)
    assert view.statement == said[1].id


def test_two_hedges_that_differ_both_stand(claims: Any, horizon: Horizon) -> None:
    said = [claims.forecast("unrest(UZB)", likelihood=words) for words in ("possible", "highly likely")]
    assert len(read(said, horizon)) == 2


def test_a_stated_horizon_sets_the_months(claims: Any, horizon: Horizon) -> None:
    """Unrest is possible by May."""
    until = SaidHorizon(words="by May", dates=DateInterval(START, dt.date(2022, 5, 31)))
    [view] = read([claims.forecast("unrest(UZB)", likelihood="possible", horizon=until)], horizon)
    assert view.outcome.months == 3


@pytest.mark.parametrize(
    ("dates", "because"),
    [
        (DateInterval(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), "before the outlook starts"),
        (DateInterval(dt.date(2030, 1, 1), dt.date(2030, 12, 31)), "after the outlook ends"),
    ],
)
def test_a_claim_about_another_time_is_left_out_and_named(
    dates: DateInterval, because: str, claims: Any, horizon: Horizon
) -> None:
    said = claims.forecast("unrest(UZB)", horizon=SaidHorizon(words="then", dates=dates))
    views, [problem] = views_of([said], horizon=horizon, start=START)
    assert views == ()
    assert because in problem.message
    assert said.quote in problem.message


def test_what_the_model_cannot_take_is_named(claims: Any, horizon: Horizon) -> None:
    said = [
        claims.forecast("corruption(UZB)"),
        claims.conditional("corruption(UZB)", "unrest(UZB)"),
        claims.conditional(None, "unrest(UZB)"),
        claims.conditional("unrest(UZB)", "unrest(UZB)"),
    ]
    views, problems = views_of(said, horizon=horizon, start=START)
    assert views == ()
    assert [problem.source for problem in problems] == ["report"] * 4
    assert "corruption(UZB)" in problems[0].message


def test_assessments_and_influences_are_no_views(claims: Any, horizon: Horizon) -> None:
    said = [claims.assessment("unrest(UZB)"), claims.influence("welfare(UZB)", "unrest(UZB)", -1)]
    assert read(said, horizon) == ()
