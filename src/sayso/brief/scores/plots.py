"""Reliability and score over time as PNG or SVG by matplotlib: a row of two pictures for each source."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sayso.brief.figures import counted
from sayso.brief.plotted import plotted
from sayso.brief.scores.marks import (
    BINS,
    MOST_POINTS,
    bars,
    ceiling,
    days_marked,
    dots,
    interval_edges,
    steps,
)
from sayso.brief.scores.records import Sheets, SourceSheet
from sayso.brief.scores.words import calibration, few
from sayso.brief.visible import one_line
from sayso.forecasts.over_time import Running
from sayso.forecasts.reliability import Reliability

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_ROWS: Final = 8
"""Sources in one picture."""
_INK, _SOFT, _LINE, _PAPER = "#1d1b18", "#5f584e", "#e4dccd", "#fffdf9"
_CURVE, _NULL = "#8a1f2b", "#0072b2"
_ROW: Final = 4.5
"""Height of a row in inches."""
_QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def pictures(found: Sheets, kind: str) -> bytes:
    """Return the pictures as `png` or `svg`; the same bytes for the same scores.

    Raises:
        ImportError: if matplotlib is not installed; the message says how to get it.
        ValueError: if no source has a scored yes-no forecast, or more than MOST_ROWS have.
    """
    shown = [one for one in (*found.sources, *found.references) if one.summary.reliability is not None]
    if not shown:
        raise ValueError("nothing to draw: no yes-no forecast that counts has an answer")
    if len(shown) > MOST_ROWS:
        raise ValueError(f"{len(shown)} sources are too many for one picture; choose one, or write .html")
    return plotted(lambda: _figure(shown, found), kind, paper=_PAPER)


def _figure(shown: Sequence[SourceSheet], found: Sheets) -> "Figure":
    from matplotlib.figure import Figure as NewFigure  # noqa: PLC0415 - an extra, and slow to load

    height = _ROW * len(shown) + 0.75
    figure = NewFigure(figsize=(9.2, height))
    axes = figure.subplots(len(shown), 2, squeeze=False)
    figure.subplots_adjust(
        left=0.065, right=0.985, top=1 - 0.9 / height, bottom=1.45 / height, wspace=0.19, hspace=0.62
    )
    figure.text(
        0.012, 1 - 0.12 / height, "Reliability, and score as answers came in",
        fontsize=13, fontweight="bold", color=_INK, va="top",
    )  # fmt: skip
    for sheet, (left, right) in zip(shown, axes, strict=True):
        if sheet.summary.reliability is not None:
            _reliability(left, sheet, sheet.summary.reliability)
        _over_time(right, sheet.running)
    notes = (
        "Blue area on the left: where nine in ten perfectly calibrated sources with the same "
        "forecasts stay; on the right: where eight in ten of them would be. Grey: 95% interval of the mean. "
        "Black dashes: base rate on the same questions. Dots: always saying 50%. "
        f"{found.name}; {found.made_with}."
    )
    figure.text(
        0.012, 0.12 / height, "\n".join(textwrap.wrap(one_line(notes), 150)), fontsize=7.2, color=_SOFT
    )
    return figure


def _reliability(axes: "Axes", sheet: SourceSheet, found: Reliability) -> None:
    xs = list(found.probabilities)
    _band(axes, xs, (found.null.low, found.null.high), _NULL, width=0.03)
    axes.plot([0, 1], [0, 1], color=_SOFT, linewidth=0.8, linestyle=(0, (2, 3)))
    marker = "o" if len(xs) <= MOST_POINTS else ""
    axes.plot(xs, list(found.curve), color=_CURVE, linewidth=1.8, marker=marker, markersize=4.5)
    for dot in dots(found):
        y = 1.03 + 0.03 * dot.stack if dot.yes else -0.03 - 0.03 * dot.stack
        axes.plot(
            [dot.probability], [y], "o", markersize=3.6, color=_INK, markeredgewidth=0.8,
            markerfacecolor=_INK if dot.yes else _PAPER, clip_on=False,
        )  # fmt: skip
    if not dots(found):
        counts = bars(found)
        heights = [0.13 * count / max(counts) for count in counts]
        axes.bar([(at + 0.5) / BINS for at in range(BINS)], heights, width=0.9 / BINS, color=_SOFT, alpha=0.5)
    axes.set_xlim(0, 1)
    axes.set_ylim((-0.1, 1.1) if dots(found) else (0, 1))
    for set_ticks in (axes.set_xticks, axes.set_yticks):
        set_ticks(_QUARTERS, [f"{at:.0%}" for at in _QUARTERS])
    axes.set_xlabel("said", fontsize=8, color=_SOFT)
    axes.set_ylabel("happened", fontsize=8, color=_SOFT)
    _dress(axes, sheet.source.title, calibration(sheet))
    _stamp(axes, found.n)


def _over_time(axes: "Axes", found: Sequence[Running]) -> None:
    if not found:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "no answer has a day", ha="center", color=_SOFT, transform=axes.transAxes)
        return
    days = [float(one.day.toordinal()) for one in found]
    lows, highs = interval_edges(found)
    width = max(days[-1] - days[0], 30.0)
    _band(axes, days, (lows, highs), _SOFT, width=width * 0.03)
    below, above = [one.calibrated[0] for one in found], [one.calibrated[1] for one in found]
    _band(axes, days, (below, above), _NULL, width=width * 0.03)
    axes.axhline(0.25, color=_SOFT, linewidth=0.8, linestyle=(0, (1, 3)))
    theirs = [(day, one.reference) for day, one in zip(days, found, strict=True) if one.reference is not None]
    axes.plot(
        [day for day, _ in theirs], [loss for _, loss in theirs], color=_INK, linewidth=1.2, linestyle="--"
    )
    marker = "o" if len(days) <= MOST_POINTS else ""
    axes.plot(days, [one.mean for one in found], color=_CURVE, linewidth=1.8, marker=marker, markersize=4.5)
    top = ceiling(found)
    axes.set_ylim(0, top)
    axes.set_yticks(steps(top))
    axes.set_xlim(days[0] - 0.05 * width, days[-1] + 0.05 * width)
    marked = days_marked(found[0].day, found[-1].day)
    axes.set_xticks([day.toordinal() for day, _ in marked], [words for _, words in marked])
    axes.set_xlabel("day of the answer", fontsize=8, color=_SOFT)
    axes.set_ylabel("mean Brier score; 0 is best", fontsize=8, color=_SOFT)
    last = found[-1]
    _dress(axes, f"{last.mean:.2f} after {counted(last.n, 'answer')}", "")
    _stamp(axes, last.n)


def _band(
    axes: "Axes",
    xs: Sequence[float],
    edges: tuple[Sequence[float], Sequence[float]],
    colour: str,
    *,
    width: float,
) -> None:
    """Draw the area between two lines; over a single place a bar."""
    low, high = edges
    if len(xs) == 1:
        axes.bar(xs, [high[0] - low[0]], bottom=low[0], width=width, color=colour, alpha=0.2, linewidth=0)
        return
    axes.fill_between(list(xs), list(low), list(high), color=colour, alpha=0.18, linewidth=0)


def _dress(axes: "Axes", title: str, told: str) -> None:
    wrapped = "\n".join(textwrap.wrap(told, 74))
    axes.set_title(
        textwrap.shorten(one_line(title), 48, placeholder="…"),
        loc="left", fontsize=11, color=_INK, fontweight="bold", pad=14,
    )  # fmt: skip
    axes.text(0, -0.17, wrapped, transform=axes.transAxes, fontsize=7.4, color=_SOFT, va="top")
    axes.grid(visible=True, color=_LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=8, colors=_SOFT, length=0)
    axes.set_facecolor(_PAPER)
    for side in axes.spines.values():
        side.set_visible(False)


def _stamp(axes: "Axes", n: int) -> None:
    if n < few():
        axes.text(
            0.5, 0.5, f"nothing can be told\nfrom {n}", transform=axes.transAxes, ha="center", va="center",
            fontsize=15, color=_CURVE, alpha=0.55, fontweight="bold",
        )  # fmt: skip
