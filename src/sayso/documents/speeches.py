"""Who speaks, where a text is a speech: `Address by the Hon. NAME, Minister`, `NAME, speech at ...`."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from sayso.documents.bylines import is_person
from sayso.documents.front_words import front_pattern, front_set, front_words
from sayso.documents.names import Name, full_form, names, without_titles

LONGEST_LINE = 300
"""Longest line, in characters, that announces a speech."""
SPOKEN_SHARE = 0.4
"""Least share of paragraphs in the first person: a report on a speech keeps it to the quotations."""
_BEFORE_OFFICE = 140
"""Longest title of an office before the speaker's name, in characters."""
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """A line at the head that announces a speech."""

    speaker: str | None
    """As the line names him or her; None where another line does."""


@cache
def _announcements() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return how lines announce a speech by someone, someone's speech, and a speech on an occasion."""
    table = front_words()["speech"]
    words, before = table["words"], table["before"]
    by = re.compile(
        rf"\W*{before}{words}\b(?:\s+(?:\w+ ){{0,3}}?(?:by|from|of)\s+|\s*[:–—|-]\s*|[^.?!]{{0,120}}?\bby\s+)"
        rf"(?=(?:(?:the|his|her|h\.e\.)\s+)?(?-i:[^\W\d_a-z]))|{table['labels']}",
        re.IGNORECASE,
    )
    after = re.compile(
        rf"['’]s?\s+(?:\w+\s+){{0,3}}{words}\b|[^?!]{{0,120}}?\s*[,:|–—(-]\s*{before}{words}\b", re.IGNORECASE
    )
    occasion = re.compile(
        rf"\W*{before}{words}\b(?:\s+(?:at|to|on|before|in|during|for|delivered)\b|\W*$)", re.IGNORECASE
    )
    return by, after, occasion


def read_announcement(text: str) -> Announced | None:
    """Return the speech that a line announces, None when it is no such line.

    >>> read_announcement("Address by the Hon. Tomasi Vaea, Minister of Fisheries, at the opening").speaker
    'Tomasi Vaea'
    >>> read_announcement("Speech by the minister sparks protests") is None
    True
    """
    if len(text) > LONGEST_LINE:
        return None
    by, after, occasion = _announcements()
    led = by.match(text)
    speaker = None if led is None else _person_after(text, led.end())
    if speaker is None:
        first = next(names(text[:_BEFORE_OFFICE]), None)
        begins = first is not None and not re.search(r"\w", text[: _start_with_titles(text, first)])
        if first is not None and begins and after.match(text, first.end):
            speaker = _full(first)
    if speaker is not None:
        return Announced(speaker=speaker)
    return Announced(speaker=None) if occasion.match(text) and text[-1:] not in ".?!" else None


def _person_after(text: str, at: int) -> str | None:
    """Return the first person named from a place on, where the line then goes on as announcements do."""
    rest = text[at : at + _BEFORE_OFFICE]
    for shortest in (2, 1):
        for name in names(rest, shortest=shortest):
            words = _full(name)
            told = front_pattern("speech", "after_name").match(text, at + name.end)
            one = shortest == 1 and re.search(r"[a-z.] ?$", rest[: name.start]) is None and name.start > 0
            if told and (one or is_person(words)) and not _is_body(words):
                return words
    return None


def _full(name: Name) -> str:
    """Return a name without the titles in it."""
    return without_titles(name.words)


def _start_with_titles(text: str, name: Name) -> int:
    """Return where the titles before a name begin; its own start where there are none."""
    before = re.search(r"(?:(?:[^\W\d_a-z][\w.]*|the|of)\s+)+$", text[: name.start])
    return name.start if before is None else before.start()


def _is_body(words: str) -> bool:
    """Tell whether a name is a body's by one of its words."""
    known = front_set("publisher") | front_set("publisher", "offices")
    return any(word.lower() in known for word in words.split())


def person_line(text: str) -> str | None:
    """Return the person that a line of its own names, with a post or without one.

    >>> person_line("The Rt Hon. Ada Obi, Minister of Works"), person_line("Ada Obi visits the port")
    ('Ada Obi', None)
    """
    first = next(names(text[:_BEFORE_OFFICE]), None)
    if (
        first is None
        or len(text) > _BEFORE_OFFICE
        or re.search(r"[^\W\d_]", text[: _start_with_titles(text, first)])
    ):
        return None
    rest = text[first.end :]
    words = _full(first)
    return (
        words if is_person(words) and not _is_body(words) and re.match(r"\s*(?:$|[,(–—|-])", rest) else None
    )


def is_spoken(head: Sequence[str], text: Sequence[str]) -> bool:
    """Tell whether a text is spoken in the first person, greets its listeners, or says that it was held.

    Args:
        head: the lines before it.
        text: its paragraphs.
    """
    if any(front_pattern("spoken", "delivery").search(one) for one in [*head, *text[-3:]]):
        return True
    if any(is_salutation(one) for one in [*head[-2:], *text[:2]]):
        return True
    own = [_QUOTED.sub(" ", one) for one in text]
    first = sum(_first_person().search(one) is not None for one in own)
    return bool(own) and first >= SPOKEN_SHARE * len(own)


@cache
def _first_person() -> re.Pattern[str]:
    """Return the words of the first person: `US` and `I` must keep their case."""
    return re.compile(front_words()["spoken"]["first_person"])


def is_salutation(text: str) -> bool:
    """Tell whether a line greets listeners.

    >>> is_salutation("Mr Speaker, honourable colleagues,"), is_salutation("Mr Obi left, aides said")
    (True, False)
    """
    return front_pattern("spoken", "salutation").fullmatch(text) is not None


def in_full(speaker: str, whole: str) -> str:
    """Return a speaker's name in full where the text has it."""
    return speaker if " " in speaker else full_form(speaker, whole) or speaker
