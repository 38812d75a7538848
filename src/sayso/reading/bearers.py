"""Whose factor it is: the actors that a cue belongs to."""

from collections.abc import Sequence

from sayso.language.annotation import Token
from sayso.reading.context import Context, Place
from sayso.reading.cues import Cue
from sayso.reading.wordlists import Words
from sayso.statements.catalogue import FactorDefinition
from sayso.statements.factor import Factor

_ADJACENT = 3
_REACH = 10
_LONGEST_BETWEEN = 8
_OTHER_WORDS_BETWEEN = 3
_PAIR = 2


def factors_for(
    definition: FactorDefinition,
    cue: Cue,
    tokens: Sequence[Token],
    places: Sequence[Place],
    *,
    context: Context,
    words: Words,
) -> tuple[Factor, ...]:
    """Return the factor of each actor or pair that `cue` speaks of; empty where an actor is unknown.

    Actors come from the clause first, then from words such as `the region`, then from what the
    text spoke of last.
    """
    if not definition.dyadic:
        actor = _bearer(cue, tokens, places, context, words)
        return (Factor(definition.name, actor),) if actor else ()
    roles = (definition.roles.actor, definition.roles.target) if definition.roles else ("party", "party")
    if roles in {("client", "patron"), ("origin", "destination")}:
        pairs = [(client, patron) for patron, client in _patron_pairs(cue, tokens, places, context, words)]
    elif roles == ("patron", "client"):
        pairs = _patron_pairs(cue, tokens, places, context, words)
    elif roles == ("power", "power"):
        pairs = _power_pairs(places, context)
    else:
        pairs = _party_pairs(cue, tokens, places, context, words)
    return tuple(Factor(definition.name, one, other) for one, other in pairs if one != other)


def _bearer(
    cue: Cue, tokens: Sequence[Token], places: Sequence[Place], context: Context, words: Words
) -> str | None:
    own = [place for place in places if context.is_land(place.actor) and not context.is_power(place.actor)]
    if own and _regional(tokens, words) and context.region is not None:
        return context.region
    if own:
        return min(own, key=lambda place: _distance(place, cue)).actor
    close = [place for place in places if _possesses(place, cue, tokens)]
    if close:
        return min(close, key=lambda place: _distance(place, cue)).actor
    spoken = _spoken_of(cue, tokens, context, words)
    return spoken or next((place.actor for place in places if context.is_land(place.actor)), None)


def _regional(tokens: Sequence[Token], words: Words) -> bool:
    """Tell `leaders in the region, including A and B`: the region is meant, A and B are examples."""
    hits = words.place_region.find(tokens)
    named = [at for at, token in enumerate(tokens) if token.lower in {"including", "notably", "especially"}]
    return any(hit.first < at for hit in hits for at in named)


def _possesses(place: Place, cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell `Russian unrest` and `unrest in Russia` from a power that merely stands nearby."""
    if place.last <= cue.first:
        own = place.how == "demonym" or tokens[place.last - 1].lower.endswith(("'s", "s'"))
        return own and _distance(place, cue) <= _ADJACENT
    between = {token.lower for token in tokens[max(cue.last, place.first - 2) : place.first]}
    return _distance(place, cue) <= _REACH and bool(between & {"in", "of", "within", "inside", "across"})


def _distance(place: Place, cue: Cue) -> int:
    if place.last <= cue.first:
        return cue.first - place.last
    return max(place.first - cue.last, 0)


def _spoken_of(cue: Cue, tokens: Sequence[Token], context: Context, words: Words) -> str | None:
    """Return the state or region that `the country` or `the region` means here, or the current one."""
    region = [hit for hit in words.place_region.find(tokens) if not _among_others(tokens, hit.first)]
    state = words.place_state.find(tokens)
    if region and context.region is not None:
        near = min(abs(hit.first - cue.first) for hit in region)
        if not state or near <= min(abs(hit.first - cue.first) for hit in state):
            return context.region
    if state and context.state is not None:
        return context.state
    return context.current


def _among_others(tokens: Sequence[Token], at: int) -> bool:
    """Tell `other states of the region`, which are not the ones spoken of."""
    return any(token.lower in {"other", "others"} for token in tokens[max(0, at - _ADJACENT) : at])


def _patron_pairs(
    cue: Cue, tokens: Sequence[Token], places: Sequence[Place], context: Context, words: Words
) -> list[tuple[str, str]]:
    """Return `(patron, client)` pairs, one per power named side by side."""
    patrons, others = _by_rank(places, context)
    if patrons:
        chosen = min(patrons, key=lambda place: _distance(place, cue))
        together = _side_by_side(chosen, patrons, tokens, words)
        names = list(dict.fromkeys(context.leader(place.actor) for place in together))
    else:
        names = list(context.patrons[:1])
    client = min(others, key=lambda place: _distance(place, cue)).actor if others else None
    client = context.region if others and context.region is not None and _regional(tokens, words) else client
    client = client or _spoken_of(cue, tokens, context, words)
    return [(name, client) for name in names if client is not None]


def _by_rank(places: Sequence[Place], context: Context) -> tuple[list[Place], list[Place]]:
    """Return the patrons and the clients among the places of a clause."""
    patrons = [place for place in places if context.is_power(place.actor)]
    others = [place for place in places if context.is_land(place.actor) and not context.is_power(place.actor)]
    if not patrons and len({place.actor for place in others}) > 1:
        mightiest = min(others, key=lambda place: context.rank(place.actor))
        if any(context.rank(place.actor) > context.rank(mightiest.actor) for place in others):
            patrons = [place for place in others if place.actor == mightiest.actor]
            others = [place for place in others if place.actor != mightiest.actor]
    return patrons, others


def _side_by_side(
    chosen: Place, patrons: Sequence[Place], tokens: Sequence[Token], words: Words
) -> list[Place]:
    """Return the powers coordinated with `chosen`: `the United States, or China, or even Turkey`."""
    ordered = sorted(patrons, key=lambda place: place.first)
    at = ordered.index(chosen)
    first = last = at
    while first > 0 and _coordinated(ordered[first - 1], ordered[first], tokens, words):
        first -= 1
    while last + 1 < len(ordered) and _coordinated(ordered[last], ordered[last + 1], tokens, words):
        last += 1
    return ordered[first : last + 1]


def _coordinated(one: Place, other: Place, tokens: Sequence[Token], words: Words) -> bool:
    between = tokens[one.last : other.first]
    if not 0 < len(between) <= _LONGEST_BETWEEN:
        return False
    small = [token for token in between if token.lower in words.between_powers]
    joined = any(token.lower in {",", "and", "or", "nor"} for token in between)
    return joined and len(between) - len(small) <= _OTHER_WORDS_BETWEEN


def _power_pairs(places: Sequence[Place], context: Context) -> list[tuple[str, str]]:
    named = list(dict.fromkeys(place.actor for place in places if context.is_power(place.actor)))
    named += [one for one in context.patrons if one not in named]
    if len(named) < _PAIR:
        named += [place.actor for place in places if place.actor not in named]
    return [(named[0], named[1])] if len(named) > 1 else []


def _party_pairs(
    cue: Cue, tokens: Sequence[Token], places: Sequence[Place], context: Context, words: Words
) -> list[tuple[str, str]]:
    """Return the two sides in the order of the text; the one not named comes from the context."""
    named = list(dict.fromkeys(place.actor for place in sorted(places, key=lambda place: place.first)))
    if len(named) > 1:
        return [(named[0], named[1])]
    spoken = _spoken_of(cue, tokens, context, words)
    if named and context.is_power(named[0]):
        return [(named[0], spoken)] if spoken else []
    if named:
        return [(named[0], context.patrons[0])] if context.patrons else []
    return [(context.patrons[0], spoken)] if context.patrons and spoken else []
