"""What runs say to a question: days within its time, shares as a Beta, samples, conditions, lateness."""

import datetime as dt
from typing import Any

import numpy as np
import pytest

from sayso.forecasts.distribution import Beta, Samples
from sayso.forecasts.expressed import Expressed
from sayso.forecasts.forecast import Origin
from sayso.forecasts.ledger import Settled
from sayso.forecasts.model_window import Window
from sayso.forecasts.of_model import Run, forecast_of_run, made_late
from sayso.forecasts.of_runs import Measure
from sayso.forecasts.question import ParentOutcome, Question
from sayso.mechanisms.event import EventKind
from sayso.models.model import Model, Node
from sayso.simulation.ensemble import Ensemble, of_trajectories
from sayso.statements.factor import Factor
from sayso.views.outcome import Outcome

RUNS, DRAWS = 400, 20
START = dt.date(2022, 2, 1)
UNREST, COUP = "mass_unrest(UZB)", "coup(UZB)"
WELFARE = Factor("welfare", "UZB")
YEAR = Window(start=START, first=dt.date(2022, 2, 1), last=dt.date(2022, 7, 31))
QUESTION = Question(text="A riot?", kind="binary", rule="one", closes=YEAR.last)


def _ensemble(begun: dict[str, dict[int, int]], *, scheduled: tuple[dt.date, ...] = ()) -> Ensemble:
    """Six months of runs in which each event begins in a month in the first so many runs of each draw."""
    kinds = tuple(
        EventKind(id=one, name=one, actor="UZB", base_rate=None, scheduled=scheduled, origin="test")
        for one in (UNREST, COUP)
    )
    model = Model(
        name="made",
        start=START,
        nodes=(Node(factor=WELFARE, start_sd=1, kappa=0.1, noise=0.1),),
        events=kinds,
    )
    shape = (RUNS, 7, 2)
    began = np.zeros(shape, dtype=np.bool_)
    for event, months in begun.items():
        for month, runs in months.items():
            began[:runs, month, (UNREST, COUP).index(event)] = True
    levels = np.full((RUNS, 7, 1), 0.5)
    levels[:100, 4:, 0] = 0.8
    return of_trajectories(
        model,
        levels=levels,
        begun=began,
        active=began,
        presence=np.zeros((DRAWS, 0), dtype=np.bool_),
        parameter_draw=np.arange(RUNS, dtype=np.int32) % DRAWS,
    )


def _event(event: str = UNREST, *, begins: Any = 1) -> Outcome:
    return Outcome(
        id=event, label=event, event=event, factor=None, direction=begins, months=12, events=(event,)
    )


def _asked(
    outcome: Outcome, measure: Measure = "happens", *, window: Window = YEAR, **more: Any
) -> Expressed:
    question = more.pop("question", QUESTION)
    return Expressed(
        question=question, outcome=outcome, measure=measure, window=window, source="a test", **more
    )


def _run(ensemble: Ensemble, weights: Any = None) -> Run:
    return Run(
        ensemble=ensemble,
        weights=weights,
        made_by=Origin(kind="model", name="common model", version="0.1.0"),
        as_of=START,
        name="ab" * 8,
        at=START,
    )


def _beta(asked: Expressed, run: Run) -> Beta:
    found = forecast_of_run(asked, run).distribution
    assert isinstance(found, Beta)
    return found


def _samples(asked: Expressed, run: Run) -> tuple[float, ...]:
    found = forecast_of_run(asked, run).distribution
    assert isinstance(found, Samples)
    return found.values


def test_the_share_of_runs_is_the_mean_and_the_spread_is_about_that_of_as_many_tosses() -> None:
    found = _beta(_asked(_event()), _run(_ensemble({UNREST: {3: 100}})))
    assert found.mean == pytest.approx(0.25, abs=1e-6)
    assert 200 < found.alpha + found.beta < 500


def test_runs_that_share_their_draw_are_no_independent_tosses() -> None:
    ensemble = _ensemble({})
    ensemble.begun[:, 3, 0] = ensemble.parameter_draw < 5
    found = _beta(_asked(_event()), _run(ensemble))
    assert found.mean == pytest.approx(0.25, abs=1e-6)
    assert found.alpha + found.beta < 2 * DRAWS


def test_what_no_run_shows_is_rare_and_not_impossible() -> None:
    found = _beta(_asked(_event()), _run(_ensemble({})))
    assert (found.alpha, found.beta) == pytest.approx((0.5, RUNS + 0.5))
    never = _beta(_asked(_event(begins=-1)), _run(_ensemble({})))
    assert (never.alpha, never.beta) == pytest.approx((RUNS + 0.5, 0.5))


def test_only_days_within_the_time_count() -> None:
    ensemble = _ensemble({UNREST: {2: RUNS}})
    before = Window(start=START, first=dt.date(2022, 4, 1), last=YEAR.last)
    half = Window(start=START, first=dt.date(2022, 2, 1), last=dt.date(2022, 3, 15))
    assert _beta(_asked(_event(), window=before), _run(ensemble)).mean < 0.01
    assert 0.4 < _beta(_asked(_event(), window=half), _run(ensemble)).mean < 0.58


def test_a_scheduled_event_comes_on_its_day() -> None:
    ensemble = _ensemble({UNREST: {2: RUNS}}, scheduled=(dt.date(2022, 3, 20),))
    days = _samples(_asked(_event(), "first day"), _run(ensemble))
    assert set(days) == {dt.date(2022, 3, 20).toordinal()}


def test_days_are_those_of_the_month_and_the_day_after_the_close_where_it_does_not_come() -> None:
    days = _samples(_asked(_event(), "first day"), _run(_ensemble({UNREST: {2: 300, 4: 400}})))
    assert len(days) == RUNS
    assert {dt.date.fromordinal(int(day)).month for day in days[:300]} == {3}
    assert {dt.date.fromordinal(int(day)).month for day in days[300:]} == {5}
    none = _samples(_asked(_event(), "first day"), _run(_ensemble({})))
    assert set(none) == {YEAR.last.toordinal() + 1}


def test_beginnings_and_months_under_way_are_counted() -> None:
    ensemble = _ensemble({UNREST: {2: 300, 4: 100}})
    assert sorted(set(_samples(_asked(_event(), "begins"), _run(ensemble)))) == [0, 1, 2]
    assert sum(_samples(_asked(_event(), "months"), _run(ensemble))) == 400


def test_a_level_has_moved_from_where_it_stood_when_the_time_began() -> None:
    up = Outcome(id="up", label="up", event=None, factor=WELFARE, direction=1, months=12, factors=(WELFARE,))
    run = _run(_ensemble({}))
    late = Window(start=START, first=dt.date(2022, 6, 1), last=YEAR.last)
    assert _beta(_asked(up), run).mean == pytest.approx(0.25, abs=1e-6)
    assert _beta(_asked(up, window=late), run).mean < 0.01
    first = _samples(_asked(up, "first day"), run)
    assert set(first[:100]) == {dt.date(2022, 5, 31).toordinal()}


def test_weights_are_heeded_and_samples_drawn_anew_by_them() -> None:
    ensemble = _ensemble({UNREST: {3: 100}})
    weights = np.where(np.arange(RUNS) < 100, 3.0, 1.0)
    run = _run(ensemble, weights / weights.sum())
    assert _beta(_asked(_event()), run).mean == pytest.approx(0.5, abs=1e-6)
    counts = _samples(_asked(_event(), "begins"), run)
    assert sum(counts) == pytest.approx(RUNS / 2, abs=1)


def test_a_condition_leaves_the_runs_in_which_it_holds() -> None:
    parent = _asked(_event(COUP), question=Question(text="A coup?", kind="binary", rule="one"))
    child = Question(
        text="Then a riot?", kind="binary", rule="one", condition=ParentOutcome(question=parent.question.id)
    )
    run = _run(_ensemble({COUP: {1: 200}, UNREST: {3: 150}}))
    asked = _asked(_event(), question=child, condition=parent)
    assert _beta(asked, run).mean == pytest.approx(0.75, abs=1e-6)
    other = _asked(_event(), question=child, condition=parent, holds=False)
    assert _beta(other, run).mean < 0.01
    with pytest.raises(ValueError, match="holds in 20 effective runs of 400; want 40"):
        forecast_of_run(asked, _run(_ensemble({COUP: {1: 20}})))


def test_the_same_seed_gives_the_same_and_the_basis_tells_what_was_run() -> None:
    run = _run(_ensemble({UNREST: {2: 300}}))
    window = Window(start=START, first=dt.date(2022, 3, 10), last=YEAR.last)
    made = forecast_of_run(_asked(_event(), window=window), run)
    assert made == forecast_of_run(_asked(_event(), window=window), run)
    assert made.basis is not None
    assert "2022-03-10 to 2022-07-31; run abababababababab, seed 0" in made.basis
    assert (made.made_at, made.post_hoc) == (START, False)


def test_a_run_after_the_close_or_the_answer_is_post_hoc() -> None:
    known = Settled(question=QUESTION.id, outcome="pending", why="nobody has resolved it")
    assert made_late(QUESTION, known, on=YEAR.last) is None
    assert made_late(QUESTION, known, on=dt.date(2022, 8, 1)) == "run on 2022-08-01, after the close"
    answered = Settled(question=QUESTION.id, outcome="yes", why="resolved")
    assert made_late(QUESTION, answered, on=START) == "run on 2022-02-01, when the answer was known"
