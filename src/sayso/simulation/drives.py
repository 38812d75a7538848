"""The link forms: what each drive adds to its target in a month.

Source: the table of link forms in docs/mechanisms.md.
"""

import numpy as np
import numpy.typing as npt

from sayso.simulation.program import Step, Stretch

Floats = npt.NDArray[np.floating]
"""In the precision of the plan."""

_HALF = np.float32(0.5)


def add_drives(
    parts: tuple[Stretch, ...], *, past: list[Floats], weights: Floats, room: Floats, drive: Floats
) -> None:
    """Add to `drive`, (targets, runs), what all stretches do in this month.

    `past` holds signals 2 L − 1, (rows, runs), newest last; `weights` is (drives, runs); `room`
    is scratch space, (2, longest stretch, runs).
    """
    for part in parts:
        term = room[0, : part.count]
        signal = past[-1 - part.lag][part.source]
        if part.form == "level":
            np.multiply(signal, weights[part.numbers], out=term)
        else:
            _form(part, signal, past[-2 - part.lag][part.source], out=term)
            term *= weights[part.numbers]
        if part.gate is not None:
            opened = room[1, : part.count]
            opening(part.gate_step, past[-1][part.gate], out=opened)
            term *= opened
        drive[part.target] += term


def opening(step: Step | None, signal: Floats, *, out: Floats) -> None:
    """Write how far gates are open, (gates, runs), in [0, 1]: an event's wholly while it lasts."""
    if step is None:
        out[:] = signal
    else:
        _sigmoid(step, signal, out=out)


def _form(part: Stretch, signal: Floats, earlier: Floats, *, out: Floats) -> None:
    """Write a drive before its weight, from this month's signal and that of the month before."""
    if part.form == "threshold" and part.step is not None:
        _sigmoid(part.step, signal, out=out)
        out -= part.step.at_rest
    elif part.form == "dread" and part.step is not None:
        np.multiply(signal, _HALF, out=out)
        out += part.step.tolerance
        np.maximum(out, np.float32(0.0), out=out)
        np.negative(out, out=out)
    else:
        np.subtract(signal, earlier, out=out)
        out *= _HALF


def _sigmoid(step: Step, signal: Floats, *, out: Floats) -> None:
    """Write σ((L − θ)/s) for the signal 2 L − 1, (steps, runs)."""
    np.multiply(signal, step.slope, out=out)
    out += step.shift
    np.tanh(out, out=out)
    out *= _HALF
    out += _HALF
