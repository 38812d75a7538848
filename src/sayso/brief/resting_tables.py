"""Resting states as text, JSON, CSV and a picture."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sayso import __version__
from sayso.brief.drawing import COLOURS, INK, PAPER, SOFT, Sheet, plain, quiet, write_drawing
from sayso.simulation.resting import RestingStates
from sayso.simulation.resting_shares import Count, Share
from sayso.simulation.resting_words import headline, rows, share_words, state_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Rested:
    """Resting states with what an ensemble and draws of the weights say of them."""

    found: RestingStates
    shares: tuple[Share, ...] = ()
    """Of the ensemble, nearest to each stable state; empty where none was run."""
    months: int | None = None
    """The month in which the shares are taken."""
    runs: int | None = None
    by_draw: tuple[Count, ...] = ()

    @property
    def events(self) -> str:
        """How events are held, in words."""
        held = self.found.events
        if not held:
            return "No event is under way."
        sure = [name for name, share in held.items() if share.under_way == 1.0]
        rest = len(held) - len(sure)
        parts = [f"{', '.join(sure)} lasts"] if sure else []
        if rest:
            parts.append(f"{rest} events are held at their mean share of the ensemble's months")
        return f"{'; '.join(parts)}."


def to_text(rested: Rested, *, most: int = _SHOWN) -> str:
    """Return what was found, in plain text; `most` factors are shown."""
    found = rested.found
    lines = [f"{headline(found)}.", rested.events + " Weights are at their means, without noise.", ""]
    for number, state in enumerate(found.states, 1):
        parts = [state_words(state)]
        if state.stable:
            parts.append(f"{100 * state.basin:.0f} % of {found.starts} starts")
            if 1 < len(rested.shares) >= number:
                where = f"of {rested.runs:,} runs are nearest in month {rested.months}"
                parts.append(f"{share_words(rested.shares[number - 1])} {where}")
        lines.append(f"{number}  {', '.join(parts)}")
    lines += [
        f"Cycle of {len(cycle.levels)} months, {100 * cycle.basin:.0f} % of {found.starts} starts"
        for cycle in found.cycles
    ]
    if rested.by_draw:
        told = (f"{count.states}: {share_words(count.share)}" for count in rested.by_draw)
        lines += ["", f"Stable states from draw to draw of the weights, at least: {'; '.join(told)}"]
    table = [("factor", *map(str, range(1, len(found.states) + 1))), *rows(found, most=most)]
    wide = max(len(row[0]) for row in table)
    lines += ["", *(" ".join((row[0].ljust(wide), *(cell.rjust(5) for cell in row[1:]))) for row in table)]
    left = len(found.factors) - len(table) + 1
    if left > 0:
        which = "differ less" if len(found.stable) > 1 else "are nearer to normal, 0.5"
        lines.append(f"{left} more factors {which}; --csv and --json have all")
    runs = "" if rested.runs is None else f"{rested.runs:,} runs, "
    lines.append(f"{runs}seed {found.seed}. Sayso {__version__}")
    return "\n".join(lines) + "\n"


def to_json(rested: Rested) -> bytes:
    """Return all of it as JSON."""
    found = rested.found
    made = {
        "model": found.model,
        "version": __version__,
        "seed": found.seed,
        "starts": found.starts,
        "events": msgspec.to_builtins(found.events),
        "factors": [str(factor) for factor in found.factors],
        "states": msgspec.to_builtins(found.states),
        "cycles": msgspec.to_builtins(found.cycles),
        "unsettled": found.unsettled,
        "interval": 0.8,
        "nearest": msgspec.to_builtins(rested.shares),
        "month": rested.months,
        "runs": rested.runs,
        "stable states by draw": msgspec.to_builtins(rested.by_draw),
    }
    return json.dumps(made, indent=1, ensure_ascii=False).encode() + b"\n"


def to_csv(rested: Rested) -> bytes:
    """Return a row for each state and factor."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("state", "stable", "basin", "half_life", "factor", "level"))
    for number, state in enumerate(rested.found.states, 1):
        half = "" if state.half_life is None else f"{state.half_life:.3f}"
        for factor, level in zip(rested.found.factors, state.levels, strict=True):
            writer.writerow(
                (number, int(state.stable), f"{state.basin:.4f}", half, str(factor), f"{level:.6f}")
            )
    return text.getvalue().encode()


def to_picture(rested: Rested, path: Path) -> bytes:
    """Return the picture: levels of the factors that differ most, a mark for each state.

    Raises:
        ImportError: if matplotlib is not installed.
        ValueError: if the ending of `path` is none of a picture.
    """
    found = rested.found
    table = list(rows(found, most=_SHOWN))
    states = [f"{number}: {state_words(state)}" for number, state in enumerate(found.states, 1)]
    shared = [f"{number}: {share_words(share)}" for number, share in enumerate(rested.shares, 1)]
    near = (
        [f"Runs nearest to each stable state in month {rested.months}: {'; '.join(shared)}."]
        if len(shared) > 1
        else []
    )
    sheet = Sheet(
        title=f"Where the model “{found.model}” comes to rest",
        subtitle="Levels of the factors that differ most; 0.5 is the actor’s own normal",
        notes=[f"{headline(found)}. {rested.events}", *near],
        headings=["factor", *states],
        rows=table,
    )
    height = 1.5 + 0.3 * max(len(table), 1) + 0.22 * len(states)

    def draw(figure: "Figure") -> None:
        _draw(figure, table, [state.stable for state in found.states], states, height)

    return write_drawing(sheet, draw, path, size=(6.4, height))


def _draw(
    figure: "Figure",
    table: Sequence[tuple[str, ...]],
    stable: Sequence[bool],
    states: Sequence[str],
    height: float,
) -> None:
    bottom = (0.45 + 0.22 * len(states)) / height
    axes = figure.add_axes((0.36, bottom, 0.6, 1 - 0.75 / height - bottom))
    places = range(len(table))
    for place, (_, *levels) in zip(places, table, strict=True):
        axes.plot([0, 1], [place, place], color="#ece7dd", linewidth=0.8, zorder=0)
        for number, level in enumerate(levels):
            colour = COLOURS[number % len(COLOURS)]
            face = colour if stable[number] else PAPER
            axes.plot(
                float(level), place, "o", markersize=9, markeredgecolor=colour, markerfacecolor=face, zorder=2
            )
            ink = PAPER if stable[number] else INK
            axes.text(
                float(level),
                place,
                str(number + 1),
                fontsize=6.5,
                color=ink,
                ha="center",
                va="center_baseline",
            )
    axes.axvline(0.5, color=SOFT, linewidth=0.6)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_yticks(list(places), [plain(name, most=36) for name, *_ in table])
    quiet(axes)
    for number, words in enumerate(states):
        y = (0.1 + 0.2 * (len(states) - 1 - number)) / height
        figure.text(0.015, y, plain(words), fontsize=8, color=COLOURS[number % len(COLOURS)])
