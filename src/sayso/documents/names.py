"""People's names in a text, by their capitals: who wrote, who relayed, who was interviewed."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from tomllib import loads

import msgspec

LONGEST = 5
"""Most words in a person's name."""

_WORD = re.compile(r"[^\W\d_][\w.'’‘ʻ`-]*")
_GAP = re.compile(r"[ \t\u00a0]+")
_POSSESSIVE = re.compile(r"['’]s?$")


class Name(msgspec.Struct, frozen=True):
    """A name and where it stands."""

    start: int
    end: int
    words: str


@cache
def _words(table: str) -> frozenset[str]:
    """Return one of the word lists about names, in lower case."""
    text = resources.files("sayso.documents").joinpath("data/names.toml").read_text(encoding="utf-8")
    return frozenset(str(word).lower() for word in loads(text)[table]["words"])


def names(text: str, *, shortest: int = 2) -> Iterator[Name]:
    """Yield the runs of capitalised words in a text, without titles before them.

    Args:
        text: words of any length; the time taken is proportional to it.
        shortest: least number of words in a name.

    >>> [found.words for found in names("A political expert, Mr. Jean de la Fontaine, spoke.")]
    ['Jean de la Fontaine']
    """
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and _GAP.fullmatch(text, run[-1].end(), word.start()) is None:
            yield from _take(text, run, shortest)
            run = []
        written = word.group()
        if _closes(run):
            yield from _take(text, run, shortest)
            run = []
        if written[0].isupper() or (run and written.lower().rstrip(".") in _words("particles")):
            run.append(word)
        else:
            yield from _take(text, run, shortest)
            run = []
    yield from _take(text, run, shortest)


def _closes(run: list[re.Match[str]]) -> bool:
    """Tell whether the last word of a run ends a sentence rather than being an initial or a title."""
    if not run:
        return False
    last = run[-1].group()
    initial = 3
    return last.endswith(".") and len(last) > initial and last.lower().rstrip(".") not in _words("titles")


def _take(text: str, run: list[re.Match[str]], shortest: int) -> Iterator[Name]:
    """Yield the run as a name, without leading titles and trailing particles, if it can be one."""
    words = list(run)
    while words and _is_title(words[0].group()):
        words.pop(0)
    while words and words[-1].group()[0].islower():
        words.pop()
    if not shortest <= len(words) <= LONGEST:
        return
    start = words[0].start()
    end = words[-1].end()
    written = text[start:end]
    kept = _POSSESSIVE.sub("", written)
    if len(kept) > 2 and not _initial(words[-1].group()):  # noqa: PLR2004 - `A.` is still to be named
        kept = kept.rstrip(".")
    yield Name(start, start + len(kept), kept)


def _initial(word: str) -> bool:
    """Tell whether a word is an initial: `A.`."""
    return len(word.rstrip(".")) == 1


def _is_title(word: str) -> bool:
    """Tell whether a word before a name is a title or opens a sentence rather than being part of the name."""
    plain = _POSSESSIVE.sub("", word).lower().rstrip(".")
    return plain in _words("titles") or plain in _words("openers")


def without_titles(words: str) -> str:
    """Return a name without the posts in front of it that capitals made part of it.

    >>> without_titles("Central Bank Governor Ada Obi"), without_titles("Stephen King")
    ('Ada Obi', 'Stephen King')
    """
    parts = words.split()
    least = 2
    for place in range(len(parts) - least, 0, -1):
        if _is_title(parts[place - 1]):
            return " ".join(parts[place:])
    return words


def full_form(short: str, text: str) -> str | None:
    """Return the longest form in the text of a name of which `short` is the last part.

    >>> full_form("Khamroev", "A political expert Bakhrom Khamroev commented on the protests.")
    'Bakhrom Khamroev'
    """
    wanted = short.lower().split()
    found = [
        name.words
        for name in names(text)
        if name.words.lower().split()[-len(wanted) :] == wanted and len(name.words.split()) > len(wanted)
    ]
    return max(found, key=len, default=None)


def is_name(words: str) -> bool:
    """Tell whether the words are one name and nothing else, of one to five words.

    >>> is_name("Khamroev"), is_name("The events in Kazakhstan")
    (True, False)
    """
    return any(name.words == words for name in names(words, shortest=1))
