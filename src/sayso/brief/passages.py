"""A document's text cut where claims and zones begin and end, so that overlapping claims can be marked."""

import itertools
from collections.abc import Sequence

import msgspec

from sayso.brief.records import Claim, ReadDocument


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with the same zone and the same claims throughout."""

    text: str
    zone: str | None
    claims: tuple[int, ...]
    """Numbers of the claims whose span covers it."""
    begins: tuple[int, ...]
    """Numbers of the claims whose span begins with it."""
    ends: tuple[int, ...]
    """Numbers of the claims whose span ends with it."""


def passages(document: ReadDocument, claims: Sequence[Claim]) -> tuple[Passage, ...]:
    """Return the document's text in passages; together they are the text, in order.

    `claims` of other documents are passed over.
    """
    length = len(document.text)
    spans = [
        (claim.number, max(0, min(claim.start, length)), max(0, min(claim.end, length)))
        for claim in claims
        if claim.document == document.number
    ]
    edges = {0, length}
    for _, start, end in spans:
        edges |= {start, end}
    for zone in document.zones:
        edges |= {max(0, min(zone.start, length)), max(0, min(zone.end, length))}
    cuts = sorted(edges)
    opening = _at(spans, 1)
    closing = _at(spans, 2)
    running: list[int] = []
    found = []
    zones = _ZoneCursor(document)
    for start, end in itertools.pairwise(cuts):
        running = [number for number in running if number not in closing.get(start, ())]
        begins = opening.get(start, ())
        running += begins
        found.append(
            Passage(
                text=document.text[start:end],
                zone=zones.kind_at(start),
                claims=tuple(running),
                begins=tuple(begins),
                ends=tuple(closing.get(end, ())),
            )
        )
    return tuple(found)


def _at(spans: Sequence[tuple[int, int, int]], edge: int) -> dict[int, list[int]]:
    """Return the numbers of the claims whose span has an edge at each place; empty spans have none."""
    found: dict[int, list[int]] = {}
    for span in spans:
        if span[1] < span[2]:
            found.setdefault(span[edge], []).append(span[0])
    return found


class _ZoneCursor:
    """Finds the zone at places that are asked for in rising order."""

    def __init__(self, document: ReadDocument) -> None:
        self._zones = sorted(document.zones, key=lambda zone: zone.start)
        self._next = 0

    def kind_at(self, place: int) -> str | None:
        while self._next < len(self._zones) and self._zones[self._next].end <= place:
            self._next += 1
        if self._next < len(self._zones) and self._zones[self._next].start <= place:
            return self._zones[self._next].kind
        return None
