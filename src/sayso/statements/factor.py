"""A factor of an actor or of a pair of actors: what a statement is about."""

import re
from typing import Self

import msgspec

_ACTOR = r"[^()>\s](?:[^()>]*[^()>\s])?"
WRITTEN_FACTOR = rf"^([a-z][a-z0-9_]*)\(\s*({_ACTOR})\s*(?:>\s*({_ACTOR})\s*)?\)$"
"""A factor as people write it, as a regular expression that Python and JSON Schema both understand."""
_WRITTEN = re.compile(WRITTEN_FACTOR)


class Factor(msgspec.Struct, frozen=True, order=True):
    """A named quantity of one actor, or of one actor toward another.

    The level of a factor lies in (0, 1); 0.5 is that actor's own normal. Written
    `unrest(KAZ)` or `alignment(UZB>RUS)`; actors are identifiers of the actor table.

    >>> str(Factor("alignment", "UZB", "RUS"))
    'alignment(UZB>RUS)'
    """

    name: str
    """Name in the catalogue: `alignment`."""
    actor: str
    """Identifier of the actor, or of FROM for a pair."""
    target: str | None = None
    """Identifier of TO, for a pair only."""

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return the factor that `written` names.

        Raises:
            ValueError: if `written` is not of the form `name(ACTOR)` or `name(FROM>TO)`.

        >>> Factor.parse("unrest(KAZ)")
        Factor(name='unrest', actor='KAZ', target=None)
        """
        match = _WRITTEN.fullmatch(written)
        if match is None:
            message = f"{written!r} is not a factor; want name(ACTOR) or name(FROM>TO)"
            raise ValueError(message)
        return cls(match[1], match[2], match[3])

    def __str__(self) -> str:
        """Return the written form."""
        inside = self.actor if self.target is None else f"{self.actor}>{self.target}"
        return f"{self.name}({inside})"
