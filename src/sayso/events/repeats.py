"""Rows that stand in an earlier file, or in another product: marked, never dropped.

A mark is a row of (file, product, id, like, of_file, of_product, of_id): the row `id` of `file` is like the
row `of_id` of `of_file`. There is one for each file that has such a row, so that none has to be written
anew when a file is taken out.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sayso.events.entry import Entry
from sayso.events.load import connect
from sayso.events.sql import literal, name, names, parquet
from sayso.events.tidy import TABLES

COLUMNS: Final = ("file", "product", "id", "like", "of_file", "of_product", "of_id")
_EVENT: Final = ("date", "actor1", "actor2", "plover")
"""What two products' rows have in common where they may tell of one event."""


def write_repeats(
    new: Entry, written: Path, earlier: Sequence[tuple[Entry, Path]], target: Path, *, scratch: Path
) -> int:
    """Write the marks of a new file's rows as Parquet and return how many there are.

    A row is like an earlier one where

    - a file of its own product has its identifier (`same`); where the product's rows have none, all their
      other columns must be equal;
    - another product has an event of its day, actors and PLOVER root (`elsewhere`), none of them null.

    Nothing is written where there is no mark.

    Raises:
        duckdb.Error: if an earlier file is damaged, or the marks cannot be written.
    """
    own = [path for entry, path in earlier if entry.format == new.format and _may_repeat(entry, new)]
    others = [path for entry, path in earlier if entry.format != new.format and _overlap(entry, new)]
    parts = []
    if own:
        columns = tuple(one for one in TABLES["events"] if one != "id") if new.numbered else ("id",)
        parts.append(_marks(new, written, own, "same", columns))
    if others:
        parts.append(_marks(new, written, others, "elsewhere", _EVENT, known=True))
    if not parts:
        return 0
    connection = connect(scratch)
    try:
        connection.execute(
            f"COPY ({' UNION ALL '.join(parts)}) TO {literal(target)} (FORMAT parquet, COMPRESSION zstd)"
        )
        count: int = connection.execute(f"SELECT count(*) FROM {parquet([target])}").fetchall()[0][0]
    finally:
        connection.close()
    if not count:
        target.unlink()
    return count


def file_of_row() -> str:
    """Return SQL of the key of the file that a row of `parquet(..., filename=True)` is from."""
    return "regexp_replace(parse_filename(filename), '[.]parquet$', '')"


def _marks(
    new: Entry,
    written: Path,
    old: Sequence[Path],
    like: str,
    columns: Sequence[str],
    *,
    known: bool = False,
) -> str:
    """Return SQL of one mark for each new row and old file that has a row with the same `columns`.

    With `known`, none of the columns may be null; else null is like null.
    """
    same = "=" if known else "IS NOT DISTINCT FROM"
    alike = " AND ".join(f"new.{name(one)} {same} old.{name(one)}" for one in columns)
    first = (
        f"SELECT {file_of_row()} AS file, {names(columns)}, min(product) AS of_product, min(id) AS of_id "
        f"FROM {parquet(old, filename=True)} WHERE problem IS NULL GROUP BY ALL"
    )
    some = f"SELECT DISTINCT {names(dict.fromkeys(('product', 'id', *columns)))}"
    return (
        f"SELECT {literal(new.key)} AS file, new.product, new.id, {literal(like)} AS {name('like')}, "
        f"old.file AS of_file, old.of_product, old.of_id FROM ({some} FROM {parquet([written])} "
        f"WHERE problem IS NULL) AS new JOIN ({first}) AS old ON {alike}"
    )


def _may_repeat(one: Entry, other: Entry) -> bool:
    """Tell whether two files of a product may have a row in common.

    Files that follow one another in time have other identifiers, so that adding one of very many does not
    mean to read them all.
    """
    if one.numbered:
        return _overlap(one, other)
    if one.loaded.ids is None or other.loaded.ids is None:  # as of a file that an earlier version loaded
        return True
    (least, greatest), (lower, upper) = one.loaded.ids, other.loaded.ids
    return least <= upper and lower <= greatest


def _overlap(one: Entry, other: Entry) -> bool:
    """Tell whether two files may have events of the same day."""
    spans = [(entry.loaded.first, entry.loaded.last) for entry in (one, other)]
    (first, last), (since, until) = spans
    if first is None or last is None or since is None or until is None:
        return False
    return first <= until and since <= last
