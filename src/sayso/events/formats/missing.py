"""Products that write a word where a value is missing, and that quote their fields in some files only."""

from sayso.events.head import Head

_NO_VALUE = "('', 'NA', 'None', 'NULL', 'nan')"


def known(column: str) -> str:
    """Return SQL of a raw column's text, trimmed; null where it only says that no value is known."""
    return f"CASE WHEN trim(raw.{column}) NOT IN {_NO_VALUE} THEN trim(raw.{column}) END"


def number(column: str, kind: str) -> str:
    """Return SQL of a raw column as a number of type `kind`; null where it is none."""
    return f"try_cast(raw.{column} AS {kind})"


def is_quoted(head: Head, delimiter: str) -> bool:
    """Tell whether some field in the head stands between quotation marks.

    A file without such fields is read as it stands, so that a stray quotation mark in a name stays one.
    """
    return any(
        len(field) > 1 and field.startswith('"') and field.endswith('"')
        for line in head.lines
        for field in line.split(delimiter)
    )
