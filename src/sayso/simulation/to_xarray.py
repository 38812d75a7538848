"""An ensemble as an xarray data set, in the dimensions that tools for chains and draws expect."""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sayso import __version__
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Passage

if TYPE_CHECKING:
    import xarray

_RUN = ("chain", "draw")


def to_xarray(ensemble: Ensemble) -> "xarray.Dataset":
    """Return the ensemble with the dimensions chain (one), draw (a run), time (a month) and factor or event.

    `time` holds the first day of each month that was kept; `month` counts them from the start. Levels are
    views of the ensemble's own memory.

    Raises:
        ModuleNotFoundError: if xarray is not installed.
    """
    try:
        module = importlib.import_module("xarray")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"a data set needs {error.name}, which is not installed; "
            "the extra brings it: pip install 'sayso[xarray]'"
        ) from error
    start = np.datetime64(ensemble.model.start, "M")
    links = [f"{link.source} -> {link.target} of {link.origin}" for link in ensemble.model.links]
    made: xarray.Dataset = module.Dataset(
        data_vars={
            "level": (
                (*_RUN, "time", "factor"),
                ensemble.levels[None],
                {"long_name": "level, 0.5 is normal"},
            ),
            "begun": ((*_RUN, "time", "event"), ensemble.begun[None]),
            "active": ((*_RUN, "time", "event"), ensemble.active[None]),
            "first": ((*_RUN, "event"), ensemble.first[None], {"long_name": "month of the first outbreak"}),
            "outbreaks": ((*_RUN, "event"), ensemble.outbreaks[None]),
            "lasting": ((*_RUN, "event"), ensemble.lasting[None], {"units": "months"}),
            "passed": (
                (*_RUN, "passage"),
                ensemble.passed[None],
                {"long_name": "month of the first passage"},
            ),
            "weight": (_RUN, ensemble.weights[None]),
            "parameter_draw": (_RUN, ensemble.parameter_draw[None]),
            "presence": (("parameter", "link"), ensemble.presence_of_draw),
        },
        coords={
            "chain": [0],
            "draw": np.arange(ensemble.runs),
            "time": (start + np.array(ensemble.kept, dtype=np.int64)).astype("datetime64[ns]"),
            "month": ("time", np.array(ensemble.kept, dtype=np.int64)),
            "factor": _names([str(factor) for factor in ensemble.factors]),
            "event": _names(ensemble.events),
            "passage": _names([_written(passage) for passage in ensemble.passages]),
            "link": _names(links),
        },
        attrs={
            "model": ensemble.model.name,
            "version": __version__,
            "seed": str(ensemble.seed),
            "kernel": ensemble.kernel,
            "partial": int(ensemble.partial),
        },
    )
    return made


def _names(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array(names, dtype=np.str_)


def _written(passage: Passage) -> str:
    return f"{passage.factor} {'>=' if passage.direction > 0 else '<='} {passage.level:g}"
