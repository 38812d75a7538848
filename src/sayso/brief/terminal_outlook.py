"""The outlook and the differences in the terminal."""

from collections.abc import Iterable, Mapping

from rich.console import RenderableType
from rich.text import Text

from sayso.brief import figures, phrases
from sayso.brief.dating import day_words
from sayso.brief.hanging import Hanging
from sayso.brief.outlook_records import Difference, Mark, OutcomeRow, OutlookSection
from sayso.brief.records import Claim

ROWS_SHOWN = 12
"""Outcomes, and differences, shown of each outlook; the page has all."""
_COLOURS = ("blue", "dark_orange", "green", "magenta", "yellow", "cyan")
_MARKS = "●■▲◆▼✚"


def _indented(text: str, by: int, style: str = "") -> RenderableType:
    return Hanging(" " * (by - 1), Text(text, style=style))


def outlook_parts(outlook: OutlookSection, width: int) -> Iterable[RenderableType]:
    """Return the outlook: its day, its rows, and what the model could not use."""
    yield Text(f"As of {day_words(outlook.as_of)}", style="bold")
    yield Text(phrases.outlook_basis(outlook), style="dim")
    if not outlook.rows:
        yield Text("No outcome could be computed for these documents.")
        return
    yield Text(
        f"Probability within {figures.counted(outlook.months, 'month')}, with 80% interval", style="italic"
    )
    for row in outlook.rows[:ROWS_SHOWN]:
        yield from _outcome(row, outlook, width)
    yield Text()
    if len(outlook.rows) > ROWS_SHOWN:
        yield Text(f"and {figures.counted(len(outlook.rows) - ROWS_SHOWN, 'more outcome')}: see the page")
    still = phrases.still(outlook)
    if still is not None:
        yield Text(still, style="dim")
    for problem in outlook.problems:
        yield Hanging("•", Text(f"Not used: {problem}", style="dim"))


def _outcome(row: OutcomeRow, outlook: OutlookSection, width: int) -> Iterable[RenderableType]:
    yield Text()
    yield Text(row.label, style="bold")
    name_width = min(26, width // 3)
    lane_width = width - name_width - 20
    yield _line(Text("┃ Common model"), row.common, name_width, _lane(row.common, lane_width, None))
    for index, (speaker, mark) in enumerate(zip(outlook.speakers, row.speakers, strict=True)):
        if speaker.moved:
            sign = _MARKS[index % len(_MARKS)]
            name = f"{sign} {phrases.source_name(speaker.name, asks=speaker.asks)}"
            shown = Text(name, style=_COLOURS[index % len(_COLOURS)])
            yield _line(shown, mark, name_width, _lane(mark, lane_width, index))
    pooled = phrases.pooled(row)
    if pooled is not None:
        yield _indented(pooled, 2, "dim")


def _line(name: Text, mark: Mark, name_width: int, lane: Text) -> Text:
    """Return a name, its lane and its probability on one line."""
    name.truncate(name_width, overflow="ellipsis", pad=True)
    line = Text.assemble(name, " ", lane, " ", figures.mark(mark))
    line.no_wrap = True
    return line


def _lane(mark: Mark, width: int, index: int | None) -> Text:
    """Return a probability on a line of `width` characters from 0 to 100%."""
    low, mean, high = (round(share * (width - 1)) for share in (mark.low, mark.mean, mark.high))
    line = ["·"] * width
    line[low : high + 1] = "─" * (high - low + 1)
    line[mean] = "┃" if index is None else _MARKS[index % len(_MARKS)]
    text = Text("".join(line), style="dim")
    style = "bold" if index is None else f"not dim {_COLOURS[index % len(_COLOURS)]}"
    text.stylize(style, low, high + 1)
    return text


def difference_parts(
    outlook: OutlookSection, claims: Mapping[int, Claim], *, titled: bool
) -> Iterable[RenderableType]:
    """Return where speakers differ, and what no weighting honours; with the day when `titled`."""
    if titled:
        yield Text(f"As of {day_words(outlook.as_of)}", style="bold")
    if not outlook.differences:
        yield Text("No probability departs from the common model by a percentage point or more.")
    for difference in outlook.differences[:ROWS_SHOWN]:
        yield from _difference(difference, outlook, claims)
    yield from (Hanging("•", Text(said)) for said in (*phrases.unmet(outlook), *phrases.conflicts(outlook)))


def _difference(
    difference: Difference, outlook: OutlookSection, claims: Mapping[int, Claim]
) -> Iterable[RenderableType]:
    head = Text(difference.label, style="bold")
    apart = figures.whole_points(difference.apart)
    head.append(f"  {apart} apart; common model {figures.mark(difference.common)}", style="not bold")
    yield Text()
    yield head
    included = phrases.included(difference.outcome, outlook.rows)
    if included is not None:
        yield _indented(included, 2, "dim")
    for departure in difference.departures:
        name = phrases.source_name(departure.speaker, asks=departure.asks)
        yield _indented(f"{name} {figures.mark(departure.mark)}", 2)
        for change in departure.claims:
            words = phrases.change(change, claims)
            yield Hanging(f"{figures.points(change.change):>11}", Text(words, style="dim"), 2)
        account = phrases.account(departure)
        if account is not None:
            yield _indented(account, 4, "dim")
