"""What is kept of runs says the same as every month of them would."""

import numpy as np
import pytest

from sayso.models import Model
from sayso.simulation import Ensemble, Keep, Passage, simulate
from sayso.simulation.keep import keep_for, trajectory_bytes
from sayso.simulation.kernels import Kernel, installed
from sayso.simulation.quantiles import of_counts, of_levels

MONTHS, RUNS = 12, 1000


@pytest.fixture(scope="module", params=["numpy", "numba"])
def kernel(request: pytest.FixtureRequest) -> Kernel:
    if request.param == "numba" and not installed():
        pytest.skip("the extra fast is not installed")
    found: Kernel = request.param
    return found


@pytest.fixture(scope="module")
def every(region: Model, kernel: Kernel) -> Ensemble:
    return simulate(region, months=MONTHS, runs=RUNS, seed=5, kernel=kernel)


@pytest.fixture(scope="module")
def some(region: Model, kernel: Kernel) -> Ensemble:
    passages = tuple(
        Passage(factor=region.factors[row], level=level, direction=direction)  # type: ignore[arg-type]
        for row, level, direction in ((0, 0.6, 1), (1, 0.45, -1))
    )
    keep = Keep(months=(0, 7, MONTHS), spread=True, passages=passages)
    return simulate(region, months=MONTHS, runs=RUNS, seed=5, kernel=kernel, keep=keep)


def test_kept_months_are_those_of_the_trajectories(every: Ensemble, some: Ensemble) -> None:
    assert np.array_equal(some.levels, every.levels[:, [0, 7, MONTHS]])
    assert np.array_equal(some.begun, every.begun[:, [0, 7, MONTHS]])
    assert np.array_equal(some.active, every.active[:, [0, 7, MONTHS]])
    assert np.array_equal(some.at(some.factors[3], 7), every.level(every.factors[3])[:, 7])


def test_events_are_summed_up_whatever_is_kept(every: Ensemble, some: Ensemble) -> None:
    for ensemble in (every, some):
        assert np.array_equal(ensemble.outbreaks, every.begun.sum(axis=1))
        assert np.array_equal(ensemble.lasting, every.active.sum(axis=1))
    for row, event in enumerate(every.events):
        assert np.array_equal(some.was_active(event), every.active[:, :, row].any(axis=1))
        for within in (1, 5, MONTHS):
            assert np.array_equal(
                some.happened(event, within=within), every.begun[:, 1 : within + 1, row].any(axis=1)
            )


def test_a_passage_is_the_first_month_past_the_level(every: Ensemble, some: Ensemble) -> None:
    for row, passage in enumerate(some.passages):
        level = every.level(passage.factor) * passage.direction
        past = level >= np.float32(passage.level) * passage.direction
        first = np.where(past.any(axis=1), past.argmax(axis=1), np.nan)
        assert np.array_equal(some.passed[:, row], first, equal_nan=True)
        assert np.isnan(first).any()
        assert (first > 0).any()


def test_quantiles_from_counts_are_those_of_the_runs(every: Ensemble, some: Ensemble) -> None:
    shares = (0.0, 0.05, 0.25, 0.5, 0.95, 1.0)
    assert np.all(some.spread.sum(axis=2) == RUNS)
    for factor in every.factors[:20]:
        exact, counted = every.quantiles(factor, shares), some.quantiles(factor, shares)
        level = every.level(factor)
        # a run lies between the two wherever few runs are in a bin
        below = np.array([(level <= row + 1 / 512).mean(axis=0) for row in counted])
        above = np.array([(level <= row - 1 / 512).mean(axis=0) for row in counted])
        assert np.all(below >= np.array(shares)[:, None] - 1e-9)
        assert np.all(above <= np.array(shares)[:, None] + 1e-9)
        assert exact.shape == counted.shape == (len(shares), MONTHS + 1)


def test_quantiles_know_weights() -> None:
    levels, weights = np.array([[0.2], [0.4], [0.6]]), np.array([0.1, 0.2, 0.7])
    assert of_levels(levels, weights, [0.1, 0.3, 0.5]).ravel().tolist() == [0.2, 0.4, 0.6]
    with pytest.raises(ValueError, match="want 0 to 1"):
        of_counts(np.ones((1, 4), dtype=np.int64), [1.2])


def test_a_month_that_was_not_kept_is_refused(some: Ensemble) -> None:
    with pytest.raises(ValueError, match="month 3 was not kept"):
        some.at(some.factors[0], 3)
    with pytest.raises(ValueError, match="take one by `at`"):
        some.level(some.factors[0])


def test_a_large_ensemble_keeps_some_months_by_itself(region: Model) -> None:
    runs = 400_000
    assert trajectory_bytes(region, months=30, runs=runs) > 1 << 30
    assert keep_for(region, months=30, runs=runs).months == (0, 12, 24, 28, 29, 30)
    assert keep_for(region, months=30, runs=100).months is None


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (Keep(months=(0, 13)), "month 13 is to be kept; want 0 to 12"),
        (Keep(months=(1, 1)), "each once"),
        (Keep(passages=(Passage(factor="unrest", level=0.5),)), "no node of the model"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_kept_is_refused(region: Model, keep: Keep, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate(region, months=MONTHS, runs=10, seed=0, keep=keep)


def test_a_spread_of_uneven_weights_is_refused(region: Model) -> None:
    with pytest.raises(ValueError, match="even weight"):
        simulate(region, months=2, runs=10, seed=0, keep=Keep(spread=True), tilts={"mass_unrest(UZB)": 2.0})
