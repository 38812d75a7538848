"""A back-test from end to end in a small world."""

import datetime as dt
from collections.abc import Callable

import duckdb
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.backtests.foresight import Build, Forecasts, Foresight
from sayso.backtests.question import Backtest, Question, starts_between
from sayso.backtests.run import backtest
from sayso.backtests.series import Series
from sayso.backtests.source import Source
from sayso.backtests.summary import summarise
from sayso.backtests.verdict import findings, headline, variants
from sayso.models.settings import node_for
from sayso.statements.factor import Factor

START = dt.date(2004, 1, 1)
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Record = Callable[[dict[str, Floats]], duckdb.DuckDBPyConnection]
MakeSource = Callable[[duckdb.DuckDBPyConnection, dt.date], Source]


def asked(states: tuple[str, ...], last: dt.date = START, **more: object) -> Question:
    usual: dict[str, object] = {
        "states": states,
        "patrons": (),
        "factors": ("unrest",),
        "starts": starts_between(START, last, every=3, step="month"),
        "horizons": (1, 3),
        "runs": 160,
    }
    return msgspec.convert({**usual, **more}, Question)


def of_the_model(rng: np.random.Generator, months: int, mean: float = 2.0) -> Floats:
    """Return counts of an actor whose unrest moves as the model says, one SD of it 0.7 in log rates."""
    node = node_for(Factor("unrest", "KAZ"))
    z = [rng.normal(0, node.start_sd)]
    for _ in range(months - 1):
        # the model's own shocks: Student-t with 5 degrees of freedom and unit variance
        shock = rng.standard_t(5) * np.sqrt(3 / 5)
        z.append((1 - node.kappa) * z[-1] + node.noise * shock)
    u = np.array(z) / node.start_sd
    return rng.poisson(np.exp(mean + 0.7 * u) * rng.gamma(10, 0.1, months)).astype(float)


def bits(found: Forecasts) -> dict[tuple[str, int, str], tuple[bytes, bytes]]:
    return {
        (str(factor), horizon, name): (
            drawn.scores.tobytes(),
            b"" if drawn.weights is None else drawn.weights.tobytes(),
        )
        for (factor, horizon, name), drawn in found.drawn.items()
    }


@settings(max_examples=4, deadline=None)
@given(st.dictionaries(st.integers(48, 59), st.integers(0, 400), min_size=1), st.integers(0, 9))
def test_no_bit_of_a_forecast_depends_on_what_came(
    series: Callable[..., Series], build: Build, changed: dict[int, int], seed: int
) -> None:
    """Any count from the start on is changed: model, weighted runs and references stay as they were."""
    counts = of_the_model(np.random.default_rng(seed), 60)
    other = counts.copy()
    for at, value in changed.items():
        other[at] = value
    factor = Factor("unrest", "KAZ")
    made = [
        Foresight(question=asked(("KAZ",)), build=build).forecasts(START, ("KAZ",), {factor: series(each)})
        for each in (counts, other)
    ]
    assert bits(made[0]) == bits(made[1])
    assert {name for _, _, name in made[0].drawn} == {
        "model",
        "weighted",
        "walk",
        "persistence",
        "climatology",
    }


def test_the_record_after_a_start_chooses_nothing(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    """A second product that is far fuller, but only later, is not the one that is used."""
    counts = of_the_model(np.random.default_rng(1), 60)
    connection = record({"KAZ": counts})
    question = asked(("KAZ",))
    alone = backtest(source(connection, START), question, actors=actors, build=build)
    for year in range(2004, 2090):
        connection.execute(
            "INSERT INTO counts VALUES ('later', make_date($1, 1, 1), make_date($1, 1, 31), 'KAZ', NULL, "
            "'PROTEST', 7)",
            [year],
        )
    beside = backtest(source(connection, START), question, actors=actors, build=build)
    assert beside.products == ("made",)
    assert beside.scores == alone.scores


WORLD = ("KAZ", "UZB", "KGZ", "TJK")


@pytest.fixture(scope="module")
def made_world(record: Record) -> duckdb.DuckDBPyConnection:
    """Eight years of a world that the model made."""
    rng = np.random.default_rng(11)
    return record({state: of_the_model(rng, 96, mean=1.2) for state in WORLD})


def in_that_world(
    made_world: duckdb.DuckDBPyConnection, source: MakeSource, build: Build, actors: ActorTable, seed: int
) -> Backtest:
    question = asked(WORLD, dt.date(2007, 7, 1), weighted=False, seed=seed, runs=640)
    return backtest(source(made_world, START), question, actors=actors, build=build)


@pytest.fixture(scope="module")
def truth(
    made_world: duckdb.DuckDBPyConnection, source: MakeSource, build: Build, actors: ActorTable
) -> Backtest:
    """A back-test of the model in that world."""
    return in_that_world(made_world, source, build, actors, 1)


def test_the_model_that_made_the_world_holds_its_intervals(truth: Backtest) -> None:
    """Nominal up to what estimating each actor's normal from a short past costs."""
    shown = [one for one in summarise(truth).coverage if one.forecaster == "model"]
    assert [one.cases for one in shown] == [60, 60]
    for one in shown:
        for meant, held in zip((0.5, 0.8, 0.95), one.held, strict=True):
            assert held.mean == pytest.approx(meant, abs=0.15)


def test_the_model_that_made_the_world_is_not_worse_than_any_reference(truth: Backtest) -> None:
    summary = summarise(truth)
    assert all(one.verdict != "worse" for one in summary.comparisons if one.forecaster == "model")
    for reference in ("climatology", "persistence"):
        near = next(one for one in summary.of("crps", "model", reference) if one.horizon == 1)
        assert near.difference.mean < 0


def test_a_model_is_not_told_apart_from_itself(truth: Backtest) -> None:
    """The same forecasts under two names, and the same model with another seed's chance."""
    twice = [
        msgspec.structs.replace(one, forecaster="calibrated")
        for one in truth.scores
        if one.forecaster == "model"
    ]
    same = msgspec.structs.replace(truth, scores=(*truth.scores, *twice))
    for one in summarise(same).of("crps", "calibrated", "model"):
        assert one.difference.mean == 0
        assert one.verdict == "no difference"


def test_other_chance_is_no_other_skill(
    truth: Backtest,
    made_world: duckdb.DuckDBPyConnection,
    source: MakeSource,
    build: Build,
    actors: ActorTable,
) -> None:
    again = in_that_world(made_world, source, build, actors, 2)
    second = [
        msgspec.structs.replace(one, forecaster="weighted")
        for one in again.scores
        if one.forecaster == "model"
    ]
    both = msgspec.structs.replace(truth, scores=(*truth.scores, *second))
    for one in summarise(both).of("crps", "weighted", "model"):
        assert one.verdict == "no difference"
        assert one.difference.mean != 0


def test_the_same_seed_gives_the_same_scores(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    connection = record({"KAZ": of_the_model(np.random.default_rng(2), 60)})
    one, two = (
        backtest(source(connection, START), asked(("KAZ",)), actors=actors, build=build) for _ in range(2)
    )
    assert one == two


def test_weights_are_told(record: Record, source: MakeSource, build: Build, actors: ActorTable) -> None:
    connection = record({"KAZ": of_the_model(np.random.default_rng(3), 60)})
    found = backtest(source(connection, START), asked(("KAZ",)), actors=actors, build=build)
    (thinning,) = found.thinnings
    assert thinning.periods == 12
    assert 0 < thinning.power <= 1
    assert thinning.effective >= 0.1 * 160 - 1e-6
    assert any("Weighting" in line for line in variants(found, summarise(found)))


def test_stopping_leaves_the_finished_starts(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    connection = record({"KAZ": of_the_model(np.random.default_rng(4), 66)})
    question = asked(("KAZ",), dt.date(2004, 10, 1), weighted=False)

    def stop(doing: str, done: int, whole: int) -> None:
        del doing, whole
        if done == 2:
            raise KeyboardInterrupt

    found = backtest(source(connection, START), question, actors=actors, build=build, on_progress=stop)
    assert found.done == 2
    assert {score.start for score in found.scores} == {"2004-01-01", "2004-04-01"}


def test_what_is_left_out_is_counted(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    """A state without counts, one whose counts begin late, one whose counts stop."""
    counts = of_the_model(np.random.default_rng(5), 60)
    late = np.where(np.arange(60) < 36, np.nan, counts)
    short = np.where(np.arange(60) < 50, counts, np.nan)
    gap = np.where(np.arange(60) == 50, np.nan, counts)
    connection = record({"KAZ": counts, "UZB": late, "KGZ": short, "TKM": gap})
    question = asked(("KAZ", "UZB", "KGZ", "TJK", "TKM"), weighted=False)
    found = backtest(source(connection, START), question, actors=actors, build=build)
    why = {one.what: (one.why, one.cases) for one in found.left_out}
    assert why["unrest(UZB)"] == ("fewer than 24 months with data before the start", 2)
    assert why["unrest(KGZ)"] == ("the counts end before the period that was forecast", 1)
    assert why["unrest(TKM)"] == ("no data in the period that was forecast", 1)
    assert "no event of the record could show unrest(TJK)" in why["unrest(TJK)"][0]
    assert why["unrest(TJK)"][1] == 2
    assert len(found.scores) == 4 * 4


def test_calibration_on_scored_years_is_refused() -> None:
    with pytest.raises(ValueError, match="start on 2005-01-01 or later"):
        asked(("KAZ",), calibrate_before=dt.date(2005, 1, 1))


def test_calibrated_and_shipped_are_scored_on_the_same_cases(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    connection = record({"KAZ": of_the_model(np.random.default_rng(6), 60)})
    question = asked(("KAZ",), weighted=False, calibrate_before=START)
    found = backtest(source(connection, START), question, actors=actors, build=build)
    (calibration,) = found.calibrations
    assert calibration.periods == 48
    by = {
        name: {(s.start, s.horizon) for s in found.scores if s.forecaster == name}
        for name in ("model", "calibrated")
    }
    assert by["model"] == by["calibrated"] != set()


def test_a_record_that_shows_nothing_says_why(
    record: Record, source: MakeSource, build: Build, actors: ActorTable
) -> None:
    with pytest.raises(ValueError, match="shows nothing that could be forecast"):
        backtest(source(record({}), START), asked(("KAZ",)), actors=actors, build=build)


def test_the_verdict_names_factor_horizons_and_figures(truth: Backtest) -> None:
    summary = summarise(truth)
    assert "unrest at 1 and 3 months" in headline(truth, summary)
    first = findings(truth, summary)[0]
    assert first.startswith("unrest, 1 month ahead: CRPS 0.")
    assert "persistence (−0." in first
    one = msgspec.structs.replace(
        truth, scores=tuple(s for s in truth.scores if s.start == "2004-01-01"), done=1
    )
    assert headline(one, summarise(one)).startswith("Too few starts")
