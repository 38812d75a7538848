"""The dual's Newton iteration against a general minimiser, and its certificate."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from sayso.views.dual import Floats, Rows, Solution, entropy_shares, tilt
from sayso.views.dual import minimise as minimise_rows


def minimise(features: Floats, prior: Floats, variance: Floats) -> Solution:
    """Return the solution of a problem without bounds."""
    return minimise_rows(Rows.equalities(features, variance), prior)


def _problem(seed: int, constraints: int, states: int) -> tuple[Floats, Floats, Floats]:
    chance = np.random.default_rng(seed)
    holds = chance.random((constraints, states)) < chance.uniform(0.05, 0.95, (constraints, 1))
    features = holds - chance.uniform(0.1, 0.9, (constraints, 1))
    prior = chance.dirichlet(np.ones(states))
    return features, prior, chance.uniform(0.001, 0.05, constraints)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(40, 200))
def test_newton_finds_what_a_general_minimiser_finds(seed: int, constraints: int, states: int) -> None:
    features, prior, variance = _problem(seed, constraints, states)

    def value(multipliers: Floats) -> float:
        return tilt(features, np.log(prior), multipliers)[1] + 0.5 * float(variance @ multipliers**2)

    ours = minimise(features, prior, variance)
    theirs = minimize(value, np.zeros(constraints), method="BFGS", options={"gtol": 1e-7})
    assert ours.settled
    assert value(ours.multipliers) <= float(theirs.fun) + 1e-9
    assert np.allclose(ours.weights, tilt(features, np.log(prior), theirs.x)[0], atol=1e-4)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_the_duality_gap_closes(seed: int, constraints: int) -> None:
    features, prior, variance = _problem(seed, constraints, 100)
    solution = minimise(features, prior, variance)
    assert abs(solution.gap) < 1e-9


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_the_parts_of_the_entropy_sum_to_it(seed: int, constraints: int) -> None:
    features, prior, variance = _problem(seed, constraints, 60)
    solution = minimise(features, prior, variance)
    alive = solution.weights > 0
    entropy = float(np.sum(solution.weights[alive] * np.log(solution.weights[alive] / prior[alive])))
    parts = entropy_shares(features, prior, solution.multipliers)
    assert np.isclose(parts.sum(), entropy, rtol=0.01, atol=1e-9)


def test_huge_exponents_neither_overflow_nor_lose_the_weights() -> None:
    weights, log_z = tilt(np.array([[1.0, 0.0]]), np.log([0.5, 0.5]), np.array([5000.0]))
    assert np.allclose(weights, [1.0, 0.0])
    assert np.isclose(log_z, 5000.0 + np.log(0.5))


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_an_endless_variance_leaves_the_prior_and_none_gives_an_equality(seed: int, constraints: int) -> None:
    features, prior, variance = _problem(seed, constraints, 100)
    assert np.allclose(minimise(features, prior, np.full(constraints, 1e12)).weights, prior)
    soft = minimise(features[:1], prior, variance[:1] * 1e-10)
    equal = minimise(features[:1], prior, np.zeros(1))
    assert np.allclose(soft.weights, equal.weights, atol=1e-6)
    assert abs(float(features[0] @ equal.weights)) < 1e-9


def test_an_outcome_of_three_runs_in_a_thousand_reaches_almost_certainty() -> None:
    """A full Newton step from the prior would overshoot by five hundred nats."""
    features = np.array([[0.02, -0.98]])
    solution = minimise(features, np.array([1e-6, 1.0 - 1e-6]), np.zeros(1))
    assert solution.settled
    assert np.isclose(solution.weights[0], 0.98)
