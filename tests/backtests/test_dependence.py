"""Standard errors that respect what hangs together, and verdicts that respect how many were asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.backtests.dependence import holm, mean_of


def starts(number: int, each: int) -> list[str]:
    return [f"{2000 + at}-01-01" for at in range(number) for _ in range(each)]


def test_values_of_one_start_count_as_one() -> None:
    """Ten actors that all say the same at each start tell no more than one of them."""
    rng = np.random.default_rng(0)
    alone = rng.normal(size=12)
    one = mean_of(alone, starts(12, 1), ["A"] * 12, overlap=0)
    ten = mean_of(np.repeat(alone, 10), starts(12, 10), [f"A{n}" for n in range(10)] * 12, overlap=0)
    assert one.error is not None
    assert ten.error == pytest.approx(one.error)
    assert one.error == pytest.approx(alone.std(ddof=1) / np.sqrt(12))


def test_an_actor_that_is_always_off_widens_the_error() -> None:
    values = np.tile([0.0, 0.0, 0.0, 1.0], 10)
    found = mean_of(values, starts(10, 4), list("ABCD") * 10, overlap=0)
    assert found.error == pytest.approx(np.std([0, 0, 0, 1], ddof=1) / 2)
    assert found.freedom == 3


def test_overlap_leaves_fewer_stretches_of_time() -> None:
    values = np.random.default_rng(1).normal(size=12)
    apart = mean_of(values, starts(12, 1), ["A"] * 12, overlap=0)
    overlapping = mean_of(values, starts(12, 1), ["A"] * 12, overlap=3)
    assert (apart.freedom, overlapping.freedom) == (11, 2)
    assert not overlapping.told
    assert apart.told


@pytest.mark.parametrize(("overlap", "phi"), [(0, 0.0), (2, None)])
def test_a_mean_of_nothing_is_told_apart_about_one_time_in_twenty(overlap: int, phi: float | None) -> None:
    """Sums over three starts, as forecasts three starts long have them, with weights for that overlap."""
    rng = np.random.default_rng(4)
    found = 0
    for _ in range(400):
        noise = rng.normal(size=42)
        values = noise[2:] if phi is not None else noise[2:] + noise[1:-1] + noise[:-2]
        mean = mean_of(values, starts(40, 1), ["A"] * 40, overlap=overlap)
        assert mean.p is not None
        found += mean.p < 0.05
    assert found / 400 < 0.09


def test_one_start_has_no_error() -> None:
    found = mean_of(np.array([1.0, 2.0]), starts(1, 2), ["A", "B"], overlap=0)
    assert found.error is None
    assert not found.told
    with pytest.raises(ValueError, match="no values"):
        mean_of(np.array([]), [], [], overlap=0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_keeps_the_order_and_lies_between_one_and_all(chances: list[float]) -> None:
    adjusted = holm(chances)
    for p, q in zip(chances, adjusted, strict=True):
        assert p <= q <= min(1, len(chances) * p) or q == max(adjusted)
    order = np.argsort(chances, kind="stable")
    assert list(np.array(adjusted)[order]) == sorted(adjusted)
