"""The ledger on two sets of resolved questions, scores against scikit-learn's, coverage of the null band.

Run it as `python benchmarks/ledger.py [FOLDER]`; FOLDER (../shared/data where none is given) holds
`seed-resolutions/seed_resolutions.csv` and `forecastbench-acled/acled_resolved.csv`. The last line is a JSON
object. scikit-learn is in the extra `test`.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from sayso.forecasts.distribution import Point
from sayso.forecasts.entries import Entry, entries
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.import_table import import_table
from sayso.forecasts.intervals import discrimination
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.limits import limits
from sayso.forecasts.references import base_rates, persistence
from sayso.forecasts.reliability import reliability
from sayso.forecasts.statement_scores import statement_scores
from sayso.forecasts.summary import Summary, summarise
from sayso.forecasts.table_form import TableForm, forecastbench_acled, form_from_toml

SEED = 20260822
SIZES = (8, 15, 30, 100)
WORDS = (0.401, 0.671, 0.73, 0.756, 0.863, 0.931, 0.1, 0.25, 0.5)
"""Means of nine phrases of likelihood, from which the simulated sources choose."""
SOURCES = 200
"""Simulated calibrated sources per size."""
FORM = Path(__file__).parent / "tables" / "seed_resolutions.toml"


def read_ledger(path: Path, form: TableForm) -> Ledger:
    """Return the ledger of one table.

    Raises:
        ValueError: if a row of it could not be used.
    """
    records, problems = import_table(path.read_bytes(), path.name, form)
    if problems:
        raise ValueError(str(problems[0]))
    return Ledger.of(records)


def seed_ledger(data: Path) -> Ledger:
    """Return the ledger of the 29 statements."""
    form = form_from_toml(FORM.read_text(encoding="utf-8"), FORM.name)
    if not isinstance(form, TableForm):
        raise TypeError(str(form))
    return read_ledger(data / "seed-resolutions" / "seed_resolutions.csv", form)


def with_references(ledger: Ledger, rng: np.random.Generator) -> Mapping[str, Sequence[Entry]]:
    """Return the entries of base rate, persistence and a simulated forecaster who knows half of each answer.

    The forecaster draws log odds around the base rate's, moved toward the answer: a seeded stand-in with some
    discrimination, not a source.
    """
    settled = ledger.settle()
    days = {one.id: one.opens for one in ledger.questions.values() if one.opens is not None}
    rates = base_rates(ledger.questions.values(), settled, made_at=days)
    same = persistence(ledger.questions.values(), settled, made_at=days)
    simulated = []
    for one in rates:
        drawn = rng.normal(-2.2 + 1.5 * bool(settled[one.question].yes), 1.0)
        chance = float(1 / (1 + np.exp(-drawn)))
        simulated.append(
            Forecast(
                question=one.question,
                made_by=Origin(kind="model", name="simulated"),
                made_at=one.made_at,
                distribution=Point(probability=chance),
            )
        )
    made = {"base rate": rates, "persistence": same, "simulated": tuple(simulated)}
    return {
        name: entries(msgspec.structs.replace(ledger, forecasts=forecasts))
        for name, forecasts in made.items()
    }


def scored(made: Sequence[Entry]) -> tuple[list[float], list[bool], list[float], list[float]]:
    """Return probabilities, answers, Brier and log scores of the entries that count and have them."""
    rows = [
        (entry.probability, entry.settled.yes, entry.loss("brier"), entry.loss("log"))
        for entry in made
        if entry.part == "counts"
    ]
    kept = [
        (given, yes, square, log)
        for given, yes, square, log in rows
        if given is not None and yes is not None and square is not None and log is not None
    ]
    given, yes, square, log = zip(*kept, strict=True)
    return list(given), list(yes), list(square), list(log)


def distance_from_scikit_learn(made: Sequence[Entry]) -> float:
    """Return the greatest difference from scikit-learn's Brier score, clipped log loss and AUC."""
    given, yes, square, log = scored(made)
    clip = limits().log_clip.value
    auc = summarised_auc(given, yes)
    return float(
        max(
            abs(np.mean(square) - brier_score_loss(yes, given)),
            abs(np.mean(log) - log_loss(yes, np.clip(given, clip, 1 - clip))),
            abs(auc - roc_auc_score(yes, given)),
        )
    )


def summarised_auc(given: Sequence[float], yes: Sequence[bool]) -> float:
    """Return the package's AUC.

    Raises:
        ValueError: if all answers are alike.
    """
    found = discrimination(given, yes).value
    if found is None:
        raise ValueError("all answers are alike; no AUC")
    return found


def coverage(n: int, *, sources: int, rng: np.random.Generator) -> float:
    """Return the share of perfectly calibrated sources of `n` statements whose curve is inside their band."""
    inside = 0
    for _ in range(sources):
        given = rng.choice(WORDS, n)
        inside += reliability(given, rng.random(n) < given, rng=rng).inside
    return inside / sources


def print_seeds(data: Path, rng: np.random.Generator) -> dict[str, object]:
    """Print the statements one by one, which is what may be shown of so few, and return K04's readings."""
    ledger = seed_ledger(data)
    made = entries(ledger)
    for one in statement_scores(made):
        for entry in one.entries:
            given, loss = entry.probability, entry.loss("brier")
            shown = entry.settled.outcome if loss is None else f"{loss:.2f}"
            label = "" if entry.reading is None else entry.reading.label
            who = one.claim.speaker[:28]
            print(f"{one.claim.statement:<10} {label:<2} {who:<28} {given:.2f} {shown:<14} {entry.part}")
    by_reading = {
        entry.reading.label: entry.settled.outcome
        if (loss := entry.loss("brier")) is None
        else round(loss, 2)
        for entry in made
        if entry.reading is not None and entry.reading.statement == "seeds:K04"
    }
    khamroev = summarise([one for one in made if one.forecast.made_by.name == "Bakhrom Khamroev"], rng=rng)
    asked = [one.claim.statement for one in made if one.claim is not None and one.part == "asked"]
    print(f"K04 by reading: {by_reading}; asked by an interviewer: {asked}")
    print(f"Khamroev: {dict(khamroev.parts)}, can be decided {khamroev.resolvable.value}")
    return {"rows": len(ledger.readings) + len(ledger.verdicts), "K04": by_reading, "asked": asked}


def describe(name: str, summary: Summary) -> str:
    """Return one line about a source of the large set."""
    brier = summary.scores["brier"]
    against = summary.against.get("base rate")
    relation = (
        "" if against is None or against.skill is None else f", skill against base rate {against.skill:+.3f}"
    )
    parts = None if summary.reliability is None else summary.reliability.decomposition
    split = (
        ""
        if parts is None
        else (f", MCB {parts.miscalibration:.4f} DSC {parts.discrimination:.4f} UNC {parts.uncertainty:.4f}")
    )
    return (
        f"{name:<12} n {brier.n:>5}  Brier {brier.mean.mean:.4f}  log {summary.scores['log'].mean.mean:.4f}"
        f"  AUC {summary.discrimination.value or 0.5:.3f}{split}{relation}"
    )


def main() -> None:
    """Print every result, and last one JSON object."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "data"
    rng = np.random.default_rng(SEED)
    result: dict[str, object] = {"seeds": print_seeds(data, rng)}
    started = time.perf_counter()
    ledger = read_ledger(data / "forecastbench-acled" / "acled_resolved.csv", forecastbench_acled())
    made = with_references(ledger, rng)
    result["import and score, s"] = round(time.perf_counter() - started, 2)
    references = {name: made[name] for name in ("base rate", "persistence")}
    large: dict[str, object] = {"questions": len(ledger.questions)}
    for name, found in made.items():
        others = {other: one for other, one in references.items() if other != name}
        summary = summarise(found, rng=rng, references=others)
        print(describe(name, summary))
        large[name] = {
            "n": summary.scores["brier"].n,
            "brier": summary.scores["brier"].mean.mean,
            "log": summary.scores["log"].mean.mean,
            "auc": summary.discrimination.value,
            "from scikit-learn": distance_from_scikit_learn(found),
            "nearly free": summary.near_certain,
            "skill": {other: one.skill for other, one in summary.against.items()},
            "standing": {other: one.standing for other, one in summary.against.items()},
        }
    result["forecastbench-acled"] = large
    covered = {str(n): coverage(n, sources=SOURCES, rng=rng) for n in SIZES}
    print(f"calibrated sources inside their band: {covered} (of {SOURCES} each; 0.9 is meant)")
    result["coverage"] = covered
    print(json.dumps(result))


if __name__ == "__main__":
    main()
