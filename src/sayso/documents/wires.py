"""How wire reports open: place, date and agency before the first sentence, or on a line above it."""

import re
from collections.abc import Iterator, Sequence

from sayso.documents.bylines import is_plain_word
from sayso.documents.names import names

LOOKED_AT = 200
"""How many characters of a paragraph are searched for an opening."""

_DATE = (
    r"(?P<date>(?:[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s*\d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][A-Za-z]{2,8}\.?(?:,?\s*\d{4})?))"
)
_PLACE = r"(?P<place>[^\W\d_a-z][\w'’. ,/-]{1,60}?)"
_AGENCY = r"(?P<agency>[^\W\d_a-z][^()/\n:]{1,40}?)"
_DASH = r"\s*[-–—:]+\s"
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # NAIROBI, 3 April 2025 (Rift Wire) -, and without an agency
        rf"{_PLACE},?\s+{_DATE},?\s*(?:[(/]{_AGENCY}[)/]\s*)?[-–—:]+\s",
        # the same before a full stop or nothing but the next sentence
        rf"{_PLACE},?\s+{_DATE},?\s*\({_AGENCY}\)\.?\s+(?=[^\W\d_a-z]|[\"“])",
        # NAIROBI (Rift Wire), 3 April 2025 -
        rf"{_PLACE}\s*\({_AGENCY}\),?\s+{_DATE}{_DASH}",
        # NAIROBI, Kenya (Rift Wire) -
        rf"(?P<place>[A-Z][A-Z'’. ,/-]{{2,50}}(?:, [A-Z][a-z]+)?)\s*\({_AGENCY}\){_DASH}",
        # (Rift Wire) NAIROBI, 3 April -
        rf"\({_AGENCY}\)\s*[-–—,]*\s*{_PLACE},?\s+{_DATE}{_DASH}",
        # Nairobi. 3 April. RiftWire -; NAIROBI, 3 April, Rift Wire -
        rf"{_PLACE}[.,]\s+{_DATE}[.,]\s+{_AGENCY}\s*[-–—]+\s",
    )
)
_DATED_OPENING = re.compile(
    rf"(?P<place>[^\W\d_a-z][\w'’-]*(?:[ /-][^\W\d_a-z][\w'’-]*){{0,3}}),\s+{_DATE}(?=[.:]\s+[^\W\d_a-z\"“])"
)
_IN_BRACKETS = re.compile(r"[(/](?P<agency>[^()/\n\d]{2,40})[)/]")
_CLOCK_BEFORE = re.compile(r"\d[:.]\d\d\s*(?:[ap]\.?m\.?\s*)?$", re.IGNORECASE)


def wire_dateline(text: str) -> re.Match[str] | None:
    """Return the wire service's opening of a paragraph, with the groups `place` and `agency`.

    >>> wire_dateline("ALMATY, Jan 5 (Reuters) - Protesters took the airport.")["agency"]
    'Reuters'
    """
    head = text[:LOOKED_AT]
    return next((found for pattern in _OPENINGS if (found := pattern.match(head)) is not None), None)


def dated_opening(text: str) -> re.Match[str] | None:
    """Return place and date before a paragraph's first sentence.

    >>> dated_opening("Lagos, 9 May 2019. The historian receives us at home.").group()
    'Lagos, 9 May 2019'
    """
    return _DATED_OPENING.match(text[:LOOKED_AT])


def agencies(datelines: Sequence[str], opening: str | None) -> Iterator[str]:
    """Yield the agencies named in lines of place and date, and in the opening of the first paragraph.

    >>> list(agencies(["NAIROBI, 3 April 2025 (Rift Wire Service)", "Accra, 4 May 2020 10:05 (GMT)"], None))
    ['Rift Wire Service']
    """
    for line in datelines:
        for found in _IN_BRACKETS.finditer(line):
            agency = found["agency"].strip()
            if _is_agency(agency) and not _CLOCK_BEFORE.search(line[: found.start()]):
                yield agency
    wire = None if opening is None else wire_dateline(opening)
    if wire is not None and wire["agency"] and _is_agency(wire["agency"].strip()):
        yield wire["agency"].strip()


def _is_agency(words: str) -> bool:
    """Tell whether words in brackets are a name rather than a note on the time."""
    parts = words.split()
    capital = all(part[0].isupper() or part in {"of", "and", "the", "de"} for part in parts)
    return (
        capital
        and not all(is_plain_word(part) for part in parts)
        and next(names(words, shortest=1), None) is not None
    )
