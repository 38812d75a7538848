"""Bylines and datelines: lines that say who wrote, where and when."""

import re
from functools import cache
from importlib import resources
from tomllib import loads

from sayso.documents.date_words import written_dates
from sayso.documents.names import is_name, names

LONGEST_BYLINE = 160
LONGEST_DATELINE = 110
LONGEST_BARE = 80
"""Longest line, in characters, that holds an author's name alone: two places or a post may follow it."""

_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|T\d\d:\d\d\S*", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?!(?:and|in|for|with|at|from|of|und|y|et)\b|on\s+[A-Z\d])[a-z]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], re.Pattern[str]]:
    """Return how bylines begin, how labelled ones begin, the words of datelines, and what leads to a date."""
    text = resources.files("sayso.documents").joinpath("data/bylines.toml").read_text(encoding="utf-8")
    table = loads(text)
    begins = "|".join(table["byline"]["begins"])
    labels = "|".join(table["byline"]["labels"])
    return (
        re.compile(rf"\W*(?:{begins})\s+", re.IGNORECASE),
        re.compile(rf"\W*(?:{labels})\s*[:|]\s*", re.IGNORECASE),
        frozenset(table["dateline"]["words"]),
        re.compile(table["dateline"]["led"], re.IGNORECASE),
    )


def byline_names(text: str) -> tuple[str, ...] | None:
    """Return the people that a byline names, empty for an outlet's; None when the text is no byline.

    >>> byline_names("By Joanna Lillis and Peter Leonard"), byline_names("By Monday, protests had spread.")
    (('Joanna Lillis', 'Peter Leonard'), None)
    """
    begins, labels, *_ = _patterns()
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
    if first is not None and _GOES_ON.match(rest, first.end):
        return False
    long = len(rest.split()) > 6  # noqa: PLR2004 - two names of two words, with `and` and an outlet
    sentence = rest.endswith((".", "?", "!")) or not found
    return first is not None and first.start == 0 and not (long and sentence)


def bare_author(text: str) -> str | None:
    """Return the person whose name is all that a line holds, but for a title, a place or an occupation.

    >>> bare_author("Dr Ada Obi, Lagos"), bare_author("Ada Obi visits Lagos")
    ('Ada Obi', None)
    """
    if len(text) > LONGEST_BARE or text[-1:] in set("?!:"):
        return None
    line = text.strip(" *_–—-~")
    line = line.title() if line.isupper() else line
    first = next(names(line), None)
    if first is None or not is_person(first.words) or line[: first.start].strip(" .").count(" ") > 1:
        return None
    after = line[first.end :].strip()
    if line[: first.start] and not all(word[0].isupper() for word in line[: first.start].split()):
        return None
    return first.words if after[:1] in {"", ",", "(", "|", "–", "—"} else None


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
    if _is_led(text, found[0].start, found[0].end):
        return True
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + " | " + rest[date.end :]
    rest = _CLOCK.sub(" ", rest)
    rest = re.sub(r"\([^()]{0,40}\)", " ", rest)
    _, _, plain, _ = _patterns()
    left = [word for word in re.findall(r"[^\W\d_][\w'’.]*", rest) if word.lower().rstrip(".") not in plain]
    most = 4
    return (
        len(left) <= most
        and all(word[0].isupper() for word in left)
        and not rest.rstrip().endswith((".", "?", "!"))
    )


def _is_led(text: str, start: int, end: int) -> bool:
    """Tell whether a word such as `Issued` leads to the date and at most short notes follow it."""
    *_, led = _patterns()
    after = _CLOCK.sub("", text[end:]).strip()
    notes = re.split(r"[.;|·•–—]", after)
    most = 5
    return (
        led.fullmatch(text[:start]) is not None
        and (not after or after[0] in ".;|·•–—(")
        and all(len(note.split()) <= most for note in notes)
    )


def is_plain_word(word: str) -> bool:
    """Tell whether a word goes with dates: `Updated`, `GMT`, `Monday`."""
    return word.lower().strip(".,:") in _patterns()[2]


def is_person(words: str) -> bool:
    """Tell whether a byline's words are a person's name rather than an outlet's or a desk's."""
    parts = words.split()
    return len(parts) > 1 and is_name(words) and not any(part.isupper() and len(part) > 2 for part in parts)  # noqa: PLR2004 - initials are short, agencies' letters are not
