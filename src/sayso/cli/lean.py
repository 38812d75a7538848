"""`sayso lean`: how close a state stands to each of several powers, period by period."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from sayso import __version__
from sayso.brief.lines import Line, Marker, Picture
from sayso.cli.examples import epilog
from sayso.cli.leaning import ADD_EXAMPLE, Leaning, ask, lean_options
from sayso.cli.output import check_writable, emit, write_whole
from sayso.cli.parameters import CSV_HELP, STDOUT, refuse_two
from sayso.cli.picturing import check_picture, plot_option, write_plot
from sayso.measures.lean import Lean, Level

_SURE = 0.95
"""A change from one period to the next is named from this probability on."""
_SEED = 0


@click.command(
    epilog=epilog(
        (
            "load the example, roll calls alone, then the lean between two powers by the year",
            f"{ADD_EXAMPLE} && sayso lean UZB --between USA RUS --from 2000",
        ),
        (
            "three powers, the numbers as CSV and a picture",
            f"{ADD_EXAMPLE} && sayso lean UZB --between USA RUS CHN --csv lean.csv --plot lean.html",
        ),
    )
)
@lean_options
@click.option(
    "--model",
    type=click.Choice(["kalman", "full"]),
    default="kalman",
    show_default=True,
    help="Smoother, in a second; or the full model, in many minutes (pip install 'sayso[bayes]').",
)
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), metavar="FILE", help=CSV_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@plot_option
def command(*, csv_path: Path | None, as_json: bool, plot: Path | None, **asked: object) -> None:
    """Show how close STATE stands to each of several powers, with 80 % intervals.

    Closeness is measured from event counts (how much the two cooperate beside what both do with others, and
    which share is conflict), from roll calls in the United Nations on which the powers part, and from dated
    facts. It is relative to the usual; what can be read is a difference, and each has its probability.
    """
    refuse_two(csv_path, as_json=as_json)
    if csv_path is not None and csv_path != STDOUT:
        check_writable(csv_path)
    check_picture(plot)
    leaning = ask(asked)
    lean = leaning.answer.lean()
    series = {power: lean.closeness(leaning.state, power) for power in leaning.powers}
    first, second = leaning.powers[:2]
    series[f"{first} against {second}"] = lean.between(leaning.state, first, second)
    if csv_path is not None and csv_path != STDOUT:
        write_whole(csv_path, _csv(series).encode())
    if plot is not None:
        write_plot(_picture(leaning, lean, series), plot)
    if csv_path == STDOUT:
        emit(_csv(series).encode())
        return
    if as_json:
        emit(_json(leaning, lean, series))
        return
    emit(_text(leaning, lean, series))


def _csv(series: dict[str, tuple[Level, ...]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("series", "period", "mean", "low", "high", "seen"))
    for name, levels in series.items():
        for one in levels:
            numbers = (f"{value:.6f}" for value in (one.mean, one.low, one.high))
            writer.writerow((name, one.period.isoformat(), *numbers, " ".join(one.seen)))
    return text.getvalue()


def _json(leaning: Leaning, lean: Lean, series: dict[str, tuple[Level, ...]]) -> bytes:
    result = {
        "state": leaning.state,
        "powers": list(leaning.powers),
        "step": leaning.step,
        "interval": 0.8,
        "version": __version__,
        "model": "kalman" if leaning.answer.full is None else "full",
        "convergence": None if leaning.answer.full is None else asdict(leaning.answer.full.convergence),
        "counts": leaning.answer.product,
        "votes": list(leaning.answer.votes),
        "pooled with": list(leaning.answer.fit.panel.states[1:]),
        "series": {
            name: [
                {
                    "period": one.period.isoformat(),
                    "mean": one.mean,
                    "low": one.low,
                    "high": one.high,
                    "seen": list(one.seen),
                }
                for one in levels
            ]
            for name, levels in series.items()
        },
        "changes": [
            {"power": power, "from": before, "to": after, "probability higher": higher}
            for power, before, after, higher in _changes(leaning, lean)
        ],
    }
    return json.dumps(result, indent=1).encode() + b"\n"


def _text(leaning: Leaning, lean: Lean, series: dict[str, tuple[Level, ...]]) -> bytes:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(leaning.step)
    for name in series:
        table.add_column(name, justify="right")
    several = len(leaning.powers) > 2  # noqa: PLR2004 - between two it says what their lean does
    evenness = _evenness(leaning, lean) if several else None
    if evenness:
        table.add_column("evenness", justify="right")
    for at, one in enumerate(next(iter(series.values()))):
        cells = [_cell(levels[at]) for levels in series.values()]
        cells += [f"{evenness[at].mean:.2f}"] if evenness else []
        table.add_row(leaning.written(one.period), *cells, style=None if one.seen else "dim")
    console = Console()
    with console.capture() as captured:
        console.print(f"{leaning.name} between {leaning.names}\n", highlight=False)
        console.print(table)
        console.print()
        for line in _notes(leaning, lean):
            console.print(line, highlight=False, soft_wrap=False)
    return captured.get().encode()


def _cell(level: Level) -> str:
    flag = "" if level.seen else " ·"
    mean, low, high = (f"{round(number, 2) + 0.0:+.2f}" for number in (level.mean, level.low, level.high))
    return f"{mean} [{low}, {high}]{flag}".replace("[", "\\[")


def _evenness(leaning: Leaning, lean: Lean) -> Sequence[Level] | None:
    try:
        return lean.multi_vectorness(leaning.state, np.random.default_rng(_SEED))
    except ValueError:
        return None


def _changes(leaning: Leaning, lean: Lean) -> list[tuple[str, str, str, float]]:
    """Return the changes from one period to the next that are as good as sure."""
    periods = leaning.answer.fit.panel.periods
    found = []
    for power in leaning.powers:
        for before, after in pairwise(periods):
            change = lean.difference(leaning.state, power, before, after)
            if change.seen and max(change.lower, change.higher) >= _SURE:
                found.append((power, leaning.written(before), leaning.written(after), change.higher))
    return found


def _notes(leaning: Leaning, lean: Lean) -> list[str]:
    lines = ["Closeness in natural logs: +0.69 is twice the usual cooperation. 80 % intervals; · is no data."]
    changes = _changes(leaning, lean)
    if changes:
        told = "; ".join(
            f"{power} {after} {'above' if higher >= _SURE else 'below'} {before} "
            f"(P {max(higher, 1 - higher):.3f})"
            for power, before, after, higher in changes
        )
        lines.append(f"Changes from one {leaning.step} to the next that are as good as sure: {told}.")
    else:
        lines.append(f"No change from one {leaning.step} to the next is as good as sure (P ≥ {_SURE}).")
    if leaning.answer.product is None:
        lines.append(
            "The record has no counts of events for these: votes alone hardly tell how close they stand."
        )
    return [*lines, *leaning.sources()]


def _picture(leaning: Leaning, lean: Lean, series: dict[str, tuple[Level, ...]]) -> Picture:
    changes = {(power, after) for power, _, after, _ in _changes(leaning, lean)}
    facts = [
        Marker(fact.day, fact.what, fact.date)
        for fact in leaning.facts
        if any((power, leaning.written(fact.day)) in changes for power in leaning.powers)
        and leaning.state in fact.actors
    ]
    return Picture(
        title=f"{leaning.name} between {leaning.names}",
        subtitle=f"Closeness by the {leaning.step}, relative to the usual; natural logs",
        unit="closeness",
        lines=[
            Line(
                label=leaning.labelled(name),
                days=[one.period for one in levels],
                middle=[one.mean for one in levels],
                low=[one.low for one in levels],
                high=[one.high for one in levels],
                known=[bool(one.seen) for one in levels],
            )
            for name, levels in series.items()
        ],
        markers=facts,
        level=0.0,
        notes=leaning.sources(),
    )
