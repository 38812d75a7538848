"""A model's card: what it is, what each part rests on, and what it is not for, read off the objects."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from sayso import __version__
from sayso.actors import ActorTable
from sayso.mechanisms.event import EventKind
from sayso.mechanisms.library import library
from sayso.mechanisms.link import Gate, Link
from sayso.mechanisms.mechanism import Mechanism
from sayso.models.builders import LEVELS, contributions
from sayso.models.card_records import (
    Card,
    CardClaim,
    CardEvent,
    CardLink,
    CardMechanism,
    CardNode,
    CardTerm,
    CardWords,
)
from sayso.models.model import Model, Node
from sayso.models.scope import Scope
from sayso.problems import Problem
from sayso.statements.statement import Statement

_TENTH = 1.2815515655446004
"""Standard deviations between the middle of a normal distribution and the ends of its 80 % interval."""
_MONTHS = 12


@cache
def card_words() -> CardWords:
    """Return what every card says.

    >>> len(card_words().not_for) > 3
    True
    """
    data = (resources.files("sayso.models") / "data" / "card.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), CardWords)


def card_of(  # noqa: PLR0913 - what a card tells beside the model, by name
    model: Model,
    *,
    actors: ActorTable | None = None,
    statements: Sequence[Statement] = (),
    problems: Sequence[Problem] = (),
    mechanisms: Sequence[Mechanism] | None = None,
    resting: str | None = None,
    seed: int | None = None,
    runs: int | None = None,
) -> Card:
    """Return the card of `model`.

    `statements` are those that it was made of: without them, or without `actors`, the card cannot name the
    sentences. `mechanisms` are those of the library when None.
    """
    words = card_words()
    set_by = _set_by(model, actors, statements)
    return Card(
        name=model.name,
        start=model.start,
        states=model.states,
        patrons=model.patrons,
        what=words.what,
        calibration=words.calibration,
        not_for=words.not_for,
        nu=model.nu,
        slope_half_life=model.slope_half_life,
        nodes=tuple(_node(node, set_by.get(str(node.factor), ())) for node in model.nodes),
        links=_links(model.links),
        link_count=len(model.links),
        events=tuple(_event(event) for event in model.events),
        claims=_claims(model, statements, set_by),
        mechanisms=_mechanisms(model, library() if mechanisms is None else mechanisms),
        problems=tuple(str(problem) for problem in problems),
        resting=resting,
        version=__version__,
        seed=seed,
        runs=runs,
    )


def _set_by(
    model: Model, actors: ActorTable | None, statements: Sequence[Statement]
) -> Mapping[str, tuple[str, ...]]:
    """Return the statements that say where each factor or event starts, by its written form."""
    found: dict[str, dict[str, None]] = {}
    if actors is not None:
        levels = [statement for statement in statements if type(statement) in LEVELS]
        for statement, part in contributions(levels, Scope.of(model, actors)):
            for shift in part.shifts:
                found.setdefault(str(shift.factor), {})[statement.id] = None
    return {factor: tuple(names) for factor, names in found.items()}


def _node(node: Node, said_by: tuple[str, ...]) -> CardNode:
    low, level, high = (_level(node.start + sign * _TENTH * node.start_sd) for sign in (-1, 0, 1))
    return CardNode(
        factor=str(node.factor),
        level=level,
        low=low,
        high=high,
        slope=node.slope,
        half_life=0.0 if node.kappa >= 1.0 else math.log(0.5) / math.log1p(-node.kappa),
        said_by=said_by,
    )


def _level(z: float) -> float:
    return 0.5 + 0.5 * math.tanh(z / 2.0)


def _links(links: Sequence[Link]) -> tuple[CardLink, ...]:
    """Return the links, those together that differ by their actors alone."""
    kinds: dict[tuple[object, ...], list[Link]] = {}
    for link in links:
        gate = None if link.gate is None else _kind(link.gate)
        alike = (link.origin, link.source.name, link.target.name, link.form, link.weight, link.presence)
        kinds.setdefault((*alike, link.lag, link.threshold, link.steepness, gate), []).append(link)
    return tuple(_link(group[0], len(group)) for group in kinds.values())


def _kind(gate: Gate) -> tuple[object, ...]:
    name = gate.event.partition("(")[0] if gate.event is not None else gate.factor and gate.factor.name
    return name, gate.threshold, gate.steepness


def _link(link: Link, many: int) -> CardLink:
    return CardLink(
        source=str(link.source),
        target=str(link.target),
        many=many,
        form=link.form,
        weight=link.weight.mean,
        sd=link.weight.sd,
        presence=link.presence,
        lag=link.lag,
        threshold=link.threshold if link.form in {"threshold", "dread"} else None,
        gate=None if link.gate is None else _gate_words(link.gate),
        rests_on=link.weight.source,
        origin=link.origin,
    )


def _gate_words(gate: Gate) -> str:
    if gate.event is not None:
        return f"while {gate.event} lasts"
    return f"{gate.factor} {'above' if gate.steepness > 0 else 'below'} {gate.threshold:g}"


def _event(event: EventKind) -> CardEvent:
    rate = event.base_rate
    yearly, low, high = (
        None if rate is None else -math.expm1(-_MONTHS * hazard)
        for hazard in ((0.0, 0.0, 0.0) if rate is None else (rate.monthly, rate.low, rate.high))
    )
    return CardEvent(
        id=event.id,
        name=event.name,
        yearly=yearly,
        low=low,
        high=high,
        rests_on=None if rate is None else rate.source,
        requires=event.requires,
        duration_months=event.duration_months,
        intercept=event.intercept,
        scheduled=event.scheduled,
        under_way=event.under_way,
        terms=tuple(
            CardTerm(
                source="always" if term.source is None else str(term.source),
                weight=term.weight.mean,
                sd=term.weight.sd,
                presence=term.presence,
                rests_on=term.weight.source,
            )
            for term in event.terms
        ),
        origin=event.origin,
    )


def _claims(
    model: Model, statements: Sequence[Statement], set_by: Mapping[str, tuple[str, ...]]
) -> tuple[CardClaim, ...]:
    """Return the statements that the model uses, in the order in which they were said."""
    made = []
    for statement in statements:
        links = sum(link.origin == statement.id for link in model.links)
        levels = tuple(factor for factor, names in set_by.items() if statement.id in names)
        if links or levels:
            made.append(
                CardClaim(
                    statement=statement.id,
                    speaker=statement.speaker.name,
                    quote=statement.quote,
                    document=statement.document,
                    kind=statement.kind,
                    links=links,
                    levels=levels,
                )
            )
    return tuple(made)


def _mechanisms(model: Model, known: Sequence[Mechanism]) -> tuple[CardMechanism, ...]:
    origins = [link.origin for link in model.links]
    origins += [event.origin for event in model.events]
    origins += [term.origin for event in model.events for term in event.terms]
    return tuple(
        CardMechanism(
            name=one.name,
            says=one.says,
            refuted_by=one.refuted_by,
            literature=one.literature,
            parts=origins.count(one.name),
        )
        for one in known
        if one.name in origins
    )
