"""Whose forecasts a ledger holds, and how one of them is asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from sayso.forecasts.entries import Entry
from sayso.forecasts.forecast import OriginKind
from sayso.nearest import hint

REFERENCES: Final[Mapping[OriginKind, str]] = {"base-rate": "base rate", "persistence": "persistence"}
"""What sources are measured against, by the kind of their forecasts."""
_NAMED: Final = 10
"""Sources that a message lists."""
PEOPLE: Final = frozenset({"speaker", "person"})
"""Kinds that `--speaker` finds."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker, model, person, pool or reference."""

    kind: OriginKind
    name: str
    version: str | None = None
    """Lexicon or version, only where the same name answered one question under several of them."""

    @property
    def title(self) -> str:
        """The name, with the version where that tells two apart."""
        return self.name if self.version is None else f"{self.name} ({self.version})"

    def has(self, entry: Entry) -> bool:
        """Tell whether a forecast is this source's."""
        by = entry.forecast.made_by
        if self.kind in REFERENCES:
            return by.kind == self.kind
        return (by.kind, by.name) == (self.kind, self.name) and self.version in {None, by.version}


def sources_of(made: Iterable[Entry], speakers: Iterable[str]) -> tuple[Source, ...]:
    """Return every source but the references, in alphabetical order, speakers without forecasts among them.

    One that answered a question under two lexicons or versions is two sources: their scores cannot be taken
    together.
    """
    entries = [entry for entry in made if entry.forecast.made_by.kind not in REFERENCES]
    counted: Counter[tuple[OriginKind, str, str]] = Counter(
        (entry.forecast.made_by.kind, entry.forecast.made_by.name, entry.question.id)
        for entry in entries
        if entry.part == "counts"
    )
    split = {(kind, name) for (kind, name, _), times in counted.items() if times > 1}
    found = {
        Source(kind=by.kind, name=by.name, version=by.version if (by.kind, by.name) in split else None)
        for by in (entry.forecast.made_by for entry in entries)
    }
    named = {one.name for one in found if one.kind == "speaker"}
    found |= {Source(kind="speaker", name=name) for name in speakers if name not in named}
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.kind)))


def find_source(sources: Sequence[Source], words: str, kinds: Iterable[str] | None = None) -> Source:
    """Return the source that `words` name: its whole name, or a part that only one has, in any case.

    Raises:
        ValueError: if none or several are meant; the message names the nearest, or them.

    >>> both = [Source(kind="speaker", name="Anna Ode"), Source(kind="model", name="seed-2")]
    >>> find_source(both, "ode").name
    'Anna Ode'
    """
    among = [one for one in sources if kinds is None or one.kind in set(kinds)]
    wanted = words.casefold().strip()
    whole = [one for one in among if wanted in {one.title.casefold(), one.name.casefold()}]
    part = whole or [one for one in among if wanted and wanted in one.title.casefold()]
    if len(part) == 1:
        return part[0]
    if part:
        raise ValueError(f"{words!r} may be {', '.join(repr(one.title) for one in part)}; want one of them")
    titles = [one.title for one in among]
    if not titles:
        raise ValueError(f"no {words!r}: the ledger has none of that kind")
    raise ValueError(f"no {words!r}{hint(words, titles, otherwise=f'; there are {_some(titles)}')}")


def _some(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    return f"{', '.join(map(repr, titles[:_NAMED]))}{more}"
