"""Documents in a workspace: the bytes first, then the row that makes them count."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import select

from sayso.documents.document import Document
from sayso.store.added import Added, refusal
from sayso.store.bulk import insert_rows, key_text
from sayso.store.database import Database, next_seq
from sayso.store.errors import WorkspaceError
from sayso.store.originals import Original, Originals, original_of
from sayso.store.statements import document_numbers
from sayso.store.tables import DOCUMENTS, ORIGINALS

_PAGE = 200


def add_documents(
    database: Database, originals: Originals, found: Iterable[tuple[Document, bytes]], *, by: str
) -> Added:
    """Keep documents with their bytes, one transaction each; the same bytes under a new name are noted too.

    Raises:
        WorkspaceError: if they cannot be written.
    """
    total = Added()
    for document, data in found:
        try:
            original = original_of(document, data)
            body = msgspec.json.encode(original).decode()
        except ValueError as error:
            total = total.plus(refusal(document.name, str(error)))
            continue
        try:
            total = total.plus(_add(database, originals, original, body=body, data=data, by=by))
        except OSError as error:
            reason = error.strerror or str(error)
            raise WorkspaceError(
                f"{database.place}: {document.name} cannot be kept: {reason}. What was stored before is safe."
            ) from error
    return total


def _add(
    database: Database, originals: Originals, original: Original, *, body: str, data: bytes, by: str
) -> Added:
    with database.writing() as connection:
        known = connection.execute(
            select(ORIGINALS.c.body)
            .join(DOCUMENTS, DOCUMENTS.c.seq == ORIGINALS.c.document)
            .where(DOCUMENTS.c.id == original.document, ORIGINALS.c.name == _name(original))
        ).scalar()
        if known is not None:
            return Added(known=1, different=() if known == body else (original.document,))
        change = database.change(connection, by=by, what="document")
        number = document_numbers(connection, {original.document}, change)[original.document]
        originals.keep(connection, number, data)
        seq = next_seq(connection, ORIGINALS.name)
        insert_rows(
            connection,
            ORIGINALS,
            ("seq", "document", "name", "body", "change"),
            [(seq, number, _name(original), body, change)],
        )
        return Added(added=1)


def select_originals(database: Database) -> Iterator[Original]:
    """Yield what is noted about the documents that are kept, in the order in which they were added."""
    query = select(ORIGINALS.c.seq, ORIGINALS.c.body).order_by(ORIGINALS.c.seq).limit(_PAGE)
    after = 0
    while True:
        with database.reading() as connection:
            rows = connection.execute(query.where(ORIGINALS.c.seq > after)).all()
        for row in rows:
            try:
                yield msgspec.json.decode(row.body, type=Original)
            except (msgspec.DecodeError, ValueError, TypeError) as error:
                raise WorkspaceError(
                    f"{database.place}: document {row.seq} is not what was stored: {error}. Run a check"
                ) from error
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def _name(original: Original) -> str:
    return key_text(original.name)
