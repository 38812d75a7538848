"""Resting states and tipping maps in words and tables."""

from collections.abc import Iterator

from sayso.simulation.resting import RestingState, RestingStates
from sayso.simulation.resting_shares import Share


def headline(found: RestingStates) -> str:
    """Return in one sentence how many states there are.

    >>> none = RestingStates(
    ...     model="m", factors=(), events={}, states=(), cycles=(), starts=3, unsettled=1.0, seed=0
    ... )
    >>> headline(none)
    'm: no stable resting state, no unstable one found, no cycle; 100 % of 3 starts settle nowhere'
    """
    stable = len(found.stable)
    unstable = len(found.states) - stable
    parts = [
        f"{stable or 'no'} stable resting {'state' if stable < 2 else 'states'}",  # noqa: PLR2004 - plural
        f"{unstable or 'no'} unstable {'one' if unstable < 2 else 'ones'} found",  # noqa: PLR2004 - plural
        f"{len(found.cycles) or 'no'} {'cycle' if len(found.cycles) < 2 else 'cycles'}",  # noqa: PLR2004 - plural
    ]
    lost = f"; {found.unsettled:.0%} of {found.starts} starts settle nowhere".replace("%", " %")
    return f"{found.model}: {', '.join(parts)}{lost if found.unsettled else ''}"


def state_words(state: RestingState) -> str:
    """Return in a few words what kind of state it is."""
    if not state.stable:
        return "unstable"
    lasts = "at once" if not state.half_life else f"in {state.half_life:.1f} months"
    return f"stable; a small departure halves {lasts}"


def share_words(share: Share) -> str:
    """Return a share with its interval in percent.

    >>> share_words(Share(mean=0.5, low=0.25, high=0.75))
    '50 % (25 to 75)'
    """
    return f"{100 * share.mean:.0f} % ({100 * share.low:.0f} to {100 * share.high:.0f})"


def rows(found: RestingStates, *, most: int = 12) -> Iterator[tuple[str, ...]]:
    """Yield a row for each of the factors that differ most: its name, and its level in each state."""
    places = {factor: place for place, factor in enumerate(found.factors)}
    for factor in found.differing(most):
        yield str(factor), *(f"{state.levels[places[factor]]:.2f}" for state in found.states)


def to_markdown(found: RestingStates) -> str:
    """Return the states as a Markdown table: the factors that differ most, a column for each state."""
    names = [
        f"{number}: {'stable' if one.stable else 'unstable'}" for number, one in enumerate(found.states, 1)
    ]
    table = [("factor", *names), ("---",) * (len(names) + 1)]
    table.append(("share of starts", *(f"{100 * state.basin:.0f} %" for state in found.states)))
    table += [(f"`{name}`", *levels) for name, *levels in rows(found)]
    name = headline(found).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "\n".join([name, "", *(f"| {' | '.join(row)} |" for row in table), ""])
