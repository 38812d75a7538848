"""What reading with a language model takes: windows, calls, seconds, tokens; of one document or many."""

from collections.abc import Iterable

import msgspec


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What asking a model took."""

    seconds: float = 0.0
    """From the first question about a document to the last answer, waits included."""
    windows: int = 0
    """Stretches that the text was asked about in; one that was halved counts as its parts."""
    calls: int = 0
    """Requests that were sent, those that failed included."""
    from_cache: int = 0
    """Windows whose answer was there from an earlier reading."""
    tokens_in: int | None = None
    """Tokens of the questions as the endpoint counted them; None where it counted none."""
    tokens_out: int | None = None
    """Tokens of the answers, likewise."""
    refused: int = 0
    """Statements in the model's answers that were refused."""
    unread: int = 0
    """Windows without a usable answer."""


def total(costs: Iterable[Cost]) -> Cost:
    """Return the sum; tokens that nobody counted add nothing.

    >>> both = total([Cost(calls=1, tokens_in=900), Cost(calls=2)])
    >>> both.calls, both.tokens_in, both.tokens_out
    (3, 900, None)
    """
    every = tuple(costs)
    return Cost(
        seconds=sum(one.seconds for one in every),
        windows=sum(one.windows for one in every),
        calls=sum(one.calls for one in every),
        from_cache=sum(one.from_cache for one in every),
        tokens_in=_known(one.tokens_in for one in every),
        tokens_out=_known(one.tokens_out for one in every),
        refused=sum(one.refused for one in every),
        unread=sum(one.unread for one in every),
    )


def told(cost: Cost, *, model: str) -> str:
    """Return one line about what asking a model took.

    >>> told(Cost(seconds=61.25, windows=3, calls=3, from_cache=1, tokens_in=9120, refused=2), model="m")
    'm: 3 windows (1 from the cache), 3 calls, 61.2 s; 9,120 tokens in, unknown out; 2 statements refused'
    """
    windows = _count(cost.windows, "window")
    without = f"; {_count(cost.unread, 'window')} without an answer" if cost.unread else ""
    asked = cost.calls > 0
    return (
        f"{model}: {windows} ({cost.from_cache:,} from the cache), {_count(cost.calls, 'call')}, "
        f"{cost.seconds:,.1f} s; {_tokens(cost.tokens_in, asked=asked)} tokens in, "
        f"{_tokens(cost.tokens_out, asked=asked)} out; {_count(cost.refused, 'statement')} refused{without}"
    )


def _known(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _tokens(count: int | None, *, asked: bool) -> str:
    """Return the tokens in words; where nothing was asked none were used."""
    return "unknown" if count is None and asked else f"{count or 0:,}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
