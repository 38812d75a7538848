"""One process that reads, as seen by the one that hands it documents."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any, cast

import msgspec

from sayso.reading.job.channel import CUT_OFF, receive, send
from sayso.reading.job.errors import CannotGoOnError, CannotOpenError
from sayso.reading.job.messages import Orders, OutOfMemory, Ready, Refused, Result, Task

_LEAVING_S = 2.0
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Libraries that would start a thread on each core in each of the processes."""


class Death(msgspec.Struct, frozen=True, kw_only=True):
    """The process ended, or was ended, over a document."""

    message: str
    """What to say of the document."""
    final: bool
    """False where another process may fare better: this one had read other documents before."""


class Worker:
    """A process with its own reader; held state: the process and the pipes to it."""

    def __init__(self, orders: Orders) -> None:
        """Start the process; it opens its reader while the caller goes on."""
        self._orders = orders
        self._ready: Ready | None = None
        self._read = 0
        self._lock = threading.Lock()
        self._answers = 0
        self._late = False
        # no multiprocessing.Process: Dask's workers may not have such children, and a script that reads a
        # folder would need a guard around everything that it does
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sayso.reading.job.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            # Ctrl-C is for the process that hands out the work, which then ends this one
            process_group=0,
        )
        self._to = cast("IO[bytes]", self._process.stdin)
        self._from = cast("IO[bytes]", self._process.stdout)
        self._tell(orders)

    def ready(self) -> Ready:
        """Return what the reader is, once it is open.

        Raises:
            CannotOpenError: if it cannot be opened, or the process ended over it.
        """
        if self._ready is not None:
            return self._ready
        answer = self._answer(self._orders.opening_s)
        if isinstance(answer, Refused):
            raise CannotOpenError(answer.message)
        if not isinstance(answer, Ready):
            bound = "" if self._orders.memory_mb is None else f" within {self._orders.memory_mb} MB"
            raise CannotOpenError(
                f"the process that was to read ended while opening the reader{bound}: {self._end()}"
            )
        self._ready = answer
        return answer

    def read(self, task: Task) -> Result | Death:
        """Return what came of a document; after a death the worker is of no use any more.

        Raises:
            CannotOpenError: if the reader is not open and cannot be opened.
            CannotGoOnError: if the reader can read no other document either.
        """
        self.ready()
        seasoned = self._read > 0
        self._read += 1
        self._tell(task)
        answer = self._answer(self._orders.limit_s)
        if isinstance(answer, Result):
            return answer
        if isinstance(answer, Refused):
            raise CannotGoOnError(answer.message)
        if self._late:
            return Death(
                message=f"took longer than the limit of {self._orders.limit_s:g} s and was given up",
                final=True,
            )
        if isinstance(answer, OutOfMemory):
            return Death(message=_too_large(self._orders.memory_mb), final=not seasoned)
        return Death(message=f"ended the process that read it: {self._end()}", final=not seasoned)

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer gets none."""
        self._process.kill()

    def leave(self) -> None:
        """Tell the process that nothing more comes."""
        # bytes that a dead process never took cannot be flushed
        with contextlib.suppress(OSError):
            self._to.close()

    def dismiss(self) -> None:
        """End the process and free what it held; one that has nothing to do leaves by itself."""
        self.leave()
        self._from.close()
        self._status()

    def _tell(self, record: Orders | Task) -> None:
        # a process that has ended is found out by the answer, which never comes
        with contextlib.suppress(OSError, ValueError):
            send(self._to, record)

    def _answer(self, limit_s: float) -> Any:
        """Return the next record, None when the process ended without one."""
        timer = threading.Timer(limit_s, self._give_up, args=(self._answers,))
        timer.daemon = True
        timer.start()
        try:
            answer = receive(self._from)
        except (*CUT_OFF, ValueError):
            # a closed pipe is a ValueError: the job was ended while this document was read
            answer = None
        finally:
            timer.cancel()
        with self._lock:
            self._answers += 1
            return None if self._late else answer

    def _give_up(self, awaited: int) -> None:
        """End the process unless the answer that was awaited has come at the last moment."""
        with self._lock:
            if self._answers == awaited:
                self._late = True
                self._process.kill()

    def _status(self) -> int:
        try:
            return self._process.wait(_LEAVING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _end(self) -> str:
        """Return how the process ended, in words."""
        status = self._status()
        if status >= 0:
            return f"exit status {status}"
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"


def _too_large(memory_mb: int | None) -> str:
    bound = "there was" if memory_mb is None else f"the bound of {memory_mb} MB"
    return f"took more memory than {bound} and was given up"


def _environment() -> dict[str, str]:
    """Return the environment of the process: the modules that are known here, and one thread."""
    paths = [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 - an empty one is this folder
    one = {name: "1" for name in _ONE_THREAD if name not in os.environ}
    return {**os.environ, **one, "PYTHONPATH": os.pathsep.join(paths)}
