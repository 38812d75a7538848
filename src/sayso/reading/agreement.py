"""How far two sets of statements agree: marks and findings, or two readers."""

import re
from collections.abc import Sequence

import msgspec
import numpy as np

from sayso.statements.factor import Factor


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared of a statement."""

    document: str
    start: int
    end: int
    speaker: str
    kind: str
    factor: Factor
    sign: int
    likelihood: str | None
    note: str | None = None
    """For marked text: `also CHN` names further actors whose own statements are neither owed nor wrong."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of an optimal one-to-one matching."""

    marked: int
    found: int
    matched: int
    speaker: int
    """Of the matched, those with the same speaker."""
    sign: int
    likelihood: int

    @property
    def precision(self) -> float:
        """Share of what was found that is marked; 0 where nothing was found."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was found; 0 where nothing is marked."""
        return self.matched / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.marked + self.found
        return 2 * self.matched / total if total else 0.0


_HALF = 0.5
"""Share of the longer span that two statements must have in common."""


def agree(marks: Sequence[Mark], found: Sequence[Mark], *, actors: bool = True) -> Agreement:
    """Return how far `found` agrees with `marks`.

    Two match when they stand in one document, share half of the longer span, and agree in kind and
    factor; with `actors=False` the factor's name is enough. Each matches one at most, and as many
    match as can (linear assignment; ties go to the greater overlap and to the same speaker).
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - 0.5 s, wanted by measurements only

    gain = np.zeros((len(marks), len(found)))
    for row, mark in enumerate(marks):
        for column, one in enumerate(found):
            gain[row, column] = _gain(mark, one, actors=actors)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    pairs = [
        (marks[row], found[column])
        for row, column in zip(rows, columns, strict=True)
        if gain[row, column] > 0
    ]
    taken = {id(one) for _, one in pairs}
    spared = sum(id(one) not in taken and _in_a_note(one, marks) for one in found)
    return Agreement(
        marked=len(marks),
        found=len(found) - spared,
        matched=len(pairs),
        speaker=sum(_same_name(mark.speaker, one.speaker) for mark, one in pairs),
        sign=sum(mark.sign == one.sign for mark, one in pairs),
        likelihood=sum(_same_words(mark.likelihood, one.likelihood) for mark, one in pairs),
    )


def _gain(mark: Mark, one: Mark, *, actors: bool) -> float:
    if mark.document != one.document or mark.kind != one.kind or mark.factor.name != one.factor.name:
        return 0.0
    if actors and mark.factor != one.factor:
        return 0.0
    overlap = _overlap(mark, one)
    same_speaker = 0.01 if _same_name(mark.speaker, one.speaker) else 0.0
    return 1.0 + 0.1 * overlap + same_speaker if overlap >= _HALF else 0.0


def _overlap(mark: Mark, one: Mark) -> float:
    """Return the share of the longer span that both cover."""
    shared = min(mark.end, one.end) - max(mark.start, one.start)
    return max(shared, 0) / max(mark.end - mark.start, one.end - one.start, 1)


def _in_a_note(one: Mark, marks: Sequence[Mark]) -> bool:
    for mark in marks:
        also = re.findall(r"\b[A-Z]{3}\b", mark.note or "") if "also" in (mark.note or "") else []
        names = {one.factor.actor, one.factor.target}
        same = mark.document == one.document and mark.kind == one.kind and mark.factor.name == one.factor.name
        if same and names & set(also) and _overlap(mark, one) >= _HALF:
            return True
    return False


def _same_name(one: str, other: str) -> bool:
    return one.casefold().removeprefix("the ") == other.casefold().removeprefix("the ")


def _same_words(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()
