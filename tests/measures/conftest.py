"""Panels drawn from known numbers, and one fit of them."""

import numpy as np
import pytest

from sayso.measures.closeness import Fit, fit
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.synthetic import Drawn, draw_panel


@pytest.fixture(scope="session")
def numbers() -> Hyperparameters:
    """Hyperparameters near those of yearly data."""
    return Hyperparameters(
        step=0.2,
        spread=1.0,
        conflict_loading=-1.0,
        votes_loading=0.015,
        conflict_offset=0.4,
        votes_offset=0.07,
        conflict_drift=0.24,
        votes_drift=0.016,
        overdispersion=20.0,
        cooperation_noise=0.2,
        conflict_correlation=0.0055,
        votes_dispersion=0.16,
        cooperation_nu=8.0,
        conflict_nu=8.0,
        votes_nu=5.0,
    )


@pytest.fixture(scope="session")
def drawn(numbers: Hyperparameters) -> Drawn:
    """A panel of 6 states, 3 powers and 15 years."""
    return draw_panel(numbers, (6, 3, 15), np.random.default_rng(5))


@pytest.fixture(scope="session")
def fitted(drawn: Drawn, numbers: Hyperparameters) -> Fit:
    """That panel, smoothed."""
    return fit(drawn.panel, hyperparameters=numbers)
