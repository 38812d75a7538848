"""Scores for the terminal: all sources in a table, or one with its statements."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.brief.figures import counted, percent, span
from sayso.brief.scores.facts import facts
from sayso.brief.scores.records import ReadingShown, Sheets, SourceSheet, StatementShown
from sayso.brief.scores.words import decidable, few, standfirst
from sayso.brief.visible import one_line
from sayso.forecasts.limits import limits

MOST: Final = 60
"""Statements that are listed in the terminal; the page and the CSV file have all."""
_QUOTE: Final = 64
_PART: Final = {
    "unhedged": "bare will",
    "asked": "asked",
    "other reading": "other reading",
    "revised": "revised",
    "too late": "too late",
    "beyond activity": "after last day",
}


def to_text(found: Sheets, *, by_topic: bool, width: int) -> str:
    """Return the scores as text: one source in full, several as a table of counts."""
    console = Console(width=width, record=False, no_color=True, highlight=False, markup=False, emoji=False)
    every = (*found.sources, *found.references)
    with console.capture() as captured:
        for line in (*found.chosen, *found.left_out):
            console.print(one_line(line))
        if len(every) == 1:
            _one(every[0], console)
        else:
            _overview(found, console)
        if by_topic:
            for sheet in every:
                _topics(sheet, console)
        console.print(f"\n{found.made_with}; docs/scores.md says how to read this.")
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def no_ranking(found: Sheets) -> str:
    """Return why the sources stand in alphabetical order."""
    wanted = int(limits().order_from.value)
    most = max((one.scored for one in (*found.sources, *found.references)), default=0)
    if most < wanted:
        return (
            f"In alphabetical order, without a ranking: an order of two sources wants {wanted} questions "
            f"that both answered, and the most that any of these has is {most}. Mean scores of so few are "
            "left out."
        )
    return (
        "In alphabetical order: means over different questions cannot be ranked. To compare two on the "
        f"questions that both answered, ask for one --against the other; an order wants {wanted} of them."
    )


def mean_shown(sheet: SourceSheet) -> str:
    """Return the mean Brier score for a table of sources, nothing where the answers are too few to show."""
    brier = sheet.summary.scores.get("brier")
    if brier is None or brier.n < int(limits().order_from.value):
        return ""
    return f"{brier.mean.mean:.3f}"


def _overview(found: Sheets, console: Console) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Source", overflow="fold")
    heads = ("Claims", "Forecasts", "Answered", "Void", "Open", "Can be decided", "Brier")
    for head in heads:
        table.add_column(head, justify="right")
    for sheet in (*found.sources, *found.references):
        outcomes = sheet.summary.outcomes
        hits, known = decidable(sheet)
        table.add_row(
            Text(one_line(sheet.source.title)),
            f"{sheet.claims:,}" if sheet.claims else "",
            f"{sheet.summary.parts.get('counts', 0):,}",
            f"{sheet.scored:,}",
            f"{outcomes.get('void', 0):,}",
            f"{outcomes.get('pending', 0):,}",
            f"{hits:,} of {known:,}" if known else "",
            mean_shown(sheet),
        )
    what = counted(len(found.sources), "source") if found.sources else "No source’s forecasts"
    console.print(f"{what} in {one_line(found.name)}\n")
    console.print(table)
    console.print(f"\n{no_ranking(found)}")
    if found.sources:
        console.print("One source, statement by statement: --speaker NAME or --model NAME.")


def _one(sheet: SourceSheet, console: Console) -> None:
    source = sheet.source
    console.print(f"{one_line(source.title)} · {source.kind}", style="bold")
    console.print(standfirst(sheet))
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for fact in facts(sheet):
        table.add_row(Text(one_line(fact.term)), Text(one_line(fact.words)))
    console.print(table)
    if sheet.statements:
        console.print()
        _statements(sheet.statements, console)


def _statements(statements: Sequence[StatementShown], console: Console) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Said", overflow="fold", ratio=4)
    table.add_column("How sure", overflow="fold", min_width=9)
    table.add_column("What happened", overflow="fold", min_width=12)
    rules = {one.loss.rule for shown in statements for one in shown.readings if one.loss is not None}
    table.add_column("Brier" if rules <= {"brier"} else "Score", justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    for shown in statements[:MOST]:
        for number, row in enumerate(_rows(shown)):
            table.add_row(*(Text(one_line(cell)) for cell in (_said(shown) if not number else "", *row)))
    console.print(table)
    if len(statements) > MOST:
        console.print(
            f"… and {counted(len(statements) - MOST, 'more', 'more')}: --csv FILE and --page FILE have all."
        )


def _said(shown: StatementShown) -> str:
    if shown.quote is None:
        words = shown.readings[0].question if shown.readings else shown.statement
        return _cut(words)
    return f"“{_cut(shown.quote)}”"


def _cut(words: str) -> str:
    whole = one_line(words)
    return whole if len(whole) <= _QUOTE else f"{whole[: _QUOTE - 1].rstrip()}…"


def _rows(shown: StatementShown) -> list[tuple[str, str, str, str]]:
    """Return for each reading how sure, what happened, the score and where it is counted."""
    if not shown.readings:
        label = shown.verdict[0].words if shown.verdict else "not looked up"
        return [("", label, "no score", shown.kind or "")]
    several = len(shown.readings) > 1
    return [_row(one, several=several) for one in shown.readings]


def _row(one: ReadingShown, *, several: bool) -> tuple[str, str, str, str]:
    reading = f"reading {one.label}" if several and one.label else ""
    apart = "" if reading and one.part == "other reading" else _PART.get(one.part, "")
    return (
        given_words(one),
        outcome_words(one),
        loss_words(one),
        ", ".join(each for each in (reading, apart) if each),
    )


def given_words(one: ReadingShown) -> str:
    """Return how sure a source was, as a number with the band of the words."""
    given = one.given
    if given.mean is None:
        return given.stated or ""
    if given.low is None or given.high is None:
        return percent(given.mean)
    return f"{percent(given.mean)} ({span(given.low, given.high)})"


def outcome_words(one: ReadingShown) -> str:
    """Return what a question came to, in a word or two."""
    if one.outcome == "value" and one.answers:
        return one.answers[0].words
    return "open" if one.outcome == "pending" else one.outcome


def loss_words(one: ReadingShown) -> str:
    """Return a score with the band of the words."""
    if one.loss is None:
        return "–"
    if one.loss.low is None or one.loss.high is None:
        rule = {"brier": "", "crps": " CRPS", "ranked": " ranked"}.get(one.loss.rule, f" {one.loss.rule}")
        return f"{one.loss.value:.2f}{rule}"
    return f"{one.loss.value:.2f} ({one.loss.low:.2f}–{one.loss.high:.2f})"


def _topics(sheet: SourceSheet, console: Console) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("Topic", overflow="fold")
    for head in ("Forecasts", "Answered", "Brier", "80% band"):
        table.add_column(head, justify="right")
    for topic in sheet.topics:
        mean = "" if topic.brier is None or topic.answered < few() else f"{topic.brier:.3f}"
        band = "" if not mean or topic.low is None else f"{topic.low:.3f}–{topic.high:.3f}"
        table.add_row(Text(one_line(topic.topic)), f"{topic.forecasts:,}", f"{topic.answered:,}", mean, band)
    console.print(f"\n{one_line(sheet.source.title)} by topic")
    console.print(table)
    console.print(f"Means are shown from {few()} answers on.")
