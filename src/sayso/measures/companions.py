"""Which states a lean is estimated beside: those nearest by land, so that what they share is told apart."""

from collections.abc import Collection, Iterable

from sayso.actors import ActorTable

MOST = 12
"""States of a panel, the one asked about among them."""


def companions(
    actors: ActorTable, state: str, *, without: Collection[str] = (), among: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return `state` and the states nearest to it, by how many borders lie between them, at most MOST.

    `without` names states that cannot be in the panel, as powers cannot; `among` those that there are data
    of. Borders are crossed through any state, also one that is left out; ties go by identifier.

    >>> table, _ = ActorTable.load()
    >>> companions(table, "UZB", without={"RUS", "CHN"})[:5]
    ('UZB', 'AFG', 'KAZ', 'KGZ', 'TJK')

    Raises:
        KeyError: if there is no such actor.
    """
    found = [state]
    seen = {state}
    edge: Iterable[str] = (state,)
    while len(found) < MOST:
        edge = sorted({one for each in edge for one in actors.actor(each).neighbours} - seen)
        if not edge:
            break
        seen.update(edge)
        found += [one for one in edge if one not in without and (among is None or one in among)]
    return tuple(found[:MOST])
