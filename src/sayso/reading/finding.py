"""A claim with its place, its voice and its qualifiers → a statement."""

import msgspec

from sayso.documents.document import Document
from sayso.language.annotation import Token
from sayso.language.tokens import joined
from sayso.reading.attribution import Utterance
from sayso.reading.certainty import Raw
from sayso.reading.qualifiers import Qualifiers
from sayso.reading.scene import Claim
from sayso.reading.statement_fields import StatementFields
from sayso.reading.when import find_when
from sayso.statements.conditional import Conditional
from sayso.statements.event import Event
from sayso.statements.factor import Factor
from sayso.statements.prescription import Prescription
from sayso.statements.selectors import contexts
from sayso.statements.statement import (
    Certainties,
    Statement,
)

READER = "encoder-4"
"""Name and version of this reader, on every statement that it makes."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in one place, before it is decided whether it stands."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    claim: Claim
    utterance: Utterance
    qualifiers: Qualifiers
    raw: Raw
    plover: str | None = None
    """Root of the PLOVER codebook, for an event."""

    def overlap(self, other: "Finding") -> float:
        """Return the share of the longer span that both cover."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return max(shared, 0) / max(self.end - self.start, other.end - other.start, 1)


def statement_of(
    finding: Finding, document: Document, certainty: float, certainties: Certainties
) -> Statement:
    """Return the finding as a statement of `document`."""
    start, end, claim, qualifiers = finding.start, finding.end, finding.claim, finding.qualifiers
    utterance = finding.utterance
    as_of = document.date.interval if document.date else None
    prefix, suffix = contexts(document.text, start, end)
    fields: _Fields = {
        "document": document.id,
        "start": start,
        "end": end,
        "quote": document.text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "speaker": utterance.speaker,
        "via": utterance.via,
        "mode": utterance.mode,
        "endorsed": utterance.endorsed,
        "factor": claim.factor,
        "cause": claim.cause,
        "sign": claim.sign,
        "likelihood": qualifiers.likelihood,
        "confidence": qualifiers.confidence,
        "strength": qualifiers.strength,
        "horizon": qualifiers.horizon,
        "as_of": as_of,
        "reader": READER,
        "certainty": certainty,
        "certainties": certainties,
    }
    if claim.condition is not None:
        return Conditional(**fields, condition=claim.condition)
    if claim.kind is Event:
        return Event(**fields, when=find_when(joined(finding.tokens), as_of), plover=finding.plover)
    if claim.kind is Prescription:
        return Prescription(**fields, addressee=claim.addressee)
    return claim.kind(**fields)


class _Fields(StatementFields):
    """What every kind of statement is given here."""

    factor: Factor
    certainties: Certainties
