"""The ledger as JSON Lines: one record per line, complete in itself, with its kind and identifier."""

import io
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Union, cast

import msgspec

from sayso import __version__
from sayso.forecasts.activity import Activity
from sayso.forecasts.claim import Claim
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.link import Link
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.score import Score
from sayso.forecasts.verdict import Verdict
from sayso.problems import Problem

RECORDS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "claim": Claim,
        "question": Question,
        "reading": Reading,
        "forecast": Forecast,
        "resolution": Resolution,
        "verdict": Verdict,
        "activity": Activity,
        "link": Link,
        "score": Score,
    }
)
"""Every kind of record by the name that `record` has in JSON; each stands in a file of that name."""
_ANY: Final = Union[tuple(RECORDS.values())]  # noqa: UP007 - made from the table at run time
LONGEST_LINE: Final = 1 << 24
"""Characters in the longest line that is read; 100,000 samples take about two million."""


def to_row(record: Record, *, version: str = __version__) -> dict[str, Any]:
    """Return the fields of a record in the order in which they are written, ready for JSON.

    >>> from sayso.forecasts.question import Question
    >>> row = to_row(Question(text="A riot?", kind="binary", rule="one death"))
    >>> row["record"], row["id"], row["text"]
    ('question', '650da4d1577ea446', 'A riot?')
    """
    row = cast("dict[str, Any]", msgspec.to_builtins(record))
    return {"record": row.pop("record"), "id": record.id, "sayso": version, **row}


def from_row(row: Mapping[str, Any]) -> Record:
    """Return the record that a row holds.

    Raises:
        ValueError: if it holds none, or states an identifier that does not follow from its content
            (`msgspec.ValidationError`, which says where, is one).
    """
    fields = dict(row)
    stated = fields.pop("id", None)
    fields.pop("sayso", None)
    record = cast("Record", msgspec.convert(fields, _ANY))
    if stated is not None and stated != record.id:
        raise ValueError(f"has the id {stated}; its content gives {record.id} - at `$.id`")
    return record


def write_records(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield one line per record, each ending in a newline."""
    encoder = msgspec.json.Encoder()
    for record in records:
        yield encoder.encode(to_row(record)) + b"\n"


def read_records(lines: bytes | Iterable[bytes | str], source: str) -> Iterator[Record | Problem]:
    """Yield the record or the problem of each line, in order; a record that stands twice comes once.

    `source` is the name under which problems are reported.

    >>> [str(found) for found in read_records(b'{"record": "rumour"}', "ledger.jsonl")]
    ["ledger.jsonl:1: Invalid value 'rumour' - at `$.record`"]
    """
    rows = io.BytesIO(lines) if isinstance(lines, bytes) else lines
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=1):
        found = _read_line(row)
        if isinstance(found, str):
            yield Problem(source=source, line=number, message=found)
            continue
        key = (str(found.__struct_config__.tag), found.id)
        if key not in seen:
            seen.add(key)
            yield found


def _read_line(line: bytes | str) -> Record | str:
    if not line.strip():
        return "is blank; want one JSON object per line"
    if len(line) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE} characters"
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return f"is not a JSON object in UTF-8: {error}"
    try:
        return from_row(row)
    except ValueError as error:
        return str(error)
