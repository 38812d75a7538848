"""Which states and patrons a set of statements is about."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Conditional
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement
from sayso.views.settings import settings


class RoleNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The catalogue's names for the parts of a patron and of a state."""

    patron: frozenset[str]
    state: frozenset[str]
    reason: str


class Shares(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mention by region counts, and which states are focal."""

    region: float
    focal: float
    focal_states: int
    reason: str


class Relevance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a claim adds to an outcome's place in the order."""

    view: float
    condition: float
    influence: float
    core: float
    reason: str


class Core(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Outcomes shown for each focal state, whatever the sources say."""

    events: tuple[str, ...]
    patron_event: str
    patron_level: str
    reason: str


class FocusRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of focus.toml."""

    roles: RoleNames
    shares: Shares
    relevance: Relevance
    core: Core


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """The states and patrons of an outlook, most mentioned first."""

    states: tuple[str, ...]
    focal: tuple[str, ...]
    """The first of the states: those that the core outcomes are shown for."""
    patrons: tuple[str, ...]


@cache
def focus_rules() -> FocusRules:
    """Return the rules of focus.toml.

    >>> focus_rules().core.events
    ('mass_unrest', 'refusal', 'fall')
    """
    data = files("sayso.views").joinpath("data/focus.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), FocusRules)


def choose(
    statements: Sequence[Statement], *, actors: ActorTable, catalogue: Catalogue, on: DateInterval
) -> Focus:
    """Return the states and patrons that `statements` are about, as many as views.toml allows.

    A power is a patron when statements put it on a patron's side of a factor more often than anywhere else.
    A region counts for each of its states, an organisation on the client's side for its members; as a
    patron an organisation stands for those of its members that are patrons themselves.
    """
    as_state: dict[str, float] = defaultdict(float)
    as_patron: dict[str, float] = defaultdict(float)
    roles = focus_rules().roles
    for actor, role in _parts(statements, catalogue):
        if role in roles.patron:
            for state, share in _states_of(actor, actors=actors, on=on, patron=True):
                as_patron[state] += share
        elif role in roles.state:
            for state, share in _states_of(actor, actors=actors, on=on, patron=False):
                as_state[state] += share
    limits = settings().outlook
    patrons = {actor: n for actor, n in as_patron.items() if n > as_state.get(actor, 0.0)}
    kept = {actor: n for actor, n in as_state.items() if actor not in patrons}
    states = _most(kept, limits.states)
    shares = focus_rules().shares
    focal = tuple(state for state in states if kept[state] >= shares.focal * kept[states[0]])
    return Focus(states=states, focal=focal[: shares.focal_states], patrons=_most(patrons, limits.patrons))


def _parts(statements: Sequence[Statement], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each actor of each factor that the statements name, with its part; alone it is the client."""
    for factor in _factors(statements):
        if factor.target is None:
            yield factor.actor, "client"
            continue
        if factor.name in catalogue.names:
            roles = catalogue.definition(factor.name).roles
            if roles is not None:
                yield factor.actor, roles.actor
                yield factor.target, roles.target


def _factors(statements: Sequence[Statement]) -> Iterator[Factor]:
    """Yield every factor that the statements name."""
    for statement in statements:
        condition = statement.condition.factor if isinstance(statement, Conditional) else None
        for factor in (statement.factor, statement.cause, condition):
            if factor is not None:
                yield factor


def _states_of(
    actor: str, *, actors: ActorTable, on: DateInterval, patron: bool
) -> Iterator[tuple[str, float]]:
    """Yield the states that an actor stands for, with what its mention counts for each."""
    try:
        kind = actors.actor(actor).kind
    except KeyError:
        return
    if kind == "state":
        yield actor, 1.0
    elif kind == "region" or (kind == "organisation" and not patron):
        for member in actors.members(actor, on):
            yield member, focus_rules().shares.region


def _most(counts: dict[str, float], limit: int) -> tuple[str, ...]:
    """Return the `limit` names with the highest counts, ties in alphabetical order."""
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:limit])
