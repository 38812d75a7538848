"""The two kernels, one contract: which of them draws, and how it is called."""

import importlib.util
from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.block import draw_block
from sayso.simulation.output import Output, part
from sayso.simulation.plan import Plan

Kernel: TypeAlias = Literal["numpy", "numba"]

Draw: TypeAlias = Callable[[Output, range, npt.NDArray[np.int32]], None]
"""Draws some grains of a plan into its output, and counts them into a spread of the caller's."""

WORTH_COMPILING = 4e9
"""Work, as `work` counts it, from which the compiled kernel is chosen: about 10 s of the NumPy kernel,
as long as the compilation takes the first time; stored code is there within 1.5 s ever after.
Source: docs/decisions/0014-kernels.md."""


def installed() -> bool:
    """Tell whether the extra `fast` is installed."""
    return importlib.util.find_spec("numba") is not None


def work(model: Model, *, months: int, runs: int) -> float:
    """Return runs × months × what a month takes: drives, and nodes and events as so many drives."""
    drives = len(model.links) + sum(len(event.terms) for event in model.events)
    return float(runs) * months * (drives + 3 * len(model.nodes) + 12 * len(model.events))


def chosen(model: Model, *, months: int, runs: int) -> Kernel:
    """Return the kernel for an ensemble when nobody says which."""
    large = work(model, months=months, runs=runs) >= WORTH_COMPILING
    return "numba" if large and installed() else "numpy"


def drawing(kernel: Kernel, plan: Plan) -> Draw:
    """Return what draws the grains of `plan`, compiled now when it is to be compiled.

    Raises:
        ModuleNotFoundError: if the compiled kernel is asked for and numba is not installed.
    """
    return _numpy(plan) if kernel == "numpy" else _numba(plan)


def _numpy(plan: Plan) -> Draw:
    def draw(output: Output, grains: range, spread: npt.NDArray[np.int32]) -> None:
        draw_block(plan, part(output, plan, grains, spread), grains)

    return draw


def _numba(plan: Plan) -> Draw:
    if not installed():
        raise ModuleNotFoundError(
            "the kernel numba is not installed; the extra brings it: pip install 'sayso[fast]'"
        )
    # numba takes a second to import and is an extra
    from sayso.simulation.compiled import draw_grains  # noqa: PLC0415
    from sayso.simulation.tables import tables_of  # noqa: PLC0415

    tables = tables_of(plan)

    def draw(output: Output, grains: range, spread: npt.NDArray[np.int32]) -> None:
        where = (grains.start, grains.stop, plan.grains.start, plan.order.runs)
        draw_grains(*tables, output.arrays(), spread, plan.months, where)

    return draw
