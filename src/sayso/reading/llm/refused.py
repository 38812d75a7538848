"""Why one statement of a model's answer is not taken."""


class RefusedError(Exception):
    """Raised where a statement of an answer cannot be taken; the reader turns it into a counted problem.

    It never leaves the reader: what a model answers is outside input, and a caller is given problems.
    """

    def __init__(self, reason: str, found: str) -> None:
        """Keep the reason, the same words for all statements that fail in this way, and what was found."""
        super().__init__(f"{reason}: {found!r}")
        self.reason = reason
        self.found = found
