"""What came of reading a document with a model, and what it cost."""

from collections.abc import Sequence

import msgspec

from sayso.problems import Problem
from sayso.reading.cost import Cost, told, total
from sayso.statements.statement import Statement


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document that the model gave no usable answer about."""

    document: str
    """SHA-256 of the document's bytes, as on statements."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""


class ModelReading(msgspec.Struct, frozen=True, kw_only=True):
    """The statements of one document, what went wrong, and what the reading took."""

    statements: tuple[Statement, ...]
    """In text order."""
    problems: tuple[Problem, ...]
    seconds: float
    """From the first question to the last answer, waits included."""
    windows: int
    """Stretches that the text was asked about in; one that was halved counts as its parts."""
    calls: int
    """Requests that were sent, those that failed included."""
    from_cache: int
    """Windows whose answer was there from an earlier reading."""
    tokens_in: int | None
    """Tokens of the questions as the endpoint counted them; None where it counted none."""
    tokens_out: int | None
    """Tokens of the answers, likewise."""
    refused: int
    """Statements in the model's answers that were refused; `problems` says why."""
    unread: tuple[Unread, ...] = ()
    """Stretches without an answer; what another reader finds there was not contradicted."""
    gave_up: str | None = None
    """Why no other document need be tried: all questions are refused, or nobody answered any more."""

    @property
    def cost(self) -> Cost:
        """What the reading took."""
        return Cost(
            seconds=self.seconds,
            windows=self.windows,
            calls=self.calls,
            from_cache=self.from_cache,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            refused=self.refused,
            unread=len(self.unread),
        )


def summary(readings: Sequence[ModelReading], *, model: str) -> str:
    """Return one line about what reading with a model took.

    >>> reading = ModelReading(statements=(), problems=(), seconds=61.25, windows=3, calls=3, from_cache=1,
    ...     tokens_in=9120, tokens_out=None, refused=2)
    >>> summary([reading], model="m")
    'm: 3 windows (1 from the cache), 3 calls, 61.2 s; 9,120 tokens in, unknown out; 2 statements refused'
    """
    return told(total(one.cost for one in readings), model=model)
