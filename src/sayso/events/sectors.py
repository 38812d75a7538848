"""What schemes of event data call parts of society → one small set, data/sectors.toml."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from sayso.events.crosswalks import named
from sayso.events.sql import literal


class Entry(NamedTuple):
    """One sector and what a scheme writes for it."""

    sector: str
    words: tuple[str, ...]
    endings: tuple[str, ...]
    """Ends of further words that mean it: ` Ministry`."""

    def means(self, word: str) -> bool:
        """Tell whether the scheme's word belongs to the sector."""
        return word in self.words or word.endswith(self.endings)


def sector(scheme: str, *words: str) -> str | None:
    """Return the sector that a scheme's words mean; where they mean several, the one listed first.

    None where they mean none: words of size, place, faith or creed, and unknown ones.

    >>> sector("CAMEO", "MED"), sector("PLOVER", "MED")
    ('JRN', 'MED')
    >>> sector("ICEWS", "Government", "Military"), sector("ICEWS", "Hindu")
    ('MIL', None)

    Raises:
        KeyError: if there is no such scheme.
    """
    for entry in named(schemes(), scheme, "scheme of sectors"):
        if any(map(entry.means, words)):
            return entry.sector
    return None


def sector_sql(scheme: str, column: str, *, separator: str | None = None) -> str:
    """Return SQL of the sector that a column's word means, or its words between separators, as `sector` does.

    Raises:
        KeyError: if there is no such scheme.
    """
    entries = named(schemes(), scheme, "scheme of sectors")
    if separator is None:
        # a word stands in one entry only. Words are compared one by one, in the order of WHEN, and only for
        # the rows that are left: an IN of many words would become a join of all rows
        words = "".join(
            f" WHEN {literal(word)} THEN {literal(entry.sector)}" for entry in entries for word in entry.words
        )
        ends = "".join(
            f" WHEN suffix({column}, {literal(ending)}) THEN {literal(entry.sector)}"
            for entry in entries
            for ending in entry.endings
        )
        return f"CASE {column}{words} ELSE {f'CASE{ends} END' if ends else 'NULL'} END"
    whens = [
        f"WHEN {test} THEN {literal(entry.sector)}"
        for entry in entries
        for test in _tests(entry, column, separator)
    ]
    return f"CASE {' '.join(whens)} END"


def _tests(entry: Entry, column: str, separator: str) -> Iterator[str]:
    """Yield SQL that is true where the column has one of the entry's words."""
    known = ", ".join(map(literal, entry.words))
    words = f"string_split({column}, {literal(separator)})"
    yield f"list_has_any({words}, [{known}])"
    for ending in map(literal, entry.endings):
        yield f"len(list_filter({words}, lambda word: suffix(word, {ending}))) > 0"


@functools.cache
def schemes() -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries of each scheme, CAMEO, PLOVER and ICEWS, the deciding one first."""
    return MappingProxyType(
        {
            scheme: tuple(
                Entry(one["sector"], tuple(one["words"]), tuple(one.get("endings", ()))) for one in entries
            )
            for scheme, entries in _file().items()
            if isinstance(entries, list)
        }
    )


def definitions() -> Mapping[str, str]:
    """Return sector → what belongs to it."""
    return MappingProxyType(_file()["sectors"])


def no_sector(scheme: str) -> tuple[str, ...]:
    """Return what a scheme writes in the place of a sector that says none.

    Raises:
        KeyError: if there is no such scheme.
    """
    return tuple(named(_file()["none"], scheme, "scheme of sectors"))


@functools.cache
def _file() -> dict[str, Any]:
    text = resources.files("sayso.events").joinpath("data/sectors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
