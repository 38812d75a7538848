"""A table handed out: rows, pandas, polars, Arrow, CSV or Parquet, as the caller likes."""

import importlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from sayso.events.sql import literal

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Frame:
    """The result of a query; each method runs the query anew."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, query: str) -> None:
        """Hold the query; nothing is computed yet."""
        self._connection = connection
        self.query = query

    @classmethod
    def of_rows(cls, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> Self:
        """Return a table of rows that are there already, from the columns' names and types in DuckDB."""
        connection = duckdb.connect()
        made = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE given ({made})")
        if rows:
            connection.executemany(f"INSERT INTO given VALUES ({', '.join('?' * len(columns))})", rows)
        return cls(connection, "SELECT * FROM given")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self._connection.sql(self.query).columns)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows as tuples."""
        return self._connection.sql(self.query).fetchall()

    def pandas(self) -> "pd.DataFrame":
        """Return a pandas data frame.

        Raises:
            ImportError: if pandas is not installed; the message says how to get it.
        """
        _need("pandas")
        found: pd.DataFrame = self._connection.sql(self.query).df()
        return found

    def polars(self) -> "pl.DataFrame":
        """Return a polars data frame.

        Raises:
            ImportError: if polars or pyarrow is not installed; the message says how to get them.
        """
        _need("polars")
        _need("pyarrow")
        found: pl.DataFrame = self._connection.sql(self.query).pl()
        return found

    def arrow(self) -> "pa.Table":
        """Return an Arrow table.

        Raises:
            ImportError: if pyarrow is not installed; the message says how to get it.
        """
        _need("pyarrow")
        found: pa.Table = self._connection.sql(self.query).to_arrow_table()
        return found

    def write(self, path: Path) -> None:
        """Write the rows to a file: Parquet where it ends in .parquet, else CSV with a header.

        At no time half of the file stands there; devices are written to as they are.

        Raises:
            OSError: if it cannot be put in place.
            duckdb.Error: if the rows cannot be read or written.
        """
        parquet = path.suffix.lower() == ".parquet"
        how = "FORMAT parquet, COMPRESSION zstd" if parquet else "FORMAT csv, HEADER"
        target = path.resolve()
        if target.exists() and not target.is_file():
            self._connection.execute(f"COPY ({self.query}) TO {literal(target)} ({how})")
            return
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            self._connection.execute(f"COPY ({self.query}) TO {literal(beside)} ({how})")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _need(module: str) -> None:
    try:
        importlib.import_module(module)
    except ImportError as error:
        raise ImportError(f"this needs {module}: pip install 'sayso[tables]'", name=module) from error
