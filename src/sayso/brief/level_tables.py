"""Levels as an analyst reads them: a table, JSON, CSV, and the picture's lines."""

import csv
import io
import json
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.table import Table

from sayso import __version__
from sayso.brief.lines import Line, Picture
from sayso.events.formats import FORMATS
from sayso.measures.levels import Level, Levels
from sayso.measures.panel import Step
from sayso.measures.telling import ONLY_DISORDER

_WIDTH: Final = 100
_COLUMNS: Final = ("factor", "product", "period", "level", "low", "high", "telling", "among")


def to_text(found: Levels, shown: Sequence[Level]) -> str:
    """Return the levels as a table, with what to know below it."""
    counted = "Events" if found.direction > 0 else "Events against"
    table = Table("Period", "Level", "80% interval", counted, "Of all", box=None, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    for known, group in groupby(shown, key=lambda one: one.known):
        rows = list(group)
        if not known:
            ends = dict.fromkeys(name_of(one, found.step) for one in (rows[0], rows[-1]))
            table.add_row(" – ".join(ends), "no data", "", "", "")
            continue
        for one in rows:
            among = "" if one.among is None else f"{one.among:,.0f}"
            band = f"{one.low:.2f} – {one.high:.2f}"
            table.add_row(name_of(one, found.step), f"{one.level:.2f}", band, f"{one.telling:,.0f}", among)
    return "".join(
        f"{line}\n" for line in (f"{found.factor} by {found.step}", *_drawn(table), "", *_notes(found))
    )


def _notes(found: Levels) -> list[str]:
    """Return what to know when reading the numbers, a line each."""
    against = "; counted are events that speak against it" if found.direction < 0 else ""
    notes = [
        f"0.5 is the actor's own normal; 0.9 is above about nine in ten of its {found.step}s{against}.",
        f"Counts vary {found.overdispersion:.1f} times as much as by chance alone; the intervals hold that.",
    ]
    if found.product in ONLY_DISORDER:
        notes.append(
            f"The product has no rows of calm: a {found.step} without an event is no data, not zero."
        )
    if found.unplaced:
        left = f"{found.unplaced:,} event{'' if found.unplaced == 1 else 's'}"
        notes.append(f"Left out, for the {found.step} is not known: {left}.")
    form = FORMATS.get(found.product)
    if form is not None:
        notes.append(f"Data: {form.title}; licence: {form.licence.name}. Cite: {form.licence.citation}")
    notes.append(f"Sayso {__version__}")
    return notes


def to_json(found: Levels, shown: Sequence[Level]) -> bytes:
    """Return the levels as JSON, `telling` and `among` null where there are no data."""
    form = FORMATS.get(found.product)
    whole = {
        "factor": found.factor,
        "product": found.product,
        "licence": None if form is None else form.licence.name,
        "citation": None if form is None else form.licence.citation,
        "by": found.step,
        "overdispersion": found.overdispersion,
        "counted": "events that show it" if found.direction > 0 else "events against it",
        "left_out": found.unplaced,
        "version": __version__,
        "levels": [
            {
                "period": one.period.isoformat(),
                "level": one.level,
                "low": one.low,
                "high": one.high,
                "telling": one.telling,
                "among": one.among,
            }
            for one in shown
        ],
    }
    return f"{json.dumps(whole, indent=1, ensure_ascii=False)}\n".encode()


def to_csv(found: Levels, shown: Sequence[Level]) -> bytes:
    """Return the levels as CSV with a header."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for one in shown:
        rows.writerow(
            [found.factor, found.product, one.period, one.level, one.low, one.high, one.telling, one.among]
        )
    return written.getvalue().encode()


def to_picture(found: Levels, shown: Sequence[Level]) -> Picture:
    """Return what a picture of the levels shows."""
    return Picture(
        title=f"{found.factor} by {found.step}",
        subtitle="level, with its 80% interval; the thin line is the actor's own normal; grey: no data",
        unit="level",
        lines=[
            Line(
                label=found.factor,
                days=[one.period for one in shown],
                middle=[one.level for one in shown],
                low=[one.low for one in shown],
                high=[one.high for one in shown],
                known=[one.known for one in shown],
            )
        ],
        level=0.5,
        notes=_notes(found),
    )


def to_listing(found: Sequence[Levels]) -> str:
    """Return each factor's latest level as a table."""
    table = Table(
        "Factor", "Latest", "Level", "80% interval", "Data for", "Product", box=None, padding=(0, 2, 0, 0)
    )
    for one in found:
        last = one.levels[-1]
        table.add_row(
            one.factor,
            name_of(last, one.step),
            f"{last.level:.2f}",
            f"{last.low:.2f} – {last.high:.2f}",
            f"{sum(each.known for each in one.levels):,} {one.step}s",
            one.product,
        )
    return "".join(f"{line}\n" for line in _drawn(table))


def name_of(one: Level, step: Step) -> str:
    """Return the period of a level: 2014 or 2014-02."""
    return f"{one.period:%Y-%m}" if step == "month" else f"{one.period:%Y}"


def _drawn(table: Table) -> list[str]:
    console = Console(width=max(_WIDTH, Console().width))
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]
