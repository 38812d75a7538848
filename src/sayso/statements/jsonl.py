"""Statements as JSON Lines: one line each, complete in itself.

Every line carries its kind, its identifier and the version of Sayso that wrote it; the lexicon stands on each
likelihood and the reader on each statement. So lines can be cut, sorted, filtered and joined with other files
without losing where they come from.
"""

import functools
import io
import math
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, Union, cast

import msgspec

from sayso import __version__
from sayso.problems import Problem
from sayso.statements.statement import Statement
from sayso.statements.wire import WireStatement, from_wire, to_row, wire_types

LONGEST_LINE: Final = 1 << 20
"""Bytes in the longest line that is read; a statement takes about a thousand."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def write_statements(statements: Iterable[Statement]) -> Iterator[bytes]:
    """Yield one line per statement, each ending in a newline.

    Raises:
        ValueError: if a statement cannot be written: a number out of bounds, a quote that is not as long as
            its span, a factor whose names hold `>` or a parenthesis.
    """
    encoder = msgspec.json.Encoder()
    for statement in statements:
        wrong = _wrong_place(statement) or _wrong_number(statement)
        if wrong is not None:
            raise ValueError(f"statement {statement.id} cannot be written: {wrong}")
        yield encoder.encode(to_row(statement, version=__version__)) + b"\n"


def statements_to_jsonl(statements: Iterable[Statement]) -> bytes:
    """Return the statements as JSON Lines in UTF-8.

    Raises:
        ValueError: as `write_statements`.
    """
    return b"".join(write_statements(statements))


def statements_from_jsonl(
    lines: bytes | Iterable[bytes | str], source: str
) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    """Return the statements of JSON Lines, and a problem for each line that could not be used.

    `source` is the name under which problems are reported.

    >>> statements, problems = statements_from_jsonl(b'{"kind": "rumour"}', "claims.jsonl")
    >>> str(problems[0])[:56]
    "claims.jsonl:1: Invalid value 'rumour' - at `$.kind`; wa"
    """
    statements: list[Statement] = []
    problems: list[Problem] = []
    for found in read_statements(lines, source):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            statements.append(found)
    return tuple(statements), tuple(problems)


def read_statements(lines: bytes | Iterable[bytes | str], source: str) -> Iterator[Statement | Problem]:
    """Yield the statement or the problem of each line, in order; nothing is held but the identifiers seen."""
    seen: dict[str, int] = {}
    rows = io.BytesIO(lines) if isinstance(lines, bytes) else lines
    for number, row in enumerate(rows, start=1):
        line = row if isinstance(row, bytes) else row.encode("utf-8", "surrogatepass")
        if number == 1 and line.startswith(_UTF16):
            yield Problem(source=source, line=1, message="is UTF-16; want UTF-8", fatal=True)
            return
        if number == 1 and line.startswith(_BYTE_ORDER_MARK):
            yield Problem(
                source=source, line=1, message="starts with a byte order mark, which was passed over"
            )
            line = line.removeprefix(_BYTE_ORDER_MARK)
        found = _read_line(line)
        if isinstance(found, str):
            yield Problem(source=source, line=number, message=found)
            continue
        statement, identifier = found
        before = seen.setdefault(identifier, number)
        if before == number:
            yield statement
        else:
            message = f"repeats the statement {identifier} of line {before} and was left out"
            yield Problem(source=source, line=number, message=message)


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a binary stream; of one over `LONGEST_LINE` only so much that it is seen to be."""
    while line := stream.readline(LONGEST_LINE + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
        yield line


@functools.cache
def _decoder() -> msgspec.json.Decoder[WireStatement]:
    kinds = Union[wire_types()]  # type: ignore[valid-type]  # noqa: UP007 - made from KINDS at run time
    return cast("msgspec.json.Decoder[WireStatement]", msgspec.json.Decoder(kinds))


def _read_line(line: bytes) -> tuple[Statement, str] | str:
    """Return the statement of one line with its id, or what is wrong with the line."""
    if not line.strip():
        return "is blank; want one JSON object per line"
    if len(line.rstrip(b"\r\n")) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE} bytes"
    decoded = _decode(line)
    if isinstance(decoded, str):
        return decoded
    statement, stated = decoded
    identifier = statement.id
    wrong = _wrong_place(statement)
    if wrong is None and stated not in {None, identifier}:
        wrong = f"has the id {stated}; place, kind, factors and speaker give {identifier} - at `$.id`"
    return (statement, identifier) if wrong is None else wrong


def _decode(line: bytes) -> tuple[Statement, str | None] | str:
    """Return the statement of one line and the id that it states, or why it does not decode."""
    try:
        wire = _decoder().decode(line)
        return from_wire(wire), wire.id
    except msgspec.ValidationError as error:
        return f"{error}; want a statement as in statement.schema.json"
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"is not JSON in UTF-8: {error}"
    except RecursionError:
        return "is nested too deeply; want a statement as in statement.schema.json"
    except ValueError as error:
        return str(error)


def _wrong_place(statement: Statement) -> str | None:
    if statement.end < statement.start:
        return f"ends at {statement.end}, before it starts at {statement.start} - at `$.end`"
    length = statement.end - statement.start
    if len(statement.quote) != length:
        return f"has a quote of {len(statement.quote)} characters for a span of {length} - at `$.quote`"
    return None


def _wrong_number(statement: Statement) -> str | None:
    if not 0 <= statement.certainty <= 1:
        return f"its certainty is {statement.certainty}; want a number from 0 to 1"
    said = statement.likelihood
    if said is not None and not (0 < said.alpha < math.inf and 0 < said.beta < math.inf):
        return f"its likelihood is Beta({said.alpha}, {said.beta}); want both above 0"
    return None
