"""Statements against marks."""

from benchmarks.scores import statements
from benchmarks.scores.intervals import summed
from sayso.reading.agreement import Mark
from sayso.statements import KINDS
from sayso.statements.factor import Factor


def mark(kind: str, start: int, end: int, factor: str = "unrest(KAZ)", *, sign: int = 1) -> Mark:
    return Mark(
        document="wire.txt",
        start=start,
        end=end,
        speaker="author",
        kind=kind,
        factor=Factor.parse(factor),
        sign=sign,
        likelihood=None,
    )


def scores(*rows: tuple[list[Mark], list[Mark]]) -> dict[str, float]:
    counts = [statements.unit_counts(marks, found) for marks, found in rows]
    return {name: float(value[0]) for name, value in statements.scores(summed(counts)).items()}


def test_finding_what_is_marked_is_perfect() -> None:
    marks = [mark(kind, 100 * at, 100 * at + 50) for at, kind in enumerate(KINDS)]
    assert set(scores((marks, marks)).values()) == {1.0}


def test_units_are_summed_before_the_score() -> None:
    one, other = mark("event", 0, 50), mark("trend", 0, 50)
    found = scores(([one, one], [one]), ([other], [other]))
    assert found["recall"] == 2 / 3
    assert found["precision"] == 1


def test_an_event_with_another_factor_is_false_but_not_out_of_nowhere() -> None:
    counts = statements.unit_counts(
        [mark("event", 0, 50)], [mark("event", 0, 50, "repression(KAZ)"), mark("event", 90, 99)]
    )
    assert counts["false_events"] == 2
    assert counts["false_events_nowhere"] == 1


def test_a_forecast_where_an_event_is_marked_is_no_false_event() -> None:
    counts = statements.unit_counts([mark("event", 0, 50)], [mark("forecast", 0, 50)])
    assert counts["false_events"] == counts["false_events_nowhere"] == 0


def test_sign_is_a_share_of_what_matched() -> None:
    pair = ([mark("trend", 0, 50), mark("trend", 60, 90)], [mark("trend", 0, 50, sign=-1)])
    assert scores(pair)["sign"] == 0
    assert scores(pair)["speaker"] == 1
