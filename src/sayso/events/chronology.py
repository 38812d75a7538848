"""A chronology that people keep by hand: date,actors,kind,what,source → dated facts."""

import csv
import datetime as dt
import functools
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias, cast

from sayso.actors import ActorTable
from sayso.events.fact import KINDS, DatedFact, FactKind, Precision
from sayso.events.table import Row, Table, read_table
from sayso.nearest import near
from sayso.problems import Problem

COLUMNS = ("date", "actors", "kind", "what", "source")
"""Columns that every chronology has."""
OPTIONAL_COLUMNS = ("url",)
"""Columns that it may have."""
LONGEST_FIELD = 10_000
"""Characters in a field; a longer one is a file gone wrong, not a fact."""
MOST_ACTORS = 50
"""Words among a row's actors."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NEARLY = re.compile(r"([0-9]{1,4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,4})")
_BETWEEN_ACTORS = re.compile(r"[,;]")
_WORDS_IN_AN_IDENTIFIER = 3

_Unknown: TypeAlias = Callable[[str], str | None]
"""Says why the actor table does not have an identifier, or None where it does."""


class _Cells(NamedTuple):
    """One row's fields by column, with what was found wrong so far."""

    by_column: Mapping[str, str]
    refusals: list[str]
    remarks: list[str]


def read_chronology(
    data: bytes, name: str, *, actors: ActorTable, as_of: dt.date | None = None
) -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
    """Return the facts in a chronology, in file order, and what was wrong with it.

    Every row that is not blank becomes a fact, or is left out with one `Problem` at its line; a
    fact may have one `Problem` at its line too, which says what of the row was not taken. So the
    rows are the facts and the lines below the header that have a `Problem` and no fact.

    A row is left out when its date, kind, description or source is missing or cannot be read, when
    none of its actors is known, when it has too many or too few fields, or when it repeats an
    earlier row. Unknown actors beside known ones are kept in `unknown_actors`. Facts dated after
    `as_of`, where it is given, are kept and remarked on.
    """
    table = read_table(data, columns=COLUMNS)
    if isinstance(table, str):
        return (), (Problem(source=name, message=table, fatal=True),)
    problems = _header_problems(table, name)
    if any(problem.fatal for problem in problems):
        return (), tuple(problems)
    # looking for the nearest match is slow, and a chronology names few actors many times
    unknown = functools.cache(functools.partial(_unknown, table=actors))
    facts: list[DatedFact] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        fact, message = _read_row(row, table.header.fields, name, unknown=unknown, as_of=as_of)
        if fact is not None:
            key = (fact.date, frozenset(fact.actors), fact.kind, fact.what.casefold())
            earlier = seen.setdefault(key, row.line)
            if earlier != row.line:
                fact, message = None, f"the row repeats line {earlier} and is left out"
        if fact is not None:
            facts.append(fact)
        if message is not None:
            problems.append(Problem(source=name, message=message, line=row.line))
    return tuple(facts), tuple(problems)


def write_chronology(facts: Iterable[DatedFact]) -> bytes:
    """Return the facts as a chronology in UTF-8, one line each, which reads back to the same facts."""
    rows = [
        (
            fact.date,
            " ".join((*fact.actors, *fact.unknown_actors)),
            fact.kind,
            fact.what,
            fact.source,
            fact.url or "",
        )
        for fact in facts
    ]
    # a column that is empty throughout is left out
    width = len(COLUMNS) + any(row[-1] for row in rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, *OPTIONAL_COLUMNS)[:width])
    writer.writerows(row[:width] for row in rows)
    return text.getvalue().encode()


def _header_problems(table: Table, name: str) -> list[Problem]:
    """Return what is wrong with the header; fatal where the rows cannot be understood without it."""
    names, line = table.header.fields, table.header.line
    allowed = (*COLUMNS, *OPTIONAL_COLUMNS)
    strange = [column for column in names if column not in allowed]
    missing = [column for column in COLUMNS if column not in names]
    twice = sorted({column for column in allowed if names.count(column) > 1})
    complaints = [f"the column {column!r} stands there twice" for column in twice]
    for column in missing:
        found = near(column, strange)
        hint = f"; is {found[0]!r} meant for it?" if found else ""
        complaints.append(f"no column {column!r}{hint}")
    if complaints:
        if names and _DATE.fullmatch(names[0]):
            complaints = ["there is no header; the first line looks like a row"]
        message = f"{'; '.join(complaints)}; want the columns {', '.join(COLUMNS)}, and url if you like"
        return [Problem(source=name, message=message, line=line, fatal=True)]
    problems = [
        Problem(source=name, message=f"the column {column!r} is not read{_near(column, allowed)}", line=line)
        for column in strange
        if column
    ]
    if not table.rows:
        problems.append(Problem(source=name, message="no rows below the header", line=line, fatal=True))
    return problems


def _read_row(
    row: Row, columns: tuple[str, ...], name: str, *, unknown: _Unknown, as_of: dt.date | None
) -> tuple[DatedFact | None, str | None]:
    """Return the fact in a row, and what was wrong with the row."""
    if row.complaint is not None:
        return None, f"{row.complaint}; the row is left out"
    by_column = {column: " ".join(field.split()) for column, field in zip(columns, row.fields, strict=True)}
    cells = _Cells(by_column, [], [])
    day, precision = _read_date(cells, as_of)
    kind = _read_kind(cells)
    what, source = _read_text(cells, "what"), _read_text(cells, "source")
    known, strangers = _read_actors(cells, unknown)
    url = _read_url(cells)
    if cells.refusals:
        return None, f"{'; '.join(cells.refusals + cells.remarks)}; the row is left out"
    fact = DatedFact(
        day=day,
        precision=precision,
        actors=known,
        kind=kind,
        what=what,
        source=source,
        url=url,
        unknown_actors=strangers,
        file=name,
        line=row.line,
    )
    return fact, f"{'; '.join(cells.remarks)}; the row is kept" if cells.remarks else None


def _read_date(cells: _Cells, as_of: dt.date | None) -> tuple[dt.date, Precision]:
    """Return the first day that the row's date allows, and how much of it is known."""
    written = cells.by_column["date"]
    match = _DATE.fullmatch(written)
    if match is None:
        found = f"{_short(written)} is no date" if written else "there is no date"
        cells.refusals.append(f"{found}; want YYYY-MM-DD, YYYY-MM or YYYY{_near_date(written)}")
        return dt.date.min, "year"
    year, month, day = match.groups()
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        cells.refusals.append(f"{written!r} is not in the calendar")
        return dt.date.min, "year"
    if as_of is not None and first > as_of:
        cells.remarks.append(f"{written} lies after {as_of}")
    return first, precision


def _near_date(written: str) -> str:
    """Return a hint where the order of day, month and year leaves no doubt."""
    match = _NEARLY.fullmatch(written)
    if match is None:
        return ""
    a, b, c = (int(part) for part in match.groups())
    century = 100
    readings = {(c, b, a), (c, a, b)} if c >= century else {(a, b, c)} if a >= century else set()
    days = []
    for year, month, day in readings:
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    return f" (is {days[0]} meant?)" if len(days) == 1 else ""


def _read_kind(cells: _Cells) -> FactKind:
    """Return the row's kind."""
    written = cells.by_column["kind"]
    if written.casefold() in KINDS:
        return cast("FactKind", written.casefold())
    found = f"{_short(written)} is no kind of fact" if written else "there is no kind"
    cells.refusals.append(f"{found}; want one of {', '.join(KINDS)}{_near(written.casefold(), KINDS)}")
    return "agreement"


def _read_text(cells: _Cells, column: str) -> str:
    """Return the text in a column that must not be empty."""
    written = cells.by_column[column]
    if not written:
        cells.refusals.append(f"the column {column!r} is empty")
    elif len(written) > LONGEST_FIELD:
        cells.refusals.append(f"{column!r} has {len(written):,} characters; want at most {LONGEST_FIELD:,}")
    return written


def _read_actors(cells: _Cells, unknown: _Unknown) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the identifiers in the row that the actor table has, and those that it has not."""
    words = _BETWEEN_ACTORS.sub(" ", cells.by_column["actors"]).split()
    if not words:
        cells.refusals.append("there are no actors; want identifiers with spaces between them: UZB RUS")
    if len(words) > MOST_ACTORS:
        cells.refusals.append(f"{len(words):,} words among the actors; want at most {MOST_ACTORS}")
        return (), ()
    known: dict[str, None] = {}
    strangers: dict[str, None] = {}
    at = 0
    while at < len(words):
        # an identifier may hold a space, as "Central Asia" does: the longest that is known
        for width in range(min(_WORDS_IN_AN_IDENTIFIER, len(words) - at), 0, -1):
            identifier = " ".join(words[at : at + width])
            if unknown(identifier) is None:
                known[identifier] = None
                break
        else:
            width = 1
            strangers[words[at]] = None
        at += width
    complaints = [str(unknown(identifier)) for identifier in strangers]
    (cells.remarks if known else cells.refusals).extend(complaints)
    return tuple(known), tuple(strangers)


def _unknown(identifier: str, *, table: ActorTable) -> str | None:
    """Return why the actor table does not have the identifier, or None where it does."""
    try:
        table.actor(identifier)
    except KeyError as error:
        return str(error.args[0])
    return None


def _read_url(cells: _Cells) -> str | None:
    """Return the row's address."""
    written = cells.by_column.get("url") or None
    if written is not None and not written.startswith(("https://", "http://")):
        cells.remarks.append(f"{_short(written)} is no address; want https://…")
        return None
    return written


def _near(word: str, allowed: Iterable[str]) -> str:
    """Return a hint at the nearest of the allowed words."""
    found = near(word, allowed)
    return f"; is {found[0]!r} meant?" if found else ""


def _short(written: str) -> str:
    """Return what was found, short enough for a message."""
    limit = 40
    return repr(written if len(written) <= limit else f"{written[:limit]}…")
