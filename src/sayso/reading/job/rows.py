"""One line for each document: what it is, and whether it tells the story of an earlier one."""

import msgspec

from sayso.dates import DateInterval
from sayso.problems import Problem
from sayso.reading.job.messages import Facts, Result
from sayso.reading.job.near_duplicates import Signatures, Twin


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the documents file."""

    name: str
    """The path or name under which it was given."""
    document: str
    """SHA-256 of its bytes, in hexadecimal, as on statements."""
    date: DateInterval | None
    """When it was written, exactly or within bounds."""
    outlet: str | None
    language: str | None
    """ISO 639-1 code; None for a copy, which is not read."""
    words: int | None
    """In the parts of the text that can hold claims; None for a copy."""
    statements: int
    """Lines of the statements file that came of it; 0 for a copy."""
    duplicate_of: str | None
    """SHA-256 of the earlier document that it is most like, if alike enough; for a copy, of itself."""
    jaccard: float | None
    """Estimated share of runs of words that the two have in common, in [0, 1]; with `duplicate_of`."""


_UNREAD = Facts(date=None, outlet=None, language=None, words=None)


class Marker:
    """Makes the lines of the documents; held state: the signatures of those before."""

    def __init__(self) -> None:
        """Begin without documents."""
        self._signatures = Signatures()

    def row(self, result: Result) -> DocumentRow | None:
        """Return the line of a result and remember it for those that follow; None where it is no document."""
        if result.document is None or (result.facts is None and result.copy_of is None):
            return None
        facts = result.facts or _UNREAD
        twin = self._twin(result) if result.copy_of is None else Twin(result.document, 1.0)
        return DocumentRow(
            name=result.name,
            document=result.document,
            date=facts.date,
            outlet=facts.outlet,
            language=facts.language,
            words=facts.words,
            statements=result.statement_count,
            duplicate_of=None if twin is None else twin.document,
            jaccard=None if twin is None else round(twin.jaccard, 4),
        )

    def remember(self, document: str, signature: bytes) -> None:
        """Take a document that an interrupted job had done."""
        self._signatures.add(document, signature)

    def _twin(self, result: Result) -> Twin | None:
        if result.signature is None or result.document is None:
            return None
        twin = self._signatures.twin(result.signature)
        self._signatures.add(result.document, result.signature)
        return twin


def as_line(record: DocumentRow | Problem | None) -> bytes:
    """Return a record as a line of JSON, nothing for None."""
    return b"" if record is None else msgspec.json.encode(record) + b"\n"
