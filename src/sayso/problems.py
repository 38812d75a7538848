"""What could not be done with a piece of outside text or data, as a value."""

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found wrong in outside input, with its place.

    A `Problem` never stops the rest of the work; misuse of the library raises instead.
    """

    source: str
    """File, folder, table or document that the trouble is in."""
    message: str
    """What was found, what is allowed, and the nearest match where there is one."""
    line: int | None = None
    """Line counted from 1, where the source has lines."""
    fatal: bool = False
    """True when nothing of the source could be used."""

    def __str__(self) -> str:
        """Return `source:line: message`, the form that editors can jump to."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.message}"
