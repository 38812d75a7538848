"""Closeness, lean, differences and multi-vectorness."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from sayso.events.fact import DatedFact, FactKind
from sayso.measures.channels import observe
from sayso.measures.closeness import Fit, fit
from sayso.measures.estimate import estimate, log_likelihood
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.lean import Lean
from sayso.measures.panel import Panel
from sayso.measures.synthetic import Drawn, draw_panel


def without_counts(panel: Panel, years: slice) -> Panel:
    """Return the panel with no data of any kind in some years."""
    quads, agreement = panel.quads.copy(), panel.agreement.copy()
    quads[..., years], agreement[..., years] = np.nan, np.nan
    return replace(panel, quads=quads, agreement=agreement)


def fact(kind: FactKind, day: dt.date, *actors: str) -> DatedFact:
    return DatedFact(
        day=day,
        precision="day",
        actors=actors,
        kind=kind,
        what="…",
        source="…",
        file="f.csv",
        line=2,
    )


def test_intervals_hold_the_lean_that_panels_were_drawn_from(numbers: Hyperparameters) -> None:
    """Leans of 16 panels, each panel counting as one draw: 80 % intervals hold between 75 and 88 %, and 95 % sure of it."""
    shares = []
    for seed in range(16):
        one = draw_panel(numbers, (8, 2, 20), np.random.default_rng(seed))
        lean = Lean(fit(one.panel, hyperparameters=numbers))
        true = one.closeness[:, 0] - one.closeness[:, 1]
        shares.append(
            np.mean(
                [
                    level.low <= true[s, t] <= level.high
                    for s, state in enumerate(one.panel.states)
                    for t, level in enumerate(lean.between(state, "P0", "P1"))
                ]
            )
        )
    error = np.std(shares, ddof=1) / len(shares) ** 0.5
    assert np.mean(shares) - 1.753 * error > 0.75  # Student's t, 15 degrees of freedom, 5 % on each side
    assert np.mean(shares) + 1.753 * error < 0.88


def test_estimated_numbers_fit_no_worse_than_those_that_drew_the_panel(
    drawn: Drawn, numbers: Hyperparameters
) -> None:
    seen = observe(drawn.panel)
    assert log_likelihood(seen, estimate(seen)) >= log_likelihood(seen, numbers)


def test_the_same_panel_gives_the_same_bits(drawn: Drawn, numbers: Hyperparameters) -> None:
    one, other = (Lean(fit(drawn.panel, hyperparameters=numbers)) for _ in range(2))
    assert one.closeness("S0", "P0") == other.closeness("S0", "P0")
    drawn_twice = [lean.draws("S1", np.random.default_rng(3), number=5) for lean in (one, other)]
    assert drawn_twice[0].tobytes() == drawn_twice[1].tobytes()


def test_a_lean_turned_round_is_its_opposite(fitted: Fit) -> None:
    lean = Lean(fitted)
    for one, other in zip(lean.between("S2", "P0", "P1"), lean.between("S2", "P1", "P0"), strict=True):
        assert (one.mean, one.low, one.high) == pytest.approx((-other.mean, -other.high, -other.low))


def test_differences_are_those_of_joint_draws(fitted: Fit) -> None:
    lean = Lean(fitted)
    drawn = lean.draws("S3", np.random.default_rng(0), number=40_000)
    change = drawn[:, 9, 1] - drawn[:, 4, 1]
    found = lean.difference("S3", "P1", 1994, 1999)
    assert found.mean == pytest.approx(change.mean(), abs=0.01)
    assert found.lower == pytest.approx((change < 0).mean(), abs=0.01)
    assert found.high == pytest.approx(np.quantile(change, 0.9), abs=0.02)
    swing = lean.swing("S3", ("P1", "P2"), 1994, 1999)
    both = change - (drawn[:, 9, 2] - drawn[:, 4, 2])
    assert swing.higher == pytest.approx((both > 0).mean(), abs=0.01)


def test_years_without_data_are_flagged_and_wide(drawn: Drawn, numbers: Hyperparameters) -> None:
    """Years 6 to 9 of 15 without counts and votes."""
    gap = Lean(fit(without_counts(drawn.panel, slice(6, 10)), hyperparameters=numbers))
    levels = gap.closeness("S0", "P0")
    widths = [level.high - level.low for level in levels]
    assert [bool(level.seen) for level in levels] == [not 6 <= t < 10 for t in range(15)]
    assert min(widths[7:9]) > max(widths[2:5])
    assert not gap.difference("S0", "P0", 1990, 1997).seen


def test_a_power_of_which_nothing_is_known_is_left_out_of_multi_vectorness(
    drawn: Drawn, numbers: Hyperparameters
) -> None:
    quads = drawn.panel.quads.copy()
    quads[:, :, 2] = np.nan
    lean = Lean(fit(replace(drawn.panel, quads=quads), hyperparameters=numbers))
    levels = lean.multi_vectorness("S0", np.random.default_rng(1))
    assert all(0 <= level.low <= level.mean <= level.high <= 1 for level in levels)
    assert lean.closeness("S0", "P2")[0].seen == ("votes",)
    quads[:, :, 1] = np.nan
    with pytest.raises(ValueError, match="counts with 1 of the powers"):
        Lean(fit(replace(drawn.panel, quads=quads), hyperparameters=numbers)).multi_vectorness(
            "S0", np.random.default_rng(1)
        )


def test_what_a_state_does_with_one_power_alone_is_little_multi_vectorness(
    drawn: Drawn, numbers: Hyperparameters
) -> None:
    quads = drawn.panel.quads.copy()
    quads[0, 0] = np.array([3000.0, 10.0, 10.0])[:, None]
    quads[0, 1] = 400.0
    panel = replace(drawn.panel, quads=quads)
    lean = Lean(fit(panel, hyperparameters=numbers))
    alone, even = (lean.multi_vectorness(state, np.random.default_rng(1))[7] for state in ("S0", "S1"))
    assert alone.high < even.low


def test_a_break_lowers_closeness_and_a_base_only_widens(drawn: Drawn, numbers: Hyperparameters) -> None:
    """A fact in the middle of a gap, where nothing else is known."""
    empty = without_counts(drawn.panel, slice(5, 12))
    plain = Lean(fit(empty, hyperparameters=numbers)).difference("S0", "P0", 1996, 1999)
    day = dt.date(1998, 1, 1)
    kinds: tuple[FactKind, ...] = ("break", "base", "agreement")
    found = {
        kind: Lean(
            fit(replace(empty, facts=(fact(kind, day, "S0", "P0"),)), hyperparameters=numbers)
        ).difference("S0", "P0", 1996, 1999)
        for kind in kinds
    }
    assert found["break"].mean < plain.mean - 0.03
    assert found["agreement"].mean > plain.mean + 0.03
    assert found["base"].mean == pytest.approx(plain.mean, abs=0.03)
    assert found["base"].high - found["base"].low > plain.high - plain.low


def test_unknown_names_and_years_are_named(fitted: Fit) -> None:
    lean = Lean(fitted)
    with pytest.raises(KeyError, match="nearest is 'S1'"):
        lean.closeness("S11", "P0")
    with pytest.raises(KeyError, match="1980"):
        lean.difference("S0", "P0", 1980, 1999)


def test_nothing_seen_is_refused(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match="no data to estimate from"):
        fit(without_counts(drawn.panel, slice(None)))
