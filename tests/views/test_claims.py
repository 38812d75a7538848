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
    views, left_out = views_of(statements, horizon=horizon, start=START)
    assert not left_out
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
        (DateInterval(None, dt.date(2022, 1, 31)), "before the outlook starts"),
        (DateInterval(dt.date(2030, 1, 1), dt.date(2030, 12, 31)), "after the outlook ends"),
    ],
)
def test_a_claim_about_another_time_is_left_out_and_named(
    dates: DateInterval, because: str, claims: Any, horizon: Horizon
) -> None:
    said = claims.forecast("unrest(UZB)", horizon=SaidHorizon(words="then", dates=dates))
    views, [left_out] = views_of([said], horizon=horizon, start=START)
    assert views == ()
    assert because in left_out.problem.message
    assert "“then”" in left_out.problem.message
    assert said.quote in left_out.problem.message


def test_an_earlier_documents_this_year_holds_for_the_rest_of_the_year(claims: Any, horizon: Horizon) -> None:
    """On 3 November 2021: unrest is possible before the summer is out. The outlook starts in February."""
    told = dt.date(2021, 11, 3)
    until = SaidHorizon(words="before the summer is out", dates=DateInterval(told, dt.date(2022, 8, 31)))
    said = claims.forecast("unrest(UZB)", likelihood="possible", horizon=until, as_of=DateInterval.day(told))
    [view] = read([said], horizon)
    assert view.outcome.months == 6


def test_an_earlier_documents_time_that_is_over_is_left_out(claims: Any, horizon: Horizon) -> None:
    """On 3 November 2021: unrest is possible in the coming weeks."""
    told = dt.date(2021, 11, 3)
    until = SaidHorizon(words="in the coming weeks", dates=DateInterval(told, dt.date(2022, 1, 2)))
    said = claims.forecast("unrest(UZB)", horizon=until, as_of=DateInterval.day(told))
    views, [left_out] = views_of([said], horizon=horizon, start=START)
    assert views == ()
    assert "ends before the outlook starts on 2022-02-01" in left_out.why


def test_a_time_that_had_passed_when_the_claim_was_made_bounds_nothing(claims: Any, horizon: Horizon) -> None:
    """Discontent has grown in recent months and unrest is possible."""
    told = dt.date(2022, 2, 4)
    recent = SaidHorizon(words="in recent months", dates=DateInterval(dt.date(2021, 8, 4), told))
    said = claims.forecast("unrest(UZB)", likelihood="possible", horizon=recent, as_of=DateInterval.day(told))
    [view] = read([said], horizon)
    assert view.outcome.months == horizon.months


def test_a_time_without_an_end_that_begins_after_the_outlook_is_left_out(
    claims: Any, horizon: Horizon
) -> None:
    later = SaidHorizon(words="from 2030 on", dates=DateInterval(dt.date(2030, 1, 1), None))
    views, [left_out] = views_of(
        [claims.forecast("unrest(UZB)", horizon=later)], horizon=horizon, start=START
    )
    assert views == ()
    assert "after the outlook ends" in left_out.why


def test_small_protests_are_no_mass_unrest(claims: Any, horizon: Horizon) -> None:
    """Small protests are highly likely."""
    [view] = read([claims.forecast("unrest(UZB)", likelihood="highly likely", strength="weak")], horizon)
    assert view.outcome.id == "unrest(UZB) up"
    assert view.outcome.events == ()


def test_what_the_model_cannot_take_is_named(claims: Any, horizon: Horizon) -> None:
    said = [
        claims.forecast("corruption(UZB)"),
        claims.conditional("corruption(UZB)", "unrest(UZB)"),
        claims.conditional(None, "unrest(UZB)"),
        claims.conditional("unrest(UZB)", "unrest(UZB)"),
    ]
    views, left_out = views_of(said, horizon=horizon, start=START)
    assert views == ()
    assert [one.problem.source for one in left_out] == ["report"] * 4
    assert [one.why for one in left_out] == [
        "the model does not follow corruption (Uzbekistan)",
        "the model does not follow corruption (Uzbekistan)",
        "its condition “if” is not one that the model could check",
        "its condition is its outcome",
    ]
    assert left_out[0].problem.message.startswith("forecast “corruption(UZB) 1”: ")


def test_assessments_and_influences_are_no_views(claims: Any, horizon: Horizon) -> None:
    said = [claims.assessment("unrest(UZB)"), claims.influence("welfare(UZB)", "unrest(UZB)", -1)]
    assert read(said, horizon) == ()
