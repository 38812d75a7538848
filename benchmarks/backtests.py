"""Whether the common model forecasts anything: the skill table on data that may not ship, as it is.

    python benchmarks/backtests.py [--tiny] [--runs N] [--out FOLDER] [--pages FOLDER] [SHARED]

SHARED is the folder of data, `../shared/data` by default: ICEWS counts by country and month (2010 to 2018),
by dyad and year (2002 to 2014). Regions are neighbours with the same four patrons; none was left out for what
it gave. Persistence and spread are also calibrated, before the first start. Writes backtests.csv (every
comparison) and backtests_coverage.csv to --out (`benchmarks/tables` by default) and, with --pages, the report
pages; prints the verdicts. The last line is one JSON object. --tiny: one region, two starts, nothing written
unless --out is given.
"""

import argparse
import csv
import datetime as dt
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.actors import ActorTable
from sayso.backtests.question import Backtest, Question, starts_between
from sayso.backtests.run import backtest
from sayso.backtests.source import Source
from sayso.backtests.summary import Summary, summarise
from sayso.brief.backtest_page import to_page
from sayso.brief.backtest_tables import to_text
from sayso.events.record import Record
from sayso.measures.panel import Step
from sayso.statements.catalogue import Catalogue

REGIONS = (
    ("UZB", "KAZ", "KGZ", "TJK", "TKM"),
    ("UKR", "BLR", "MDA", "GEO", "ARM", "AZE"),
    ("EGY", "LBY", "TUN", "DZA", "MAR"),
)
TABLES = Path(__file__).resolve().parent / "tables"
_COMPARED = (
    *("data", "rule", "factor", "horizon", "step", "forecaster", "reference", "cases", "starts", "actors"),
    *("score", "reference_score", "difference", "error", "low", "high", "adjusted", "verdict"),
)
_HELD = (
    *("data", "factor", "horizon", "step", "forecaster", "cases"),
    *("held_50", "held_80", "held_95", "error_80"),
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One data set with what is asked of it."""

    name: str
    files: tuple[str, ...]
    step: Step
    factors: tuple[str, ...]
    first: dt.date
    last: dt.date
    every: int
    until: dt.date
    horizons: tuple[int, ...]


PARTS = (
    Part(
        name="icews-country-month",
        files=("icews-country-month/protests_countries.csv",),
        step="month",
        factors=("unrest", "regime_stability"),
        first=dt.date(2013, 1, 1),
        last=dt.date(2018, 5, 1),
        every=4,
        until=dt.date(2018, 8, 31),
        horizons=(1, 3, 6, 12),
    ),
    Part(
        name="icews-dyad-year",
        files=("icews-dyad-year/icews_dyad_year.parquet",),
        step="year",
        factors=("alignment", "conflict", "engagement"),
        first=dt.date(2008, 1, 1),
        last=dt.date(2014, 1, 1),
        every=1,
        until=dt.date(2014, 12, 31),
        horizons=(1, 2, 3),
    ),
)


def run(part: Part, shared: Path, actors: ActorTable, *, runs: int, tiny: bool) -> Backtest:
    """Return the back-test of one data set over all regions."""
    catalogue, _ = Catalogue.load()
    starts = starts_between(part.first, part.last, every=part.every, step=part.step)
    question = Question(
        states=REGIONS[0] if tiny else tuple(state for region in REGIONS for state in region),
        factors=part.factors,
        step=part.step,
        starts=starts[:2] if tiny else starts,
        horizons=part.horizons,
        runs=runs,
        calibrate_before=part.first,
    )
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        record = Record(Path(folder))
        for name in part.files:
            for outcome in record.add(shared / "events" / name, actors=actors):
                if outcome.problem is not None:
                    raise SystemExit(f"{outcome.name}: {outcome.problem}")
        connection = record.connection()
        source = Source(
            connection=connection, catalogue=catalogue, step=part.step, first=part.first, until=part.until
        )
        found = backtest(source, question, actors=actors)
        connection.close()
    return found


def compared(part: Part, summary: Summary) -> list[list[object]]:
    """Return a row for each comparison, in the order of _COMPARED."""
    return [
        [
            part.name,
            one.rule,
            one.factor,
            one.horizon,
            part.step,
            one.forecaster,
            one.reference,
            one.cases,
            one.starts,
            one.actors,
            *(
                "" if number is None else f"{number:.5f}"
                for number in (
                    one.score,
                    one.reference_score,
                    one.difference.mean,
                    one.difference.error,
                    one.difference.low,
                    one.difference.high,
                    one.adjusted,
                )
            ),
            one.verdict,
        ]
        for one in summary.comparisons
    ]


def held(part: Part, summary: Summary) -> list[list[object]]:
    """Return a row for each coverage, in the order of _HELD."""
    return [
        [
            part.name,
            one.factor,
            one.horizon,
            part.step,
            one.forecaster,
            one.cases,
            *(f"{share.mean:.4f}" for share in one.held),
            "" if one.held[1].error is None else f"{one.held[1].error:.4f}",
        ]
        for one in summary.coverage
    ]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--runs", type=int, default=480)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--pages", type=Path)
    given = parser.parse_args()
    out = given.out or (None if given.tiny else TABLES)
    actors, _ = ActorTable.load()
    comparisons: list[list[object]] = []
    coverages: list[list[object]] = []
    told: dict[str, object] = {}
    for part in PARTS:
        began, cpu = time.perf_counter(), time.process_time()
        found = run(part, given.shared, actors, runs=given.runs, tiny=given.tiny)
        summary = summarise(found)
        comparisons += compared(part, summary)
        coverages += held(part, summary)
        seconds = time.perf_counter() - began
        text = to_text(found, summary)
        print(f"== {part.name}: {seconds:.0f} s, {time.process_time() - cpu:.0f} s of processor time\n{text}")
        told[part.name] = {
            "headline": text.splitlines()[0],
            "starts": found.done,
            "forecasts": len(found.scores),
            "seconds": round(seconds, 1),
        }
        if given.pages is not None:
            page = given.pages / f"backtest-{part.name}.html"
            page.write_text(to_page(found, summary, actors), encoding="utf-8")
    if out is not None:
        write(out / "backtests.csv", _COMPARED, comparisons)
        write(out / "backtests_coverage.csv", _HELD, coverages)
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
