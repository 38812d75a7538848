"""Sobol indices of a few weights, where SALib is installed."""

import importlib.util

import pytest

from sayso.scenarios.sobol import sobol_indices

from .conftest import link, node, of, rises

needs_salib = pytest.mark.skipif(
    importlib.util.find_spec("SALib") is None, reason="the extra `sensitivity` (SALib) is not installed"
)


@needs_salib
def test_the_weight_that_decides_has_the_share_and_the_other_has_none() -> None:
    model = of(
        node("welfare(UZB)", start_sd=0.5, kappa=0.02),
        node("trade(UZB>RUS)", start_sd=0.5, kappa=0.02),
        node("grievance(UZB)", noise=0.1),
        links=(
            link("welfare(UZB)", "grievance(UZB)", 0.15, 0.08),
            link("trade(UZB>RUS)", "grievance(UZB)", 0.001, 0.0005),
        ),
    )
    told: list[int] = []
    found = sobol_indices(
        model,
        rises("grievance(UZB)", 4),
        [0, 1],
        months=4,
        runs=100,
        points=32,
        on_progress=lambda done, whole: told.append(whole - done),
    )
    assert [one.link for one in found] == [
        "welfare(UZB) -> grievance(UZB)",
        "trade(UZB>RUS) -> grievance(UZB)",
    ]
    assert found[0].total > 0.6
    assert found[1].total < 0.1
    assert told[-1] == 0
    assert len(told) == 32 * 4


@needs_salib
def test_a_probability_that_never_moves_has_no_shares() -> None:
    model = of(
        node("welfare(UZB)"),
        node("grievance(UZB)"),
        links=(link("welfare(UZB)", "grievance(UZB)", 0.1, 0.05),) * 2,
    )
    found = sobol_indices(model, rises("grievance(UZB)", 2), [0, 1], months=2, runs=20, points=2)
    assert [(one.first, one.total) for one in found] == [(0.0, 0.0)] * 2


def test_what_cannot_be_asked_is_refused() -> None:
    model = of(
        node("welfare(UZB)"), node("grievance(UZB)"), links=(link("welfare(UZB)", "grievance(UZB)", 0.1),) * 2
    )
    outcome = rises("grievance(UZB)", 2)
    with pytest.raises(ValueError, match="want two links or more"):
        sobol_indices(model, outcome, [0], months=2)
    with pytest.raises(ValueError, match="power of two"):
        sobol_indices(model, outcome, [0, 1], months=2, points=12)
    with pytest.raises(ValueError, match="sure"):
        sobol_indices(model, outcome, [0, 1], months=2)
