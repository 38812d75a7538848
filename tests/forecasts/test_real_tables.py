"""Two real sets of resolved questions, where the shared data lie beside the checkout."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import fsum, log
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ledger import distance_from_scikit_learn, scored, seed_ledger, with_references
from sayso.forecasts.entries import Entry, entries
from sayso.forecasts.import_table import import_table
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.statement_scores import statement_scores
from sayso.forecasts.table_form import forecastbench_acled


@pytest.fixture(scope="module")
def seeds(shared_data: Path) -> Ledger:
    return seed_ledger(shared_data)


@pytest.fixture(scope="module")
def acled(shared_data: Path) -> Mapping[str, Sequence[Entry]]:
    path = shared_data / "forecastbench-acled" / "acled_resolved.csv"
    records, problems = import_table(path.read_bytes(), path.name, forecastbench_acled())
    assert problems == ()
    return with_references(Ledger.of(records), np.random.default_rng(7))


def test_all_29_statements_come_in_as_readings_or_verdicts(seeds: Ledger) -> None:
    assert len(seeds.readings) + len(seeds.verdicts) == 29
    assert len(seeds.claims) == 27


def test_the_three_readings_of_one_sentence_give_void_74_and_02(seeds: Ledger) -> None:
    """If the unrest becomes widespread, the local law enforcement agencies are highly likely to be unable to suppress them"""
    found = {one.claim.statement: one for one in statement_scores(entries(seeds), speaker="Bakhrom Khamroev")}
    k04 = found["seeds:K04"]
    shown = [
        entry.settled.outcome if (loss := entry.loss("brier")) is None else f"{loss:.2f}"
        for entry in k04.entries
    ]
    assert shown == ["void", "0.74", "0.02"]
    assert k04.primary is k04.entries[0]
    assert (round(k04.low or 0, 2), round(k04.high or 0, 2)) == (0.02, 0.74)


def test_the_interviewers_claim_is_not_khamroevs(seeds: Ledger) -> None:
    """No leaders, but protests are highly likely?"""
    made = entries(seeds)
    assert {one.claim.statement for one in made if one.claim and one.part == "asked"} == {"seeds:K02"}
    assert "seeds:K02" not in {
        one.claim.statement for one in statement_scores(made, speaker="Bakhrom Khamroev")
    }


def test_a_bare_will_a_vague_claim_and_assessments_stand_apart(seeds: Ledger) -> None:
    made = {
        (one.claim.statement, one.reading.label): one for one in entries(seeds) if one.claim and one.reading
    }
    assert {key[0] for key, one in made.items() if one.part == "unhedged"} == {
        f"seeds:{at}" for at in ("K03", "K13", "K14", "S03")
    }
    assert made["seeds:K16", "A"].settled.outcome == "unresolvable"
    assert all(one.post_hoc for one in made.values())
    labels = {statement: one.label for statement, one in seeds.labels().items()}
    assert (labels["seeds:K07"], labels["seeds:K12"], labels["seeds:S09"]) == (
        "supported",
        "not followed",
        "contradicted",
    )
    assert not set(labels) & {statement for statement, _ in made}


def test_the_losses_are_those_that_the_table_gives(seeds: Ledger, shared_data: Path) -> None:
    """The table's own column was worked out by hand from rounded means."""
    import csv  # noqa: PLC0415 - wanted here only

    with (shared_data / "seed-resolutions" / "seed_resolutions.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        wanted = {row["id"]: float(row["brier"]) for row in csv.DictReader(file) if row["brier"]}
    found = {
        one.claim.statement.removeprefix("seeds:")
        + ("" if one.reading.label == "A" else one.reading.label): loss
        for one in entries(seeds)
        if one.claim and one.reading and (loss := one.loss("brier")) is not None
    }
    assert found == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("name", ["base rate", "persistence", "simulated"])
def test_scores_of_the_3260_are_scikit_learns_and_plain_arithmetics(
    acled: Mapping[str, Sequence[Entry]], name: str
) -> None:
    made = acled[name]
    assert len(made) == (3260 if name != "persistence" else 381)
    assert {entry.part for entry in made} == {"counts"}
    given, yes, square, logs = scored(made)
    assert distance_from_scikit_learn(made) < 1e-12
    squares = [(Fraction(p) - int(y)) * (Fraction(p) - int(y)) for p, y in zip(given, yes, strict=True)]
    exact = sum(squares, start=Fraction(0)) / len(given)
    assert abs(Fraction(float(np.mean(square))) - exact) < Fraction(1, 10**12)
    clipped = [min(max(p, 0.001), 0.999) for p in given]
    plain = -fsum(log(p if y else 1 - p) for p, y in zip(clipped, yes, strict=True)) / len(given)
    assert abs(np.mean(logs) - plain) < 1e-12
    assert all(
        abs(Fraction(one) - own) < Fraction(1, 10**12) for one, own in zip(square, squares, strict=True)
    )


def test_no_reference_knows_an_answer_of_its_own_day(acled: Mapping[str, Sequence[Entry]]) -> None:
    first = [entry for entry in acled["base rate"] if str(entry.forecast.made_at) == "2024-07-21"]
    assert len(first) == 110
    assert {entry.probability for entry in first} == {0.5}
