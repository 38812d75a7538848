"""What the measure of lean gives on real data, how well it foresees, covers and how long it takes.

    python benchmarks/lean.py [--full] [SHARED]

SHARED is the folder of data that may not ship, `../shared/data` by default: ICEWS dyad-year counts, UN roll
calls and daily GDELT net scores. --full samples the full model instead (extra
`bayes`). Prints each figure; the last line is one JSON object.
"""

import argparse
import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np

from sayso.actors import ActorTable
from sayso.events import read_chronology
from sayso.events.resolve import add_codes
from sayso.measures.channels import VOTES, observe
from sayso.measures.closeness import fit
from sayso.measures.estimate import estimate
from sayso.measures.hyperparameters import Hyperparameters
from sayso.measures.lean import Lean
from sayso.measures.panel import Floats, Panel
from sayso.measures.posterior import DrawnLean
from sayso.measures.read import Tables, read_panel
from sayso.measures.rolling import rolling
from sayso.measures.score_change import score_change
from sayso.measures.synthetic import draw_panel
from sayso.measures.why import why

STATES = ("UZB", "KAZ", "KGZ", "TJK", "TKM", "AZE", "ARM", "GEO", "BLR", "UKR", "MDA", "MNG")
POWERS = ("USA", "RUS", "CHN", "TUR")
SYNTHETIC_PANELS = 8
_EVERY_OTHER = 2


def tables(shared: Path, actors: ActorTable) -> Tables:
    """Return the Parquet files as relations with the columns of the tidy tables."""
    connection = duckdb.connect()
    add_codes(connection, actors)
    dyads = shared / "events/icews-dyad-year/icews_dyad_year.parquet"
    counts = connection.sql(
        "SELECT 'icews-dyad-year' AS product, make_date(year::INT, 1, 1) AS date, "  # noqa: S608
        "make_date(year::INT, 12, 31) AS until, i_iso3c AS actor1, j_iso3c AS actor2, what, n AS count "
        'FROM (UNPIVOT (SELECT year, i_iso3c, j_iso3c, verbCoop AS "quad-1", matlCoop AS "quad-2", '
        f'verbConf AS "quad-3", matlConf AS "quad-4" FROM \'{dyads}\') '
        'ON "quad-1", "quad-2", "quad-3", "quad-4" INTO NAME what VALUE n)'
    )
    votes = connection.sql(
        "SELECT 'un-votes' AS product, rcid::INT::VARCHAR AS roll_call, date, actor AS state, vote "  # noqa: S608
        f"FROM '{shared}/votes/un_votes.parquet' JOIN '{shared}/votes/un_roll_calls.parquet' USING (rcid) "
        "JOIN codes_name ON code = lower(country) WHERE date >= DATE '1990-01-01'"
    )
    return Tables(counts=counts, votes=votes)


def regional_panel(shared: Path, states: tuple[str, ...] = STATES) -> Panel:
    """Return the yearly panel of 1994 to 2019, with the facts of the example's chronology."""
    actors, _ = ActorTable.load()
    path = Path(__file__).resolve().parents[1] / "examples/central-asia/chronology.csv"
    facts, _ = read_chronology(path.read_bytes(), path.name, actors=actors)
    between = (dt.date(1994, 1, 1), dt.date(2019, 12, 31))
    return read_panel(tables(shared, actors), states=states, powers=POWERS, between=between, facts=facts)


def story(lean: Lean) -> dict[str, float]:
    """Return what is said of Uzbekistan."""
    return {
        "P(USA 2005 < 2004)": lean.difference("UZB", "USA", 2004, 2005).lower,
        "P(USA 2009 > 2006)": lean.difference("UZB", "USA", 2006, 2009).higher,
        "P(lean to USA against RUS 2014 > 2012)": lean.swing("UZB", ("USA", "RUS"), 2012, 2014).higher,
        "P(lean to USA against RUS 2014 > 2013)": lean.swing("UZB", ("USA", "RUS"), 2013, 2014).higher,
    }


def other_panel(shared: Path, panel: Panel) -> dict[str, float]:
    """Return the same with hyperparameters from every other state of the world, beside the region."""
    world = shared / "events/icews-dyad-year/icews_dyad_year.parquet"
    found = duckdb.connect().execute(f"SELECT DISTINCT i_iso3c FROM '{world}' ORDER BY 1").fetchall()  # noqa: S608
    states = tuple(row[0] for row in found if row[0] not in POWERS)[::_EVERY_OTHER]
    numbers = estimate(observe(regional_panel(shared, states)))
    return story(Lean(fit(panel, hyperparameters=numbers, with_facts=False)))


def votes_with_america(panel: Panel) -> dict[int, float]:
    """Return Uzbekistan's agreement with the United States less that of all members, by year."""
    value = observe(panel).value[:, VOTES, panel.state("UZB"), panel.power("USA")]
    return {year: round(float(value[panel.period(year)]), 3) for year in range(2000, 2010)}


def recovery(numbers: Hyperparameters) -> dict[str, float]:
    """Return how often 80 % intervals hold the closeness that synthetic panels were drawn from."""
    levels, leans, changes = [], [], []
    for seed in range(SYNTHETIC_PANELS):
        drawn = draw_panel(numbers, (12, 4, 30), np.random.default_rng(seed))
        lean = Lean(fit(drawn.panel))
        for s, state in enumerate(drawn.panel.states):
            true = drawn.closeness[s]
            for p, power in enumerate(drawn.panel.powers):
                found = lean.closeness(state, power)
                levels.append([one.low <= true[p, t] <= one.high for t, one in enumerate(found)])
                for t in range(0, 27, 3):
                    change = lean.difference(state, power, 1990 + t, 1990 + t + 3)
                    changes.append(change.low <= true[p, t + 3] - true[p, t] <= change.high)
            between = lean.between(state, *drawn.panel.powers[:2])
            leans.append([one.low <= true[0, t] - true[1, t] <= one.high for t, one in enumerate(between)])
    return {"levels": np.mean(levels), "leans": np.mean(leans), "changes over 3 years": np.mean(changes)}


def speed(numbers: Hyperparameters) -> dict[str, float]:
    """Return seconds for 12 states × 4 powers × 30 years, the best of five, and without waiting."""
    panel = draw_panel(numbers, (12, 4, 30), np.random.default_rng(0)).panel
    seen = observe(panel)
    jobs: dict[str, Callable[[], object]] = {
        "smoothing": lambda: fit(panel, hyperparameters=numbers),
        "estimating hyperparameters": lambda: estimate(seen),
    }
    found: dict[str, float] = {}
    for name, job in jobs.items():
        walls, processors = [], []
        for _ in range(5):
            wall, processor = time.perf_counter(), time.process_time()
            job()
            walls.append(time.perf_counter() - wall)
            processors.append(time.process_time() - processor)
        found |= {name: min(walls), f"{name}, processor": min(processors)}
    return found


def score_changes(shared: Path) -> dict[str, float]:
    """Return how many changes from quarter to quarter in daily GDELT net scores exceed their noise."""
    first, days = dt.date(2018, 1, 1), 2246
    quarter = 91
    supported, asked = 0, 0
    for state in ("UZB", "KAZ", "KGZ", "TJK", "TKM"):
        for power in POWERS:
            scores: Floats = np.full(days, np.nan)
            rows = (
                duckdb.connect()
                .execute(
                    f"SELECT date::DATE, score FROM '{shared}/events/gdelt-daily-dyads/"  # noqa: S608
                    f"central_asia_dyads_daily.parquet' WHERE a = '{state}' AND b = '{power}'"
                )
                .fetchall()
            )
            for day, score in rows:
                scores[(day - first).days] = score
            for start in range(0, days - 2 * quarter, quarter):
                windows = slice(start, start + quarter), slice(start + quarter, start + 2 * quarter)
                found = score_change(scores, *windows)
                asked += bool(np.isfinite(found.error))
                supported += found.supported
    return {"asked": asked, "supported": supported, "share": supported / asked}


def full_model(panel: Panel) -> dict[str, object]:
    """Return what the full model says beside the smoother, whether its chains agree, and the time it took."""
    from sayso.measures.bayes import full_fit  # noqa: PLC0415 - an extra

    found: dict[str, object] = {}
    for name, with_facts in (("without facts", False), ("with facts", True)):
        wall, processor = time.perf_counter(), time.process_time()
        full = full_fit(panel, with_facts=with_facts)
        found |= {
            f"{name}, smoother": story(Lean(full.kalman)),
            f"{name}, full model": story(DrawnLean(full)),
            f"{name}, convergence": [str(full.convergence)],
            f"{name}, numbers": {
                one: [round(float(draws.mean()), 4), round(float(draws.std()), 4)]
                for one, draws in full.numbers.items()
            },
            f"{name}, seconds": {
                "wall": time.perf_counter() - wall,
                "processor": time.process_time() - processor,
            },
        }
    return found


def _shown(value: object) -> list[tuple[object, object]]:
    if isinstance(value, dict):
        return list(value.items())
    return [("", one) for one in value] if isinstance(value, list) else [("", value)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--full", action="store_true", help="the full model beside the smoother")
    asked = parser.parse_args()
    panel = regional_panel(asked.shared)
    say(full_model(panel) if asked.full else smoother(asked.shared, panel))


def smoother(shared: Path, panel: Panel) -> dict[str, object]:
    """Return the figures of the smoother."""
    numbers = estimate(observe(panel))
    with_facts = fit(panel, hyperparameters=numbers)
    moved = why(with_facts, "UZB", "USA", 2005)[:4]
    tested = rolling(panel, first=panel.period(2006))
    return {
        "hyperparameters": {name: round(float(one[0]), 4) for name, one in numbers.columns(1).items()},
        "without facts": story(Lean(fit(panel, hyperparameters=numbers, with_facts=False))),
        "with facts": story(Lean(with_facts)),
        "hyperparameters of half the world, without facts": other_panel(shared, panel),
        "votes with the USA less those of all members": votes_with_america(panel),
        "what moved UZB-USA in 2005": [
            f"{one.size:+.3f} {one.evidence} {one.power} {one.period and one.period.year}" for one in moved
        ],
        "foreseen a year ahead": {
            name: {
                "predictions": one.predictions,
                "coverage of 80 %": round(one.coverage, 3),
                "log score": round(one.log_score, 3),
                "over persistence": round(one.difference, 3),
                "standard error": round(one.difference_error, 3),
            }
            for name, one in tested.channels.items()
        },
        "coverage of 80 % on synthetic panels": recovery(numbers),
        "GDELT quarter to quarter": score_changes(shared),
        "seconds": speed(numbers),
    }


def say(figures: dict[str, object]) -> None:
    """Print figures, and again as one line of JSON."""
    for name, value in figures.items():
        print(f"{name}:")
        for key, one in _shown(value):
            print(f"  {key}  {one:.5f}" if isinstance(one, float) else f"  {key}  {one}")
    print(json.dumps(figures, default=float))


if __name__ == "__main__":
    main()
