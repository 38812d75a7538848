"""Numbers as the brief writes them."""

from sayso.brief.records import Mark, Reading


def percent(share: float) -> str:
    """Return a probability as a whole percentage; what rounds to an edge without being there says so.

    >>> [percent(share) for share in (0.0, 0.002, 0.347, 0.998, 1.0)]
    ['0%', '<1%', '35%', '>99%', '100%']
    """
    edge = round(share * 100)
    if edge == 0 and share > 0:
        return "<1%"
    if edge == 100 and share < 1:  # noqa: PLR2004 - a percentage
        return ">99%"
    return f"{edge}%"


def span(low: float, high: float) -> str:
    """Return an interval of probabilities.

    >>> span(0.412, 0.803), span(0.001, 0.052), span(0.95, 0.998), span(0.001, 0.004)
    ('41–80%', '<1–5%', '95% to >99%', '<1%')
    """
    if percent(low) == percent(high):
        return percent(low)
    if percent(high).startswith(">"):
        return f"{percent(low)} to >99%"
    return f"{percent(low).removesuffix('%')}–{percent(high)}"


def mark(shown: Mark) -> str:
    """Return a probability with its interval.

    >>> mark(Mark(mean=0.6, low=0.41, high=0.8))
    '60% (41–80%)'
    """
    return f"{percent(shown.mean)} ({span(shown.low, shown.high)})"


def band(reading: Reading) -> str:
    """Return the 80 % band of a likelihood."""
    return span(reading.low, reading.high)


def points(change: float) -> str:
    """Return a change of probability in percentage points, with its sign.

    >>> points(0.312), points(-0.05), points(0.001)
    ('+31 points', '−5 points', '0 points')
    """
    whole = round(change * 100)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    unit = "point" if abs(whole) == 1 else "points"
    return f"{sign}{abs(whole)} {unit}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return names as a sentence lists them.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    if len(names) < 2:  # noqa: PLR2004 - a pair needs an "and"
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
