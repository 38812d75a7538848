"""What came of adding, and who added what."""

from typing import Final

import msgspec

from sayso.problems import Problem

MOST_PROBLEMS: Final = 1000
"""Problems that are kept one by one; more are only counted."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding rows; none is lost without being counted."""

    added: int = 0
    """Rows that are new."""
    known: int = 0
    """Rows whose identifier was there before; nothing was changed."""
    different: tuple[str, ...] = ()
    """Identifiers of known rows that said something else this time; what was there first stands."""
    refused: int = 0
    """Rows that could not be added."""
    problems: tuple[Problem, ...] = ()
    """Why they could not be, the first thousand of them, with other problems of the source."""

    def plus(self, other: "Added") -> "Added":
        """Return the sum of both."""
        return Added(
            added=self.added + other.added,
            known=self.known + other.known,
            different=self.different + other.different,
            refused=self.refused + other.refused,
            problems=(self.problems + other.problems)[:MOST_PROBLEMS],
        )


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction that added rows."""

    seq: int
    """Its number; later changes have higher ones."""
    at: str
    """When: date and time with offset, ISO 8601."""
    by: str
    """Who."""
    sayso: str
    """With which version of Sayso."""
    what: str
    """What was added: `statements`, `review`."""


def refusal(source: str, message: str) -> Added:
    """Return one row that could not be added."""
    return Added(refused=1, problems=(Problem(source=source, message=message),))
