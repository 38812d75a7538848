"""How much was exported, and what was not."""

from collections import Counter


class Tally:
    """How much was written, and what had to be left out and why."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def wrote(self, what: str) -> None:
        """Count one item that was written: `statement`, `document`."""
        self.written[what] += 1

    def left(self, why: str) -> None:
        """Count one item that the format cannot hold; `why` names the sort and the reason."""
        self.left_out[why] += 1
