"""Factors as they are written, and the nearest right ones on a miss."""

import pytest

from sayso.scenarios.basis import Basis
from sayso.scenarios.naming import factor_named, find_factor, nearest_factors


def test_a_factor_is_found_however_it_is_spaced(region: Basis) -> None:
    assert str(find_factor("alignment( KGZ > RUS )", region.model)) == "alignment(KGZ>RUS)"
    assert find_factor("alignment(KGZ>FRA)", region.model) is None
    assert nearest_factors("aligment(KGZ>RUS)", region.model)[0] == "alignment(KGZ>RUS)"
    with pytest.raises(KeyError, match=r"nearest: alignment\(KGZ>RUS\)"):
        factor_named("aligment(KGZ>RUS)", region.model)
