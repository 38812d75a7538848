"""What the two Phoenix data sets have in common: CAMEO, coded by PETRARCH, with five classes and not four.

Traps: class 0 is "neutral" (statements and appeals), and 16, reduced relations, is verbal conflict (see
data/quads.toml); the scale of Goldstein is that of CAMEO.
"""

from typing import Final

from sayso.events.event_format import Place

CHECKS: Final = {
    "the event code is none of CAMEO's": "cameo_found IS NULL",
}
_NEUTRAL, _LAST = 0, 4


def country(column: str) -> Place:
    """Return how the state of a place is told, which stands as three letters or by name."""
    return Place(
        code=f"upper({column})",
        system="iso3",
        fallback=Place(code=f"lower({column})", system="name"),
    )


def actor(entity: str) -> Place:
    """Return how an actor is told: states, and groups that stand above states."""
    return Place(code=entity, system="cameo", fallback=Place(code=entity, system="cameo-group"))


def class_of_five(column: str) -> str:
    """Return SQL of a class, 0 to 4; null where the column has no such."""
    number = f"try_cast(raw.{column} AS TINYINT)"
    return f"CASE WHEN {number} BETWEEN {_NEUTRAL} AND {_LAST} THEN {number} END"
