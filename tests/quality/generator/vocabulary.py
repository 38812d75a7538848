"""How texts speak of a factor: nouns and predicates, those of the catalogue's factors from `data/topics.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from sayso.statements.catalogue import Catalogue
from tests.quality.generator.phrase import Sign

Number: TypeAlias = Literal["mass", "plural", "count"]
Aspect: TypeAlias = Literal["state", "deed", "activity"]

_DATA = Path(__file__).parent / "data"
_NUMBERS: Mapping[str, Number] = {"m": "mass", "p": "plural", "c": "count"}
_ASPECTS: Mapping[str, Aspect] = {"s": "state", "e": "deed", "a": "activity"}
_SIGNS: Mapping[str, Sign] = {"+": 1, "-": -1}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a factor: "influence over {to}"."""

    sign: Sign
    """What more of it says of the factor."""
    number: Number
    """A count noun takes an article."""
    text: str
    rest: str = ""
    """What follows, with the other side of a pair as {to} or {from}."""
    flipped: bool = False
    """True where it is TO that has it."""
    placed: bool = False
    """True where it stands with "in" and a place only: "loyalty of the army in Tarsk"."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A whole clause for a factor; "p:" before subject or object says plural."""

    sign: Sign
    aspect: Aspect
    """A state of things, a single deed, or an activity that can be either."""
    subject: str
    verb: str
    object: str | None
    rest: str


@dataclass(frozen=True, slots=True)
class FactorWords:
    """How texts speak of one factor."""

    factor: str
    dyadic: bool
    symmetric: bool
    valence: int
    nouns: tuple[Noun, ...]
    predicates: tuple[Predicate, ...]
    definition: str = ""


def read_noun(written: str) -> Noun:
    """Return the noun that `data/topics.toml` writes.

    >>> read_noun("+ m <dependence | on {from}").flipped
    True
    """
    left, _, rest = written.partition("|")
    sign, form, text = left.strip().split(" ", 2)
    flipped, placed = text.startswith("<"), form.endswith("i")
    return Noun(_SIGNS[sign], _NUMBERS[form[0]], text.removeprefix("<"), rest.strip(), flipped, placed)


def read_predicate(written: str) -> Predicate:
    """Return the predicate that `data/topics.toml` writes.

    >>> read_predicate("+e | {from} | sign | a treaty | with {to}").verb
    'sign'
    """
    start, subject, verb, thing, rest = (part.strip() for part in written.split("|"))
    sign, aspect = _SIGNS[start[0]], _ASPECTS[start[1]]
    return Predicate(sign, aspect, subject, verb, None if thing == "-" else thing, rest.removeprefix("-"))


@cache
def catalogue_words() -> Mapping[str, FactorWords]:
    """Return the words for each factor of the catalogue."""
    catalogue, _ = Catalogue.load()
    tables = tomllib.loads((_DATA / "topics.toml").read_text(encoding="utf-8"))
    return {
        name: FactorWords(
            factor=name,
            dyadic=catalogue.definition(name).dyadic,
            symmetric=bool(table.get("symmetric")),
            valence=catalogue.definition(name).valence,
            nouns=tuple(read_noun(one) for one in table["nouns"]),
            predicates=tuple(read_predicate(one) for one in table["predicates"]),
        )
        for name, table in tables.items()
    }
