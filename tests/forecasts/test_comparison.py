"""Two sources on shared questions, and when an order may be stated."""

import numpy as np
import pytest

from sayso.forecasts.comparison import Comparison, compare
from sayso.forecasts.limits import limits
from tests.forecasts.make import many

RNG = np.random.default_rng


def between(n: int, *, better: float, worse: float) -> Comparison:
    happened = [bool(at % 3) for at in range(n)]
    first = many([better if yes else 1 - better for yes in happened], happened, by="One")
    chances = [worse if (yes == bool(at % 7)) else 1 - worse for at, yes in enumerate(happened)]
    return compare(first, many(chances, happened, by="Other"), rng=RNG(1))


def test_a_handful_is_not_ordered_whatever_its_scores() -> None:
    """No ranking of a handful: 49 shared questions are too few, however clear the difference."""
    n = int(limits().order_from.value)
    assert between(n - 1, better=0.9, worse=0.7).standing == "too few shared"
    assert between(n, better=0.9, worse=0.7).standing == "lower loss"


def test_an_order_wants_intervals_that_leave_out_nought() -> None:
    happened = [bool(at % 2) for at in range(80)]
    first, second = many([0.6] * 80, happened, by="One"), many([0.4] * 80, happened, by="Other")
    assert compare(first, second, rng=RNG(1)).standing == "not told apart"


def test_the_other_way_round_the_difference_changes_its_sign() -> None:
    happened = [bool(at % 3) for at in range(60)]
    good = many([0.8 if yes else 0.3 for yes in happened], happened, by="One")
    poor = many([0.5] * 60, happened, by="Other")
    there, back = compare(good, poor, rng=RNG(1)), compare(poor, good, rng=RNG(1))
    assert there.difference is not None
    assert back.difference is not None
    assert there.difference.mean == pytest.approx(-back.difference.mean)
    assert (there.standing, back.standing) == ("lower loss", "higher loss")
    assert there.skill == pytest.approx(1 - np.mean([0.04 if yes else 0.09 for yes in happened]) / 0.25)
    assert there.skill_interval is not None
    assert there.skill_interval[0] < (there.skill or 0) < there.skill_interval[1]


def test_skill_is_not_shown_of_a_few() -> None:
    n = int(limits().skill_from.value)
    assert between(n - 1, better=0.9, worse=0.7).skill is None
    assert between(n, better=0.9, worse=0.7).skill is not None


def test_only_shared_questions_are_compared() -> None:
    happened = [True] * 20
    first, second = many([0.8] * 20, happened, by="One"), many([0.6] * 8, happened[:8], by="Other")
    assert compare(first, second, rng=RNG(1)).shared == 8
    assert compare(first, (), rng=RNG(1)).difference is None


def test_horizons_of_one_question_are_not_so_many_answers() -> None:
    """Sixty answers that hang together in four series tell less than sixty that do not."""
    chances, happened = [0.9] * 30 + [0.5] * 30, [True] * 60
    widths = []
    for series in (0, 15):
        first = many(chances, happened, by="One", series=series)
        found = compare(first, many([0.7] * 60, happened, by="Other", series=series), rng=RNG(1)).difference
        assert found is not None
        assert found.normal is not None
        assert found.bootstrap is not None
        widths.append((found.normal[1] - found.normal[0], found.bootstrap[1] - found.bootstrap[0]))
    assert widths[1][0] > 3 * widths[0][0]
    assert widths[1][1] > 2 * widths[0][1]


def test_two_entries_on_one_question_are_two_sources() -> None:
    one = many([0.8], [True], by="One")
    with pytest.raises(ValueError, match="one source at a time"):
        compare([*one, *one], one, rng=RNG(1))
