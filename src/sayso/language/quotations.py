"""Direct speech between quotation marks, also where a mark is missing."""

import re

from sayso.language.annotation import Quotation

_OPEN_TO_CLOSE = {"“": "”", "«": "»", "„": "“”"}
_MARK = re.compile('[“”«»„"]')
_WORDS = re.compile(r"\w+")
_PAUSE = re.compile(r"[.!?,;:]")

# Fewer words than this, and no pause among them, is a word used with tongs ("the pendulum"), not speech.
SHORTEST_SPEECH = 5


def find_quotations(text: str, *, start: int, end: int) -> tuple[Quotation, ...]:
    """Return the direct speech in `text[start:end]`, one paragraph, in text order.

    A quotation that never closes runs to the end of the paragraph. Words in quotation marks that
    are no speech (short, without a pause) are left out, also inside a longer quotation.

    >>> text = "She said: “We will “lean” on Moscow until the spring."
    >>> [text[one.start : one.end] for one in find_quotations(text, start=0, end=len(text))]
    ['“We will “lean” on Moscow until the spring.']
    """
    pairs, unclosed = _match_marks(text, start, end)
    speech = [
        Quotation(start=first, end=last, closed=True)
        for first, last in pairs
        if _is_speech(text[first + 1 : last - 1], closed=True)
    ]
    if unclosed is not None and _is_speech(text[unclosed + 1 : end], closed=False):
        speech = [quotation for quotation in speech if quotation.end <= unclosed]
        speech.append(Quotation(start=unclosed, end=end, closed=False))
    outermost: list[Quotation] = []
    for quotation in sorted(speech, key=lambda one: (one.start, -one.end)):
        if not outermost or quotation.start >= outermost[-1].end:
            outermost.append(quotation)
    return tuple(outermost)


def _match_marks(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return the matched pairs of marks and the first opening mark that stays open."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if waiting and mark in waiting[-1][1]:
            pairs.append((waiting.pop()[0], at + 1))
        elif mark in _OPEN_TO_CLOSE:
            waiting.append((at, _OPEN_TO_CLOSE[mark]))
        elif mark == '"' and (at == start or not text[at - 1].isalnum()):
            waiting.append((at, '"'))
    return pairs, waiting[0][0] if waiting else None


def _is_speech(inside: str, *, closed: bool) -> bool:
    words = len(_WORDS.findall(inside))
    if not closed:
        return words >= SHORTEST_SPEECH
    return words >= SHORTEST_SPEECH or (words > 1 and _PAUSE.search(inside.rstrip()[:-1]) is not None)
