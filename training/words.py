"""The word lists in `words.toml`."""

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def word_list(table: str, name: str) -> list[str]:
    """Return the list `name` of a table in `words.toml`."""
    found: list[str] = _LISTS[table][name]
    return found
