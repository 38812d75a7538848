"""The process that reads: it opens the reader, then answers one document after the other.

It stands alone, so that what a document does to it, a crash, an endless loop or too much memory, ends here.
Started by `worker.Worker` as `python -P -m sayso.reading.job.child`; it ends when its standard input does.
"""

import contextlib
import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from typing import BinaryIO

from sayso import __version__
from sayso.reading.job.channel import CUT_OFF, receive, send
from sayso.reading.job.errors import CannotGoOnError, CannotOpenError
from sayso.reading.job.messages import Orders, OutOfMemory, Ready, Refused, Result
from sayso.reading.job.one_document import read_one
from sayso.reading.job.recipe import Opened

GRACE_S = 10.0
"""Seconds after which the process ends itself if whoever set the limit does not live to enforce it."""
_LOOK_S = 1.0
_MB = 1_000_000


def main() -> None:
    """Answer documents until there are no more."""
    tasks, answers = _channels()
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    try:
        orders: Orders = receive(tasks)
    except (AttributeError, ImportError) as error:
        send(
            answers,
            Refused(message=f"another process does not know the reader: {error}; want one of a module"),
        )
        return
    except EOFError:
        return
    opened = _opened(orders)
    with contextlib.suppress(*CUT_OFF):
        if isinstance(opened, Refused):
            send(answers, opened)
        else:
            send(answers, Ready(reader=opened.name, problems=opened.problems))
            _answer(orders, opened, tasks, answers)


def _opened(orders: Orders) -> Opened | Refused:
    if orders.version != __version__:
        told = f"the job is Sayso {orders.version}'s and the machine that was to read has {__version__}"
        return Refused(message=told)
    try:
        _bound_memory(orders.memory_mb)
        with _at_most(orders.opening_s + GRACE_S):
            opened: Opened = orders.open_reader(orders.how)
    except CannotOpenError as error:
        return Refused(message=str(error))
    except MemoryError:
        return Refused(message="the reader alone takes more memory than there is, or than it was allowed")
    return opened


def _answer(orders: Orders, opened: Opened, tasks: BinaryIO, answers: BinaryIO) -> None:
    while True:
        task = receive(tasks)
        answer: Result | OutOfMemory | Refused
        try:
            with _at_most(orders.limit_s + GRACE_S):
                answer = read_one(task, opened, today=orders.today)
        except CannotGoOnError as error:
            answer = Refused(message=str(error))
        except MemoryError:
            answer = OutOfMemory()
        send(answers, answer)
        if isinstance(answer, OutOfMemory | Refused):
            return


def _leave_with(parent: int) -> None:
    """End the process, whatever it reads, soon after the one that started it was killed."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End the process after so many seconds, also in a loop that never lets go of the interpreter.

    Raises:
        MemoryError: if there is none left for the thread that watches.
    """
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, no file
        try:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        except RuntimeError as error:
            raise MemoryError from error
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes; what anything here prints goes to standard error and not between the records."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return tasks, answers


def _bound_memory(memory_mb: int | None) -> None:
    if memory_mb is None:
        return
    import resource  # noqa: PLC0415 - only some systems have it; `means.Means` refuses a bound elsewhere

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory_mb * _MB
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


if __name__ == "__main__":
    main()
