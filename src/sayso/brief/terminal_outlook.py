"""The outlook and the differences in the terminal."""

from collections.abc import Iterable, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.brief import figures
from sayso.brief.dating import day_words
from sayso.brief.records import Claim, Difference, Mark, OutcomeRow, OutlookSection
from sayso.brief.visible import one_line
from sayso.brief.words import with_article

ROWS_SHOWN = 12
"""Outcomes, and differences, shown of each outlook; the page has all."""
_COLOURS = ("blue", "dark_orange", "green", "magenta", "yellow", "cyan")
_MARKS = "●■▲◆▼✚"


def item(sign: str, text: RenderableType, indent: int = 0) -> RenderableType:
    """Return a text with a hanging sign before it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(sign, text)
    return Padding(grid, (0, 0, 0, indent))


def _indented(text: Text, by: int) -> RenderableType:
    text.overflow = "fold"
    return Padding(text, (0, 0, 0, by))


def outlook_parts(outlook: OutlookSection, width: int) -> Iterable[RenderableType]:
    """Return the outlook: its day, its rows, and what the model could not use."""
    yield Text(f"As of {day_words(outlook.as_of)}", style="bold")
    documents = figures.listed([f"document {at}" for at in outlook.documents])
    states = figures.listed([with_article(name) for name in outlook.states])
    patrons = figures.listed([with_article(name) for name in outlook.patrons])
    beside = f", with {patrons}" if patrons else ""
    yield Text(
        f"{one_line(outlook.as_of_reason)} From {documents}. "
        f"The model covers {states or 'no state'}{beside}; "
        f"{figures.counted(outlook.runs, 'run')}, seed {outlook.seed}.",
        style="dim",
    )
    if not outlook.rows:
        yield Text("No outcome could be computed for these documents.")
        return
    yield Text(
        f"Probability within {figures.counted(outlook.months, 'month')}, with 80% interval", style="italic"
    )
    for row in outlook.rows[:ROWS_SHOWN]:
        yield from _outcome(row, outlook, width)
    if len(outlook.rows) > ROWS_SHOWN:
        yield Text(f"and {figures.counted(len(outlook.rows) - ROWS_SHOWN, 'more outcome')}: see the page")
    still = [one_line(speaker.name) for speaker in outlook.speakers if not speaker.moved]
    if still:
        yield Text(
            f"As the common model, because nothing they say moves it by a point: {figures.listed(still)}.",
            style="dim",
        )
    for problem in outlook.problems:
        yield item("•", Text(f"Not used: {one_line(str(problem))}", style="dim"))


def _outcome(row: OutcomeRow, outlook: OutlookSection, width: int) -> Iterable[RenderableType]:
    yield Text()
    yield Text(one_line(row.label), style="bold")
    name_width = min(26, width // 3)
    lane_width = width - name_width - 20
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=name_width, no_wrap=True, overflow="ellipsis")
    grid.add_column(width=lane_width, no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_row(Text("┃ Common model"), _lane(row.common, lane_width, None), Text(figures.mark(row.common)))
    for index, (speaker, mark) in enumerate(zip(outlook.speakers, row.speakers, strict=True)):
        if speaker.moved:
            sign = _MARKS[index % len(_MARKS)]
            asks = "’s questions" if speaker.asks else ""
            name = Text(f"{sign} {one_line(speaker.name)}{asks}", style=_COLOURS[index % len(_COLOURS)])
            grid.add_row(name, _lane(mark, lane_width, index), Text(figures.mark(mark)))
    yield grid


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
        yield from _difference(difference, claims)
    for speaker in outlook.speakers:
        for unmet in speaker.unmet:
            whose = f"claim {unmet.claim} of {one_line(speaker.name)}"
            yield item("•", Text(f"No weighting of the runs honours {whose}: {unmet.reason}."))


def _difference(difference: Difference, claims: Mapping[int, Claim]) -> Iterable[RenderableType]:
    head = Text(one_line(difference.label), style="bold")
    apart = figures.counted(round(difference.apart * 100), "point")
    head.append(f"  {apart} apart; common model {figures.mark(difference.common)}", style="not bold")
    yield Text()
    yield head
    for departure in difference.departures:
        asks = "’s questions" if departure.asks else ""
        yield _indented(Text(f"{one_line(departure.speaker)}{asks} {figures.mark(departure.mark)}"), 2)
        if departure.together:
            yield _indented(Text(_together(departure.together, claims), style="dim"), 4)
        for change in departure.claims:
            words = f"claim {change.claim}, by its {change.by}: “{one_line(claims[change.claim].quote)}”"
            yield item(f"{figures.points(change.change):>11}", Text(words, style="dim"), 2)


def _together(used: tuple[int, ...], claims: Mapping[int, Claim]) -> str:
    """Return what is said of a departure for which no one claim is told apart."""
    if len(used) == 1:
        return f"by the one claim that the model used, {used[0]}: “{one_line(claims[used[0]].quote)}”"
    return f"no one claim is told apart; used together: {figures.listed([str(number) for number in used])}"
