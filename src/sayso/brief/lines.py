"""Lines with bands over time, as an analyst would send them: PNG, SVG or one HTML page."""

import datetime as dt
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.brief.page import picture_page
from sayso.brief.plotted import picture_kind, plotted
from sayso.brief.visible import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#a89c00")
"""Told apart by the colour-blind; after Okabe and Ito (2008)."""
_INK, _SOFT, _GREY, _PAPER = "#1d1b18", "#5f584e", "#ece7dd", "#fffdf9"
_MOST_MARKERS = 12
_LINE = 0.133
"""Height of a line of small print in inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series of periods with its band."""

    label: str
    days: Sequence[dt.date]
    """First day of each period, in order."""
    middle: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    known: Sequence[bool]
    """Whether there are data for the period; grey where not."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What happened on a day, numbered in the picture and told below it."""

    day: dt.date
    text: str
    when: str | None = None
    """The day as it is known: `2009-12`; the day itself where None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Lines, one panel each, above one axis of time."""

    title: str
    subtitle: str
    unit: str
    """What the vertical axis shows."""
    lines: Sequence[Line]
    markers: Sequence[Marker] = ()
    level: float | None = None
    """A value to draw a thin line at: no lean, or an actor's own normal."""
    notes: Sequence[str] = ()
    """What to know when reading it: data, licence, versions."""
    interval: str = "80 % interval"
    one_scale: bool = True
    """Whether all panels share the vertical scale; each has its own where they differ much in size."""


def write_picture(picture: Picture, path: Path) -> bytes:
    """Return the picture as what the ending of `path` says: .png, .svg or .html.

    Raises:
        ImportError: if matplotlib is not installed; the message says how to get it.
        ValueError: if the ending is another one.
    """
    kind = picture_kind(path.name)
    drawn = plotted(lambda: _figure(picture), kind, paper=_PAPER, parse_math=False)
    if path.suffix.lower() != ".html":
        return drawn
    return picture_page("lines.html", drawn, {"picture": picture})


def _figure(picture: Picture) -> "Figure":
    from matplotlib.figure import Figure as NewFigure  # noqa: PLC0415 - an extra, and slow to load

    shown = picture.markers[:_MOST_MARKERS]
    told = [f"{number}  {_day(marker)} {one_line(marker.text)}" for number, marker in enumerate(shown, 1)]
    below = [*told, "", *picture.notes] if told else list(picture.notes)
    panels = len(picture.lines)
    below = _folded(below)
    height = 1.3 + 1.45 * panels + _LINE * len(below)
    figure = NewFigure(figsize=(8.4, height))
    top = 1 - 0.78 / height
    bottom = (0.5 + _LINE * len(below)) / height
    axes = figure.subplots(panels, 1, sharex=True, sharey=picture.one_scale, squeeze=False)[:, 0]
    figure.subplots_adjust(left=0.085, right=0.985, top=top, bottom=bottom, hspace=0.3)
    for number, (line, one) in enumerate(zip(picture.lines, axes, strict=True)):
        bounds = _bounds(picture.lines if picture.one_scale else (line,))
        _panel(one, line, picture, colour=_COLOURS[number % len(_COLOURS)], markers=shown, bounds=bounds)
    figure.text(0.012, 1 - 0.12 / height, picture.title, fontsize=13, fontweight="bold", color=_INK, va="top")
    figure.text(0.012, 1 - 0.38 / height, picture.subtitle, fontsize=8.5, color=_SOFT, va="top")
    figure.text(
        0.012,
        (bottom * height - 0.38) / height,
        "\n".join(below),
        fontsize=7.4,
        color=_SOFT,
        va="top",
    )
    return figure


def _panel(
    axes: "Axes",
    line: Line,
    picture: Picture,
    *,
    colour: str,
    markers: Sequence[Marker],
    bounds: tuple[float, float],
) -> None:
    days: Any = list(line.days)
    axes.fill_between(days, list(line.low), list(line.high), color=colour, alpha=0.18, linewidth=0)
    axes.plot(days, list(line.middle), color=colour, linewidth=1.6, solid_capstyle="round")
    seen = [(day, value) for day, value, known in zip(days, line.middle, line.known, strict=True) if known]
    axes.plot([day for day, _ in seen], [value for _, value in seen], "o", color=colour, markersize=2.6)
    for first, last in _gaps(line):
        axes.axvspan(first, last, color=_GREY, linewidth=0, zorder=0)  # type: ignore[arg-type]
    if picture.level is not None:
        axes.axhline(picture.level, color=_SOFT, linewidth=0.6)
    low, high = bounds
    axes.set_ylim(low, high)
    for marker in markers:
        axes.axvline(marker.day, color=_SOFT, linewidth=0.5, linestyle=(0, (2, 3)))  # type: ignore[arg-type]
    for day, number in _numbers(markers, days):
        axes.text(day, high, number, fontsize=6.2, color=_SOFT, ha="center", va="bottom")  # type: ignore[arg-type]
    axes.set_title(
        line.label, loc="left", fontsize=9, color=colour, fontweight="bold", pad=9 if markers else 4
    )
    axes.tick_params(labelsize=7.5, colors=_SOFT, length=2.5)
    axes.set_facecolor(_PAPER)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#ddd5c7")


def _bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the lowest and highest value of the lines, with a little room."""
    values = [value for line in lines for band in (line.low, line.high) for value in band]
    values = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    room = 0.05 * (max(values) - min(values)) or 0.5
    return min(values) - room, max(values) + room


def _numbers(markers: Sequence[Marker], days: Sequence[dt.date]) -> list[tuple[dt.date, str]]:
    """Return the numbers above a panel; those of markers too close to tell apart stand together."""
    near = (days[-1] - days[0]) * 0.022
    numbers: list[tuple[dt.date, str]] = []
    for number, marker in sorted(enumerate(markers, 1), key=lambda pair: pair[1].day):
        if numbers and marker.day - numbers[-1][0] < near:
            numbers[-1] = (numbers[-1][0], f"{numbers[-1][1]}, {number}")
        else:
            numbers.append((marker.day, str(number)))
    return numbers


def _gaps(line: Line) -> list[tuple[dt.date, dt.date]]:
    """Return the stretches without data, each to the start of the next period that has some."""
    gaps: list[tuple[dt.date, dt.date]] = []
    start: dt.date | None = None
    for day, known in zip(line.days, line.known, strict=True):
        if not known and start is None:
            start = day
        if known and start is not None:
            gaps.append((start, day))
            start = None
    if start is not None:
        gaps.append((start, line.days[-1]))
    return gaps


def _folded(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in (textwrap.wrap(line, 128, subsequent_indent="    ") or [""])]


def _day(marker: Marker) -> str:
    return marker.when or marker.day.isoformat()
