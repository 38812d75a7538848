"""What the NumPy kernel writes of a month."""

import numpy as np
import numpy.typing as npt

from sayso.simulation.outbreaks import Bools
from sayso.simulation.output import EDGE, SPREAD_BINS, Output
from sayso.simulation.plan import Plan

Floats = npt.NDArray[np.floating]


def record(  # noqa: PLR0913 - what a month leaves behind, all by name
    plan: Plan, output: Output, month: int, *, signal: Floats, begun: Bools, active: Bools, counted: int
) -> None:
    """Write what `plan` keeps of a month; `signal` is 2 L − 1, `counted` the runs that the spread counts."""
    output.first[begun & np.isnan(output.first)] = month
    output.outbreaks[:] += begun
    output.lasting[:] += active
    place = plan.kept.index(month) if month in plan.kept else None
    if place is not None:
        output.begun[:, place] = begun
        output.active[:, place] = active
    if place is None and not plan.keep.spread and not plan.keep.passages:
        return
    levels = signal * signal.dtype.type(0.5)
    levels += signal.dtype.type(0.5)
    np.clip(levels, signal.dtype.type(EDGE), signal.dtype.type(1.0 - EDGE), out=levels)
    if place is not None:
        output.levels[:, place] = levels
    for row, passage in enumerate(plan.keep.passages):
        level = levels[plan.model.factors.index(passage.factor)] * passage.direction
        there = level >= signal.dtype.type(passage.level) * passage.direction
        output.passed[row][there & np.isnan(output.passed[row])] = month
    if plan.keep.spread:
        bins = (levels[:, :counted] * signal.dtype.type(SPREAD_BINS)).astype(np.int64)
        for row, of_row in enumerate(bins):
            output.spread[row, month] += np.bincount(of_row, minlength=SPREAD_BINS)
