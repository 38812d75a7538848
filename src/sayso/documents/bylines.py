"""Bylines and datelines: lines that say who wrote, where and when."""

import re
from functools import cache
from importlib import resources
from tomllib import loads

from sayso.documents.date_words import written_dates
from sayso.documents.names import is_name, names

LONGEST_BYLINE = 160
LONGEST_DATELINE = 110

_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|T\d\d:\d\d\S*", re.IGNORECASE)
_WIRE = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’. ,/-]{1,60}?),?\s+"
    r"(?P<date>(?:[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][A-Za-z]{2,8}\.?(?:,?\s*\d{4})?)),?\s*"
    r"(?:[(/](?P<agency>[^()/\n]{2,40})[)/]\s*)?[-–—:]+\s"
)
_WIRE_WITHOUT_DATE = re.compile(
    r"(?P<place>[A-Z][A-Z'’. ,/-]{2,50}(?:, [A-Z][a-z]+)?)\s*\((?P<agency>[^()\n]{2,40})\)\s*[-–—:]+\s"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return how bylines begin, how labelled bylines begin, and the words of datelines."""
    text = resources.files("sayso.documents").joinpath("data/bylines.toml").read_text(encoding="utf-8")
    table = loads(text)
    begins = "|".join(table["byline"]["begins"])
    labels = "|".join(table["byline"]["labels"])
    return (
        re.compile(rf"\W*(?:{begins})\s+", re.IGNORECASE),
        re.compile(rf"\W*(?:{labels})\s*[:|]\s*", re.IGNORECASE),
        frozenset(table["dateline"]["words"]),
    )


def byline_names(text: str) -> tuple[str, ...] | None:
    """Return the people that a byline names, empty for an outlet's; None when the text is no byline.

    >>> byline_names("By Joanna Lillis and Peter Leonard"), byline_names("By Monday, protests had spread.")
    (('Joanna Lillis', 'Peter Leonard'), None)
    """
    begins, labels, _ = _patterns()
    labelled = labels.match(text) is not None
    start = labels.match(text) or begins.match(text)
    if len(text) > LONGEST_BYLINE or start is None or not text[start.end() : start.end() + 1].isupper():
        return None
    rest = text[start.end() :]
    found = tuple(name.words for name in names(rest))
    few = labelled and len(rest.split()) <= 3  # noqa: PLR2004 - `Author: admin`, `Text: Desk`
    return found if _is_short(rest, found) and (found or few or not labelled) else None


def _is_short(rest: str, found: tuple[str, ...]) -> bool:
    """Tell whether the words after `By` are names rather than a sentence."""
    first = next(names(rest, shortest=1), None)
    long = len(rest.split()) > 6  # noqa: PLR2004 - two names of two words, with `and` and an outlet
    sentence = rest.endswith((".", "?", "!")) or not found
    return first is not None and first.start == 0 and not (long and sentence)


def is_dateline(text: str) -> bool:
    """Tell whether a line holds a date and nothing but what goes with one: a time, a place, an agency.

    >>> is_dateline("04 02 2022, 08:55"), is_dateline("Protests began on January 5")
    (True, False)
    """
    if len(text) > LONGEST_DATELINE or not any(character.isdigit() for character in text):
        return False
    found = list(written_dates(text))
    if not any(date.day is not None or date.wrong or date.year is not None for date in found):
        return False
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + " | " + rest[date.end :]
    rest = _CLOCK.sub(" ", rest)
    rest = re.sub(r"\([^()]{0,40}\)", " ", rest)
    _, _, plain = _patterns()
    left = [word for word in re.findall(r"[^\W\d_][\w'’.]*", rest) if word.lower().rstrip(".") not in plain]
    most = 4
    return (
        len(left) <= most
        and all(word[0].isupper() for word in left)
        and not rest.rstrip().endswith((".", "?", "!"))
    )


def wire_dateline(text: str) -> re.Match[str] | None:
    """Return the wire service's opening of a paragraph: place, date and agency before a dash.

    >>> wire_dateline("ALMATY, Jan 5 (Reuters) - Protesters took the airport.")["agency"]
    'Reuters'
    """
    return _WIRE.match(text[:200]) or _WIRE_WITHOUT_DATE.match(text[:200])


def is_person(words: str) -> bool:
    """Tell whether a byline's words are a person's name rather than an outlet's or a desk's."""
    parts = words.split()
    return len(parts) > 1 and is_name(words) and not any(part.isupper() and len(part) > 2 for part in parts)  # noqa: PLR2004 - initials are short, agencies' letters are not
