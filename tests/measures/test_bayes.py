"""The full model: what it says of synthetic panels, its questions, and what happens without NumPyro."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats

from sayso.cli import group
from sayso.measures.bayes import full_fit
from sayso.measures.closeness import fit
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.lean import Lean
from sayso.measures.posterior import Agreement, Convergence, DrawnLean, FullFit
from sayso.measures.synthetic import Drawn, draw_panel
from sayso.measures.whitening import whitening_of


@pytest.fixture(scope="module")
def small(numbers: Hyperparameters) -> Drawn:
    """A panel of 4 states, 2 powers and 8 years."""
    return draw_panel(numbers, (4, 2, 8), np.random.default_rng(2))


@pytest.fixture(scope="module")
def full(small: Drawn) -> FullFit:
    """That panel, sampled."""
    pytest.importorskip("numpyro", reason="the full model needs the extra `bayes`")
    return full_fit(small.panel, warm_up=100, draws=80)


def test_intervals_hold_the_closeness_that_the_panel_was_drawn_from(full: FullFit, small: Drawn) -> None:
    """64 levels, of which those of a dyad hang together: 80 % intervals hold between 60 and 97 %."""
    low, high = np.quantile(full.closeness, (0.1, 0.9), axis=0)
    assert 0.6 < ((low <= small.closeness) & (small.closeness <= high)).mean() < 0.97
    means = full.closeness.mean(axis=0)
    assert np.corrcoef(means.ravel(), small.closeness.ravel())[0, 1] > 0.9


def test_it_agrees_with_the_smoother_where_counts_are_many(full: FullFit) -> None:
    """Means lie within half a unit of each other, on levels that differ by more than two."""
    exact = full.closeness.mean(axis=0)
    linear = full.kalman.smoothed.mean[:, :, :2].transpose(1, 2, 0)
    assert np.ptp(linear) > 2
    assert np.abs(exact - linear).max() < 0.5


def test_what_is_said_of_the_chains_is_the_worst_of_everything(full: FullFit) -> None:
    """R-hat of Gelman et al. over each chain's two halves, computed anew; short chains do not pass."""
    told = full.convergence
    assert told.chains == 4
    for drawn, agreement in (
        (full.closeness.reshape(len(full.closeness), -1), told.closeness),
        (np.column_stack(list(full.numbers.values())), told.numbers),
    ):
        halves = drawn.astype(float).reshape(8, -1, drawn.shape[1])
        length = halves.shape[1]
        within = halves.var(axis=1, ddof=1).mean(axis=0)
        between = halves.mean(axis=1).var(axis=0, ddof=1)
        worst = np.sqrt((length - 1) / length + between / within).max()
        assert agreement.r_hat == pytest.approx(worst, abs=1e-3)
        assert f"R-hat at most {agreement.r_hat:.3f} ({agreement.r_hat_of})" in str(told)
    assert not told.good
    assert "figures are provisional" in str(told)


def test_the_same_seed_gives_the_same_bits(full: FullFit, small: Drawn) -> None:
    again = full_fit(small.panel, warm_up=100, draws=80)
    assert full.closeness.tobytes() == again.closeness.tobytes()
    assert full.convergence == again.convergence


def test_questions_are_answered_from_the_draws(full: FullFit) -> None:
    lean = DrawnLean(full)
    drawn = full.closeness[:, 1]
    change = lean.difference("S1", "P1", 1992, 1995)
    assert change.mean == pytest.approx((drawn[:, 1, 5] - drawn[:, 1, 2]).mean())
    assert change.lower == pytest.approx((drawn[:, 1, 5] < drawn[:, 1, 2]).mean())
    level = lean.between("S1", "P0", "P1")[3]
    assert (level.low, level.high) == pytest.approx(
        tuple(np.quantile(drawn[:, 0, 3] - drawn[:, 1, 3], (0.1, 0.9)))
    )
    evenness = lean.multi_vectorness("S1", np.random.default_rng(0), draws=200)
    assert all(0 <= one.low <= one.mean <= one.high <= 1 for one in evenness)
    assert lean.draws("S1", np.random.default_rng(0), number=7).shape == (7, 8, 2)
    with pytest.raises(KeyError, match="nearest is 'S1'"):
        lean.closeness("S11", "P0")


def test_coordinates_are_those_of_the_smoother(small: Drawn, numbers: Hyperparameters) -> None:
    """Closeness in coordinates of 0 is the smoothed one, and its variance there near the smoother's."""
    linear = fit(small.panel, hyperparameters=numbers)
    found = whitening_of(linear, np.zeros((8, 4, 2)))
    scale = np.array([1.0, *[numbers.step] * 7])
    theta = np.cumsum(found.mean[:, :8] * scale, axis=1)
    assert theta.reshape(4, 2, 8) == pytest.approx(linear.smoothed.mean[:, :, :2].transpose(1, 2, 0))
    walked = np.tril(np.ones((8, 8))) * scale @ found.root[:, :8]
    variance = (walked**2).sum(axis=-1).reshape(4, 2, 8)
    smoothed = np.einsum("tnpp->npt", linear.smoothed.variance[:, :, :2, :2])
    assert np.median(np.abs(np.log(variance / smoothed))) < 0.3


def test_counts_have_the_moments_that_the_model_says() -> None:
    """The negative binomial of the model beside SciPy's: overdispersion 5 and a noise of 0.3 about a mean of 40."""
    pytest.importorskip("numpyro", reason="the full model needs the extra `bayes`")
    from sayso.measures.full_model import _log_gamma  # noqa: PLC0415 - needs the extra

    mean, excess = 40.0, 4 + 0.09 * 40.0
    shape = mean / excess
    count = np.arange(400.0)
    log_chance = (
        np.asarray(_log_gamma(count + shape))
        - np.asarray(_log_gamma(shape))
        - np.asarray(_log_gamma(count + 1))
        - shape * np.log1p(excess)
        + count * (np.log(excess) - np.log1p(excess))
    )
    assert log_chance == pytest.approx(stats.nbinom(shape, 1 / (1 + excess)).logpmf(count), abs=2e-3)
    chance = np.exp(log_chance)
    assert (chance * (count - mean) ** 2).sum() == pytest.approx(5 * mean + (0.3 * mean) ** 2, rel=0.01)


@pytest.fixture
def without_numpyro(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if NumPyro were not installed."""
    monkeypatch.setitem(sys.modules, "numpyro", None)
    monkeypatch.delitem(sys.modules, "sayso.measures.full_model", raising=False)
    return iter(())


@pytest.mark.usefixtures("without_numpyro")
def test_without_numpyro_the_extra_is_named(small: Drawn) -> None:
    with pytest.raises(ImportError, match=r"pip install 'sayso\[bayes\]'"):
        full_fit(small.panel)


def test_the_base_loads_neither_numpyro_nor_jax() -> None:
    """In a process of its own, for other tests load both."""
    import subprocess  # noqa: PLC0415 - this test only

    code = "import sys, sayso.measures.bayes, sayso.cli.lean; print({'jax', 'numpyro'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "set()"


def test_the_command_knows_both_models() -> None:
    told = CliRunner().invoke(group, ["lean", "--help"]).output
    assert "--model [kalman|full]" in told
    assert "sayso[bayes]" in told


def test_chains_that_differ_are_not_called_good() -> None:
    sound = Agreement(r_hat=1.004, r_hat_of="a", effective=650.0, effective_of="a")
    good = Convergence(
        chains=4, closeness=sound, numbers=replace(sound, r_hat=1.02, effective=200.0), divergences=0
    )
    assert good.good
    for r_hat, effective, divergences in ((1.02, 650.0, 0), (1.004, 300.0, 0), (1.004, 650.0, 1)):
        bad = replace(sound, r_hat=r_hat, effective=effective)
        assert not replace(good, closeness=bad, divergences=divergences).good


def test_the_largest_change_points_the_same_way(full: FullFit) -> None:
    linear, drawn = Lean(full.kalman), DrawnLean(full)
    (period, change), *_ = linear.largest_changes("S0", "P0", number=1)
    before = linear.panel.periods[linear.panel.period(period) - 1]
    assert np.sign(drawn.difference("S0", "P0", before, period).mean) == np.sign(change.mean)
