"""Several probabilities as one."""

import datetime as dt
import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.forecasts.distribution import Beta, Point, Samples
from sayso.forecasts.limits import limits
from sayso.forecasts.pooling import Way, pool, pool_forecasts, weights_by_score
from tests.forecasts.make import forecast, question

CHANCES = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=8)
DAY = dt.date(2022, 2, 1)


def odds(chance: float) -> float:
    return chance / (1 - chance)


@given(CHANCES)
def test_the_default_is_the_geometric_mean_of_odds(chances: list[float]) -> None:
    wanted = math.prod(map(odds, chances)) ** (1 / len(chances))
    assert odds(pool(chances)) == pytest.approx(wanted)


@given(CHANCES, st.sampled_from(["geometric odds", "linear", "median"]))
def test_a_pool_lies_among_its_parts_and_mirrors_them(chances: list[float], way: Way) -> None:
    found = pool(chances, way=way)
    assert min(chances) - 1e-9 <= found <= max(chances) + 1e-9
    assert pool([1 - one for one in chances], way=way) == pytest.approx(1 - found)
    assert pool(chances[::-1], way=way) == pytest.approx(found)


@given(CHANCES, st.floats(1.0, 4.0))
def test_extremising_raises_the_pooled_odds_to_its_exponent(chances: list[float], exponent: float) -> None:
    found = pool(chances, way="extremised", exponent=exponent)
    assert found == pytest.approx(1 / (1 + odds(pool(chances)) ** -exponent))


def test_linear_and_weights_are_what_they_say() -> None:
    assert pool([0.2, 0.8], way="linear", weights=[3, 1]) == pytest.approx(0.35)
    assert pool([0.2, 0.2, 0.9], way="median") == pytest.approx(0.2)
    assert pool([0.2, 0.8], weights=[1, 0]) == pytest.approx(0.2)


def test_one_never_does_not_silence_the_others() -> None:
    assert 0.1 < pool([0.0, 0.8, 0.8]) < 0.5


@pytest.mark.parametrize(
    ("chances", "options"),
    [
        ([], {}),
        ([1.2], {}),
        ([float("nan")], {}),
        ([0.5], {"exponent": 2.0}),
        ([0.5], {"way": "extremised", "exponent": 0.0}),
        ([0.5], {"way": "median", "weights": [1.0]}),
        ([0.5], {"weights": [1.0, 1.0]}),
        ([0.5], {"weights": [0.0]}),
        ([0.5, 0.5], {"weights": [2.0, -1.0]}),
    ],
)
def test_what_cannot_be_pooled_is_refused(chances: list[float], options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"want|only|takes no"):
        pool(chances, **options)  # type: ignore[arg-type]


def test_pooled_forecasts_are_a_forecast_that_names_its_way() -> None:
    parts = [forecast(question(), 0.5, by="A"), forecast(question(), Beta(alpha=9.0, beta=1.0), by="B")]
    made = pool_forecasts(parts, made_at=DAY)
    assert made.distribution == Point(probability=pool([0.5, 0.9]))
    assert (made.made_by.kind, made.made_by.name, made.basis) == (
        "pool",
        "geometric odds",
        "2 forecasts, equal weights",
    )
    assert pool_forecasts(parts, made_at=DAY, way="extremised").made_by.name == "extremised, exponent 1.5"


def test_a_pool_sees_no_later_forecast_and_no_other_question() -> None:
    late = forecast(question(), 0.5, day="2022-02-02")
    for parts in (
        [late],
        [forecast(question()), forecast(question("Rain?"))],
        [forecast(question(), Samples(values=(1.0,))), late],
    ):
        with pytest.raises(ValueError, match=r"after the pool's day|want yes-no"):
            pool_forecasts(parts, made_at=DAY)


def test_a_source_counts_once_and_an_interviewers_question_not_at_all() -> None:
    first = forecast(question(), 0.5, by="A")
    again = forecast(question(), 0.7, by="A")
    with pytest.raises(ValueError, match="'A' has several forecasts"):
        pool_forecasts([first, again], made_at=DAY)
    asked = msgspec.structs.replace(forecast(question(), 0.9, by="interviewer"), asked=True)
    with pytest.raises(ValueError, match="nobody's forecast"):
        pool_forecasts([first, asked], made_at=DAY)


@given(CHANCES, st.floats(0.1, 10.0))
def test_odds_may_be_pooled_before_or_after_all_learn_the_same(chances: list[float], ratio: float) -> None:
    """Genest 1984: only the geometric pool is externally Bayesian; the linear one is not."""

    def learnt(chance: float) -> float:
        return odds(chance) * ratio / (1 + odds(chance) * ratio)

    kept = [min(max(one, 0.05), 0.95) for one in chances]
    assert pool([learnt(one) for one in kept]) == pytest.approx(learnt(pool(kept)))
    apart = [0.1, 0.9]
    assert pool([learnt(one) for one in apart], way="linear") != pytest.approx(
        learnt(pool(apart, way="linear")), rel=1e-9
    ) or ratio == pytest.approx(1)


@given(CHANCES, st.integers(1, 3))
def test_a_whole_weight_counts_a_source_so_often(chances: list[float], times: int) -> None:
    weights = [float(times), *[1.0] * (len(chances) - 1)]
    for way in ("geometric odds", "linear"):
        repeated = [chances[0]] * (times - 1) + chances
        assert pool(chances, way=way, weights=weights) == pytest.approx(pool(repeated, way=way))


def test_past_scores_weight_only_above_the_stated_number_of_shared_questions() -> None:
    n = int(limits().weights_from.value)
    good, poor = {str(at): 0.1 for at in range(n)}, {str(at): 0.3 for at in range(n)}
    assert weights_by_score({"good": good, "poor": poor}) == pytest.approx({"good": 0.75, "poor": 0.25})
    del poor["0"]
    assert weights_by_score({"good": good, "poor": poor}) is None
    assert weights_by_score({}) is None
