"""A back-test as an analyst reads it: the verdict and a table in the terminal, CSV of scores, JSON."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.table import Table

from sayso import __version__
from sayso.backtests.forecast import Score
from sayso.backtests.question import Backtest, LeftOut
from sayso.backtests.summary import REFERENCES, Comparison, Summary
from sayso.backtests.verdict import findings, headline, horizon_words, signed, variants
from sayso.brief.visible import one_line
from sayso.events.formats import FORMATS

_WIDTH: Final = 100
SHORT: Final = {
    "model": "model",
    "weighted": "weighted",
    "calibrated": "calibrated",
    "persistence": "persistence",
    "walk": "walk",
    "climatology": "base rate",
}
"""Names of forecasters above columns."""


def to_text(found: Backtest, summary: Summary) -> str:
    """Return the verdict, the table of differences, and what to know below it."""
    said = [headline(found, summary), *variants(found, summary)]
    below = [*notes(found), *(f"Left out: {line}" for line in left_out_lines(found.left_out))]
    lines = [*map(one_line, said), "", *_drawn(_table(summary, found)), "", *map(one_line, below)]
    return "".join(f"{line}\n" for line in lines)


def _table(summary: Summary, found: Backtest) -> Table:
    table = Table("Factor", "Ahead", "Cases", "CRPS", box=None, padding=(0, 1, 0, 0))
    table.columns[0].no_wrap = True
    for column in table.columns[2:]:
        column.justify = "right"
    for name in REFERENCES:
        table.add_column(f"less {SHORT[name]}", justify="right")
    table.add_column("80% held", justify="right")
    for cell in summary.cells:
        by_reference = {one.reference: one for one in cell.comparisons}
        first = cell.comparisons[0] if cell.comparisons else None
        held = next(
            (
                one.held[1].mean
                for one in summary.coverage
                if (one.factor, one.horizon, one.forecaster) == (cell.factor, cell.horizon, "model")
            ),
            None,
        )
        table.add_row(
            cell.factor,
            horizon_words(cell.horizon, found.question.step),
            "" if first is None else f"{first.cases:,}",
            "" if first is None else f"{first.score:.3f}",
            *[difference_words(by_reference.get(name)) for name in REFERENCES],
            "" if held is None else f"{held:.0%}",
        )
    return table


def difference_words(one: Comparison | None) -> str:
    """Return a difference with its standard error and a mark: * where it is told apart from none."""
    if one is None:
        return "–"
    error = "" if one.difference.error is None else f" ± {one.difference.error:.3f}"
    mark = "*" if one.verdict in {"better", "worse"} else ""
    return f"{signed(one.difference.mean)}{error}{mark}"


def notes(found: Backtest) -> list[str]:
    """Return what to know when reading the numbers, a line each."""
    asked = found.question
    first, last = asked.starts[0], asked.starts[found.done - 1]
    counted = "state" if len(asked.states) == 1 else "states"
    lines = [
        (
            "CRPS of levels, 0 to 1; 0 is best. Differences below 0: the model was better. "
            "* told apart from no difference (95 %, Holm); ± standard error by start, overlap and actor."
        ),
        (
            f"{found.done:,} of {len(asked.starts):,} starts, {first:%Y-%m} to {last:%Y-%m}; "
            f"{len(asked.states):,} {counted}, {asked.runs:,} runs, seed {asked.seed}."
        ),
        "The mechanisms’ numbers are from literature that knew some of these years; none was fitted to them.",
    ]
    lines += [
        f"{one.factor}, from {one.periods:,} periods before {asked.calibrate_before}: departures halve in "
        f"{one.half_life:.1f} months, spread {one.spread:.2f}."
        for one in found.calibrations
    ]
    return [*lines, *[f"Data: {line}" for line in data_lines(found)], f"Sayso {__version__}"]


def data_lines(found: Backtest) -> list[str]:
    """Return the products that were used, with licence and how to cite them."""
    lines = []
    for product in found.products:
        form = FORMATS.get(product)
        lines.append(
            product
            if form is None
            else f"{form.title}; licence: {form.licence.name}. Cite: {form.licence.citation}"
        )
    return lines


def left_out_lines(left_out: Sequence[LeftOut], *, most: int = 8) -> list[str]:
    """Return what was left out by reason, with how many forecasts; factors are named up to a few."""
    by_reason: dict[str, list[LeftOut]] = {}
    for one in left_out:
        # reasons name the factor and what it is told from; they differ by that alone
        reason = one.why.partition(", which is told from")[0].replace(one.what, "it")
        by_reason.setdefault(reason, []).append(one)
    lines = []
    for reason, those in by_reason.items():
        names = [one.what for one in those]
        named = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
        cases = sum(one.cases for one in those)
        counted = f" ({cases:,} {'forecast' if cases == 1 else 'forecasts'})" if cases else ""
        lines.append(f"{named}: {reason}{counted}")
    return lines


def to_csv(found: Backtest) -> bytes:
    """Return every forecast's scores as CSV with a header, the fields of `Score`."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(Score.__struct_fields__)
    rows.writerows(msgspec.structs.astuple(score) for score in found.scores)
    return written.getvalue().encode()


def to_json(found: Backtest, summary: Summary) -> bytes:
    """Return the verdict, comparisons and coverages as JSON; single scores are in the CSV."""
    rest: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(found, scores=()))
    del rest["scores"]
    whole = {
        "headline": headline(found, summary),
        "findings": findings(found, summary),
        "variants": variants(found, summary),
        "version": __version__,
        "data": data_lines(found),
        **rest,
        "summary": msgspec.to_builtins(summary),
    }
    return f"{json.dumps(whole, indent=1, ensure_ascii=False)}\n".encode()


def _drawn(table: Table) -> list[str]:
    console = Console(width=max(_WIDTH, Console().width))
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]
