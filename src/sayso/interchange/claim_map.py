"""Claim maps: what speakers say moves what, as a graph whose edges carry who said so and in which words.

A node is a factor; where a claim names none, the words that stand for it. An edge is one statement: an
influence, a conditional (from its condition), or another claim that names a cause. The same link by two
speakers is two edges. Statements that a person rejected are left out; corrections that stand are made.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval
from sayso.interchange.holdings import Holdings
from sayso.interchange.tally import Tally
from sayso.statements.conditional import Conditional
from sayso.statements.corrected import corrected, decided
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement

Relation: TypeAlias = Literal["raises", "lowers", "moves"]


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What claims are about."""

    label: str
    """The factor as written, or the words."""
    sort: Literal["factor", "words"]
    factor: str | None = None
    """The factor's name: `unrest`."""
    actor: str | None = None
    target: str | None = None


class Edge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One statement that one thing moves another, with its evidence beside it."""

    statement: str
    """Identifier of the statement."""
    kind: str
    sign: int
    """+1: more of the source means more of the target; -1 less; 0 not said. The product of the next two."""
    source_sign: int
    """For a conditional the sign of its condition; else +1."""
    target_sign: int
    """The statement's own sign."""
    relation: Relation
    """The sign in a word."""
    speaker: str
    speaker_kind: str
    speaker_role: str | None = None
    speaker_actor: str | None = None
    quote: str
    condition: str | None = None
    """The condition's words."""
    document: str
    start: int
    end: int
    mode: str
    asked: bool
    """True where it stands in a question and the one who answered did not take it up."""
    likelihood_words: str | None = None
    likelihood_phrase: str | None = None
    likelihood_alpha: float | None = None
    likelihood_beta: float | None = None
    likelihood_mean: float | None = None
    lexicon: str | None = None
    unhedged: bool | None = None
    strength: str | None = None
    horizon: str | None = None
    horizon_start: str | None = None
    horizon_end: str | None = None
    said_start: str | None = None
    """When the claim was made."""
    said_end: str | None = None
    review: str | None = None
    """The verdict that stands."""
    reader: str
    certainty: float


class Claim(msgspec.Struct, frozen=True):
    """An edge with the nodes at its ends."""

    source: Node
    target: Node
    edge: Edge


class ClaimMap(msgspec.Struct, frozen=True, kw_only=True):
    """A claim map that was read back."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Node, Node, Edge], ...]
    """Source, target and statement."""
    generator: str
    """What wrote it: `Sayso 0.1`."""


def claims(holdings: Holdings, tally: Tally) -> Iterator[Claim]:
    """Yield an edge per statement that names what moves what; the others are counted as left out."""
    for one in holdings.items("statements"):
        if isinstance(one, Statement):
            found = claim_of(one)
            if isinstance(found, str):
                tally.left(found)
            else:
                yield found
                tally.wrote("statements")


def claim_of(given: Statement) -> Claim | str:
    """Return a statement as an edge, or why it is none."""
    verdict = decided(given)
    if verdict == "rejected":
        return "rejected in review"
    statement = corrected(given)
    target = _node(statement.factor, statement.topic)
    source, source_sign = _source(statement)
    if source is None:
        return f"{statement.kind} without a cause"
    if target is None:
        return f"{statement.kind} without a factor or topic"
    return Claim(source, target, _edge(statement, given.id, source_sign, verdict))


def _source(statement: Statement) -> tuple[Node | None, int]:
    if isinstance(statement, Conditional):
        condition = statement.condition
        return _node(condition.factor, condition.words), condition.sign
    return _node(statement.cause, None), 1


def _node(factor: Factor | None, words: str | None) -> Node | None:
    if factor is not None:
        return Node(
            label=str(factor), sort="factor", factor=factor.name, actor=factor.actor, target=factor.target
        )
    return Node(label=words, sort="words") if words else None


def _edge(statement: Statement, identifier: str, source_sign: int, verdict: str | None) -> Edge:
    sign = source_sign * statement.sign
    relations: dict[int, Relation] = {1: "raises", -1: "lowers", 0: "moves"}
    likelihood, horizon, speaker = statement.likelihood, statement.horizon, statement.speaker
    about = _days(None if horizon is None else horizon.dates)
    said = _days(statement.as_of)
    return Edge(
        statement=identifier,
        kind=statement.kind,
        sign=sign,
        source_sign=source_sign,
        target_sign=statement.sign,
        relation=relations[sign],
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        speaker_role=speaker.role,
        speaker_actor=speaker.actor,
        quote=statement.quote,
        condition=statement.condition.words if isinstance(statement, Conditional) else None,
        document=statement.document,
        start=statement.start,
        end=statement.end,
        mode=statement.mode,
        asked=statement.mode == "question" and not statement.endorsed,
        likelihood_words=None if likelihood is None else likelihood.words,
        likelihood_phrase=None if likelihood is None else likelihood.phrase,
        likelihood_alpha=None if likelihood is None else likelihood.alpha,
        likelihood_beta=None if likelihood is None else likelihood.beta,
        likelihood_mean=None if likelihood is None else likelihood.mean,
        lexicon=None if likelihood is None else likelihood.lexicon,
        unhedged=None if likelihood is None else likelihood.unhedged,
        strength=statement.strength,
        horizon=None if horizon is None else horizon.words,
        horizon_start=about[0],
        horizon_end=about[1],
        said_start=said[0],
        said_end=said[1],
        review=verdict,
        reader=statement.reader,
        certainty=statement.certainty,
    )


def _days(interval: DateInterval | None) -> tuple[str | None, str | None]:
    return (None, None) if interval is None else (_day(interval.start), _day(interval.end))


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
