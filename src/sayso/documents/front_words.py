"""The word lists of `data/front_matter.toml`: who publishes, in which series, and who speaks."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from tomllib import loads
from typing import Any


@cache
def front_words() -> Mapping[str, Any]:
    """Return the tables of `data/front_matter.toml`."""
    text = resources.files("sayso.documents").joinpath("data/front_matter.toml").read_text(encoding="utf-8")
    return loads(text)


@cache
def front_pattern(table: str, entry: str = "patterns") -> re.Pattern[str]:
    """Return one of the lists as a pattern without regard to case; `(?-i:...)` marks where it counts."""
    words = front_words()[table][entry]
    return re.compile(words if isinstance(words, str) else "|".join(words), re.IGNORECASE)


@cache
def front_set(table: str, entry: str = "words") -> frozenset[str]:
    """Return one of the word lists, as it stands."""
    return frozenset(front_words()[table][entry])


def is_furniture(text: str) -> bool:
    """Tell whether a line at the head says how the text may be used, or leads elsewhere.

    >>> is_furniture("(Check against delivery)"), is_furniture("The delivery of grain")
    (True, False)
    """
    return front_pattern("furniture").fullmatch(text) is not None


def is_menu(text: str) -> bool:
    """Tell whether a line is a row of links: short names with bars between them, or one with an arrow.

    >>> is_menu("Home | About | Archive"), is_menu("« Older: What the census forgot"), is_menu("Home | alone")
    (True, True, False)
    """
    table = front_words()["menu"]
    parts = re.split(table["separators"], text)
    least = 3
    short = all(len(part.split()) <= table["longest_name"] and part[-1:] not in ".?!" for part in parts)
    dated = any(character.isdigit() for character in text)
    return (len(parts) >= least and short and not dated) or front_pattern("menu", "arrows").match(
        text
    ) is not None


def is_section(text: str) -> bool:
    """Tell whether a line, or a part of one, is made of the names of sections and series alone.

    >>> is_section("Comment & Analysis"), is_section("The Straits Observer")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w’'&/-]*|&", text.lower())
    return bool(words) and all(word in front_set("sections") for word in words)


def is_series(text: str) -> bool:
    """Tell whether a line gives an issue's number or a desk.

    >>> is_series("Middle East Desk, Weekly Note No. 41"), is_series("Four weeks to the vote")
    (True, False)
    """
    return front_pattern("series").search(text) is not None
