"""Claims: what the ledger needs to know of a statement, read from a document or from a table."""

import datetime as dt
from typing import ClassVar, Literal, TypeAlias, cast

from sayso.forecasts.record import Record, Words
from sayso.statements.statement import Statement

ClaimKind: TypeAlias = Literal[
    "event", "assessment", "trend", "forecast", "influence", "conditional", "prescription"
]
"""The kinds of statements, by the names of `sayso.statements.KINDS`."""


class Claim(Record, frozen=True, kw_only=True, tag="claim"):
    """Who said what, where and when."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("statement", "document", "quote", "speaker", "kind")

    statement: Words
    """Identifier of the statement; for a table's row without a document, what the importer gave it."""
    speaker: Words
    """Who said it, as resolved."""
    kind: ClaimKind
    """The statement's kind."""
    quote: Words
    """The exact words."""
    document: Words | None = None
    """Content hash of the document, or the file's name where only a table is at hand."""
    place: Words | None = None
    """Where in the document, for people: `line 19`, `page 3`; not part of the identifier."""
    said: dt.date | None = None
    """The day of the words."""
    asked: bool = False
    """True where it stands in an interviewer's question and the one who answered did not take it up."""


def claim_of(statement: Statement) -> Claim:
    """Return the claim of a statement that was read from a document.

    An interviewer's question is the interviewer's; where the answer takes it up (`endorsed`), it still stands
    under the interviewer's name, and the answer is its own statement.
    """
    when = statement.as_of
    said = when.start if when is not None and when.start == when.end else None
    return Claim(
        statement=statement.id,
        speaker=statement.speaker.name,
        kind=cast("ClaimKind", statement.kind),
        quote=statement.quote,
        document=statement.document,
        said=said,
        asked=statement.mode == "question" and not statement.endorsed,
    )
