"""Records of the ledger in a workspace: added in any order, found again by what they name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar, cast

import msgspec
from sqlalchemy import Connection, select

from sayso.forecasts.record import Record
from sayso.problems import Problem
from sayso.store.added import Added, refusal
from sayso.store.bulk import batches, insert_rows, key_text, known_ids, rows_by
from sayso.store.database import Database, next_seq
from sayso.store.errors import WorkspaceError
from sayso.store.kinds import RECORD_KINDS, Kind, kind_of

R = TypeVar("R", bound=Record)
_BATCH: Final = 1000
_PAGE: Final = 100
_TABLES: Final = {kind.table.name: kind.table for kind in RECORD_KINDS}


def add_records(database: Database, found: Iterable[Record | Problem], *, by: str) -> Added:
    """Add records, and return what came of them; problems among them are passed on.

    A record may come before the one that it names (a reading before its question). One that names what is
    not there when all were read is refused, as is one that could not be read back.

    Raises:
        TypeError: if a record is of a kind that is not kept.
    """
    total = Added()
    waiting: list[Record] = []
    for batch in batches(found, _BATCH):
        records: list[Record] = []
        for one in batch:
            if isinstance(one, Problem):
                total = total.plus(Added(refused=1, problems=(one,)))
            elif (why := _unreadable(one)) is not None:
                total = total.plus(refusal(f"{one.__struct_config__.tag} {one.id}", why))
            else:
                records.append(one)
        with database.writing() as connection:
            done, left = _add_ready(database, connection, records, by)
        total = total.plus(done)
        waiting.extend(left)
    done, waiting = _add_waiting(database, waiting, by)
    total = total.plus(done)
    for record in waiting:
        total = total.plus(refusal(f"{record.__struct_config__.tag} {record.id}", _missing(record)))
    return total


def _unreadable(record: Record) -> str | None:
    """Return why a record could not be read back from what would be kept of it; None where it could.

    One that was made in Python has not been held against the lengths and patterns of its fields.
    """
    try:
        msgspec.json.decode(msgspec.json.encode(record), type=type(record))
    except (msgspec.MsgspecError, ValueError) as error:
        return str(error)
    return None


def select_records(database: Database, kind: type[R], where: Mapping[str, str]) -> Iterator[R]:
    """Yield the records of a kind whose columns have these values, in the order in which they were added.

    Raises:
        KeyError: if the kind is not looked up by one of the columns.
        WorkspaceError: if a row does not hold what it should: the file was changed by other means.
    """
    kept = kind_of(kind)
    for name in where:
        if name not in kept.keys:
            allowed = ", ".join(kept.keys)
            raise KeyError(f"{kept.table.name} are not looked up by {name!r}; by {allowed}")
    columns = kept.table.c
    wanted = [columns[name] == key_text(value) for name, value in where.items()]
    query = select(columns.seq, columns.id, columns.body).where(*wanted).order_by(columns.seq).limit(_PAGE)
    after = 0
    while True:
        with database.reading() as connection:
            rows = connection.execute(query.where(columns.seq > after)).all()
        for row in rows:
            yield cast("R", decoded(kept, row.body, row.id, database.place))
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def decoded(kept: Kind, body: str, identifier: str, place: str) -> Record:
    """Return the record that a row holds as JSON.

    Raises:
        WorkspaceError: if it holds none, or another than its identifier says.
    """
    what = f"{place}: {identifier} in {kept.table.name}"
    try:
        record = msgspec.json.decode(body, type=kept.record)
    except (msgspec.DecodeError, ValueError) as error:
        raise WorkspaceError(f"{what} is not what was stored: {error}") from error
    if record.id != identifier:
        raise WorkspaceError(f"{what} is not what was stored: its content gives {record.id}")
    return record


def _add_ready(
    database: Database, connection: Connection, records: list[Record], by: str
) -> tuple[Added, list[Record]]:
    """Add records whose references are there, until none is left that is ready; return the rest."""
    total, change, left = Added(), 0, records
    while left:
        there = _there(connection, left)
        ready = [one for one in left if _references(one) <= there]
        if not ready:
            break
        change = change or database.change(connection, by=by, what="records")
        for kind in RECORD_KINDS:
            total = total.plus(
                _insert(connection, kind, [one for one in ready if type(one) is kind.record], change)
            )
        left = [one for one in left if not _references(one) <= there]
    return total, left


def _add_waiting(database: Database, waiting: list[Record], by: str) -> tuple[Added, list[Record]]:
    """Add records that came before what they name, again and again while that helps; return the rest."""
    total, tried = Added(), len(waiting) + 1
    while len(waiting) < tried:
        tried, again = len(waiting), waiting
        waiting = []
        for batch in batches(again, _BATCH):
            with database.writing() as connection:
                done, left = _add_ready(database, connection, batch, by)
            total = total.plus(done)
            waiting.extend(left)
    return total, waiting


def _insert(connection: Connection, kind: Kind, records: list[Record], change: int) -> Added:
    if not records:
        return Added()
    given: dict[str, str] = {}
    keys: dict[str, dict[str, str | None]] = {}
    different: list[str] = []
    for record in records:
        body = msgspec.json.encode(record).decode()
        if given.setdefault(record.id, body) != body:
            different.append(record.id)
        keys.setdefault(record.id, kind.key_values(record))
    held = {row.id: row.body for row in rows_by(connection, kind.table, given, "id", "body")}
    different.extend(one for one, body in held.items() if body != given[one])
    new = [one for one in given if one not in held]
    names = ("seq", "id", *kind.keys, "body", "change")
    first = next_seq(connection, kind.table.name)
    rows = [
        (seq, one, *(keys[one][name] for name in kind.keys), given[one], change)
        for seq, one in enumerate(new, start=first)
    ]
    insert_rows(connection, kind.table, names, rows)
    return Added(added=len(new), known=len(records) - len(new), different=tuple(different))


def _references(record: Record) -> set[tuple[str, str]]:
    """Return the rows, table and identifier, that a record names."""
    kind = kind_of(type(record))
    values = kind.key_values(record)
    named = ((table, values[column]) for column, table in kind.references.items())
    return {(table, one) for table, one in named if one is not None}


def _there(connection: Connection, records: list[Record]) -> set[tuple[str, str]]:
    """Return those of the rows named by the records that there are."""
    wanted: dict[str, set[str]] = {}
    for record in records:
        for table, one in _references(record):
            wanted.setdefault(table, set()).add(one)
    return {
        (table, one) for table, ids in wanted.items() for one in known_ids(connection, _TABLES[table], ids)
    }


def _missing(record: Record) -> str:
    named = sorted(_references(record))
    return "names what is not in the workspace: one of " + ", ".join(
        f"{one} in {table}" for table, one in named
    )
