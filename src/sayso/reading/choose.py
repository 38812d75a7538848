"""Findings of the encoder and of the word lists → those that stand, each once."""

from collections.abc import Callable, Sequence

import msgspec

from sayso.reading.certainty import Raw
from sayso.reading.finding import Finding
from sayso.statements.influence import Influence
from sayso.statements.statement import Certainties, Mode

LEAST = 0.23
"""A finding of the encoder stands from this certainty on."""
ALONE = 0.2
"""From this certainty on it stands where nothing surer shares words with it."""
LISTED = 0.15
"""One of the word lists stands from this certainty on. The bounds were chosen on the development documents
and the two first texts."""
_WORD = 0.15
"""What each word of a list's phrase adds to its certainty where two findings stand in one place."""
_MOST_WORDS = 4
_HALF = 0.5

Certainty = Callable[[Raw, Mode], tuple[float, Certainties]]
Sure = tuple[Finding, float, Certainties]


def choose(drafted: Sequence[Finding], listed: Sequence[Finding], certainty: Certainty) -> list[Sure]:
    """Return the findings of one sentence that are certain enough, with their certainty.

    What encoder and word lists both found is surer. Of findings in one place the surest stands, a longer
    phrase of the lists first, and others beside it only where they are of its kind and about something else.
    A doubtful finding stands only where nothing is told already: most such are a piece of a surer one.
    """
    sure = [(one, *certainty(one.raw, one.utterance.mode)) for one in compared(drafted, listed)]
    sure = [one for one in sure if one[1] >= (LISTED if one[0].raw.listed else ALONE)]
    sure.sort(key=lambda one: -_standing(one))
    taken: list[Sure] = []
    for one in sure:
        doubtful = not one[0].raw.listed and one[1] < LEAST
        if doubtful and any(_told(one[0], other[0]) for other in taken):
            continue
        rivals = [other for other in taken if _rivals(one[0], other[0])]
        if all(_beside(one[0], other[0]) for other in rivals):
            taken.append(one)
    return taken


def _standing(one: Sure) -> float:
    """Return what decides between findings in one place: the certainty, and a phrase of several words."""
    raw = one[0].raw
    return one[1] + (_WORD * min(raw.words, _MOST_WORDS) if raw.listed else 0.0)


def compared(drafted: Sequence[Finding], listed: Sequence[Finding]) -> list[Finding]:
    """Return all findings of a sentence, each with what the other reader says of it."""
    return [*(_seen(one, listed) for one in drafted), *(_seen(one, drafted) for one in listed)]


def _seen(one: Finding, others: Sequence[Finding]) -> Finding:
    """Return a finding with what the other reader says of its factor in the same place.

    The word lists know negation better: a draft takes their sign, but for influences, whose sign is a slope.
    """
    same = [
        other for other in others if other.claim.factor.name == one.claim.factor.name and _meets(one, other)
    ]
    if not same:
        return one
    share = one.raw.share or max(other.raw.share for other in same)
    claim = one.claim
    if not one.raw.listed and claim.kind is not Influence and same[0].claim.kind is not Influence:
        claim = msgspec.structs.replace(claim, sign=same[0].claim.sign)
    return msgspec.structs.replace(
        one, claim=claim, raw=msgspec.structs.replace(one.raw, agreed=True, share=share)
    )


def _told(one: Finding, other: Finding) -> bool:
    """Tell whether two findings share words and are not one proposal about several things."""
    same = not other.raw.listed and one.start == other.start and one.claim.kind is other.claim.kind
    return one.start < other.end and other.start < one.end and not same


def _meets(one: Finding, other: Finding) -> bool:
    """Tell whether two findings share half of the longer, or one stands in the other."""
    inside = one.start <= other.start and other.end <= one.end
    around = other.start <= one.start and one.end <= other.end
    return inside or around or one.overlap(other) >= _HALF


def _beside(one: Finding, other: Finding) -> bool:
    """Tell whether two findings in one place can both stand."""
    return (
        one.raw.listed == other.raw.listed
        and one.claim.kind is other.claim.kind
        and one.claim.factor != other.claim.factor
    )


def _rivals(one: Finding, other: Finding) -> bool:
    """Tell whether only one of two findings can stand: one place, or one factor in words of each other."""
    same = one.claim.factor == other.claim.factor and one.claim.kind is other.claim.kind
    return one.overlap(other) >= _HALF or (same and _meets(one, other))
