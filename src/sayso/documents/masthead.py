"""The line that names the publisher at the head of a text, and how its capitals are written otherwise."""

import re
from collections.abc import Sequence

import msgspec

from sayso.documents.front_words import front_pattern, front_set, front_words, is_section
from sayso.documents.names import is_name
from sayso.documents.press_names import is_press_name

MOST_WORDS = 7
"""Most words in a publisher's name."""

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'&-]*(?: (?:(?:of|for|and|the|&) )?[^\W\d_a-z][\w’'&-]*){0,5}")
_BARS = re.compile(r"\s+(?:[|–—·•»/]+|-)\s+|\s*\|\s*")


class Masthead(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher's name at the head of a text."""

    name: str
    """In normal case."""
    sure: bool
    """The line has a sign beside its capitals: a series, a word such as `Advisory`, the foot has it again."""


def read_masthead(text: str, *, whole: str, foot: str) -> Masthead | None:
    """Return the publisher that a line at the head names; None when it is no such line.

    Args:
        text: the line.
        whole: the text of the document, for how the name is written elsewhere.
        foot: its last paragraphs, where publishers repeat their names.

    >>> read_masthead("KESTREL ANALYTICS | Country briefing", whole="", foot="")
    Masthead(name='Kestrel Analytics', sure=True)
    """
    parts = [part.strip() for part in _BARS.split(text)]
    for part in parts:
        stripped = _without_series(part)
        if not could_publish(stripped):
            continue
        others = [one for one in parts if one != part]
        if _is_signed_column(stripped, others):
            return None
        published = stripped != part or any(is_section(one) for one in others)
        named = is_publisher(stripped)
        repeated = stripped.casefold() in foot.casefold()
        if published or named or repeated or stripped.isupper():
            return Masthead(name=normal_case(stripped, whole), sure=published or named or repeated)
        return None
    return None


def _without_series(part: str) -> str:
    """Return the line without issue, edition and kind: `Weekly Note No. 4 of NAME` is NAME."""
    rest = part
    for pattern in front_words()["series"]["strip"]:
        rest = re.sub(pattern, "", rest, flags=re.IGNORECASE)
    led = front_pattern("publication", "of").search(rest)
    if led is not None and rest[led.end() : led.end() + 1].isupper():
        rest = rest[led.end() :]
    shorter = re.sub(front_words()["publication"]["tail"], "", rest)
    return (shorter or rest).strip(" ,.:–—-")


def could_publish(name: str) -> bool:
    """Tell whether words are built as a name is: capitals but for the small words, and no sentence."""
    words = name.split()
    small = front_set("abbreviations", "small")
    return (
        1 <= len(words) <= MOST_WORDS
        and sum(map(str.isalpha, name)) > 2  # noqa: PLR2004 - two letters are initials
        and not is_section(name)
        and not re.search(r"[?!,;:“”\"]|\.$", name)
        and words[0][0].isupper()
        and all(word[0].isupper() or word in small or word == "&" for word in words)
    )


def _is_signed_column(name: str, others: Sequence[str]) -> bool:
    """Tell whether the other parts name a column and this one may be its writer: `Comment | Ana Ruiz`."""
    column = any(front_pattern("genres", "opinion").search(one) and is_section(one) for one in others)
    words = 2 <= len(name.split()) <= 4  # noqa: PLR2004 - as many as people's names have
    person = words and is_name(name) and not name.isupper() and not name.lower().startswith("the ")
    return column and person and not is_publisher(name)


def column_author(text: str) -> str | None:
    """Return the person whom a line names beside a column's name.

    >>> column_author("Comment | Ana Ruiz"), column_author("A blog by Ana Ruiz")
    ('Ana Ruiz', 'Ana Ruiz')
    """
    led = front_pattern("publication", "column").match(text)
    if led is not None and is_name(text[led.end() :]) and " " in text[led.end() :]:
        return text[led.end() :]
    parts = [part.strip() for part in _BARS.split(text)]
    pairs = ((part, [one for one in parts if one != part]) for part in parts)
    return next(
        (part for part, others in pairs if could_publish(part) and _is_signed_column(part, others)), None
    )


def is_publisher(name: str) -> bool:
    """Tell whether a name is a newspaper's, a consultancy's, a ministry's or a body's by its words.

    >>> is_publisher("Office of the Prime Minister"), is_publisher("Ana Ruiz")
    (True, False)
    """
    words = [word.lower().strip(".,") for word in name.split()]
    return bool(words) and (
        trades(name)
        or words[-1] in front_set("publisher", "offices")
        or words[0] in front_set("publisher", "offices")
    )


def trades(name: str) -> bool:
    """Tell whether a name ends as newspapers', consultancies' and institutes' do, or joins partners.

    >>> trades("Kestrel Analytics"), trades("Ministry of Fisheries"), trades("Hallam & Partners")
    (True, False, True)
    """
    words = name.split()
    last = words[-1].lower().strip(".,") if words else ""
    return bool(words) and (last in front_set("publisher") or is_press_name(last) or "&" in words[1:])


def publication_line(text: str) -> str | None:
    """Return the body that a line says has made the text: `Prepared by the NAME for its subscribers`.

    >>> publication_line("Prepared by the Meridian Institute for its subscribers")
    'Meridian Institute'
    """
    led = front_pattern("publication", "line").match(text)
    named = None if led is None else _CAPITALISED.match(text, led.end())
    return None if named is None or not is_publisher(named.group()) else named.group()


def is_state_line(text: str) -> bool:
    """Tell whether a line names a state in full, as the heads of official papers do.

    >>> is_state_line("REPUBLIC OF KIRIBATI")
    True
    """
    return front_pattern("publisher", "state").match(text.strip()) is not None


def normal_case(name: str, whole: str = "") -> str:
    """Return a name in capitals as it is written elsewhere in the text, else with capitals at its words.

    Abbreviations keep their capitals: those of the list, and words without a vowel.

    >>> normal_case("HOUSE OF MARLOWE"), normal_case("BBC MONITORING"), normal_case("The Lagos Ledger")
    ('House of Marlowe', 'BBC Monitoring', 'The Lagos Ledger')
    """
    if not name.isupper():
        return name
    for match in re.finditer(re.escape(name), whole, re.IGNORECASE):
        if not match.group().isupper() and match.group()[0].isupper():
            return match.group()
    if " " not in name and len(name) <= 5:  # noqa: PLR2004 - one short word in capitals is an abbreviation
        return name
    words = name.split()
    return " ".join(_lowered(word, opening=place == 0) for place, word in enumerate(words))


def _lowered(word: str, *, opening: bool) -> str:
    """Return a word in capitals with one at its beginning, unless it is an abbreviation or a small word."""
    bare = word.strip(".,()")
    if bare in front_set("abbreviations") or not re.search(r"[AEIOUYÀ-Ý]", bare):
        return word
    if not opening and bare.lower() in front_set("abbreviations", "small"):
        return word.lower()
    # capitals again after a hyphen and after one letter with an apostrophe: Al-Mizan, L'Orient, People's
    return re.sub(r"(?:^|-|(?<=\b\w['’]))[^\W\d_]", lambda letter: letter.group().upper(), word.lower())
