"""Beta quantiles against SciPy's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv

from sayso.views.beta import beta_quantiles

parameters = st.floats(1e-3, 1e5)


@settings(deadline=None)
@given(parameters, parameters)
def test_quantiles_are_those_of_the_beta_distribution(alpha: float, beta: float) -> None:
    levels = (0.1, 0.5, 0.9)
    found = beta_quantiles(np.array([alpha]), np.array([beta]), levels)[0]
    assert np.allclose(found, betaincinv(alpha, beta, np.array(levels)), atol=2e-4)


def test_a_parameter_that_is_not_positive_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        beta_quantiles(np.array([0.0]), np.array([1.0]), (0.5,))
