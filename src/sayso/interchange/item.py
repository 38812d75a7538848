"""What is exported and read back: documents, statements, reviews and the records of the ledger, as rows."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias, cast

import msgspec

from sayso import __version__
from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.jsonl import to_row as record_row
from sayso.forecasts.link import Link
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.verdict import Verdict
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.statements.jsonl import read_statements
from sayso.statements.statement import Review, Statement
from sayso.statements.wire import to_row as statement_row
from sayso.store import ModelKept, Original, RunKept
from sayso.store.prepare import is_hash


class StatementReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A review on a line of its own, with what was reviewed."""

    TAG: ClassVar[str] = "review"

    statement: str
    """Identifier of the statement."""
    quote: str
    """The statement's exact words."""
    review: Review


Item: TypeAlias = Original | Statement | StatementReview | Record
"""One thing that is exported."""

WHAT: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "documents": Original,
        "statements": Statement,
        "reviews": StatementReview,
        "claims": Claim,
        "links": Link,
        "questions": Question,
        "readings": Reading,
        "forecasts": Forecast,
        "resolutions": Resolution,
        "verdicts": Verdict,
        "activities": Activity,
        "models": ModelKept,
        "runs": RunKept,
        "scores": Score,
    }
)
"""Every sort of item by the name it is asked for; those that others name come first."""
EVERYTHING: Final = "everything"
"""All of them; reviews then stand in their statements."""

_RECORDS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {str(kind.__struct_config__.tag): kind for kind in WHAT.values() if issubclass(kind, Record)}
)
_DOCUMENT: Final = "document"
_BESIDE: Final = (_DOCUMENT, StatementReview.TAG)
"""What `record` says on the lines of items that are no records of the ledger."""


def row_of(item: Item) -> dict[str, Any]:
    """Return an item as plain values in the order in which they are written.

    A statement's row has its `kind`, every other one `record`; all have `sayso`, the version that wrote them.

    Raises:
        ValueError: if a statement's factor cannot be written.
    """
    if isinstance(item, Statement):
        return cast("dict[str, Any]", msgspec.to_builtins(statement_row(item, version=__version__)))
    if isinstance(item, Record):
        return record_row(item)
    tag = StatementReview.TAG if isinstance(item, StatementReview) else _DOCUMENT
    return {"record": tag, "sayso": __version__, **msgspec.to_builtins(item)}


def item_of(row: Mapping[str, Any]) -> Item:
    """Return the item that a row holds.

    Raises:
        ValueError: if it holds none, or states an identifier that does not follow from its content.
    """
    fields = dict(row)
    if "record" not in fields:
        return _statement(fields)
    tag = fields["record"]
    if tag in _BESIDE:
        del fields["record"]
        fields.pop("sayso", None)
        return document_of(fields) if tag == _DOCUMENT else msgspec.convert(fields, StatementReview)
    if not isinstance(tag, str) or tag not in _RECORDS:
        raise ValueError(f"has the record {tag!r}; want one of {', '.join((*_BESIDE, *_RECORDS))}")
    stated = fields.pop("id", None)
    fields.pop("sayso", None)
    record = msgspec.convert(fields, _RECORDS[tag])
    if stated is not None and stated != record.id:
        raise ValueError(f"has the id {stated}; its content gives {record.id} - at `$.id`")
    return record


def document_of(row: Mapping[str, Any]) -> Original:
    """Return the document that a row holds.

    Raises:
        ValueError: if it holds none, or its identifier is no content hash.
    """
    found = msgspec.convert(dict(row), Original)
    if not is_hash(found.document):
        raise ValueError(f"{found.document[:80]!r} is no SHA-256 in hexadecimal - at `$.document`")
    return found


def _statement(fields: Mapping[str, Any]) -> Statement:
    found = next(read_statements([msgspec.json.encode(fields)], "row"))
    if isinstance(found, Problem):
        raise ValueError(found.message)  # noqa: TRY004 - the values are wrong, not their types
    return found


def key_of(item: Item) -> tuple[str, str]:
    """Return what tells an item from all others of its sort, and the sort."""
    if isinstance(item, (Statement, Record)):
        return type(item).__name__, item.id
    if isinstance(item, Original):
        return "Original", f"{item.document} {item.name}"
    return "StatementReview", msgspec.json.encode(item).decode()


def each_document(items: Iterable[Item], tally: Tally) -> Iterator[Original]:
    """Yield each document once; the same bytes under another name are counted as left out."""
    seen: set[str] = set()
    for one in items:
        if isinstance(one, Original) and one.document not in seen:
            seen.add(one.document)
            yield one
            tally.wrote("documents")
        else:
            tally.left("the same document under another name")


def reviews_of(statement: Statement) -> Iterator[StatementReview]:
    """Yield a statement's reviews, each as an item of its own."""
    for review in statement.review:
        yield StatementReview(statement=statement.id, quote=statement.quote, review=review)
