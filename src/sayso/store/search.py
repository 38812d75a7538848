"""What people search for, in the terms of FTS5 and of tsquery; both find the same."""

import re
import unicodedata
from typing import Final

_PIECE: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 100_000
"""Characters of a text that are searched; a tsvector takes a megabyte."""
_LONGEST_WORD: Final = 500
"""Characters of a word that count; PostgreSQL takes 2,046 bytes."""
_MOST_PIECES: Final = 64
"""Words and phrases of one search; FTS5 takes 256."""


def plain(text: str) -> str:
    """Return what is searched of a text: without accents, letters with two codes under one.

    >>> plain("Erdoğan's ﬁrst visit")
    "Erdogan's first visit"
    """
    cut = text[:LONGEST]
    if cut.isascii():
        return cut
    return "".join(one for one in unicodedata.normalize("NFKD", cut) if not unicodedata.combining(one))


def spaced(text: str) -> str:
    """Return the words of a plain text as FTS5 cuts them, a space between; tsvector keeps `U.S.` whole.

    >>> spaced("Erdogan's U.S. visit")
    'Erdogan s U S visit'
    """
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(text))


def fts5_query(search: str) -> str:
    """Return the search for `MATCH`: all words and all "phrases in quotes"; `word*` finds what begins so.

    Raises:
        ValueError: if there is no word, or more than can be searched for at once.

    >>> fts5_query('riot* "security forces" OR')
    '"riot"* "security forces" "or"'
    """
    return " ".join(f'"{" ".join(words)}"{"*" if begins else ""}' for words, begins in _pieces(search))


def tsquery(search: str) -> str:
    """Return the search for `to_tsquery`, with the meaning that `fts5_query` gives it.

    Raises:
        ValueError: if there is no word, or more than can be searched for at once.

    >>> tsquery('riot* "security forces"')
    '(riot:*) & (security <-> forces)'
    """
    pieces = [([word[:_LONGEST_WORD] for word in words], begins) for words, begins in _pieces(search)]
    return " & ".join(f"({' <-> '.join(words)}{':*' if begins else ''})" for words, begins in pieces)


def _pieces(search: str) -> list[tuple[list[str], bool]]:
    found = []
    for match in _PIECE.finditer(search):
        piece = match[1] if match[1] is not None else match[2]
        words = _WORD.findall(plain(piece).lower())
        if words:
            found.append((words, piece.endswith("*")))
    if not found:
        raise ValueError(f"{search!r} has no word to search for")
    if len(found) > _MOST_PIECES:
        raise ValueError(f"{len(found)} words to search for; at most {_MOST_PIECES} are taken")
    return found
