"""Claims of a table ↔ statements read from the same document, by their words; never by a guess."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
from rapidfuzz.distance import Indel

from sayso.forecasts.claim import Claim
from sayso.forecasts.limits import limits
from sayso.forecasts.link import Link, LinkHow
from sayso.statements.statement import Statement

_QUOTES: Final = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'")})
_DASHES: Final = re.compile(r"\s*[‐‑‒–—―−-]+\s*")
_NEAR: Final = 0.5
"""Likeness from which the nearest statement is named where none is like enough."""
_TELLING: Final = re.compile(
    r"\d+|\b(?:not|no|never|none|nobody|neither|nor|without|cannot|hardly|un\w+|in\w+|im\w+|dis\w+)\b|n't\b"
)
"""Numbers, words that deny, and words that begin as denied ones do (`unable`, `unlikely`, `impossible`)."""
_EDGES: Final = " \t\"'.,;:!?…()[]"


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of linking."""

    links: tuple[Link, ...]
    unlinked: tuple[tuple[Claim, str], ...]
    """Claims that are no statement's, and why."""


def link(claims: Iterable[Claim], statements: Mapping[str, Sequence[Statement]]) -> Linked:
    """Return which statement has the words of which claim.

    Args:
        claims: each with a document; those that were read from a document need no link and are left out.
        statements: by document, under every name by which a claim may call it.

    Same characters go before like ones. Two quotes are alike where, without regard to white space, quotation
    marks, dashes and case, their Indel similarity is `link_likeness` or more and they have the same numbers
    and denials, or one holds the other and is no longer than 1 / `link_share` of it. Of several statements
    with these words, the one of the same speaker and kind is taken; where that leaves several, none is.
    """
    links: list[Link] = []
    unlinked: list[tuple[Claim, str]] = []
    known = {one.id for group in statements.values() for one in group}
    for claim in claims:
        if claim.statement in known:
            continue
        found = _link(claim, statements)
        if isinstance(found, Link):
            links.append(found)
        else:
            unlinked.append((claim, found))
    return Linked(links=tuple(links), unlinked=tuple(unlinked))


def plain(quote: str) -> str:
    """Return a quote as it is compared: one case, one space, one kind of quotation mark and dash.

    >>> plain("“The  Uzbek forces” – unable")
    'the uzbek forces" - unable'
    """
    even = unicodedata.normalize("NFKC", quote).translate(_QUOTES)
    return " ".join(_DASHES.sub(" - ", even).split()).strip(_EDGES).casefold()


def likeness(one: str, other: str) -> float:
    """Return how like two plain quotes are, from 0 to 1.

    The Indel similarity, 0 where their numbers or denials differ; `link_likeness` at least where one holds
    the other and is no longer than 1 / `link_share` of it.
    """
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    like = float(Indel.normalized_similarity(one, other)) if _telling(one) == _telling(other) else 0.0
    if short in long and len(short) >= limits().link_share.value * len(long):
        return max(like, limits().link_likeness.value)
    return like


def _telling(words: str) -> list[str]:
    """Return the numbers and denials of a plain quote: one letter of them makes another claim."""
    return sorted(_TELLING.findall(words))


def _link(claim: Claim, statements: Mapping[str, Sequence[Statement]]) -> Link | str:
    if claim.document is None:
        return "names no document"
    there = statements.get(claim.document)
    if there is None:
        return f"its document {claim.document[:40]} is not in the workspace"
    same = [one for one in there if one.quote == claim.quote]
    if same:
        return _chosen(claim, same, how="exact", like=1.0)
    words = plain(claim.quote)
    like = {one.id: likeness(words, plain(one.quote)) for one in there}
    best = max(like.values(), default=0.0)
    if best < limits().link_likeness.value:
        near = max(there, key=lambda one: like[one.id], default=None)
        beside = "" if near is None or best < _NEAR else f"; the nearest, {near.id}, is like it by {best:.2f}"
        return f"no statement has its words{beside}"
    return _chosen(claim, [one for one in there if like[one.id] == best], how="tolerant", like=best)


def _chosen(claim: Claim, found: Sequence[Statement], *, how: LinkHow, like: float) -> Link | str:
    """Return the link to the one of several statements with the same words that is the claim's."""
    for fits in (
        lambda one: one.speaker.name == claim.speaker and one.kind == claim.kind,
        lambda one: one.speaker.name == claim.speaker,
        lambda one: one.kind == claim.kind,
        lambda _: True,
    ):
        fitting = [one for one in found if fits(one)]
        if len(fitting) == 1:
            return Link(claim=claim.statement, statement=fitting[0].id, how=how, likeness=like)
        if fitting:
            found = fitting
    return f"several statements have its words: {', '.join(one.id for one in found)}"
