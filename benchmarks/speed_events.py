"""Speed of the record: `python benchmarks/speed_events.py [--rows 10000000] [--peer PYTHON]`.

Writes a synthetic GDELT 2.0 file (seeded, about 400 bytes a row), loads it, and sets side by side in one run:
rows per second of `sayso` against gdelt-py (py_gdelt, its parser and models; `--peer` names a Python that has
it) and pandas on the first rows of the same file, pandas once only reading it and once doing the same job
(check, convert, resolve, write Parquet); the monthly dyad table from the record against the same
query in DuckDB over the same Parquet. The last line is one JSON object.
"""

# ruff: noqa: E501, S608 - SQL and rows of a synthetic file
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

PEER = """
import sys, time
from py_gdelt.models.events import Event
from py_gdelt.parsers.events import EventsParser
data = open(sys.argv[1], "rb").read()
began = time.perf_counter()
rows = sum(1 for raw in EventsParser().parse(data) if Event.from_raw(raw))
print(rows / (time.perf_counter() - began))
"""
PANDAS = """
import sys, time
import pandas as pd
began = time.perf_counter()
table = pd.read_csv(sys.argv[1], sep="\\t", header=None, dtype={5: str, 15: str, 26: str, 27: str, 28: str})
table[1] = pd.to_datetime(table[1], format="%Y%m%d")
print(len(table) / (time.perf_counter() - began))
"""
SAME_JOB = """
import csv, sys, time
import pandas as pd
from sayso.actors import ActorTable
from sayso.events.crosswalks import cameo
from sayso.events.resolve import code_rows
actors, _ = ActorTable.load()
rows = code_rows(actors)
maps = {system: {row.code: row.actor for row in rows if row.system == system} for system in ("cameo", "fips")}
codes = {row.code: row.plover for row in cameo()}
began = time.perf_counter()
used = [0, 1, 5, 6, 7, 12, 15, 16, 17, 22, 26, 29, 30, 33, 52, 53, 56, 57, 59, 60]
raw = pd.read_csv(sys.argv[1], sep="\\t", header=None, dtype=str, usecols=used, quoting=csv.QUOTE_NONE, keep_default_na=False)
date = pd.to_datetime(raw[1], format="%Y%m%d", errors="coerce")
added = pd.to_datetime(raw[59].str[:8], format="%Y%m%d", errors="coerce")
numbers = {at: pd.to_numeric(raw[at], errors="coerce") for at in (0, 29, 30, 33, 56, 57)}
plover = raw[26].map(codes)
good = (
    date.notna() & (date <= added + pd.Timedelta(days=1)) & numbers[0].notna() & raw[26].isin(codes.keys())
    & numbers[29].between(1, 4) & numbers[33].notna()
)
table = pd.DataFrame(
    {
        "id": raw[0], "date": date, "actor1": raw[7].map(maps["cameo"]), "actor1_code": raw[5],
        "actor1_name": raw[6], "actor1_sector": raw[12], "actor2": raw[17].map(maps["cameo"]),
        "actor2_code": raw[15], "actor2_name": raw[16], "actor2_sector": raw[22], "code": raw[26],
        "plover": plover, "quad": numbers[29], "intensity": numbers[30], "weight": numbers[33],
        "country": raw[53].map(maps["fips"]), "place": raw[52], "latitude": numbers[56],
        "longitude": numbers[57], "published": added, "url": raw[60], "good": good,
    }
)
table.to_parquet(sys.argv[1] + ".parquet", compression="zstd")
print(len(table) / (time.perf_counter() - began))
"""
OURS = """
import resource, sys, time
from pathlib import Path
from sayso.actors import ActorTable
from sayso.events.record import Record
actors, _ = ActorTable.load()
began = time.perf_counter()
(outcome,) = Record(Path(sys.argv[2])).add(Path(sys.argv[1]), actors=actors)
took = time.perf_counter() - began
loaded = outcome.entry.loaded
assert loaded.balances
print(loaded.rows / took, loaded.kept, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
STATES = (
    "USA",
    "RUS",
    "CHN",
    "UZB",
    "KAZ",
    "TUR",
    "DEU",
    "FRA",
    "GBR",
    "IND",
    "IRN",
    "PAK",
    "UKR",
    "JPN",
    "EGY",
)
CODES = (
    "010",
    "020",
    "036",
    "040",
    "042",
    "043",
    "051",
    "057",
    "061",
    "071",
    "111",
    "120",
    "138",
    "141",
    "173",
    "190",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--slice", type=int, default=200_000, help="rows that the peers read")
    parser.add_argument("--peer", help="a Python that has gdelt-py")
    parser.add_argument("--folder", type=Path, help="where the files go; several GB")
    given = parser.parse_args()
    said: dict[str, object] = {"cores": os.cpu_count(), "loads": []}
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        for rows in given.rows:
            said["loads"].append(_load(folder, rows, given))  # type: ignore[attr-defined]
    print(json.dumps(said))


def _load(folder: Path, rows: int, given: argparse.Namespace) -> dict[str, object]:
    file, record = folder / "rows.csv", folder / f"record-{rows}"
    write(file, rows)
    os.sync()  # else the disk is still busy with the file while it is read
    part = folder / "part.csv"
    with file.open("rb") as whole, part.open("wb") as first:
        for _, line in zip(range(given.slice), whole, strict=False):
            first.write(line)
    rate, kept, memory = map(float, _run(sys.executable, OURS, file, record).split())
    pandas = float(_run(sys.executable, PANDAS, part))
    same_job = float(_run(sys.executable, SAME_JOB, part))
    peer = float(_run(given.peer, PEER, part)) if given.peer else None
    ours, raw = _query(record)
    found: dict[str, object] = {
        "rows": rows,
        "bytes": file.stat().st_size,
        "rows_per_s": round(rate),
        "kept": int(kept),
        "peak_MiB": round(memory),
        "pandas_rows_per_s": round(pandas),
        "times_pandas": round(rate / pandas, 2),
        "pandas_same_job_rows_per_s": round(same_job),
        "times_pandas_same_job": round(rate / same_job, 2),
        "gdelt_py_rows_per_s": None if peer is None else round(peer),
        "times_gdelt_py": None if peer is None else round(rate / peer, 1),
        "dyads_s": round(ours, 3),
        "duckdb_s": round(raw, 3),
        "dyads_ratio": round(ours / raw, 2),
    }
    print(json.dumps(found), file=sys.stderr)
    for path in (file, part):
        path.unlink()
    subprocess.run(["rm", "-r", str(record)], check=True)  # noqa: S603, S607 - the benchmark's own folder
    return found


def write(path: Path, rows: int) -> None:
    """Write a synthetic GDELT 2.0 file of so many rows; the same rows for the same number."""
    connection = duckdb.connect()
    connection.execute("SELECT setseed(0.5)")
    connection.execute("SET threads = 1")

    def pick(values: tuple[str, ...]) -> str:
        return f"list_extract({list(values)}, 1 + floor(random() * {len(values)})::INT)"

    blank = "''"
    columns = [
        "1000000000 + i",
        "strftime(day, '%Y%m%d')",
        "strftime(day, '%Y%m')",
        "strftime(day, '%Y')",
        "round(year(day) + dayofyear(day) / 365.0, 4)",
        *("a1", "'GOVERNMENT OF ' || a1", "a1", *[blank] * 4, "'GOV'", blank, blank),
        *("a2", "'CITIZENS OF ' || a2", "a2", *[blank] * 4, blank, blank, blank),
        "(random() > 0.4)::INT",
        *("code", "code", "code[1:2]", "1 + floor(random() * 4)::INT", "round(random() * 20 - 10, 1)"),
        *("1 + floor(random() * 40)::INT", "1 + floor(random() * 5)::INT", "1 + floor(random() * 40)::INT"),
        "random() * 10 - 5",
        *(
            "4",
            "'Capital, District of ' || a1",
            "'UZ'",
            "'UZ13'",
            "'1000'",
            "round(random() * 60, 4)",
            "round(random() * 90, 4)",
            "'-2554300'",
        ),
        *(
            "4",
            "'Capital, District of ' || a2",
            "'RS'",
            "'RS48'",
            "'1001'",
            "round(random() * 60, 4)",
            "round(random() * 90, 4)",
            "'-2960561'",
        ),
        *(
            "4",
            "'Capital, District of ' || a1",
            "'UZ'",
            "'UZ13'",
            "'1000'",
            "round(random() * 60, 4)",
            "round(random() * 90, 4)",
            "'-2554300'",
        ),
        "strftime(day, '%Y%m%d') || '120000'",
        "'https://www.example.org/' || strftime(day, '%Y/%m/%d') || '/world/' || md5(i::VARCHAR) || '/a-report-on-the-talks-between-two-governments.html'",
    ]
    named = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(columns))
    source = (
        f"SELECT i, DATE '2015-02-19' + (i * 3000 // {rows})::INT AS day, {pick(STATES)} AS a1, {pick(STATES)} AS a2, "
        f"{pick(CODES)} AS code FROM range({rows}) AS t(i)"
    )
    connection.execute(
        f"COPY (SELECT {named} FROM ({source})) TO '{path}' (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '')"
    )


def _query(record: Path) -> tuple[float, float]:
    """Return the seconds of the monthly dyad table from the record, and of the same in DuckDB alone; best of 3."""
    from sayso.events.record import Record  # noqa: PLC0415 - its loading is not what is timed
    from sayso.events.tables import dyads  # noqa: PLC0415

    parquet = next((record / "events").glob("*.parquet"))
    query = (
        "SELECT date_trunc('month', date) AS period, actor1, actor2, quad, count(*), sum(weight) "
        f"FROM '{parquet}' WHERE actor1 IS NOT NULL AND actor2 IS NOT NULL GROUP BY ALL"
    )

    def ours() -> None:
        dyads(Record(record)).arrow()

    def raw() -> None:
        duckdb.connect().sql(query).to_arrow_table()

    return tuple(min(_seconds(one) for _ in range(3)) for one in (ours, raw))  # type: ignore[return-value]


def _seconds(run: object) -> float:
    began = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - began


def _run(python: str, code: str, *arguments: Path) -> str:
    done = subprocess.run(  # noqa: S603 - the benchmark's own code
        [python, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
