"""Closing notes about the author: `NAME is a fellow at ...`."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from tomllib import loads

from sayso.documents.names import names

LONGEST = 700
"""Longest note, in characters."""

_TITLES = re.compile(r"[ (*_–—-]*(?:(?:[Dd]r|[Pp]rof|Mr|Mrs|Ms|Sir|Professor|Ambassador)\.? )*")


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Return one of the lists of `data/author_notes.toml` as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/author_notes.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)[table]["patterns"]), re.IGNORECASE)


def note_author(text: str, *, authors: Sequence[str], before: str) -> str | None:
    """Return whom a closing paragraph tells about, if it is a note about the author; else None.

    It is one when it begins with the name of the byline and a verb, or with a name that the text has not used
    and an occupation.

    Args:
        text: the paragraph.
        authors: the names in the byline.
        before: the text that the paragraph closes.

    >>> note_author("Ada Obi is a fellow at a think tank in Lagos.", authors=(), before="Prices rose.")
    'Ada Obi'
    """
    if len(text) > LONGEST:
        return None
    first = next(names(text[:120]), None)
    if first is None or _TITLES.fullmatch(text[: first.start]) is None:
        return None
    rest = text[first.end :]
    if first.words in authors and _pattern("about_author").match(rest):
        return first.words
    surname = first.words.rsplit(maxsplit=1)[-1]
    return first.words if surname not in before and _pattern("occupation").match(rest) else None


def standfirst_author(text: str) -> str | None:
    """Return whom a standfirst names as its writer: `It is time to stop, writes Ada Obi.`.

    >>> standfirst_author("It is time to stop, writes Ada Obi.")
    'Ada Obi'
    """
    cue = _pattern("standfirst").search(text[:LONGEST])
    if cue is None:
        return None
    first = next(names(text[cue.end() : cue.end() + 80]), None)
    return first.words if first is not None and first.start == 0 else None


def named_author(text: str) -> str | None:
    """Return the name that a note gives in so many words: `The author, Ada Obi, is ...`.

    >>> named_author("About Ada Obi")
    'Ada Obi'
    """
    cue = _pattern("names_author").match(text)
    if cue is None:
        return None
    first = next(names(text[cue.end() : cue.end() + 80]), None)
    return first.words if first is not None and first.start <= 1 else None
