"""Results keep the order of the documents, and no more documents are held than the window has."""

import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.job.messages import Ready, Result, Task
from sayso.reading.job.order import AHEAD, in_order


class Threads:
    """An engine that reads by calling a function in threads."""

    def __init__(self, size: int, read: Callable[[Task], Result]) -> None:
        self.size = size
        self._read = read
        self._threads = ThreadPoolExecutor(size)

    def ready(self) -> Ready:
        """Return what any reader says."""
        return Ready(reader="none", problems=())

    def submit(self, task: Task) -> "Future[Result]":
        """Begin to read."""
        return self._threads.submit(self._read, task)

    def close(self, *, at_once: bool = False) -> None:
        """Wait for the threads."""
        self._threads.shutdown(cancel_futures=at_once)


def task(number: int, size: int = 1) -> Task:
    return Task(name=str(number), sha256="", data=b"x" * size)


def told(number: int) -> Result:
    return Result(name=str(number), document=None)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=40), st.integers(1, 4))
def test_any_mixture_comes_out_in_order(steps: list[tuple[bool, int]], size: int) -> None:
    def read(one: Task) -> Result:
        threading.Event().wait(steps[int(one.name)][1] / 1000)
        return told(int(one.name))

    engine = Threads(size, read)
    items = (task(number) if is_task else told(number) for number, (is_task, _) in enumerate(steps))
    assert [result.name for result in in_order(items, engine)] == [str(n) for n in range(len(steps))]
    engine.close()


def held(engine: Threads, items: Iterator[Task], release: threading.Event) -> int:
    """Return how many items are taken before the first result, which comes when nothing more is taken."""
    taken = 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for item in items:
            taken += 1
            yield item

    def watch() -> None:
        before = -1
        while taken != before:
            before = taken
            threading.Event().wait(0.2)
        release.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    next(results := in_order(counted(), engine))
    results.close()  # type: ignore[attr-defined]  # it is a generator
    watcher.join()
    engine.close(at_once=True)
    return taken


def test_a_slow_document_holds_up_an_endless_folder_at_the_window() -> None:
    release = threading.Event()

    def read(one: Task) -> Result:
        if one.name == "0":
            release.wait()
        return told(int(one.name))

    assert held(Threads(2, read), (task(number) for number in itertools.count()), release) == 2 * AHEAD + 1


def test_large_documents_are_held_by_their_bytes() -> None:
    release = threading.Event()

    def read(one: Task) -> Result:
        release.wait()
        return told(int(one.name))

    assert held(Threads(2, read), (task(number, 10_000_000) for number in itertools.count()), release) == 4
