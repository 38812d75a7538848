"""Which scores a forecast gets."""

import datetime as dt

import pytest
from scipy.stats import beta

from sayso.forecasts.distribution import Beta, Distribution, Options, Point, Quantiles, Samples
from sayso.forecasts.entries import entries
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Outcome, Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.scoring import day_number, probability
from tests.forecasts.make import answer, forecast, question

COUNT = Question(text="How many?", kind="count", rule="counted")
WHEN = Question(text="When?", kind="date", rule="the first day", closes=dt.date(2022, 12, 31))
HOW = Question(text="How bad?", kind="ordinal", options=("calm", "tense", "war"), rule="by a panel")


def scores(
    on: Question, distribution: Distribution, outcome: Outcome, value: float | str | None = None
) -> dict[str, Score]:
    came = Resolution(question=on.id, outcome=outcome, value=value, by="test")
    (entry,) = entries(Ledger.of([on, came, forecast(on, distribution)]))
    return {one.rule: one for one in entry.scores}


@pytest.mark.parametrize("outcome", ["yes", "no"])
def test_the_band_of_words_is_the_loss_at_their_ten_and_ninety_per_cent(outcome: Outcome) -> None:
    found = scores(question(), Beta(alpha=17.9, beta=2.85), outcome)["brier"]
    ends = sorted((float(beta.ppf(at, 17.9, 2.85)) - (outcome == "yes")) ** 2 for at in (0.1, 0.9))
    assert found.value == pytest.approx((17.9 / 20.75 - (outcome == "yes")) ** 2)
    assert [found.low, found.high] == pytest.approx(ends)
    assert ends[0] < found.value < ends[1]


def test_a_number_has_no_band() -> None:
    found = scores(question(), Point(probability=0.8), "yes")
    assert (found["brier"].low, found["brier"].high) == (None, None)


@pytest.mark.parametrize("outcome", ["void", "ambiguous", "unresolvable", "pending"])
def test_what_is_not_decided_has_no_score(outcome: Outcome) -> None:
    assert scores(question(), Point(probability=0.8), outcome) == {}


def test_runs_of_a_model_give_their_share() -> None:
    assert probability(Samples(values=(1.0, 0.0, 1.0, 1.0))) == 0.75
    assert scores(question(), Samples(values=(1.0, 0.0, 1.0, 1.0)), "yes")["brier"].value == 0.0625


def test_a_count_has_crps_and_interval_score() -> None:
    found = scores(COUNT, Samples(values=tuple(float(one) for one in range(11))), "value", 12.0)
    assert found["interval"].value == pytest.approx(8 + 10 * 3)
    assert set(found) == {"crps", "interval"}


def test_quantiles_that_do_not_reach_ten_and_ninety_per_cent_have_no_interval_score() -> None:
    wide = Quantiles(levels=(0.1, 0.5, 0.9), values=(1.0, 4.0, 9.0))
    narrow = Quantiles(levels=(0.25, 0.5, 0.75), values=(1.0, 4.0, 9.0))
    assert scores(COUNT, wide, "value", 5.0)["interval"].value == pytest.approx(8.0)
    assert set(scores(COUNT, narrow, "value", 5.0)) == {"crps"}


def test_a_date_is_scored_in_days() -> None:
    on_the_third = Samples(values=(day_number("2022-07-03"),))
    assert scores(WHEN, on_the_third, "value", "2022-07-05")["crps"].value == 2.0


def test_days_after_the_close_are_all_one() -> None:
    """Not by the close: the day after it; whether a run says 2023 or 2033 makes no difference."""
    for year in ("2023-01-01", "2033-01-01"):
        late = Samples(values=(day_number(year),))
        assert scores(WHEN, late, "no")["crps"].value == 0.0
        assert scores(WHEN, late, "value", "2022-12-31")["crps"].value == 1.0
        assert scores(WHEN, late, "value", "2024-05-01")["crps"].value == 0.0


def test_an_ordinal_forecast_is_scored_by_rank() -> None:
    given = Options(probabilities=(0.2, 0.3, 0.5))
    assert scores(HOW, given, "value", "war")["ranked"].value == pytest.approx(0.145)


@pytest.mark.parametrize(
    ("on", "distribution", "outcome", "value"),
    [
        (question(), Quantiles(levels=(0.5,), values=(1.0,)), "yes", None),
        (question(), Point(probability=0.5), "value", 3.0),
        (COUNT, Point(probability=0.5), "value", 3.0),
        (COUNT, Samples(values=(1.0,)), "value", "many"),
        (COUNT, Samples(values=(1.0,)), "yes", None),
        (WHEN, Samples(values=(1.0,)), "yes", None),
        (WHEN, Samples(values=(1.0,)), "value", "in July"),
        (HOW, Options(probabilities=(0.5, 0.5)), "value", "war"),
        (HOW, Options(probabilities=(0.2, 0.3, 0.5)), "value", "peace"),
    ],
)
def test_what_does_not_fit_the_question_is_refused(
    on: Question, distribution: Distribution, outcome: Outcome, value: float | str | None
) -> None:
    with pytest.raises(ValueError, match=r"fit|isoformat"):
        scores(on, distribution, outcome, value)


def test_a_superseded_answer_changes_the_score() -> None:
    first = answer(question(), "yes")
    second = answer(question(), "no", instead_of=first)
    (entry,) = entries(Ledger.of([question(), first, second, forecast(question(), 0.8)]))
    assert entry.loss("brier") == pytest.approx(0.64)
    assert {one.resolution for one in entry.scores} == {second.id}
