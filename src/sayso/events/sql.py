"""Values, names and files as they stand in SQL."""

import re
from collections.abc import Iterable
from pathlib import Path

_GLOB = re.compile(r"[*?\[{]")


def literal(value: object) -> str:
    """Return a value as SQL.

    >>> literal("Côte d'Ivoire"), literal(True), literal(3)
    ("'Côte d''Ivoire'", 'true', '3')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def literals(values: Iterable[object]) -> str:
    """Return values as SQL, with commas between them.

    >>> literals(["UZB", "KAZ"])
    "'UZB', 'KAZ'"
    """
    return ", ".join(map(literal, values))


def name(written: str) -> str:
    """Return a column's name as SQL, whatever letters it has.

    >>> name("like")
    '"like"'
    """
    return '"' + written.replace('"', '""') + '"'


def names(written: Iterable[str]) -> str:
    """Return columns' names as SQL, with commas between them.

    >>> names(["date", "like"])
    '"date", "like"'
    """
    return ", ".join(map(name, written))


def file(path: Path) -> str:
    """Return the path of one file to be read as SQL.

    DuckDB takes `*`, `?` and `[` in a path for a pattern and would read other files, or several: the path
    `events[1].csv` means events1.csv to it. Braces are written so too: queries have places in braces.

    >>> file(Path("/data/events[1].csv"))
    "'/data/events[[]1].csv'"
    """
    return literal(_GLOB.sub(r"[\g<0>]", str(path.absolute())))


def parquet(paths: Iterable[Path], **options: object) -> str:
    """Return SQL of the rows of Parquet files, of which there is at least one.

    >>> parquet([Path("/data/a.parquet")], filename=True)
    "read_parquet(['/data/a.parquet'], filename = true)"
    """
    listed = ", ".join(map(file, paths))
    given = "".join(f", {key} = {literal(value)}" for key, value in options.items())
    return f"read_parquet([{listed}]{given})"
