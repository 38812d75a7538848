"""What the terminal shows of a record: its files, and what was wrong with their rows."""

import shutil
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.brief.visible import one_line
from sayso.events.entry import Entry, Outcome
from sayso.events.event_format import EventFormat
from sayso.events.loaded import Trouble

_WIDEST = 100
_LABEL = 11


def told(outcome: Outcome) -> str:
    """Return one line on a file that was added, was there before or is no event file itself."""
    if outcome.part_of is not None:
        return f"{outcome.name}: read with {outcome.part_of}"
    if outcome.entry is None:
        return str(outcome.problem)
    loaded = outcome.entry.loaded
    if outcome.known:
        return f"{outcome.name}: in the record already, {_rows(loaded.kept)}"
    left = f", {_rows(loaded.refused)} left out (see `sayso events problems`)" if loaded.refused else ""
    if not loaded.rows:
        left = ", for the file is empty but for its header"
    return f"{outcome.name}: {outcome.entry.title}, {_rows(loaded.kept)}{_span(outcome.entry)}{left}"


def entry_lines(entry: Entry) -> Iterator[str]:
    """Yield what `sayso events list` shows of a file."""
    yield one_line(entry.name)
    yield from _labelled("format", f"{entry.title} ({entry.format})")
    yield from _labelled("rows", f"{_rows(entry.loaded.kept)} of {entry.table}{_span(entry)}")
    yield from _labelled("licence", entry.licence)
    yield from _labelled("cite", entry.citation)
    yield from _labelled("key", entry.key[:12])


def problem_lines(entry: Entry, marks: Mapping[str, int]) -> Iterator[str]:
    """Yield what `sayso events problems` shows of a file; `marks` counts rows by what they are like."""
    loaded = entry.loaded
    yield f"{one_line(entry.name)}: {_rows(loaded.rows)} = {loaded.kept:,} kept + {loaded.refused:,} left out"
    for trouble in loaded.troubles:
        yield from _wrapped(_troubled(trouble))
    if loaded.blank:
        yield from _wrapped(f"{loaded.blank:,} × a blank line (no row)")
    if loaded.made:
        yield from _wrapped(f"{_rows(loaded.made)} more made of these, for a row holds several counts")
    if marks.get("same"):
        yield from _wrapped(f"{_rows(marks['same'])} stand in an earlier file too: kept, count once")
    if marks.get("elsewhere"):
        yield from _wrapped(f"{_rows(marks['elsewhere'])} are like another product's event: kept and marked")


def format_lines(form: EventFormat) -> Iterator[str]:
    """Yield a format's name, title and licence."""
    yield form.name
    yield from _labelled("title", form.title)
    yield from _labelled("table", form.table)
    yield from _labelled("licence", form.licence.name)


def format_details(form: EventFormat, about: str) -> Iterator[str]:
    """Yield all that is known of a format; `about` is its module's docstring."""
    yield from format_lines(form)
    yield from _labelled("cite", form.licence.citation)
    yield ""
    yield from about.strip().splitlines()
    yield ""
    yield "A row is left out where"
    for what in form.checks:
        yield from _wrapped(what)


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return what `sayso events list --json` has of a file."""
    loaded = entry.loaded
    return {
        "key": entry.key,
        "name": entry.name,
        "format": entry.format,
        "title": entry.title,
        "table": entry.table,
        "rows": loaded.kept,
        "first": loaded.first,
        "last": loaded.last,
        "licence": entry.licence,
        "citation": entry.citation,
        "bytes": entry.size,
        "version": entry.version,
        "at": entry.at,
    }


def problems_json(entry: Entry, marks: Mapping[str, int]) -> dict[str, Any]:
    """Return what `sayso events problems --json` has of a file: rows = kept + left_out."""
    loaded = entry.loaded
    return {
        "key": entry.key,
        "name": entry.name,
        "rows": loaded.rows,
        "kept": loaded.kept,
        "left_out": loaded.refused,
        "blank_lines": loaded.blank,
        "made": loaded.made,
        "same": marks.get("same", 0),
        "elsewhere": marks.get("elsewhere", 0),
        "troubles": loaded.troubles,
    }


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _span(entry: Entry) -> str:
    first, last = entry.loaded.first, entry.loaded.last
    return "" if first is None else f", {first} to {last}"


def _troubled(trouble: Trouble) -> str:
    named = trouble.lines or trouble.ids
    places = ""
    if named:
        what = "line" if trouble.lines else "id"
        plural = "s" if len(named) > 1 else ""
        more = ", …" if trouble.rows > len(named) else ""
        places = f"; {what}{plural} {', '.join(map(str, named))}{more}"
    fate = "mended and kept" if trouble.kept else "left out"
    return f"{trouble.rows:,} × {trouble.what} ({fate}{places})"


def _width() -> int:
    return max(40, min(_WIDEST, shutil.get_terminal_size().columns))


def _labelled(label: str, words: str) -> list[str]:
    return textwrap.wrap(
        one_line(words),
        _width(),
        initial_indent=f"  {label:<{_LABEL}} ",
        subsequent_indent=" " * (_LABEL + 3),
        break_on_hyphens=False,
    )


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(one_line(words), _width(), initial_indent="  ", subsequent_indent="    ")
