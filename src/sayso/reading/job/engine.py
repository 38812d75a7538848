"""Where documents are read: by processes of this machine or by a Dask cluster, behind the same functions."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from sayso import __version__
from sayso.reading.job.cluster import Cluster
from sayso.reading.job.means import Means
from sayso.reading.job.messages import Orders, Ready, Result, Task
from sayso.reading.job.recipe import Recipe
from sayso.reading.job.staff import Staff


class Pending(Protocol):
    """A document that is being read."""

    def done(self) -> bool:
        """Tell whether the result is there."""

    def result(self) -> Result:
        """Return the result, waiting for it."""


class Engine(Protocol):
    """Whatever reads documents at the same time."""

    @property
    def size(self) -> int:
        """How many documents are read at the same time."""

    def ready(self) -> Ready:
        """Return what the reader is, once it is open."""

    def submit(self, task: Task) -> Pending:
        """Begin to read a document."""

    def close(self, *, at_once: bool = False) -> None:
        """Free the processes; `at_once` also those at work."""


class Processes:
    """Processes on this machine, each looked after by a thread."""

    def __init__(self, orders: Orders, *, count: int) -> None:
        """Start `count` processes."""
        self.size = count
        self._staff = Staff(orders)
        self._staff.prepare(count)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reading")

    def ready(self) -> Ready:
        """Return what the reader is, once it is open."""
        return self._staff.ready()

    def submit(self, task: Task) -> Pending:
        """Begin to read a document as soon as a process is free."""
        return self._threads.submit(self._staff.read, task)

    def close(self, *, at_once: bool = False) -> None:
        """End the processes; `at_once` without waiting for the documents that they read."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._staff.close(at_once=at_once)
        self._threads.shutdown()


def open_engine(recipe: Recipe, means: Means, *, today: dt.date, most: int) -> Engine:
    """Return what reads up to `most` documents by the means given.

    Raises:
        ClusterError: if Dask is asked for and not installed, or its scheduler does not answer.
    """
    orders = Orders(
        how=recipe.how,
        open_reader=recipe.open_reader,
        version=__version__,
        today=today,
        limit_s=means.limit_s,
        memory_mb=means.memory_mb,
    )
    if means.dask is None:
        return Processes(orders, count=max(min(means.process_count, most), 1))
    return Cluster(orders, address=means.dask)
