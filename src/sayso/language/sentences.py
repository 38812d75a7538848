"""Sentences with exact offsets, also inside quotations."""

import itertools

import sentencex

# Sentence boundaries are looked for with the quotation marks masked: a quotation of three sentences is
# three sentences. The mask keeps every offset.
_MARKS = str.maketrans({"“": " ", "”": " ", "„": " ", "«": " ", "»": " ", '"': " "})
_CLOSING = "”»)]"
_OPENING = "“„«("
_STRAIGHT = '"'

# The splitter's cost grows with the square of a paragraph's length; a paragraph this long is no prose.
LONGEST_PARAGRAPH = 20_000


def sentence_spans(text: str, *, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the `(start, end)` of each sentence in `text[start:end]`, white space trimmed.

    A closing quotation mark or bracket after the last stop belongs to its sentence. Text longer
    than `LONGEST_PARAGRAPH` without a break is cut at white space.

    >>> text = "“NATO has failed. So has the U.S. plan.” That was all."
    >>> [text[a:b] for a, b in sentence_spans(text, start=0, end=len(text))]
    ['“NATO has failed.', 'So has the U.S. plan.”', 'That was all.']
    """
    spans: list[tuple[int, int]] = []
    for piece_start, piece_end in pieces(text, start, end):
        spans += _split(text, piece_start, piece_end)
    return tuple(spans)


def pieces(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return `text[start:end]` in parts of at most `LONGEST_PARAGRAPH`, cut after a stop or else a word.

    >>> pieces("Prices rose.", 0, 12)
    ((0, 12),)
    """
    found = []
    while end - start > LONGEST_PARAGRAPH:
        latest = start + LONGEST_PARAGRAPH
        stop = max(text.rfind(mark, start + LONGEST_PARAGRAPH // 2, latest) for mark in (". ", "? ", "! "))
        cut = stop + 1 if stop >= 0 else text.rfind(" ", start, latest)
        cut = latest if cut <= start else cut
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    masked = text[start:end].translate(_MARKS)
    cuts = [0]
    cuts += [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", masked)]
    cuts[-1] = len(masked)
    spans: list[tuple[int, int]] = []
    for first, last in itertools.pairwise(cuts):
        span = _trim(text, start + first, start + last)
        if span is None:
            continue
        if spans and _only_marks(text, *span):
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return [_own_marks(text, span) for span in _move_marks(text, spans)]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _only_marks(text: str, start: int, end: int) -> bool:
    return not any(character.isalnum() for character in text[start:end])


def _move_marks(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a closing mark to the sentence before it and an opening mark to the one after it."""
    moved = list(spans)
    for index in range(len(moved) - 1):
        (start, end), (next_start, next_end) = moved[index], moved[index + 1]
        while next_start < next_end and _closes(text, next_start):
            next_start += 1
            end = next_start
        while end - 1 > start and _opens(text, end - 1):
            end -= 1
            next_start = end
        moved[index], moved[index + 1] = (start, end), (next_start, next_end)
    return moved


def _closes(text: str, at: int) -> bool:
    """Tell a closing mark; a straight one closes where no space stands before it."""
    return text[at] in _CLOSING or (text[at] in _STRAIGHT and at > 0 and not text[at - 1].isspace())


def _opens(text: str, at: int) -> bool:
    """Tell an opening mark; a straight one opens where a space stands before it."""
    return text[at] in _OPENING or (text[at] in _STRAIGHT and at > 0 and text[at - 1].isspace())


def _own_marks(text: str, span: tuple[int, int]) -> tuple[int, int]:
    return _trim(text, *span) or span
