"""States that are modelled together: neighbours, since what happens in one moves the next."""

from collections.abc import Sequence

from sayso.actors import ActorTable
from sayso.backtests.question import LARGEST_GROUP
from sayso.measures.companions import companions


def groups_of(
    actors: ActorTable, states: Sequence[str], *, largest: int = LARGEST_GROUP
) -> tuple[tuple[str, ...], ...]:
    """Return the states in groups of at most `largest`, each state with those nearest to it by land.

    The first state that is in no group yet gathers the nearest of those left.

    >>> table, _ = ActorTable.load()
    >>> groups_of(table, ["UZB", "UKR", "KGZ", "MDA"], largest=2)
    (('UZB', 'KGZ'), ('UKR', 'MDA'))
    """
    left = list(dict.fromkeys(states))
    if len(left) <= largest:
        return (tuple(left),)
    groups = []
    while left:
        near = companions(actors, left[0], among=frozenset(left))
        group = tuple(near[:largest])
        groups.append(group)
        left = [one for one in left if one not in group]
    return tuple(groups)
