"""Links: a claim that came with a table, and the statement that a reader found in the text."""

from typing import ClassVar, Literal, TypeAlias

from sayso.forecasts.record import Record, RecordId, Words

LinkHow: TypeAlias = Literal["exact", "tolerant", "person"]


class Link(Record, frozen=True, kw_only=True, tag="link"):
    """The words of a claim are the words of a statement; the claim keeps its own identifier."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("claim", "statement")

    claim: Words
    """The claim's own name for its statement, as in `Claim.statement`: `seeds:K01`."""
    statement: RecordId
    """Identifier of the statement that was read from a document."""
    how: LinkHow
    """`exact`: the same characters. `tolerant`: the same but for white space, quotation marks, case and
    a few letters. `person`: somebody said so."""
    likeness: float = 1.0
    """How like the two quotes are, from 0 to 1; 1 for the same characters."""
