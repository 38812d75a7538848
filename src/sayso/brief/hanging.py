"""A text with a sign hanging before it, for the terminal."""

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment


class Hanging:
    """A sign, and beside it a body that keeps to its own column.

    A grid would do the same and measures every body first, which takes most of a long brief's time.
    """

    def __init__(self, sign: str, body: RenderableType, indent: int = 0) -> None:
        """Keep what is shown: `sign` after `indent` blanks, `body` after it, broken within its column."""
        self._sign = f"{' ' * indent}{sign} "
        self._body = body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the body, the first with the sign before it."""
        blank = " " * cell_len(self._sign)
        inner = options.update_width(max(1, options.max_width - len(blank)))
        for number, line in enumerate(console.render_lines(self._body, inner, pad=False)):
            yield Segment(blank if number else self._sign)
            yield from line
            yield Segment.line()
