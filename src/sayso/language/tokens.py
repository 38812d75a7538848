"""Words and marks of punctuation, with their stems."""

import functools
import re
from collections.abc import Sequence

import Stemmer

from sayso.language.annotation import Token

# A number keeps its separators; a word keeps inner apostrophes and hyphens; initials keep their dots
# (U.S.); anything else is one mark.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‑-][^\W_]+)*|[^\w\s]|_",
)
_PORTER2 = Stemmer.Stemmer("english", 0)


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Porter2 stem of a lower-case word.

    Source: M. F. Porter, Snowball: a language for stemming algorithms (2001).

    >>> stem("suppressing") == stem("suppressed")
    True
    """
    return str(_PORTER2.stemWord(word))


def tokenize(text: str, *, offset: int = 0) -> tuple[Token, ...]:
    """Return the tokens of `text`, their places counted from `offset`.

    >>> [token.text for token in tokenize("The U.S. won't go.")]
    ['The', 'U.S.', "won't", 'go', '.']
    """
    return tuple(_tokens(text, offset))


def _tokens(text: str, offset: int) -> "list[Token]":
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower().replace("’", "'")
        found.append(Token(match.start() + offset, match.end() + offset, word, lower, stem(lower)))
    return found


def joined(tokens: Sequence[Token]) -> str:
    """Return the words of `tokens` with one space wherever the text had any.

    >>> joined(tokenize("So  it is, then."))
    'So it is, then.'
    """
    text = ""
    for at, token in enumerate(tokens):
        gap = at > 0 and tokens[at - 1].end < token.start
        text += (" " if gap else "") + token.text
    return text
