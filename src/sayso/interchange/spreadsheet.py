"""CSV: a table of one sort of item, a row each, that spreadsheets and statistics programs open as it is.

Rows that name a question or a statement show its words too (`question_text`, `statement_quote`), which are
for people and passed over on the way back.
"""

import csv
import functools
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from sayso.forecasts.claim import Claim
from sayso.forecasts.question import Question
from sayso.forecasts.record import Record
from sayso.interchange.columns import Column, cells_of, columns_of, guard, row_from
from sayso.interchange.holdings import Holdings
from sayso.interchange.item import WHAT, Item, StatementReview, item_of, row_of
from sayso.interchange.lines import LONGEST_LINE
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.statements.statement import Statement
from sayso.statements.wire import wire_types
from sayso.store import Original

_SIDE: Final[tuple[tuple[str, str], ...]] = (("question", "question_text"), ("statement", "statement_quote"))
"""Which field of a record names something whose words are shown, and in which column."""
_ENDING: Final = "\r\n"


def write_table(holdings: Holdings, what: str, tally: Tally) -> Iterator[bytes]:
    """Yield a heading and a row per item.

    Raises:
        ValueError: if `what` is more than one sort.
    """
    if what not in WHAT:
        raise ValueError(f"a table holds one sort of item, not {what}; want one of {', '.join(WHAT)}")
    columns = _columns(what)
    words = _side_words(holdings, what)
    yield _line([*(column.name for column in columns), *words])
    for item in holdings.items(what):
        shown = [guard(found.get(getattr(item, _named_by(name)) or "", "")) for name, found in words.items()]
        shown = ["" if cell == "'" else cell for cell in shown]
        yield _line([*cells_of(row_of(item), columns), *shown])
        tally.wrote(what)


def read_table(stream: BinaryIO, source: str) -> Iterator[Item | Problem]:
    """Yield the item or the problem of each row of a table as `write_table` makes it; nothing is held."""
    # samples stand in one cell, and the default of 128 KiB is a limit of the module, not of a reader
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        rows = csv.reader(text, strict=True)
        heading = next(rows, None)
        if heading is None:
            return
        if not {"kind", "record"} & set(heading):
            message = f"has the columns {', '.join(heading)[:200]}; want `kind` (statements) or `record`"
            yield Problem(source=source, line=1, message=message, fatal=True)
            return
        for row in rows:
            found = _read_row(heading, row)
            yield (
                Problem(source=source, line=rows.line_num, message=found) if isinstance(found, str) else found
            )
    except csv.Error as error:
        yield Problem(source=source, line=rows.line_num, message=f"is not CSV: {error}", fatal=True)
    except UnicodeDecodeError as error:
        yield Problem(source=source, message=f"is not UTF-8: {error}", fatal=True)
    finally:
        text.detach()


def _read_row(heading: list[str], row: list[str]) -> Item | str:
    if len(row) != len(heading):
        return f"has {len(row)} cells under {len(heading)} headings"
    cells = dict(zip(heading, row, strict=True))
    what = _what_by_tag().get(cells.get("record", ""), "statements")
    if what == "statements" and not cells.get("kind"):
        return f"has the record {cells.get('record', '')!r}; want one of {', '.join(_what_by_tag())}"
    try:
        return item_of(row_from(cells, _columns(what)))
    except ValueError as error:
        return str(error)


@functools.cache
def _columns(what: str) -> tuple[Column, ...]:
    """Return the columns of a sort; its name and the version that wrote the row come first."""
    kind = WHAT[what]
    if kind is Statement:
        return columns_of(wire_types())
    own = {column.path: column for column in columns_of([kind])}
    first = [("record",), ("id",)] if issubclass(kind, Record) else [("record",)]
    ahead = {path: Column(path, "text", optional=True, required=False) for path in (*first, ("sayso",))}
    return tuple((ahead | {path: column for path, column in own.items() if path not in ahead}).values())


@functools.cache
def _what_by_tag() -> Mapping[str, str]:
    """Return the sorts by what stands in the column `record`."""
    found = {str(kind.__struct_config__.tag): what for what, kind in WHAT.items() if issubclass(kind, Record)}
    return {"document": "documents", StatementReview.TAG: "reviews", **found}


def _side_words(holdings: Holdings, what: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of what the items name, by column and identifier."""
    kind = WHAT[what]
    if kind in {Statement, Original, StatementReview, Claim}:
        return {}
    named = {field.name for field in msgspec.structs.fields(kind)}
    sources = {"question_text": _questions, "statement_quote": _quotes}
    return {column: sources[column](holdings, what) for field, column in _SIDE if field in named}


def _questions(holdings: Holdings, _what: str) -> Mapping[str, str]:
    return {one.id: one.text for one in holdings.items("questions") if isinstance(one, Question)}


def _quotes(holdings: Holdings, what: str) -> Mapping[str, str]:
    return holdings.quotes(
        {name for item in holdings.items(what) if (name := getattr(item, "statement", None))}
    )


def _named_by(column: str) -> str:
    return next(field for field, name in _SIDE if name == column)


def _line(cells: Iterable[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=_ENDING).writerow(cells)
    return out.getvalue().encode()
