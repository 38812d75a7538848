"""A Dask cluster as engine: each of its workers keeps processes of its own, as on one machine.

Documents travel as bytes, so the machines need no common disk. What a document does to the process that reads
it, Dask does not notice; a machine that is lost is Dask's business, which has its documents read elsewhere.
"""

import contextlib
import importlib
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

from sayso.reading.job.errors import ClusterError
from sayso.reading.job.messages import Orders, Ready, Result, Task
from sayso.reading.job.staff import Staff

_ANSWER_S = 30
"""Seconds in which a scheduler has to answer, and to have a worker."""

IDLE_S = 300.0
"""Seconds after which a worker ends the processes of a job that it hears nothing more of."""


@dataclass
class _Kept:
    """What a worker keeps of a job; held state: the processes, and how many threads use them."""

    staff: Staff
    lent: int = 0
    expiry: threading.Timer | None = None


_keeping: dict[bytes, _Kept] = {}
_lock = threading.Lock()


class Cluster:
    """The workers of a Dask scheduler; held state: the connection."""

    def __init__(self, orders: Orders, *, address: str) -> None:
        """Connect.

        Raises:
            ClusterError: if Dask is not installed, or no scheduler with workers is at the address.
        """
        distributed = _distributed()
        self._orders = pickle.dumps(orders)
        self._address = address
        self._lost = (distributed.KilledWorker, CancelledError, OSError)
        try:
            self._client = distributed.Client(address, timeout=_ANSWER_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=_ANSWER_S)
        except TimeoutError as error:
            self._client.close()
            raise ClusterError(f"the Dask scheduler at {address} has no workers; start some first") from error
        self.size = sum(self._client.nthreads().values())

    def ready(self) -> Ready:
        """Return what the reader is, once it is open on one of the workers."""
        ready: Ready = self.wait(self._client.submit(_open_there, self._orders, pure=False))
        return ready

    def submit(self, task: Task) -> "_Pending":
        """Begin to read a document on one of the workers."""
        return _Pending(self._client.submit(_read_there, self._orders, task, pure=False), self)

    def close(self, *, at_once: bool = False) -> None:
        """End the processes on the workers and the connection; the cluster stays."""
        # machines that are lost have nothing to free
        with contextlib.suppress(*self._lost):
            self._client.run(_close_there, self._orders, at_once=at_once)
        self._client.close()

    def wait(self, future: Any) -> Any:
        """Return what a worker answers.

        Raises:
            ClusterError: if the machines are lost.
        """
        try:
            return future.result()
        except self._lost as error:
            told = str(error) or type(error).__name__
            raise ClusterError(f"the Dask cluster at {self._address} was lost: {told}") from error


class _Pending:
    """A document on its way."""

    def __init__(self, future: Any, cluster: Cluster) -> None:
        self._future = future
        self._cluster = cluster

    def done(self) -> bool:
        return bool(self._future.done())

    def result(self) -> Result:
        result: Result = self._cluster.wait(self._future)
        return result


def _distributed() -> Any:
    """Return Dask's module; half of its functions have types, which a strict check takes for none."""
    try:
        return importlib.import_module("distributed")
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"reading on several machines needs {error.name}, which is not installed; "
            "the extra brings it: pip install 'sayso[dask]'"
        ) from error


def _open_there(orders: bytes) -> Ready:
    with _kept(orders) as staff:
        return staff.ready()


def _read_there(orders: bytes, task: Task) -> Result:
    with _kept(orders) as staff:
        return staff.read(task)


def _close_there(orders: bytes, *, at_once: bool) -> None:
    with _lock:
        kept = _keeping.pop(orders, None)
        if kept is not None and kept.expiry is not None:
            kept.expiry.cancel()
    if kept is not None:
        kept.staff.close(at_once=at_once)


@contextlib.contextmanager
def _kept(orders: bytes) -> Iterator[Staff]:
    """Lend the processes that this worker keeps for a job."""
    with _lock:
        if orders not in _keeping:
            # Dask itself unpickles what it is sent
            _keeping[orders] = _Kept(Staff(pickle.loads(orders)))  # noqa: S301 - as above
        kept = _keeping[orders]
        kept.lent += 1
    try:
        yield kept.staff
    finally:
        with _lock:
            kept.lent -= 1
            if kept.expiry is not None:
                kept.expiry.cancel()
            kept.expiry = threading.Timer(IDLE_S, _expire, args=(orders,))
            kept.expiry.daemon = True
            kept.expiry.start()


def _expire(orders: bytes) -> None:
    """End the processes of a job whose owner is gone without a word."""
    with _lock:
        kept = _keeping.get(orders)
        if kept is None or kept.lent:
            return
        del _keeping[orders]
    kept.staff.close()
