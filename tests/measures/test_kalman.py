"""The filter and the smoother against the same model written as one normal distribution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.measures.kalman import Sight, System, covariance_over_time, run_filter, smooth
from sayso.measures.panel import Floats

PERIODS, MODELS = 6, 2


def made(seed: int, *, shared: bool) -> tuple[System, Floats, Floats]:
    rng = np.random.default_rng(seed)
    parts, observed = (3 if shared else 2), 3
    keep = np.array([1.0, 1.0, 0.0])[:parts]
    start = np.zeros((parts, parts, MODELS))
    start[:2, :2] = (np.eye(2) + 0.4)[..., None]
    if shared:
        start[2, 2] = 1.0
    loadings = rng.normal(size=(observed, parts, MODELS))
    if shared:
        loadings[:, 2] = 0.0
    step = np.zeros((PERIODS, parts, MODELS))
    step[:, :2] = rng.uniform(0.1, 1.0, (PERIODS, 2, MODELS))
    shift = np.zeros_like(step)
    shift[:, :2] = rng.normal(size=(PERIODS, 2, MODELS))
    system = System(
        keep=keep,
        loadings=loadings,
        start=start,
        shift=shift,
        step=step,
        shared=np.array([0.8, -0.6, 0.3]) if shared else None,
    )
    values = rng.normal(size=(PERIODS, observed, MODELS))
    values[rng.random(values.shape) < 0.3] = np.nan
    return system, values, rng.uniform(0.2, 2.0, values.shape)


def as_one_normal(system: System, values: Floats, noise: Floats, model: int) -> tuple[Floats, Floats, float]:
    """Return mean (T, 2) and covariance (T·2, T·2) of the lasting parts, and the values' log density."""
    start = system.start[:2, :2, model]
    steps = system.step[:, :2, model]
    until = np.concatenate([[np.zeros(2)], np.cumsum(steps[1:], axis=0)])
    prior = np.zeros((PERIODS, 2, PERIODS, 2))
    for t in range(PERIODS):
        for s in range(PERIODS):
            prior[t, :, s] = start + np.diag(until[min(t, s)])
    flat_prior = prior.reshape(2 * PERIODS, 2 * PERIODS)
    mean = np.cumsum(system.shift[:, :2, model], axis=0).ravel()
    observed = values.shape[1]
    load = np.kron(np.eye(PERIODS), system.loadings[:, :2, model])
    size = PERIODS * observed
    covariance = np.diag(noise[..., model].ravel())
    if system.shared is not None:
        for t in range(PERIODS):
            root = system.shared * np.sqrt(noise[t, :, model])
            rows = slice(t * observed, (t + 1) * observed)
            together = np.outer(root, root)
            np.fill_diagonal(together, noise[t, :, model])
            covariance[rows, rows] = together
    flat = values[..., model].ravel()
    known = np.isfinite(flat)
    assert size == len(flat)
    load, covariance, flat = load[known], covariance[np.ix_(known, known)], flat[known]
    total = load @ flat_prior @ load.T + covariance
    gain = flat_prior @ load.T @ np.linalg.inv(total)
    missed = flat - load @ mean
    density = -0.5 * (
        missed @ np.linalg.solve(total, missed) + np.linalg.slogdet(2 * np.pi * total).logabsdet
    )
    return (mean + gain @ missed).reshape(PERIODS, 2), flat_prior - gain @ load @ flat_prior, float(density)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), shared=st.booleans())
def test_smoothed_states_are_those_of_the_joint_normal_distribution(seed: int, shared: bool) -> None:  # noqa: FBT001
    system, values, noise = made(seed, shared=shared)
    filtered = run_filter(system, values, lambda t, _: Sight(noise[t], np.zeros_like(noise[t])))
    smoothed = smooth(system, filtered)
    for model in range(MODELS):
        mean, covariance, density = as_one_normal(system, values, noise, model)
        np.testing.assert_allclose(smoothed.mean[:, model, :2], mean, atol=1e-8)
        over_time = covariance_over_time(smoothed, model, 2).reshape(2 * PERIODS, 2 * PERIODS)
        np.testing.assert_allclose(over_time, covariance, atol=1e-8)
        surprise = filtered.innovation[..., model]
        variance = filtered.innovation_variance[..., model]
        own = np.nansum(-0.5 * (surprise**2 / variance + np.log(2 * np.pi * variance)))
        assert own == pytest.approx(density)


def test_the_mean_of_the_noise_is_taken_off() -> None:
    system, values, noise = made(3, shared=False)
    plain = run_filter(system, values, lambda t, _: Sight(noise[t], np.zeros_like(noise[t])))
    moved = run_filter(system, values + 2.5, lambda t, _: Sight(noise[t], np.full_like(noise[t], 2.5)))
    np.testing.assert_allclose(plain.mean, moved.mean, atol=1e-9)
    np.testing.assert_allclose(moved.forecast(2)[0] - plain.forecast(2)[0], 2.5)
