"""On which lines of a TOML file its tables and their keys stand; `tomllib` does not tell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TABLE = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
_LONG = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands; the head of the file, before any table, is a table too."""

    line: int
    """Counted from 1."""
    keys: dict[str, int] = field(default_factory=dict)
    """The line of each key; of the head also where each name of a table comes first."""

    def of(self, key: str | None) -> int:
        """Return the line of a key, or that of the table for one that is not there."""
        return self.line if key is None else self.keys.get(key, self.line)


HEAD = TablePlace(1)
"""Where the file begins: for what has no place of its own."""


def table_places(text: str) -> Mapping[str, tuple[TablePlace, ...]]:
    r"""Return the places of the tables by name, those of one name in order; the file's head has the name "".

    Lines within a string of several lines are no tables. Tables written in line (`clamp = [{…}]`) are not
    found: their key in the head is.

    >>> found = table_places('name = "a"\n\n[[clamp]]\nlevel = 0.1\n')
    >>> found["clamp"][0].line, found["clamp"][0].of("level"), found[""][0].of("name")
    (3, 4, 1)
    """
    head = TablePlace(1)
    found: dict[str, list[TablePlace]] = {"": [head]}
    here, within = head, None
    for number, line in enumerate(text.splitlines(), start=1):
        if within is None:
            table, key = _TABLE.fullmatch(line), _KEY.match(line)
            if table is not None:
                here = TablePlace(number)
                found.setdefault(table[1], []).append(here)
                head.keys.setdefault(table[1], number)
            elif key is not None:
                here.keys.setdefault(key[1], number)
        for mark in _LONG.findall(line):
            within = mark if within is None else None if mark == within else within
    return {name: tuple(places) for name, places in found.items()}
