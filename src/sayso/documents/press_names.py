"""Names that are built as those of newspapers, agencies and news sites are."""

import re
from functools import cache
from importlib import resources
from tomllib import loads


@cache
def _pattern() -> re.Pattern[str]:
    """Return the words of press names as a pattern."""
    text = resources.files("sayso.documents").joinpath("data/outlets.toml").read_text(encoding="utf-8")
    return re.compile("|".join(loads(text)["press_name"]["patterns"]), re.IGNORECASE)


def is_press_name(words: str) -> bool:
    """Tell whether a name is built as those of news outlets are.

    >>> is_press_name("CentralAsia.news"), is_press_name("Elena Markovic")
    (True, False)
    """
    return _pattern().search(words) is not None
