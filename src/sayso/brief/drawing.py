"""One drawing with its numbers: PNG, SVG or one HTML page that loads nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.brief.page import picture_page
from sayso.brief.plotted import picture_kind, plotted
from sayso.brief.visible import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#a89c00")
"""Told apart by the colour-blind; after Okabe and Ito (2008)."""
INK, SOFT, GREY, PAPER = "#1d1b18", "#5f584e", "#ece7dd", "#fffdf9"
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands round a drawing."""

    title: str
    subtitle: str
    notes: Sequence[str]
    headings: Sequence[str]
    """Of the table of numbers."""
    rows: Sequence[Sequence[str]]


def write_drawing(
    sheet: Sheet, draw: Callable[["Figure"], None], path: Path, *, size: tuple[float, float]
) -> bytes:
    """Return the drawing as what the ending of `path` says: .png, .svg or .html; `size` is in inches.

    The same drawing has the same bytes.

    Raises:
        ImportError: if matplotlib is not installed; the message says how to get it.
        ValueError: if the ending is another one.
    """
    kind = picture_kind(path.name)
    drawn = plotted(lambda: _figure(sheet, draw, size), kind, paper=PAPER)
    return picture_page("drawing.html", drawn, {"sheet": sheet}) if path.suffix.lower() == ".html" else drawn


def plain(text: str, *, most: int = _LONGEST) -> str:
    """Return text as matplotlib writes it letter for letter, on one line of at most `most`.

    >>> len(plain("x" * 100))
    80
    """
    line = one_line(text)
    short = line if len(line) <= most else f"{line[: most - 1]}…"
    return short.replace("\\", "\\\\").replace("$", "\\$")


def quiet(axes: "Axes") -> None:
    """Give axes the look of the other pictures."""
    axes.set_facecolor(PAPER)
    axes.tick_params(labelsize=8, colors=SOFT, length=2.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#ddd5c7")
    axes.xaxis.label.set_color(SOFT)
    axes.yaxis.label.set_color(SOFT)


def _figure(sheet: Sheet, draw: Callable[["Figure"], None], size: tuple[float, float]) -> "Figure":
    from matplotlib.figure import Figure as NewFigure  # noqa: PLC0415 - an extra, and slow to load

    figure = NewFigure(figsize=size)
    figure.text(
        0.015, 1 - 0.1 / size[1], _whole(sheet.title), fontsize=12, weight="bold", color=INK, va="top"
    )
    figure.text(0.015, 1 - 0.36 / size[1], _whole(sheet.subtitle), fontsize=8.5, color=SOFT, va="top")
    draw(figure)
    return figure


def _whole(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace("$", "\\$")
