"""One event file → one Parquet file of the record: every row ends as an event or as a counted problem."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import duckdb
import msgspec

from sayso.actors import ActorTable
from sayso.events.census import Census, blank_lines, census
from sayso.events.crosswalks import add_crosswalks
from sayso.events.event_format import EventFormat, Layout
from sayso.events.lines import lines_of_ids
from sayso.events.loaded import Loaded, Trouble
from sayso.events.opening import Plain
from sayso.events.query import scan, select
from sayso.events.repair import clean_layout, lines_of_rows, repair
from sayso.events.resolve import add_codes
from sayso.events.sql import literal

__all__ = ["Loaded", "Trouble", "connect", "tidy"]

MEMORY: Final = "900MB"
"""What DuckDB may hold in memory; beyond that it writes to the scratch folder."""
EXAMPLES: Final = 5
"""Places named for each problem."""
NO_END: Final = "the last line has no end: if the file was cut off, its last column is not whole"
REFUSED: Final = "the row cannot be cut into columns"


def connect(scratch: Path | None = None, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps to MEMORY and spills to `scratch`."""
    connection = duckdb.connect()
    settings: dict[str, Any] = {"memory_limit": MEMORY, "enable_progress_bar": False}
    if scratch is not None:
        settings["temp_directory"] = str(scratch)
    if threads is not None:
        settings["threads"] = threads
    for name, value in settings.items():
        connection.execute(f"SET {name} = {literal(value)}")
    return connection


def tidy(  # noqa: PLR0913 - one file, its format, and the means to load it
    plain: Plain,
    form: EventFormat,
    layout: Layout,
    target: Path,
    *,
    actors: ActorTable,
    scratch: Path,
    progress: Callable[[float], None] | None = None,
) -> tuple[Loaded, Census]:
    """Write the rows of a file as Parquet to `target`, tidy columns and `problem`, and count them.

    `progress` is told now and then what share is done, 0 to 1, and 1 at the end.

    Raises:
        duckdb.Error: if the file is Parquet and damaged, or lacks a column of the format.
    """
    job = _Job(form, target, actors, scratch, progress)
    with ThreadPoolExecutor(1) as beside:
        counted = beside.submit(census, plain.path)
        done = _first_try(job, plain.path, layout)
        found = counted.result()
    blank = _blank_if_sound(done, plain.path, layout, found)
    troubles: list[Trouble] = []
    if done is None or blank is None:
        rows, blank, troubles = job.write_clean(plain.path, layout)
    else:
        rows = done.rows if layout.binary else found.lines - layout.header - blank
    if not layout.binary and not found.ended and rows:
        troubles.append(Trouble(NO_END, 1, kept=True, lines=(found.lines,)))
    summed = _summed(job, plain, layout, (rows, blank), troubles)
    if progress is not None:
        progress(1.0)
    return summed, found


class _Written(msgspec.Struct):
    """What one pass of the reader came to."""

    rows: int
    """Rows of the file that it took in."""
    refused: int
    """Rows that it could not cut into columns."""


class _Job(msgspec.Struct):
    """What stays the same for every pass over a file."""

    form: EventFormat
    target: Path
    actors: ActorTable
    scratch: Path
    progress: Callable[[float], None] | None

    def write(self, path: Path, layout: Layout) -> _Written:
        """Write the file's tidy rows to `target`."""
        connection = connect(self.scratch)
        try:
            add_codes(connection, self.actors)
            add_crosswalks(connection)
            # the small tables of codes are to be hashed, never the file, whose size is guessed too small
            connection.execute("SET disabled_optimizers = 'build_side_probe_side'")
            query = select(self.form, layout, path)
            if not self.form.numbered:
                connection.execute("SET preserve_insertion_order = false")
            with _told(connection, self.progress):
                connection.execute(
                    f"COPY ({query}) TO {literal(str(self.target))} "
                    "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
                )
            if layout.binary:
                refused = 0
            else:
                refused = _one(
                    connection, "SELECT count(*) FROM (SELECT DISTINCT scan_id, line FROM reject_errors)"
                )
            if layout.source is None:
                rows = _one(
                    connection,
                    f"SELECT coalesce(sum({self.form.source_rows}), 0)::BIGINT "
                    f"FROM read_parquet({literal(str(self.target))})",
                )
            else:
                rows = _one(connection, f"SELECT count(*) FROM {scan(layout, path)}")
            return _Written(rows, refused)
        finally:
            connection.close()

    def write_clean(self, path: Path, layout: Layout) -> tuple[int, int, list[Trouble]]:
        """Write the tidy rows of what `repair` makes of the file; return rows, blank lines and troubles."""
        clean = self.scratch / "clean"
        try:
            repaired = repair(path, layout, clean, examples=EXAMPLES)
            done = self.write(clean, clean_layout(layout))
        finally:
            clean.unlink(missing_ok=True)
        troubles = [
            Trouble(what, count, counts is repaired.mended, tuple(repaired.places[what]))
            for counts in (repaired.mended, repaired.refused)
            for what, count in counts.items()
        ]
        if done.refused:
            troubles.append(Trouble(REFUSED, done.refused, kept=False))
        return repaired.rows + sum(repaired.refused.values()), repaired.blank, troubles


def _first_try(job: _Job, path: Path, layout: Layout) -> _Written | None:
    """Write the file's tidy rows as it stands; None where the reader gives a text up."""
    try:
        return job.write(path, layout)
    except duckdb.InvalidInputException:
        if layout.binary:
            raise
        return None


def _blank_if_sound(done: _Written | None, path: Path, layout: Layout, found: Census) -> int | None:
    """Return how many lines are blank where each other line below the header came out as a row, else None."""
    if layout.binary:
        return 0
    if done is None or done.refused or found.nul or found.lone_return:
        return None
    missing = found.lines - layout.header - done.rows
    if missing and missing != blank_lines(path):
        return None
    return missing


class _told:  # noqa: N801 - reads as a word where it is used
    """Tells how far a connection's statement is while it runs."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, progress: Callable[[float], None] | None
    ) -> None:
        self._connection, self._progress = connection, progress
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> None:
        if self._progress is not None:
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _tell(self) -> None:
        while self._progress is not None and not self._over.wait(0.2):
            share = self._connection.query_progress()
            if share >= 0:
                self._progress(share / 100)


def _summed(
    job: _Job, plain: Plain, layout: Layout, rows: tuple[int, int], troubles: list[Trouble]
) -> Loaded:
    """Count what stands in the Parquet file; `rows` are those of the file, and its blank lines."""
    connection = connect(job.scratch)
    source = f"read_parquet({literal(str(job.target))}, file_row_number = true)"
    stood = f"coalesce(sum({job.form.source_rows}), 0)::BIGINT"
    kept, made, first, last, least, greatest = connection.execute(
        f"SELECT {stood}, count(*) - {stood}, min(date), max(date), min(id), max(id) FROM {source} "
        "WHERE problem IS NULL"
    ).fetchall()[0]
    counted = connection.execute(
        f"SELECT problem, {stood} AS count, arg_min(coalesce(id, ''), file_row_number, {EXAMPLES}) "
        f"FROM {source} WHERE problem IS NOT NULL GROUP BY problem ORDER BY count DESC, problem"
    ).fetchall()
    connection.close()
    found_nowhere = rows[0] + rows[1] + 2
    places = _places(job.form, layout, plain.path, {one for _, _, ids in counted for one in ids})
    found = []
    for what, count, unordered in counted:
        ids = sorted(unordered, key=lambda one: (places.get(one, found_nowhere), one))
        lines = tuple(dict.fromkeys(places[one] for one in ids if one in places))
        found.append(Trouble(what, count, kept=False, lines=lines, ids=tuple(filter(None, ids))))
    return Loaded(
        rows=rows[0],
        blank=rows[1],
        kept=kept,
        made=made,
        troubles=(*found, *troubles),
        first=first,
        last=last,
        ids=None if least is None else (least, greatest),
    )


def _places(form: EventFormat, layout: Layout, path: Path, ids: set[str]) -> dict[str, int]:
    """Return the line on which each identifier's row begins, where it can be told."""
    if layout.binary or layout.source is not None or not ids:
        return {}
    if form.numbered:
        rows = {one: int(ending[0]) for one in ids if (ending := re.search(r"\d+\Z", one))}
        lines = lines_of_rows(path, layout, set(rows.values()))
        return {one: lines[row] for one, row in rows.items() if row in lines}
    name = form.fields.get("id", "").removeprefix("raw.")
    if name not in layout.columns:
        return {}
    return lines_of_ids(path, ids, column=layout.columns.index(name), delimiter=layout.delimiter)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    value: int = connection.execute(query).fetchall()[0][0]
    return value
