"""One year ahead, from nothing later."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.measures.channels import observe
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.rolling import rolling
from sayso.measures.synthetic import Drawn, draw_panel


def test_a_panel_from_the_model_is_foreseen_as_surely_as_said_and_better_than_by_persistence(
    numbers: Hyperparameters,
) -> None:
    panel = draw_panel(numbers, (12, 3, 16), np.random.default_rng(2)).panel
    found = rolling(panel, first=9, again_each=7).channels
    assert set(found) == {"cooperation", "conflict", "votes", "all"}
    assert found["all"].predictions == np.isfinite(observe(panel).value[9:]).sum()
    assert 0.74 < found["all"].coverage < 0.86
    assert found["all"].difference > 2 * found["all"].difference_error > 0
    assert found["all"].difference == pytest.approx(
        found["all"].log_score - found["all"].persistence_log_score
    )


def test_what_comes_later_changes_no_earlier_prediction(drawn: Drawn) -> None:
    """The last year's counts are multiplied by ten; the test of the year before stays the same."""
    panel = drawn.panel.until(9)
    quads = drawn.panel.quads.copy()
    quads[..., 9] *= 10
    changed = replace(drawn.panel, quads=quads).until(10)
    with_next = drawn.panel.until(10)
    alone = rolling(panel, first=8).channels["votes"]
    both = [rolling(one, first=8, again_each=5).channels["votes"] for one in (with_next, changed)]
    assert alone.predictions * 2 == both[0].predictions
    assert both[0] == both[1]


def test_too_early_a_start_is_refused(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match="want 3 to 14"):
        rolling(drawn.panel, first=2)
