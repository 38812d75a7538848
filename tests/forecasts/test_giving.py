"""Forecasts as people write them."""

import datetime as dt
import math

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from scipy.special import betaincinv

from sayso.forecasts.distribution import Beta, Options, Point, Quantiles
from sayso.forecasts.giving import Given, beta_of, give, probability_of
from sayso.forecasts.question import Question
from sayso.statements.lexicon import Lexicon
from tests.forecasts import make

LEXICON = Lexicon.load()
DAY = dt.date(2022, 2, 4)
BINARY = make.question()
LEVEL = Question(text="How bad?", kind="ordinal", rule="judge", options=("low", "middle", "high"))
COUNT = Question(text="How many?", kind="count", rule="count")
WHEN = Question(text="When?", kind="date", rule="the day")


def _given(question: Question, value: str, **more: str) -> object:
    return give(question, Given(by="Ed", on=DAY, value=value, **more), lexicon=LEXICON).distribution


@pytest.mark.parametrize(
    ("written", "probability"), [("0.7", 0.7), ("70%", 0.7), (" 7 % ", 0.07), ("0", 0), ("1", 1)]
)
def test_a_probability_is_a_number_or_per_cent(written: str, probability: float) -> None:
    found = _given(BINARY, written)
    assert isinstance(found, Point)
    assert math.isclose(found.probability, probability)


@pytest.mark.parametrize("written", ["0,7", "0,07%", "1_0", "nan%", "1,2e-3"])
def test_what_may_be_a_decimal_comma_is_no_probability(written: str) -> None:
    with pytest.raises(ValueError, match="neither a probability"):
        _given(BINARY, written)


@pytest.mark.parametrize("written", ["1,2", "nan", "inf", "1e999", "12,00"])
def test_a_count_is_a_finite_number_with_commas_between_thousands_only(written: str) -> None:
    assert _given(COUNT, "1,200", low="100", high="2,000") is not None
    with pytest.raises(ValueError, match="is not a number"):
        _given(COUNT, written, low="0", high="1e6")


def test_words_are_read_by_the_lexicon_which_is_noted() -> None:
    made = give(BINARY, Given(by="Ed", on=DAY, value="highly likely"), lexicon=LEXICON)
    assert isinstance(made.distribution, Beta)
    assert (made.words, made.made_by.version) == ("highly likely", LEXICON.id)
    assert (made.made_by.kind, made.made_by.name, made.made_at) == ("person", "Ed", DAY)


@settings(max_examples=40, deadline=None)
@drawn(st.floats(0.05, 0.95), st.floats(2, 500))
def test_bounds_that_a_beta_gives_give_that_beta(mean: float, size: float) -> None:
    alpha, beta = mean * size, (1 - mean) * size
    low, high = (float(one) for one in betaincinv(alpha, beta, (0.1, 0.9)))
    if not low < mean < high:
        return
    found = beta_of(mean, low, high)
    assert math.isclose(found.mean, mean, rel_tol=1e-9)
    again = [float(one) for one in betaincinv(found.alpha, found.beta, (0.1, 0.9))]
    assert again == pytest.approx([low, high], abs=1e-3)


def test_a_count_and_a_day_want_their_bounds() -> None:
    assert _given(COUNT, "20", low="5", high="1,000") == Quantiles(
        levels=(0.1, 0.5, 0.9), values=(5.0, 20.0, 1000.0)
    )
    found = _given(WHEN, "2022-05-01", low="2022-03-01", high="2022-12-31")
    assert isinstance(found, Quantiles)
    assert [dt.date.fromordinal(int(one)) for one in found.values] == [
        dt.date(2022, 3, 1),
        dt.date(2022, 5, 1),
        dt.date(2022, 12, 31),
    ]


def test_options_get_a_probability_each() -> None:
    assert _given(LEVEL, "0.2, 50%, 0.3") == Options(probabilities=(0.2, 0.5, 0.3))


@pytest.mark.parametrize(
    ("question", "value", "more", "why"),
    [
        (BINARY, "70", {}, "write 70% or 0.7"),
        (BINARY, "-0.1", {}, "from 0 to 1"),
        (BINARY, "higly likly", {}, "nor words"),
        (BINARY, "0.7", {"low": "0.5"}, "both low and high"),
        (BINARY, "0.7", {"low": "0.8", "high": "0.9"}, "no bounds"),
        (BINARY, "0.7", {"low": "a", "high": "0.9"}, "want numbers"),
        (BINARY, "likely", {"low": "0.5", "high": "0.9"}, "their own bounds"),
        (BINARY, "1", {"low": "0.5", "high": "1"}, "no bounds"),
        (LEVEL, "0.2,0.8", {}, "want 3 probabilities"),
        (LEVEL, "0.2,0.2,0.2", {}, "add up to"),
        (COUNT, "20", {}, "with --low and --high"),
        (COUNT, "twenty", {"low": "1", "high": "30"}, "is not a number"),
        (COUNT, "20", {"low": "30", "high": "10"}, "fall"),
        (WHEN, "May", {"low": "2022-03-01", "high": "2022-12-31"}, "a day as YYYY-MM-DD"),
    ],
)
def test_what_is_no_forecast_is_refused(
    question: Question, value: str, more: dict[str, str], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        _given(question, value, **more)


def test_words_are_no_number() -> None:
    assert probability_of("likely") is None
