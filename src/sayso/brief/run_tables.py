"""The runs of a model as an analyst reads them: tables, JSON, CSV, and the picture's lines."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso import __version__
from sayso.brief.dating import day_words
from sayso.brief.figures import counted, listed, percent, span
from sayso.brief.lines import Line, Picture
from sayso.brief.visible import one_line
from sayso.scenarios.basis import EVERYBODY, Basis
from sayso.scenarios.summary import LevelShown, OutcomeShown, Summary
from sayso.views.probability import Probability

WIDTH: Final = 100
PANELS: Final = 8
"""Lines that one picture shows at most."""
_LEAST_LIKELY: Final = 0.01
"""A picture leaves out outcomes less likely than this."""
_COLUMNS: Final = ("what", "name", "months", "day", "value", "low", "high")


def model_words(found: Basis) -> str:
    """Return whose model it is, of what and from when, in one sentence."""
    around = f" with {listed(found.patron_names)}" if found.patron_names else ""
    return f"{_whose(found)}: {listed(found.state_names)}{around}, from {day_words(found.model.start)}."


def _whose(found: Basis) -> str:
    names = {None: "The common model", EVERYBODY: "The model of all claims taken together"}
    return names.get(found.speaker, f"The model of {one_line(str(found.speaker))}")


def to_text(summary: Summary, found: Basis) -> str:
    """Return the runs as tables, with what to know above and below."""
    lines = [model_words(found)]
    if summary.scenarios:
        lines.append(f"Under: {'; '.join(one_line(name) for name in summary.scenarios)}.")
    within = counted(summary.months, "month")
    lines += ["", f"Probability within {within}, with its 80% interval over parameters"]
    lines += drawn(_probabilities(summary.outcomes))
    if summary.levels:
        lines += ["", "Level: median and the band of 80% of runs; 0.5 is the actor's own normal"]
        lines += drawn(_levels(summary))
    return "".join(f"{line}\n" for line in (*lines, "", *notes(summary)))


def notes(summary: Summary) -> list[str]:
    """Return what to know when reading the numbers, a line each."""
    found = []
    if summary.effective_runs < summary.runs:
        found.append(
            f"Weighed by what the speaker calls likely: {summary.effective_runs:,.0f} effective runs."
        )
    if summary.unmet:
        found.append(f"Stated likelihoods that no weighting honours: {len(summary.unmet)}.")
    found.append(f"{summary.runs:,} runs, seed {summary.seed}. Sayso {__version__}")
    return found


def _probabilities(shown: Sequence[OutcomeShown]) -> Table:
    table = plain_table("Outcome", "Probability", "80% interval")
    for one in shown:
        mark = one.probability
        table.add_row(label(one.outcome.label), percent(mark.mean), span(mark.low, mark.high))
    return table


def _levels(summary: Summary) -> Table:
    months = sorted({0, summary.months // 2, summary.months})
    table = plain_table("Factor", *(f"{summary.days[month]:%b %Y}" for month in months))
    for one in summary.levels:
        cells = (
            f"{one.path.middle[month]:.2f} ({one.path.low[month]:.2f}–{one.path.high[month]:.2f})"
            for month in months
        )
        table.add_row(Text(str(one.factor)), *cells)
    return table


def label(words: str) -> Text:
    """Return words from outside as they stand in a table: on one line, without markup."""
    return Text(one_line(words))


def plain_table(*headings: str) -> Table:
    """Return a table without lines, its first column to the left and the others to the right."""
    table = Table(*headings, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def drawn(table: Table) -> list[str]:
    """Return the lines of a table, at least 100 characters wide where the terminal is narrower."""
    console = Console(width=max(WIDTH, Console().width))
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]


def to_json(record: msgspec.Struct) -> bytes:
    """Return a record with Sayso's version as indented JSON with a final newline, factors as written."""
    made = {**msgspec.to_builtins(record), "version": __version__}
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def to_csv(summary: Summary) -> bytes:
    """Return outcomes and levels month by month as CSV with a header."""
    rows: list[Iterable[object]] = []
    for shown in summary.outcomes:
        for month, mark in enumerate(shown.by_month, start=1):
            day = summary.days[month]
            rows.append(("probability", shown.outcome.id, month, day, mark.mean, mark.low, mark.high))
    for level in summary.levels:
        columns = zip(level.path.middle, level.path.low, level.path.high, strict=True)
        for month, (middle, low, high) in enumerate(columns):
            rows.append(("level", str(level.factor), month, summary.days[month], middle, low, high))
    return table_csv(_COLUMNS, rows)


def table_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV with a header."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()


def to_picture(summary: Summary, found: Basis) -> Picture:
    """Return the likeliest outcomes and the levels over time, as many as a picture holds."""
    ranked = sorted(summary.outcomes, key=lambda one: -one.probability.mean)
    likely = [one for one in ranked if one.probability.mean >= _LEAST_LIKELY] or ranked[:1]
    room = max(PANELS - len(summary.levels), PANELS // 2)
    lines = [_outcome_line(one, summary) for one in likely[:room]]
    lines += [_level_line(one, summary) for one in summary.levels[: PANELS - len(lines)]]
    left = len(summary.outcomes) + len(summary.levels) - len(lines)
    more = [f"{left} more outcomes and levels are in the table."] if left > 0 else []
    under = f"under {'; '.join(summary.scenarios)}; " if summary.scenarios else ""
    return Picture(
        title=_whose(found),
        subtitle=one_line(
            f"{under}outcomes: probability of having come true, 80% interval over parameters; "
            "levels: median and 80% of runs; own scales"
        ),
        unit="probability or level",
        lines=lines,
        one_scale=False,
        notes=[model_words(found), *more, *notes(summary)],
    )


def _outcome_line(one: OutcomeShown, summary: Summary) -> Line:
    start = Probability(mean=0.0, low=0.0, high=0.0)
    if one.outcome.direction < 0 and one.outcome.events:  # that it has not begun is sure at the start
        start = Probability(mean=1.0, low=1.0, high=1.0)
    marks = (start, *one.by_month)
    return Line(
        label=one_line(one.outcome.label),
        days=summary.days,
        middle=[mark.mean for mark in marks],
        low=[mark.low for mark in marks],
        high=[mark.high for mark in marks],
        known=[True] * len(marks),
    )


def _level_line(one: LevelShown, summary: Summary) -> Line:
    path = one.path
    return Line(
        label=f"level of {one.factor}",
        days=summary.days,
        middle=path.middle,
        low=path.low,
        high=path.high,
        known=[True] * len(path.middle),
    )
