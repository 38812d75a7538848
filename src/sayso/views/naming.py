"""Outcomes by identifier or in plain words, with the nearest right ones on a miss."""

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz, process, utils

from sayso.nearest import LIKENESS
from sayso.statements.factor import Factor
from sayso.views.outcome import Horizon, Outcome, event_outcome, level_outcome

_WORD = re.compile(r"\w+")
_EMPTY: Final = frozenset({"a", "an", "any", "in", "is", "of", "on", "that", "the", "there", "to", "toward"})
"""Words that say nothing about which outcome is meant."""
_OFFERED = 3


def find_outcome(words: str, horizon: Horizon) -> Outcome | None:
    """Return the outcome that `words` name, None where no outcome of the model is called so.

    An identifier (`mass_unrest(KAZ)`, `not fall(UZB)`, `alignment(UZB>RUS) down`), or the label in plain
    words, with or without articles: “mass unrest in Kazakhstan”; in another order too, where no other outcome
    has the same words. Regions and organisations stand for their members.
    """
    by_identifier = _identified(words.strip(), horizon)
    if by_identifier is not None:
        return by_identifier
    wanted = _telling(words)
    if not wanted:
        return None
    alike = [one for one in _candidates(horizon) if sorted(_telling(one.label)) == sorted(wanted)]
    exact = next((one for one in alike if _telling(one.label) == wanted), None)
    if exact is not None or len({one.id for one in alike}) != 1:
        return exact
    return alike[0]


def outcome_named(words: str, horizon: Horizon) -> Outcome:
    """Return the outcome that `words` name, as `find_outcome`.

    Raises:
        KeyError: if there is none; the message names the nearest.
    """
    found = find_outcome(words, horizon)
    if found is None:
        near = "; ".join(f"“{label}”" for label in nearest_outcomes(words, horizon))
        raise KeyError(f"no outcome {words!r} in this model{f'; nearest: {near}' if near else ''}")
    return found


def nearest_outcomes(words: str, horizon: Horizon) -> tuple[str, ...]:
    """Return the labels of outcomes that read most like `words`, the likeliest first.

    Words with a bracket are taken for an identifier, and identifiers are offered. None is returned that is
    not like the words: see `sayso.nearest.LIKENESS`.
    """
    if "(" in words:
        names = list(dict.fromkeys(found.id for found in _candidates(horizon)))
        found = process.extract(words, names, scorer=fuzz.ratio, limit=_OFFERED, score_cutoff=100 * LIKENESS)
        return tuple(name for name, _, _ in found)
    labels = list(dict.fromkeys(found.label for found in _candidates(horizon)))
    near = process.extract(
        words,
        labels,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=_OFFERED,
        score_cutoff=100 * LIKENESS,
    )
    return tuple(label for label, _, _ in near)


def _identified(words: str, horizon: Horizon) -> Outcome | None:
    negated = words.removeprefix("not ")
    written, _, direction = negated.rpartition(" ")
    try:
        if direction in {"up", "down"} and negated == words:
            return level_outcome(Factor.parse(written), 1 if direction == "up" else -1, horizon=horizon)
        return event_outcome(Factor.parse(negated), 1 if negated == words else -1, horizon=horizon)
    except ValueError:
        return None


def _candidates(horizon: Horizon) -> Iterator[Outcome]:
    """Yield every outcome of single actors, then those of regions and organisations with members here."""
    scope = horizon.scope
    nodes = sorted(scope.known - horizon.events)
    yield from _of([Factor.parse(event) for event in sorted(horizon.events)], horizon)
    yield from _of([Factor.parse(node) for node in nodes], horizon)
    groups = [
        actor.id
        for actor in scope.actors.actors.values()
        if actor.kind in {"region", "organisation"}
        and len(set(scope.members(actor.id)) & set(scope.states)) > 1
    ]
    known = [Factor.parse(name) for name in sorted(scope.known)]
    alone = sorted({factor.name for factor in known if factor.target is None})
    pairs = sorted({(factor.name, factor.target) for factor in known if factor.target in scope.patrons})
    for group in groups:
        yield from _of([Factor(name, group) for name in alone], horizon)
        yield from _of([Factor(name, group, target) for name, target in pairs], horizon)


def _of(factors: list[Factor], horizon: Horizon) -> Iterator[Outcome]:
    """Yield the outcomes of factors: an event begins or not, a level rises or falls."""
    for factor in factors:
        found = (
            event_outcome(factor, 1, horizon=horizon),
            event_outcome(factor, -1, horizon=horizon),
            level_outcome(factor, 1, horizon=horizon),
            level_outcome(factor, -1, horizon=horizon),
        )
        yield from (one for one in found if one is not None)


def _telling(words: str) -> tuple[str, ...]:
    """Return the telling words in order, in lower case.

    >>> _telling("Mass unrest in the Kazakhstan") == _telling("mass  unrest: Kazakhstan")
    True
    """
    plain = words.replace("(any state)", " ").replace("(mean of its states)", " ").casefold()
    return tuple(word for word in _WORD.findall(plain) if word not in _EMPTY)
