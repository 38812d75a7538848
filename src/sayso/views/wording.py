"""What claims about factors mean as outcomes, and the plain words for them: outcomes.toml as records."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.statements.factor import Factor
from sayso.statements.statement import Sign, Strength


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Labels of an event that begins and of one that does not."""

    yes: str
    no: str


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What more, or less, of a factor comes to."""

    label: str
    event: str | None = None
    no_event: str | None = None


class FactorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both sides of a factor."""

    more: Side
    less: Side
    strongly: Side | None = None
    """Replaces `less` for a claim in strong words."""
    weakly: Side | None = None
    """Replaces the side that is an event for a claim in weak words: small protests are no mass unrest."""
    reason: str | None = None


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of outcomes.toml."""

    articles: tuple[str, ...]
    events: dict[str, EventWords]
    factors: dict[str, FactorWords]


class Meaning(msgspec.Struct, frozen=True):
    """What a claim about a factor comes to."""

    label: str
    """Template of the label as a move of the level."""
    event: str | None
    """Name of the event, where the claim is about one."""
    begins: Literal[-1, 1]


@cache
def wording() -> Wording:
    """Return the table outcomes.toml.

    >>> wording().factors["unrest"].more.event
    'mass_unrest'
    """
    data = files("sayso.views").joinpath("data/outcomes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), Wording)


def meaning(factor: Factor, sign: Sign, strength: Strength | None = None) -> Meaning:
    """Return what a claim that `factor` moves with `sign` comes to.

    >>> meaning(Factor("intervention", "RUS", "UZB"), -1)
    Meaning(label='{actor} intervenes less in {target}', event='intervention', begins=-1)
    >>> meaning(Factor("unrest", "UZB"), 1, "weak").event is None
    True
    """
    entry = wording().factors.get(factor.name)
    if entry is None:
        verb = "rises" if sign > 0 else "falls"
        return Meaning(f"{_noun(factor)} {verb}", None, 1)
    side = entry.more if sign > 0 else entry.less
    if sign < 0 and strength == "strong" and entry.strongly is not None:
        side = entry.strongly
    if side.event is not None and strength == "weak" and entry.weakly is not None:
        side = entry.weakly
    if side.no_event is not None:
        return Meaning(side.label, side.no_event, -1)
    return Meaning(side.label, side.event, 1)


def event_words(event: Factor) -> EventWords:
    """Return the labels of `event`, made from its name where the table has none.

    >>> event_words(Factor("drought", "UZB")).no
    'no drought of {actor}'
    """
    noun = _noun(event)
    return wording().events.get(event.name, EventWords(noun, f"no {noun}"))


def in_running_text(name: str) -> str:
    """Return an actor's name with its article, where it takes one.

    >>> in_running_text("United States")
    'the United States'
    """
    return f"the {name}" if name.startswith(wording().articles) else name


def _noun(factor: Factor) -> str:
    """Return a template from the factor's own name."""
    toward = "" if factor.target is None else " toward {target}"
    return factor.name.replace("_", " ") + " of {actor}" + toward
