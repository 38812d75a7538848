"""What `import sayso` offers says what it cannot do, and does the rest as the folders below do it."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sayso.brief.notebook import believe, common_model, factor, outcome, probability, read_reports
from sayso.models.model import Model
from sayso.simulation import simulate
from sayso.statements.factor import Factor
from sayso.views.pool import pool


@pytest.fixture(scope="module")
def model() -> Model:
    return common_model(["Kyrgyzstan"], ["Russia"], start="2022-06-15")


def test_actors_go_by_name_or_identifier(model: Model) -> None:
    assert (model.states, model.patrons, model.start) == (("KGZ",), ("RUS",), dt.date(2022, 6, 1))
    assert common_model(["KGZ"], ["RUS"], start=dt.date(2022, 6, 15)) == model
    with pytest.raises(KeyError, match="no actor 'Atlantis'"):
        common_model(["Atlantis"], start="2022-06-15")


def test_words_and_identifiers_name_the_same_outcome(model: Model) -> None:
    assert outcome("mass unrest in Kyrgyzstan", model) == outcome("mass_unrest(KGZ)", model)
    with pytest.raises(KeyError, match="no outcome 'mass rest"):
        outcome("mass rest in Kyrgyzstan", model)
    assert factor("unrest(KGZ)", model) == Factor("unrest", "KGZ")
    with pytest.raises(KeyError, match=r"nearest: unrest\(KGZ\)"):
        factor("unrests(KGZ)", model)


def test_a_probability_is_the_weighted_share_of_runs(model: Model) -> None:
    runs = simulate(model, months=12, runs=320, seed=1)
    fall = outcome("fall(KGZ)", model)
    begun = runs.happened("fall(KGZ)", within=12)
    assert probability(runs, "fall(KGZ)").mean == pytest.approx(float(np.mean(begun)))
    weighed = pool(runs, [believe(fall, 0.3, sd=0.001)])
    assert probability(runs, fall, given=weighed).mean == pytest.approx(0.3, abs=0.01)


def test_a_belief_is_a_beta_distribution_of_that_mean_and_spread(model: Model) -> None:
    view = believe(outcome("fall(KGZ)", model), 0.2, sd=0.05)
    assert view.mean == pytest.approx(0.2)
    assert view.variance == pytest.approx(0.05**2)
    for likelihood, sd in ((0.0, 0.05), (1.2, 0.05), (0.5, 0.5), (0.5, 0.0)):
        with pytest.raises(ValueError, match="want 0 to 1"):
            believe(outcome("fall(KGZ)", model), likelihood, sd=sd)


def test_where_nothing_can_be_read_the_first_problem_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nothing was read: .*nowhere"):
        read_reports(tmp_path / "nowhere.txt")
