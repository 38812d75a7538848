"""Numbers as the brief writes them."""

from collections.abc import Sequence

from sayso.brief.outlook_records import Mark
from sayso.brief.records import Reading

_WHOLE = 100


def percent(share: float) -> str:
    """Return a probability as a whole percentage.

    Neither 0% nor 100% is ever said: finitely many runs, and words, cannot tell them from what is near.

    >>> [percent(share) for share in (0.0, 0.002, 0.347, 0.998, 1.0)]
    ['<1%', '<1%', '35%', '>99%', '>99%']
    """
    edge = round(share * _WHOLE)
    if edge <= 0:
        return "<1%"
    return ">99%" if edge >= _WHOLE else f"{edge}%"


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
    """Return a probability with its interval, which is left out where it says "<1%" a second time.

    >>> mark(Mark(mean=0.6, low=0.41, high=0.8)), mark(Mark(mean=0.001, low=0.0, high=0.002))
    ('60% (41–80%)', '<1%')
    """
    beside = interval(shown)
    return f"{percent(shown.mean)} ({beside})" if beside else percent(shown.mean)


def interval(shown: Mark) -> str:
    """Return a probability's interval; nothing where it repeats that the probability is at an edge."""
    mean, whole = percent(shown.mean), span(shown.low, shown.high)
    return "" if mean == whole and not mean[0].isdigit() else whole


def band(reading: Reading) -> str:
    """Return the 80 % band of a likelihood."""
    return span(reading.low, reading.high)


def points(change: float) -> str:
    """Return a change of probability in percentage points, with its sign.

    >>> points(0.312), points(-0.05), points(0.001)
    ('+31 points', '−5 points', '0 points')
    """
    whole = round(change * _WHOLE)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{whole_points(change)}"


def whole_points(distance: float) -> str:
    """Return how far apart two probabilities are, in percentage points.

    >>> whole_points(-0.312)
    '31 points'
    """
    return counted(round(abs(distance) * _WHOLE), "point")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def numbered(noun: str, numbers: Sequence[int]) -> str:
    """Return what things of one kind are called by their numbers.

    >>> numbered("document", [2]), numbered("claim", [3, 5, 8])
    ('document 2', 'claims 3, 5 and 8')
    """
    return f"{noun if len(numbers) == 1 else noun + 's'} {listed([str(number) for number in numbers])}"


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return names as a sentence lists them.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    if len(names) < 2:  # noqa: PLR2004 - a pair needs an "and"
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
