"""Views by hand: named by identifier or words, in Python and in JSON."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from sayso.actors import ActorTable
from sayso.simulation import Ensemble
from sayso.views import Interval, Ordering, Outcomes, View, pool, read_views


@pytest.fixture(scope="module")
def ensemble(make_ensemble: Callable[..., Ensemble]) -> Ensemble:
    """Return 100 runs: unrest in 20, Russia in 10 of them and in 5 others, a falling level of welfare in half."""
    at = np.arange(100)
    level = np.full((100, 13), 0.5)
    level[at % 2 == 0, 1:] = 0.3
    return make_ensemble(
        begins={
            "mass_unrest(UZB)": np.where(at < 20, 3, 0),
            "mass_unrest(KAZ)": np.where(at >= 90, 8, 0),
            "intervention(RUS>UZB)": np.where((at >= 10) & (at < 25), 6, 0),
        },
        levels={"welfare(UZB)": level},
    )


@pytest.fixture(scope="module")
def outcomes(ensemble: Ensemble, actors: ActorTable) -> Outcomes:
    return Outcomes.of(ensemble, actors=actors)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("mass_unrest(UZB)", "mass_unrest(UZB)"),
        ("mass unrest in Uzbekistan", "mass_unrest(UZB)"),
        (" Mass  unrest in the Uzbekistan ", "mass_unrest(UZB)"),
        ("not mass_unrest(UZB)", "not mass_unrest(UZB)"),
        ("No mass unrest in Uzbekistan", "not mass_unrest(UZB)"),
        ("Russia intervenes in Uzbekistan", "intervention(RUS>UZB)"),
        ("welfare(UZB) down", "welfare(UZB) down"),
        ("people in Uzbekistan live better", "welfare(UZB) up"),
        ("mass_unrest(Central Asia)", "mass_unrest(Central Asia)"),
    ],
)
def test_an_outcome_is_found_by_identifier_or_by_its_words(
    name: str, identifier: str, outcomes: Outcomes
) -> None:
    assert outcomes.named(name).id == identifier
    assert outcomes.named(name, within=5).months == 5


def test_an_unknown_name_is_told_with_the_nearest(outcomes: Outcomes) -> None:
    with pytest.raises(KeyError, match="nearest: “Mass unrest in Uzbekistan”"):
        outcomes.named("mass unrest in Uzbekistn")
    with pytest.raises(KeyError, match=r"mass_unrest\(UZB\)"):
        outcomes.named("mass_unrest(UZ)")
    with pytest.raises(ValueError, match="1 to 12"):
        outcomes.named("mass_unrest(UZB)", within=13)


def test_views_of_every_kind_are_pooled_in_a_few_lines(ensemble: Ensemble, outcomes: Outcomes) -> None:
    found = pool(
        ensemble,
        [
            outcomes.probable("mass unrest in Uzbekistan", 0.4),
            outcomes.likely("intervention(RUS>UZB)", "highly likely", given="mass_unrest(UZB)"),
            outcomes.between("welfare(UZB) down", 0.6, 0.7),
            outcomes.more_likely("mass_unrest(KAZ)", "intervention(RUS>UZB)", slack=0.05),
        ],
    )
    unrest, intervention, welfare, order = found.views
    assert unrest.achieved == pytest.approx(0.4)
    assert 0.5 < intervention.achieved < 0.9
    assert welfare.achieved == pytest.approx(0.6)
    assert order.prior == pytest.approx(-0.05)
    assert order.achieved < 0.0
    assert [view.kind for view in found.views] == ["likelihood", "likelihood", "interval", "ordering"]
    assert found.residual < 1e-9
    assert found.conflicts == ()


def test_pooling_says_which_views_contradict_each_other(ensemble: Ensemble, outcomes: Outcomes) -> None:
    stated = [
        outcomes.likely("mass unrest in Uzbekistan", "highly likely"),
        outcomes.likely("mass unrest in Uzbekistan", "highly unlikely"),
        outcomes.probable("welfare(UZB) up", 0.3),
    ]
    found = pool(ensemble, stated)
    assert found.conflicts == ((stated[0].statement, stated[1].statement),)


def test_an_ensembles_own_weights_are_where_pooling_starts(ensemble: Ensemble, outcomes: Outcomes) -> None:
    stated = [outcomes.probable("mass_unrest(UZB)", 0.4, observations=10)]
    prior = np.linspace(1.0, 2.0, 100)
    prior /= prior.sum()
    assert pool(ensemble, stated).views[0].prior == pytest.approx(0.2)
    assert pool(ensemble, stated, prior=prior).views[0].prior == pytest.approx(prior[:20].sum())


@pytest.mark.parametrize("words", ["so they say", "less likely", ""])
def test_words_that_are_no_likelihood_are_refused(words: str, outcomes: Outcomes) -> None:
    with pytest.raises(ValueError, match="no likelihood"):
        outcomes.likely("mass_unrest(UZB)", words)


def test_numbers_that_are_no_probability_are_refused(outcomes: Outcomes) -> None:
    for probability in (0.0, 1.0, float("nan")):
        with pytest.raises(ValueError, match="probability"):
            outcomes.probable("mass_unrest(UZB)", probability)
    with pytest.raises(ValueError, match="observations"):
        outcomes.probable("mass_unrest(UZB)", 0.5, observations=0.0)


def test_views_come_from_json_and_what_is_none_is_told_by_its_number(outcomes: Outcomes) -> None:
    written = [
        {"kind": "words", "outcome": "mass unrest in Uzbekistan", "words": "likely", "statement": "s1"},
        {"kind": "probability", "outcome": "mass_unrest(KAZ)", "probability": 0.2, "observations": 20},
        {"kind": "interval", "outcome": "welfare(UZB) down", "low": 0.2, "high": 0.4, "within": 6},
        {"kind": "ordering", "outcome": "mass_unrest(UZB)", "less": "mass_unrest(KAZ)", "margin": 0.1},
        {"kind": "interval", "outcome": "welfare(UZB) down", "low": 0.6, "high": 0.4},
        {"kind": "words", "outcome": "welfare of Uzbekistan", "words": "likely"},
        {"kind": "guess", "outcome": "mass_unrest(UZB)"},
        {"kind": "words", "outcome": "mass_unrest(UZB)"},
        {"kind": "words", "outcome": "mass_unrest(UZB)", "words": "likely", "within": 40},
    ]
    views, problems = read_views(json.dumps(written).encode(), outcomes, source="views.json")
    assert [type(view) for view in views] == [View, View, Interval, Ordering]
    assert views[0].statement == "s1"
    assert views[2].outcome.months == 6
    assert [problem.message[:8] for problem in problems] == [f"view {number}: " for number in range(5, 10)]
    assert "nearest: " in problems[1].message
    assert {problem.source for problem in problems} == {"views.json"}


def test_what_is_no_array_is_one_fatal_problem(outcomes: Outcomes) -> None:
    for data in (b"{}", b"[", b""):
        views, problems = read_views(data, outcomes)
        assert views == ()
        assert [problem.fatal for problem in problems] == [True]
