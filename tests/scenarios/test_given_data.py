"""Given-data indices, against functions whose indices are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.scenarios.given_data import between, classes, classes_for, floor_of, interval_of


def ishigami(x: np.ndarray) -> np.ndarray:
    """Return sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ of inputs uniform on (−π, π).

    Source: Ishigami, T. & Homma, T. (1990), An importance quantification technique in uncertainty analysis
    for computer models, ISUMA 90; first-order indices 0.3139, 0.4424 and 0.
    """
    return np.asarray(np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def test_the_indices_of_ishigamis_function_are_those_of_the_literature() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.uniform(-np.pi, np.pi, (4, 8192))
    outcome = ishigami(inputs)
    found = [between(classes(row, classes_for(8192)), outcome) for row in inputs]
    assert found == pytest.approx([0.3139, 0.4424, 0.0, 0.0], abs=0.02)


def test_an_input_without_effect_stays_under_the_floor_and_one_with_effect_does_not() -> None:
    rng = np.random.default_rng(2)
    over = 0
    for _ in range(40):
        inputs = rng.normal(size=(20, 128))
        outcome = 0.8 * inputs[0] + rng.normal(size=128)
        labels = [classes(row, classes_for(128)) for row in inputs]
        floor = floor_of(labels, outcome, rng=rng, shuffles=100, share=0.95)
        shares = [between(one, outcome) for one in labels]
        assert shares[0] > floor
        over += any(share > floor for share in shares[1:])
    assert over <= 6


def test_bias_is_taken_off() -> None:
    rng = np.random.default_rng(3)
    shares = [between(classes(rng.normal(size=64), 8), rng.normal(size=64)) for _ in range(400)]
    assert np.mean(shares) == pytest.approx(0.0, abs=0.01)


def test_the_interval_holds_the_index_of_a_line() -> None:
    """Y = X + noise of the same variance has the index ½, less what classes lose."""
    rng = np.random.default_rng(4)
    true = between(classes(line := rng.normal(size=200_000), 6), line + rng.normal(size=200_000))
    held = 0
    for _ in range(60):
        values = rng.normal(size=400)
        outcome = values + rng.normal(size=400)
        low, high = interval_of(classes(values, 6), outcome, rng=rng, samples=100, coverage=0.8)
        held += low <= true <= high
    assert 38 <= held <= 56


def test_an_input_that_is_there_or_not_has_two_classes() -> None:
    labels = classes(np.array([0.0, 1.0, 1.0, 0.0, 1.0]), 4)
    assert labels.tolist() == [0, 1, 1, 0, 1]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=200), st.integers(2, 12))
def test_classes_follow_the_order_of_values_and_never_part_ties(values: list[int], count: int) -> None:
    labels = classes(np.array(values, dtype=np.float64), count)
    assert sorted(set(labels.tolist())) == list(range(int(labels.max()) + 1))
    assert int(labels.max()) < count
    order = np.argsort(values, kind="stable")
    assert np.all(np.diff(labels[order]) >= 0)
    for value in set(values):
        assert len(set(labels[np.array(values) == value].tolist())) == 1


def test_an_outcome_that_never_differs_has_no_index() -> None:
    labels = classes(np.arange(50.0), 5)
    assert between(labels, np.ones(50)) == 0.0
    assert between(np.zeros(50, dtype=np.int16), np.arange(50.0)) == 0.0
