"""Which statements are wanted, and the SQL that finds them."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, text

from sayso.nearest import near
from sayso.statements import KINDS
from sayso.store.bulk import key_text
from sayso.store.search import fts5_query, tsquery


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements are wanted: those for which everything that is given holds."""

    kind: str | None = None
    """A kind of statement: `forecast`."""
    speaker: str | None = None
    """The speaker's name, as resolved."""
    factor: str | None = None
    """A factor's name, `unrest`, or a factor as written, `unrest(KAZ)`."""
    actor: str | None = None
    """Identifier of an actor of the factor or the cause: `KAZ`."""
    document: str | None = None
    """Content hash of the document."""
    since: dt.date | None = None
    """First day: statements that may have been made on it or later; those without a date are left out."""
    until: dt.date | None = None
    """Last day: statements that may have been made on it or earlier; those without a date are left out."""
    search: str | None = None
    """Words of the quote, all of them; `"phrases in quotes"`; `word*` for what begins so."""
    reviewed: bool | None = None
    """True: those that a person has decided about; False: the others; None: both. A review that is taken back
    (`unseen`) counts as none."""

    def __post_init__(self) -> None:
        """Refuse a kind that there is not.

        Raises:
            ValueError: if `kind` is none of `KINDS`; with the nearest.
        """
        if self.kind is not None and self.kind not in KINDS:
            found = near(self.kind, KINDS)
            nearest = f"; the nearest is {found[0]}" if found else ""
            raise ValueError(f"no kind {self.kind!r}; the kinds are {', '.join(KINDS)}{nearest}")


class Query(msgspec.Struct, frozen=True):
    """The part of a SQL query from FROM on."""

    tables: str
    conditions: str
    values: dict[str, Any]
    seq: str
    """The column by which the rows come in order without being sorted."""


def _decided(verdict: str) -> str:
    return (
        "IN (SELECT statement FROM reviews WHERE seq IN (SELECT max(seq) FROM reviews GROUP BY statement) "
        f"AND {verdict} <> 'unseen')"
    )


_REVIEWED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sqlite": _decided("json_extract(reviews.body, '$.verdict')"),
        "postgresql": _decided("CAST(reviews.body AS json)->>'verdict'"),
    }
)
"""By dialect: identifiers of the statements whose last review decided anything."""


FEW: Final = 500
"""Rows that are sooner looked up among the words one by one than found among all that have a common word."""


def query_of(selection: Selection, dialect: str, *, few: bool = False) -> Query:
    """Return the query of a selection; `few` says that no more than FEW rows have its speaker or document.

    SQLite reads the tables in the order in which they stand (that is what CROSS JOIN means there): first the
    index that gives the rows in order, words before actors, then the narrow row; where that row's own
    conditions leave few, it comes first.

    Raises:
        ValueError: if there is no word in `search`.
    """
    conditions, values = _conditions(selection)
    if selection.reviewed is not None:
        negated = "" if selection.reviewed else "NOT "
        conditions.append(f"statements.id {negated}{_REVIEWED[dialect]}")
    tables: list[tuple[str, str]] = []
    if selection.search is not None:
        if dialect == "sqlite":
            tables.append(("words", "words.rowid"))
            conditions.append("words MATCH :search")
            values["search"] = fts5_query(selection.search)
        else:
            tables.append(("words", "words.seq"))
            conditions.append("words.quote @@ to_tsquery('simple', :search)")
            values["search"] = tsquery(selection.search)
    if selection.actor is not None:
        tables.append(("about", "about.seq"))
        conditions.append("about.actor = :actor")
        values["actor"] = key_text(selection.actor)
    tables.insert(0 if few else len(tables), ("statements", "statements.seq"))
    join = " CROSS JOIN " if dialect == "sqlite" else " JOIN "
    first = tables[0][1]
    joined = join.join(name if seq == first else f"{name} ON {seq} = {first}" for name, seq in tables)
    return Query(joined, " AND ".join(conditions) or "TRUE", values, first)


def few_rows(connection: Connection, selection: Selection) -> bool:
    """Tell whether a search of SQLite for words has a speaker or document with at most FEW rows."""
    own = msgspec.structs.replace(selection, kind=None, factor=None, since=None, until=None)
    conditions, values = _conditions(own)
    if connection.dialect.name != "sqlite" or selection.search is None or not conditions:
        return False
    counted = f"SELECT 1 FROM statements WHERE {' AND '.join(conditions)} LIMIT {FEW + 1}"
    return len(connection.execute(text(counted), values).all()) <= FEW


def _conditions(selection: Selection) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on a statement's own row."""
    wanted: list[tuple[str, str, str | None]] = [
        ("statements.kind = :kind", "kind", selection.kind),
        ("statements.speaker = :speaker", "speaker", selection.speaker),
        ("statements.said_until >= :since", "since", _day(selection.since)),
        ("statements.said_from <= :until", "until", _day(selection.until)),
        (
            "statements.document = (SELECT seq FROM documents WHERE id = :document)",
            "document",
            selection.document,
        ),
    ]
    if selection.factor is not None:
        name = selection.factor.partition("(")[0]
        wanted.append(("statements.factor = :factor", "factor", name))
        if name != selection.factor:
            wanted.append(("statements.written = :written", "written", selection.factor))
    given = [(condition, name, value) for condition, name, value in wanted if value is not None]
    return [condition for condition, _, _ in given], {name: key_text(value) for _, name, value in given}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
