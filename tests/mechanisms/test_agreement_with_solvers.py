"""Mechanisms that stand on a solver move the same way as it does, and the page names it."""

import numpy as np
import pytest

from sayso.mechanisms.library import library
from sayso.mechanisms.solvers import SOLVERS
from sayso.mechanisms.solvers.civil_violence import arrest_probability
from sayso.mechanisms.solvers.expected_utility import Issue, mean_position
from sayso.mechanisms.solvers.revolution import Society, path
from tests.mechanisms.small_models import alone, held, rise

USED = {part.solver for part in library() if part.solver is not None}


def test_solvers_are_modules_of_the_package() -> None:
    assert set(SOLVERS) >= USED
    assert len(USED) >= 7


def test_more_cops_for_each_rebel_contain_a_revolt_in_both() -> None:
    """Epstein: a rebel weighs the cops against the rebels in sight."""
    few, many = (float(arrest_probability(cops, 4)) for cops in (2, 8))
    assert few < many
    model = alone("containment", states=("UZB",), patrons=())
    assert rise(model, "security_capacity(UZB)", "unrest(UZB)")[12] < -0.08


@pytest.mark.parametrize(("visibility", "grows"), [(0.95, True), (0.5, False)])
def test_protest_that_is_not_seen_does_not_grow(visibility: float, grows: bool) -> None:  # noqa: FBT001 - a column
    """Lang & De Sterck: it grows once more than 1 - α of the people are out."""
    society = Society(enthusiasm=3.0, policing=1.0, visibility=visibility, capacity=0.9)
    assert (path(society, start=0.1, until=3.0)[-1] > 0.1) == grows


def test_freer_speech_helps_an_opposition_as_visibility_does() -> None:
    model = alone("information", states=("UZB",), patrons=())
    assert rise(model, "human_rights(UZB)", "opposition_organisation(UZB)")[12] > 0.03


def test_attention_counts_for_as_much_as_there_is_power_behind_it_in_both() -> None:
    """Bueno de Mesquita: the forecast is the mean weighted by capability times salience."""

    def pulled(capability: float) -> float:
        """Return how far the mean moves to the second actor when its salience rises from 0.2 to 0.8."""
        low, high = (
            mean_position(
                Issue(
                    capability=np.array([1.0, capability]),
                    salience=np.array([0.5, salience]),
                    position=np.array([0.0, 1.0]),
                ),
                np.array([0.0, 1.0]),
            )
            for salience in (0.2, 0.8)
        )
        return high - low

    model = alone("bargaining", states=("UZB",), patrons=("USA", "RUS"))
    weak, strong = (
        rise(model, "engagement(USA>UZB)", "alignment(UZB>USA)", [held("influence(USA>UZB)", level)])[12]
        for level in (0.3, 0.8)
    )
    assert pulled(0.1) < 0.6 * pulled(1.0)
    assert weak < 0.6 * strong
