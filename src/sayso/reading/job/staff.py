"""The processes that read on one machine: handed out, taken back, replaced when a document ends one."""

import threading

from sayso.reading.job.errors import JobError
from sayso.reading.job.messages import Orders, Ready, Result, Task
from sayso.reading.job.one_document import failed
from sayso.reading.job.worker import Death, Worker


class Staff:
    """As many processes as threads ask for; held state: those at work and those that wait."""

    def __init__(self, orders: Orders) -> None:
        """Begin without processes."""
        self._orders = orders
        self._lock = threading.Lock()
        self._waiting: list[Worker] = []
        self._all: set[Worker] = set()
        self._closed = False

    def prepare(self, count: int) -> None:
        """Start `count` processes, which open their readers at the same time."""
        workers = [self._hire() for _ in range(count)]
        with self._lock:
            self._waiting += workers

    def ready(self) -> Ready:
        """Return what the reader is, once one is open.

        Raises:
            CannotOpenError: if it cannot be opened.
        """
        worker = self._take()
        try:
            ready = worker.ready()
        except JobError:
            self._drop(worker)
            raise
        self._give(worker)
        return ready

    def read(self, task: Task) -> Result:
        """Return what came of a document, also where it ended the process that read it.

        A process that had read other documents may have died of those; then a new one has the last word,
        so that the result does not depend on which documents came before.

        Raises:
            CannotOpenError: if a reader cannot be opened.
            CannotGoOnError: if no other document can be read either.
        """
        worker = self._take()
        outcome = self._read(worker, task)
        if isinstance(outcome, Death) and not outcome.final:
            outcome = self._read(self._hire(), task)
        return failed(task, outcome.message) if isinstance(outcome, Death) else outcome

    def close(self, *, at_once: bool = False) -> None:
        """End all processes; `at_once` also those at work, whose documents then end in an error."""
        with self._lock:
            self._closed = True
            workers = tuple(self._all)
        for worker in workers if at_once else ():
            worker.kill()
        for worker in workers:
            worker.leave()
        for worker in workers:
            self._drop(worker)

    def _read(self, worker: Worker, task: Task) -> Result | Death:
        try:
            outcome = worker.read(task)
        except JobError:
            self._drop(worker)
            raise
        if isinstance(outcome, Death):
            self._drop(worker)
        else:
            self._give(worker)
        return outcome

    def _take(self) -> Worker:
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        return self._hire()

    def _give(self, worker: Worker) -> None:
        with self._lock:
            self._waiting.append(worker)

    def _hire(self) -> Worker:
        with self._lock:
            if self._closed:
                raise JobError("the job has ended")
            worker = Worker(self._orders)
            self._all.add(worker)
        return worker

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            if worker not in self._all:
                return
            self._all.discard(worker)
            if worker in self._waiting:
                self._waiting.remove(worker)
        worker.dismiss()
