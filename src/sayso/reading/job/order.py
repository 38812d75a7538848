"""Results in the order of the documents, however many are read at the same time, in bounded memory."""

from collections import deque
from collections.abc import Iterable, Iterator

from sayso.reading.job.engine import Engine, Pending
from sayso.reading.job.messages import Result, Task

AHEAD = 64
"""Documents per process that may be done while an earlier one is still being read."""
_MOST_BYTES = 32_000_000
"""Bytes of documents that are being read, or were and wait for an earlier one."""


def in_order(items: Iterable[Task | Result], engine: Engine) -> Iterator[Result]:
    """Yield the results of the documents among `items`, and the results among them, in their order.

    Whoever takes the results slowly makes the reading wait: never more than a window of documents is held.
    """
    window: deque[tuple[Pending | Result, int]] = deque()
    held = 0
    for item in items:
        size = len(item.data) if isinstance(item, Task) else 0
        while window and (
            len(window) >= AHEAD * engine.size or held + size > _MOST_BYTES or _is_done(window[0][0])
        ):
            result, freed = window.popleft()
            held -= freed
            yield _result(result)
        window.append((engine.submit(item) if isinstance(item, Task) else item, size))
        held += size
    for result, _ in window:
        yield _result(result)


def _is_done(item: Pending | Result) -> bool:
    return isinstance(item, Result) or item.done()


def _result(item: Pending | Result) -> Result:
    return item if isinstance(item, Result) else item.result()
