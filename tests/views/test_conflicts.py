"""Which views contradict each other, and which only look as if they did."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.views.conflicts import conflicts
from sayso.views.outcome import Outcome
from sayso.views.patterns import Bools, codes_of
from sayso.views.pool import weigh_codes
from sayso.views.view import AnyView, Interval, Ordering, View

ANY = Outcome(id="x", label="X", event="x(A)", factor=None, direction=1, months=12)


def likely(name: str, mean: float, *, exact: bool = False, given: bool = False, weight: float = 20.0) -> View:
    return View(
        statement=name,
        outcome=ANY,
        given=ANY if given else None,
        alpha=mean * weight,
        beta=(1 - mean) * weight,
        exact=exact,
    )


def found(
    views: Sequence[AnyView], happens: Bools, given: Bools | None = None, less: Bools | None = None
) -> tuple[tuple[str, ...], ...]:
    codes = codes_of(happens, np.ones_like(happens) if given is None else given, less)
    prior = np.full(happens.shape[1], 1 / happens.shape[1])
    return conflicts(views, codes, prior, weights=weigh_codes(views, codes).weights)


def either(outcomes: int, runs: int = 300) -> Bools:
    """Return outcomes of which just one comes true in each run, in turn."""
    return np.asarray(np.arange(outcomes)[:, None] == np.arange(runs) % outcomes)


def test_two_claims_on_one_outcome_that_cannot_both_hold_are_a_set() -> None:
    """Unrest is highly likely. ... Unrest is unlikely."""
    outcome = either(4)[[0, 0, 1]]
    said = [likely("a", 0.86), likely("b", 0.1), likely("c", 0.3)]
    assert found(said, outcome) == (("a", "b"),)


def test_claims_that_differ_within_what_their_words_mean_are_none() -> None:
    """It is likely. ... It is highly likely."""
    assert found([likely("a", 0.75), likely("b", 0.86)], either(4)[[0, 0]]) == ()


def test_three_that_hold_by_twos_are_a_set_of_three() -> None:
    """Only one of three can come, and each is to come with 0.4; a fourth claim has no part in it."""
    outcomes = either(4)[[0, 1, 2]]
    apart = np.arange(300) % 7 == 0
    said = [likely(name, 0.4, exact=True) for name in "abc"]
    happens = np.vstack([outcomes, apart])
    assert found([*said, likely("d", 0.9, exact=True)], happens) == (("a", "b", "c"),)
    for two in itertools.combinations(range(3), 2):
        assert found([said[at] for at in two], outcomes[list(two)]) == ()


def test_two_sets_are_both_told_and_share_no_claim() -> None:
    pairs = np.vstack([either(3)[[0, 0]], np.tile(np.arange(300) % 5 == 0, (2, 1))])
    said = [likely(name, mean, exact=True) for name, mean in zip("abcd", (0.2, 0.6, 0.2, 0.6), strict=True)]
    assert sorted(found(said, pairs)) == [("a", "b"), ("c", "d")]


def test_an_ordering_and_likelihoods_against_it_are_a_set() -> None:
    """A is more likely than B; A is unlikely; B is likely."""
    happens = np.vstack([either(3)[0], either(3)[0], np.arange(300) % 2 == 0])
    less = np.vstack([np.arange(300) % 2 == 0, np.zeros((2, 300), dtype=np.bool_)])
    order = Ordering(statement="o", outcome=ANY, less=ANY)
    said: list[AnyView] = [order, likely("a", 0.1), likely("b", 0.75)]
    assert found(said, happens, less=less) == (("o", "a", "b"),)
    assert found(said[:2], happens[:2], less=less[:2]) == ()


def test_conditionals_that_contradict_each_other_are_not_honoured_by_ruling_their_condition_out() -> None:
    """If there is unrest, the police will likely hold. ... If there is unrest, they are unlikely to."""
    condition, outcome = np.arange(300) % 3 == 0, np.arange(300) % 2 == 0
    said = [likely("a", 0.8, given=True), likely("b", 0.1, given=True)]
    assert found(said, np.vstack([outcome] * 2), np.vstack([condition] * 2)) == (("a", "b"),)


def test_a_condition_that_is_called_unlikely_contradicts_nothing() -> None:
    """It will not come to unrest. If it did, the police would hold."""
    condition, outcome = np.arange(300) % 3 != 0, np.arange(300) % 2 == 0
    said = [likely("a", 0.02, weight=50.0), likely("b", 0.9, given=True)]
    assert found(said, np.vstack([condition, outcome]), np.vstack([np.ones_like(condition), condition])) == ()


def test_what_no_run_honours_alone_is_left_to_its_own_reason() -> None:
    never = np.zeros((1, 300), dtype=np.bool_)
    assert found([likely("a", 0.5), likely("b", 0.3)], np.vstack([never, either(3)[:1]])) == ()


def test_intervals_that_do_not_meet_are_a_set() -> None:
    said = [
        Interval(statement=name, outcome=ANY, low=low, high=low + 0.1)
        for name, low in (("a", 0.1), ("b", 0.15), ("c", 0.5))
    ]
    [core] = found(said, either(3)[[0, 0, 0]])
    assert len(core) == 2
    assert "c" in core


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_a_set_cannot_be_honoured_but_without_any_of_its_claims(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    happens = chance.random((count, 60)) < 0.4
    happens[1] = happens[0]
    said = [likely(str(at), chance.uniform(0.05, 0.95), exact=True) for at in range(count)]
    sets = found(said, happens)
    assert sets
    for core in sets:
        rows = [int(name) for name in core]
        for out in rows:
            rest = [row for row in rows if row != out]
            solved = weigh_codes([said[row] for row in rest], codes_of(happens[rest], happens[rest] | True))
            assert max((abs(one.achieved - one.stated) for one in solved.views), default=0.0) < 0.02


@pytest.mark.parametrize("runs", [30_000])
def test_many_kinds_of_runs_are_searched_by_those_that_matter(runs: int) -> None:
    """The programme starts with some of the kinds of runs and adds those that it lacks."""
    chance = np.random.default_rng(3)
    happens = chance.random((16, runs)) < 0.5
    happens[1] = happens[0]
    said = [likely(str(at), 0.5, exact=True) for at in range(16)]
    said[0] = likely("0", 0.2, exact=True)
    assert found(said, happens) == (("0", "1"),)
