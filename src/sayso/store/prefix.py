"""Identifiers by their first digits."""

import re
from typing import Final

from sqlalchemy import select

from sayso.store.database import Database
from sayso.store.tables import METADATA

_DIGITS: Final = re.compile(r"[0-9a-f]{1,64}")
_SHOWN: Final = 5
"""Identifiers that a message names where several begin alike."""


def identifiers(database: Database, table: str, prefix: str) -> tuple[str, ...]:
    """Return the identifiers of a table that begin with some digits, six at most, in their own order."""
    if _DIGITS.fullmatch(prefix) is None:
        return ()
    column = METADATA.tables[table].c.id
    query = select(column).where(column >= prefix, column < f"{prefix}g").order_by(column).limit(_SHOWN + 1)
    with database.reading() as connection:
        return tuple(connection.execute(query).scalars())


def identifier(database: Database, table: str, prefix: str) -> str:
    """Return the one identifier of a table that begins with some digits.

    Raises:
        ValueError: if there is none, or several; the message names them.
    """
    what = table[:-1].replace("_", " ")
    digits = prefix.strip().lower()
    found = identifiers(database, table, digits)
    if len(found) == 1:
        return found[0]
    if not found:
        wanted = (
            "" if _DIGITS.fullmatch(digits) else "; an identifier is hexadecimal digits, as a list shows it"
        )
        raise ValueError(f"no {what} begins with {prefix[:80]!r}{wanted}")
    if digits in found:
        return digits
    named = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    raise ValueError(f"several {table.replace('_', ' ')} begin with {prefix!r}: {named}; give more digits")
