"""By what means a job is done: how many processes, within which bounds, on which machines."""

import importlib.util
import math
import os

import msgspec

DEFAULT_LIMIT_S = 300.0
"""Seconds for one document: half a million words at 2,000 a second."""


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a job may use. The results do not depend on `processes` and `dask`.

    >>> Means(processes=0)
    Traceback (most recent call last):
    ...
    ValueError: 0 processes cannot read; want 1 or more
    """

    processes: int | None = None
    """Processes that read; None for one on each core that this process may use."""
    limit_s: float = DEFAULT_LIMIT_S
    """Seconds for one document; one that takes longer is given up and reported."""
    memory_mb: int | None = None
    """Megabytes of data that a process may hold, the reader's own included; None for no bound."""
    dask: str | None = None
    """Address of a Dask scheduler, whose workers read then instead of processes here."""

    def __post_init__(self) -> None:
        """Refuse means that nothing could be done with.

        Raises:
            ValueError: if a number is out of bounds, or this system has no bound on memory.
        """
        if self.processes is not None and self.processes < 1:
            raise ValueError(f"{self.processes} processes cannot read; want 1 or more")
        if self.processes is not None and self.dask is not None:
            raise ValueError("with Dask the cluster says how many processes read; leave out their number")
        if not 0 < self.limit_s < math.inf:
            raise ValueError(f"a limit of {self.limit_s} seconds is none; want a number above 0")
        if self.memory_mb is not None and self.memory_mb < 1:
            raise ValueError(f"nothing can be read in {self.memory_mb} MB; want 1 or more")
        if self.memory_mb is not None and importlib.util.find_spec("resource") is None:
            raise ValueError("this system has no bound on the memory of a process")

    @property
    def process_count(self) -> int:
        """How many processes read on this machine."""
        return self.processes or _cores()


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
