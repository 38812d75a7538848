"""Plain text: paragraphs with a blank line between them, one to a line, or wrapped at a width."""

import re
from collections.abc import Sequence
from statistics import median

from sayso.documents.bylines import byline_names, is_person
from sayso.documents.encoding import decode
from sayso.documents.paragraphs import Content, Paragraph, lines, trim
from sayso.problems import Problem

MEDIA_TYPE = "text/plain"
SUFFIXES = ("", ".txt", ".text")

MAX_WRAP_WIDTH = 120
"""Widest line, in characters, at which programs and typists break running text by hand."""
MIN_WRAP_WIDTH = 45
"""Narrowest: newspaper columns pasted into a file."""

_BLANK = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r|[\x0b\x0c\u2029]")
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*$")
_FIRST_WORD = re.compile(r"\S+")

Line = tuple[int, int]


def looks_like(_data: bytes) -> bool:
    """Tell whether the file must be plain text: no first bytes say so, it is what is left."""
    return False


def read(data: bytes, name: str) -> tuple[Content | None, tuple[Problem, ...]]:
    """Return the text of a plain text file and its paragraphs."""
    decoded, problems = decode(data, name)
    if decoded is None:
        return None, problems
    found = paragraphs(decoded.text)
    return Content(text=decoded.text, encoding=decoded.encoding, paragraphs=found), problems


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    r"""Return the paragraphs of a text, in order.

    A line is a paragraph, unless its sentence goes on: where the file is wrapped at a width and the line is
    full, or where the next line begins with a small letter.

    >>> [found.text for found in paragraphs("Title\nBy A. Writer\n\nFirst words.")]
    ['Title', 'By A. Writer', 'First words.']
    """
    blocks = [_lines_of(text, block) for block in _blocks(text)]
    width = _wrap_width(blocks)
    made = []
    for block in blocks:
        for start, end in _join(text, block, width):
            left, right = trim(text, start, end)
            made.append(Paragraph(start=left, end=right, text=text[left:right]))
    return tuple(made)


def _blocks(text: str) -> list[Line]:
    """Return the stretches between blank lines."""
    ends = [match.span() for match in _BLANK.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))


def _lines_of(text: str, block: Line) -> list[Line]:
    """Return the lines in a block that hold more than white space."""
    start, end = block
    found = [trim(text, start + left, start + right) for left, right in lines(text[start:end])]
    return [line for line in found if line[0] < line[1]]


def _wrap_width(blocks: Sequence[Sequence[Line]]) -> int | None:
    """Return the width at which the file is wrapped, or None when it is not."""
    inner = [end - start for block in blocks for start, end in block[:-1]]
    enough = 3
    if len(inner) < enough:
        return None
    width = max(inner)
    wrapped = MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH and median(inner) >= 0.8 * width
    return width if wrapped else None


def _join(text: str, block: Sequence[Line], width: int | None) -> list[Line]:
    """Return the block's lines, those joined whose sentence runs on."""
    joined: list[Line] = []
    previous: Line | None = None
    for place, (start, end) in enumerate(block):
        signed = width is None and place == len(block) - 1 and _signs(text[start:end])
        if joined and previous is not None and not signed and _runs_on(text, previous, (start, end), width):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        previous = (start, end)
    return joined


def _signs(line: str) -> bool:
    """Tell whether a line is a byline in small letters, `by NAME, date`, rather than a sentence going on."""
    people = byline_names(line) or ()
    return line[-1:] != "." and any(is_person(name) for name in people)


def _runs_on(text: str, line: Line, following: Line, width: int | None) -> bool:
    """Tell whether the next word did not fit on the line, or the next line goes on in small letters."""
    length = line[1] - line[0]
    if MIN_WRAP_WIDTH <= length <= MAX_WRAP_WIDTH and text[following[0]].islower():
        return not _ENDS_SENTENCE.search(text[line[1] - 4 : line[1]])
    if width is None:
        return False
    word = _FIRST_WORD.match(text, *following)
    if word is None:
        return False
    return length + 1 + word.end() - word.start() > width
