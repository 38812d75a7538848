"""Who is who: one record for a state, an organisation, a group, a region or a person."""

from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval

ActorKind: TypeAlias = Literal["state", "organisation", "group", "region", "person"]
CodeSystem: TypeAlias = Literal["iso3", "gw", "cow"]

ALWAYS = DateInterval()


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """An actor's code in one system, and while it holds there."""

    system: CodeSystem
    """ISO 3166 alpha-3, Gleditsch and Ward's number, or the Correlates of War number."""
    code: str
    during: DateInterval = ALWAYS


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A state, organisation, group, region or person, with the words that texts use for it."""

    id: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    """Other names that mean this actor alone."""
    demonyms: tuple[str, ...] = ()
    """Adjectives and nouns for its people: `Uzbek`, `Uzbekistani`."""
    people: tuple[str, ...] = ()
    """Plural nouns for its people that no rule forms: `Turks`, `Frenchmen`."""
    capital: str | None = None
    government: tuple[str, ...] = ()
    """Other names for its government: `Kremlin`, `White House`, `State Department`."""
    places: tuple[str, ...] = ()
    """Towns and parts of a state by which texts say where something is: `Almaty`, `Mangystau`."""
    codes: tuple[Code, ...] = ()
    neighbours: tuple[str, ...] = ()
    """States that share a land border with it."""
    members: tuple[str, ...] = ()
    """For a region: the states in it."""
    state: str | None = None
    """For a territory: the state it lies in. For a person: whom they stand for when no office says it."""
    surname: str | None = None
    """For a person: the name that stands alone in texts, where it is not the last word."""
    lifetime: DateInterval = ALWAYS
    source: str
