"""Tipping maps, maps of chances and sweeps as text, JSON, CSV and a picture."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sayso import __version__
from sayso.brief.drawing import COLOURS, GREY, INK, PAPER, Sheet, plain, quiet, write_drawing
from sayso.brief.figures import counted
from sayso.simulation.resting_words import share_words
from sayso.simulation.tipping import ChanceMap, Sweep, TippingMap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKS = "123456789abcdefghijklmnopqrstuvwxyz"
_CONTOURS = (0.1, 0.25, 0.5, 0.75, 0.9)
_LABELLED = 15
"""Levels up to which every cell has room for its percentage."""
_DARK = 0.55
"""Share of the scale from which on a cell is dark."""


@dataclass(frozen=True, kw_only=True)
class Tipped:
    """A map, with a sweep where one was asked for."""

    map: TippingMap | ChanceMap
    sweep: Sweep | None = None


def state_names(found: TippingMap) -> tuple[str, ...]:
    """Return each state by the levels of the map's two factors in it."""
    at = [found.factors.index(found.across), found.factors.index(found.up)]
    return tuple(
        f"state {number}: {found.across} {state.levels[at[0]]:.2f}, {found.up} {state.levels[at[1]]:.2f}"
        for number, state in enumerate(found.states, 1)
    )


def to_text(tipped: Tipped) -> str:
    """Return the map in characters, `up` upwards, with what they mean."""
    found = tipped.map
    lines = []
    if isinstance(found, TippingMap):
        lines.append(
            f"{found.model}: where starts of {found.across} (across) and {found.up} (upwards) lead to,"
        )
        lines += ["all other factors at their start, without noise or events.", ""]
        for level, row in zip(found.levels[::-1], found.ends[::-1], strict=True):
            marks = " ".join("." if end < 0 else _MARKS[end % len(_MARKS)] for end in row)
            lines.append(f"  {level:.2f}  {marks}")
        lines += ["", *_told_states(found)]
    else:
        within = counted(found.months, "month")
        lines.append(f"{found.model}: probability in percent of “{found.says}” within {within},")
        lines += [f"by the start of {found.across} (across) and {found.up} (upwards).", ""]
        for level, chances in zip(found.levels[::-1], found.chances[::-1], strict=True):
            lines.append(f"  {level:.2f}  " + " ".join(f"{100 * share.mean:3.0f}" for share in chances))
        flat = [share for row in found.chances for share in row]
        least, most = min(flat, key=lambda one: one.mean), max(flat, key=lambda one: one.mean)
        span = f"From {share_words(least)} to {share_words(most)}"
        lines += ["", f"{span}; {found.runs:,} runs for each pair of levels, seed {found.seed}."]
    lines.append(f"Both axes run from {found.levels[0]:.2f} to {found.levels[-1]:.2f}.")
    lines.append(f"The model starts at {found.start[0]:.2f} (across) and {found.start[1]:.2f} (upwards).")
    if tipped.sweep is not None:
        lines.append(sweep_words(tipped.sweep))
    lines.append(f"Sayso {__version__}")
    return "\n".join(lines) + "\n"


def _told_states(found: TippingMap) -> list[str]:
    told = [
        f"  {_MARKS[number % len(_MARKS)]}  {name}, {100 * found.share(number):.0f} % of the starts"
        for number, name in enumerate(state_names(found))
    ]
    lost = found.share(-1)
    return [*told, f"  .  comes to rest nowhere, {100 * lost:.0f} % of the starts"] if lost else told


def sweep_words(sweep: Sweep) -> str:
    """Return in one sentence whether the way back is the way there."""
    between = sweep.hysteresis
    if between is None:
        return f"{sweep.response} goes the same way while {sweep.driver} is driven up and down again."
    return (
        f"Driven up and down again, {sweep.driver} leaves {sweep.response} on another way back: "
        f"they part between {between[0]:.2f} and {between[1]:.2f}."
    )


def to_json(tipped: Tipped) -> bytes:
    """Return all of it as JSON."""
    made = msgspec.to_builtins(tipped.map)
    for name in ("across", "up"):
        made[name] = str(getattr(tipped.map, name))
    if isinstance(tipped.map, TippingMap):
        made["factors"] = [str(factor) for factor in tipped.map.factors]
    if tipped.sweep is not None:
        made["sweep"] = {
            **msgspec.to_builtins(tipped.sweep),
            "driver": str(tipped.sweep.driver),
            "response": str(tipped.sweep.response),
            "hysteresis": tipped.sweep.hysteresis,
        }
    made["version"] = __version__
    return json.dumps(made, indent=1, ensure_ascii=False).encode() + b"\n"


def to_csv(tipped: Tipped) -> bytes:
    """Return a row for each pair of starting levels."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(_table(tipped.map))
    return text.getvalue().encode()


def _table(found: TippingMap | ChanceMap) -> list[tuple[str, ...]]:
    pairs = (str(found.across), str(found.up))
    if isinstance(found, TippingMap):
        rows = [
            (f"{across:.4f}", f"{up:.4f}", str(end + 1) if end >= 0 else "")
            for up, line in zip(found.levels, found.ends, strict=True)
            for across, end in zip(found.levels, line, strict=True)
        ]
        return [(*pairs, "state"), *rows]
    chances = [
        (f"{across:.4f}", f"{up:.4f}", *(f"{value:.4f}" for value in (share.mean, share.low, share.high)))
        for up, shares in zip(found.levels, found.chances, strict=True)
        for across, share in zip(found.levels, shares, strict=True)
    ]
    return [(*pairs, "probability", "low", "high"), *chances]


def to_picture(tipped: Tipped, path: Path) -> bytes:
    """Return the picture: the map, with a sweep below it where there is one.

    Raises:
        ImportError: if matplotlib is not installed.
        ValueError: if the ending of `path` is none of a picture.
    """
    found = tipped.map
    states = state_names(found) if isinstance(found, TippingMap) else ()
    subtitle = (
        "Which resting state each pair of starting levels leads to, without noise or events"
        if isinstance(found, TippingMap)
        else f"Probability of “{found.says}” within {counted(found.months, 'month')}, by starting levels"
    )
    headings, *rows = _table(found)
    notes = ["The cross is where the model starts. 0.5 is the actor’s own normal."]
    if isinstance(found, ChanceMap):
        notes.append(
            f"Numbers are percentages: {found.runs:,} runs for each pair of levels, seed {found.seed}."
        )
    if tipped.sweep is not None:
        notes.append(sweep_words(tipped.sweep))
    sheet = Sheet(
        title=f"Where the model “{found.model}” tips",
        subtitle=subtitle,
        notes=notes,
        headings=headings,
        rows=rows,
    )
    below = 0.2 * len(states) + (2.6 if tipped.sweep is not None else 0.0)
    height = 6.2 + below

    def draw(figure: "Figure") -> None:
        axes = figure.add_axes((0.12, (below + 0.65) / height, 0.72, 4.85 / height))
        if isinstance(found, TippingMap):
            _states(figure, axes, found, states, height)
        else:
            _chances(axes, found)
        for colour, width in ((PAPER, 4.0), (INK, 1.6)):
            axes.plot(*found.start, "+", color=colour, markersize=11, markeredgewidth=width)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_xlabel(plain(f"start of {found.across}"), fontsize=9)
        axes.set_ylabel(plain(f"start of {found.up}"), fontsize=9)
        quiet(axes)
        if tipped.sweep is not None:
            _sweep(figure, tipped.sweep, height, 0.2 * len(states))

    return write_drawing(sheet, draw, path, size=(6.4, height))


def _states(figure: "Figure", axes: "Axes", found: TippingMap, states: Sequence[str], height: float) -> None:
    from matplotlib.colors import BoundaryNorm, ListedColormap  # noqa: PLC0415 - an extra, and slow to load

    shown = [GREY, *(COLOURS[number % len(COLOURS)] for number in range(len(states)))]
    norm = BoundaryNorm([number - 1.5 for number in range(len(shown) + 1)], len(shown))
    axes.pcolormesh(
        found.levels,
        found.levels,
        found.ends,
        cmap=ListedColormap(shown),
        norm=norm,
        shading="nearest",
        edgecolors="face",
        linewidth=0.5,
    )
    for number, words in enumerate(states):
        y = (0.12 + 0.2 * (len(states) - 1 - number)) / height
        figure.text(0.015, y, plain(words), fontsize=8, color=COLOURS[number % len(COLOURS)])


def _chances(axes: "Axes", found: ChanceMap) -> None:
    """Draw cells with their percentages, or, where they are too small for that, with lines between them."""
    means = [[share.mean for share in row] for row in found.chances]
    most = max(map(max, means)) or 1.0
    # no smooth shading and no colour bar: both are images in an SVG, and the page allows none
    axes.pcolormesh(
        found.levels,
        found.levels,
        means,
        cmap="YlGnBu",
        shading="nearest",
        vmin=0.0,
        vmax=most,
        edgecolors="face",
        linewidth=0.5,
    )
    if len(found.levels) <= _LABELLED:
        for level, row in zip(found.levels, means, strict=True):
            for across, mean in zip(found.levels, row, strict=True):
                ink = PAPER if mean > _DARK * most else INK
                axes.text(across, level, f"{100 * mean:.0f}", fontsize=8, color=ink, ha="center", va="center")
        return
    inside = [one for one in _CONTOURS if min(map(min, means)) < one < most]
    if inside:
        lines = axes.contour(found.levels, found.levels, means, levels=inside, colors=INK, linewidths=0.8)
        axes.clabel(lines, fmt=lambda value: f"{100 * value:.0f} %", fontsize=8)


def _sweep(figure: "Figure", sweep: Sweep, height: float, above: float) -> None:
    axes = figure.add_axes((0.12, (above + 0.55) / height, 0.72, 1.75 / height))
    axes.plot(sweep.levels, sweep.going_up, color=COLOURS[0], linewidth=1.6, label="going up")
    axes.plot(
        sweep.levels, sweep.going_down, color=COLOURS[4], linewidth=1.6, linestyle="--", label="coming down"
    )
    axes.set_xlabel(plain(f"{sweep.driver}, held"), fontsize=9)
    axes.set_ylabel(plain(str(sweep.response)), fontsize=9)
    axes.set_ylim(0, 1)
    axes.legend(fontsize=8, frameon=False)
    quiet(axes)
