"""Progress on standard error for work of more than a second; nothing where nobody watches."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sayso.brief.visible import one_line

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def shown_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that shows what is being done, how much of it is done, and how much there is."""
    console = Console(stderr=True)
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = bar.add_task("Starting", total=None)
    late = threading.Timer(PATIENCE, bar.start)
    late.daemon = True
    late.start()

    def show(doing: str, done: int, whole: int) -> None:
        bar.update(task, description=one_line(doing), completed=done, total=whole or None)

    try:
        yield show
    finally:
        late.cancel()
        late.join()
        bar.stop()
