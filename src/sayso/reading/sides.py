"""The actors of a proposed statement: pointed to, named nearby or known from the context."""

from collections.abc import Sequence

import msgspec

from sayso.language.annotation import Proposal
from sayso.reading.context import Context
from sayso.reading.parties import Parties
from sayso.statements.catalogue import FactorDefinition

_PAIR = 2
_FIRM = 0.6
"""From this probability on a second side that is pointed to stands against two coordinated names."""


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """What can be asked about actors at one place of a document."""

    parties: Parties
    span: tuple[int, int]
    """Words of the statement."""
    sentence: tuple[int, int]
    """Words of its sentence."""

    @property
    def context(self) -> Context:
        """What the reader knows at that point."""
        return self.parties.context


Pairs = tuple[list[tuple[str, str | None]], bool]
"""The actors of each statement, and whether the text points to all of them."""


def sides(proposal: Proposal, definition: FactorDefinition, where: Where) -> Pairs:
    """Return the actor, or FROM and TO, of each statement that a proposal makes."""
    actors = where.parties.at(proposal.actor) if proposal.actor is not None else []
    actors = actors or where.parties.subjects(proposal.head)
    if not definition.dyadic:
        told = proposal.actor is not None and where.parties.told(proposal.actor)
        return _single(actors if told else where.parties.located(*where.span)[:1] or actors, where)
    targets = where.parties.at(proposal.target) if proposal.target is not None else []
    symmetric = definition.roles is None or definition.roles.actor == definition.roles.target
    if len(actors) > 1 and set(targets) <= set(actors):
        targets = []  # both pointers lead into one list of names
    apart = bool(targets) and proposal.target_share >= _FIRM
    if symmetric and len(actors) == _PAIR and not apart:
        return [(actors[0], actors[1])], True
    if set(actors) & set(targets):
        actors, targets = _disjoint(actors, targets)
    named = bool(actors and targets)
    if not actors and not targets:
        actors, targets = _both(where)
    elif not actors or not targets:
        other = _partner(actors or targets, where)
        actors, targets = actors or other, targets or other
    pairs = [(one, other) for one in actors for other in targets if one != other]
    return [_ordered(pair, definition, where.context) for pair in pairs], named


def _single(actors: Sequence[str], where: Where) -> Pairs:
    lands = [one for one in actors if where.context.is_land(one)]
    lands = lands or [one for one in where.parties.named(*where.span) if where.context.is_land(one)][:1]
    if lands:
        return [(one, None) for one in lands], True
    current = where.context.current
    if current is None or where.context.is_region(current):
        current = where.context.focus or current
    return ([(current, None)] if current is not None else []), False


def _ordered(pair: tuple[str, str], definition: FactorDefinition, context: Context) -> tuple[str, str]:
    """Return FROM and TO the right way round, where one is a patron by its rank and the other is none.

    Verbs that turn a relation round ("hosts", "owes", "is armed by") mislead the encoder's pointers.
    """
    roles = definition.roles
    if roles is None or {roles.actor, roles.target} != {"patron", "client"}:
        return pair
    patron, client = pair if roles.actor == "patron" else pair[::-1]
    turned = context.is_power(client) and not context.is_power(patron)
    return pair[::-1] if turned else pair


def _disjoint(actors: Sequence[str], targets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take an actor that both sides point to from the side that has others left."""
    left = [one for one in actors if one not in targets] or list(actors[:1])
    return left, [one for one in targets if one not in left]


def _both(where: Where) -> tuple[list[str], list[str]]:
    """Return two sides where none is pointed to: the first two names of the span, or of the sentence."""
    found = where.parties.named(*where.span)
    if len(found) < _PAIR:
        found = where.parties.named(*where.sentence) or found
    if len(found) >= _PAIR:
        return found[:1], found[1:_PAIR]
    return found, _partner(found, where) if found else []


def _partner(known: Sequence[str], where: Where) -> list[str]:
    """Return the actor on the other side: named in the span, in the sentence, or known from the context."""
    for place in (where.span, where.sentence):
        other = [one for one in where.parties.named(*place) if one not in known]
        if other:
            return other[:1]
    return from_context(known, where.context)


def from_context(known: Sequence[str], context: Context) -> list[str]:
    """Return whom a text most likely pairs with `known`: its topic, what it spoke of last, a patron."""
    likely = (context.focus, context.current, *context.patrons[:1], *reversed(context.pair))
    return [one for one in likely if one is not None and one not in known][:1]
