"""Tables that name their columns: their separator, and one name for what versions call differently."""

from collections.abc import Iterable, Mapping

from sayso.events.event_format import Layout
from sayso.events.head import Head, column_name

DELIMITERS = (",", "\t", ";")


def headed(head: Head, required: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the separator and the column names of a table that has the required columns; None for others.

    Names are as `column_name` writes them; where one stands twice, the later ones get their number.
    """
    if head.is_parquet:
        return None
    wanted = set(required)
    for delimiter in DELIMITERS:
        names = head.header(delimiter)
        if wanted <= set(names):
            return delimiter, distinct(names)
    return None


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names such that none stands twice.

    >>> distinct(("a", "b", "a"))
    ('a', 'b', 'a_3')
    """
    found: list[str] = []
    for number, name in enumerate(map(column_name, names), 1):
        found.append(name if name not in found else f"{name}_{number}")
    return tuple(found)


def one_naming(columns: Iterable[str], wanted: Mapping[str, tuple[str, ...]]) -> str:
    """Return SQL of a layout's rows with the wanted columns, null where the file has none.

    `wanted` has each column's name → what other versions call it, likeliest first.
    """
    has = set(columns)
    added = []
    for name, others in wanted.items():
        if name in has:
            continue
        other = next((one for one in others if one in has), None)
        added.append(f'"{other}" AS {name}' if other else f"NULL::VARCHAR AS {name}")
    return f"SELECT {', '.join(['*', *added])} FROM {{rows}}"


def headed_layout(
    head: Head, required: Iterable[str], wanted: Mapping[str, tuple[str, ...]]
) -> Layout | None:
    """Return the layout of a quoted table with a header that has the required columns."""
    found = headed(head, required)
    if found is None:
        return None
    delimiter, names = found
    return Layout(
        columns=names, delimiter=delimiter, quoted=True, header=True, source=one_naming(names, wanted)
    )


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def whole(column: str) -> str:
    """Return SQL of a whole number that a column may have as 652 or 652.0; null where it has none."""
    return f"try_cast(try_cast({column} AS DOUBLE) AS BIGINT)"


def day(column: str, *formats: str) -> str:
    """Return SQL of the date that a column has in one of the formats, ISO's where none is given."""
    if not formats:
        return f"try_strptime(left(trim({column}), 10), '%Y-%m-%d')::DATE"
    listed = ", ".join(text(one) for one in formats)
    return f"try_strptime(trim({column}), [{listed}])::DATE"
