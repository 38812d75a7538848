"""Two sources on the questions that both answered: the difference, and whether an order may be stated."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from sayso.forecasts.entries import Entry
from sayso.forecasts.intervals import GroupedMean, grouped_mean
from sayso.forecasts.limits import limits
from sayso.forecasts.score import Rule

Standing = Literal["too few shared", "not told apart", "lower loss", "higher loss"]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One source's losses less another's, question by question; below 0 the first did better."""

    rule: Rule
    shared: int
    """Questions that both have a score on."""
    difference: GroupedMean | None
    """None where nothing is shared."""
    skill: float | None
    """1 - mean loss / the other's mean loss: 1 is perfect, 0 no better, below 0 worse. None for fewer shared
    questions than `skill_from`, or where the other's loss is 0."""
    skill_interval: tuple[float, float] | None
    """95 % by bootstrap, with the skill."""
    standing: Standing
    """An order only from `order_from` shared questions on, and only where both intervals leave out 0."""


def compare(
    first: Sequence[Entry], second: Sequence[Entry], *, rule: Rule = "brier", rng: np.random.Generator
) -> Comparison:
    """Return how the first source's losses differ from the second's on the questions that both answered.

    Only entries that count are compared. Questions of one series share a group, so that horizons of the same
    question are not taken for so many independent answers.

    Source: Diebold & Mariano (1995), Journal of Business & Economic Statistics 13, 253-263, for testing the
    mean difference of losses.

    Raises:
        ValueError: if one of them has two entries that count on one question: those are two sources.
    """
    mine, theirs = _by_question(first, rule), _by_question(second, rule)
    shared = [question for question in mine if question in theirs]
    if not shared:
        return Comparison(
            rule=rule, shared=0, difference=None, skill=None, skill_interval=None, standing="too few shared"
        )
    losses = np.array([[mine[one][0], theirs[one][0]] for one in shared])
    groups = [mine[one][1] for one in shared]
    difference = grouped_mean(losses[:, 0] - losses[:, 1], groups, rng=rng)
    skill, interval = _skill(losses, groups, rng)
    return Comparison(
        rule=rule,
        shared=len(shared),
        difference=difference,
        skill=skill,
        skill_interval=interval,
        standing=_standing(difference, len(shared)),
    )


def _by_question(made: Sequence[Entry], rule: Rule) -> Mapping[str, tuple[float, str]]:
    """Return each question's loss and group."""
    found: dict[str, tuple[float, str]] = {}
    for entry in made:
        loss = entry.loss(rule)
        if entry.part != "counts" or loss is None:
            continue
        if entry.question.id in found:
            raise ValueError(
                f"two entries count on question {entry.question.id}; compare one source at a time"
            )
        found[entry.question.id] = (loss, entry.question.series or entry.question.id)
    return found


def _skill(
    losses: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    groups: Sequence[str],
    rng: np.random.Generator,
) -> tuple[float | None, tuple[float, float] | None]:
    mine, theirs = (float(one) for one in losses.mean(axis=0))
    if len(losses) < limits().skill_from.value or theirs == 0:
        return None, None
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    sums = np.array([np.bincount(place, weights=column) for column in losses.T])
    skills = []
    for _ in range(2000):
        drawn = sums[:, rng.integers(0, sums.shape[1], sums.shape[1])].sum(axis=1)
        if drawn[1] > 0:
            skills.append(1 - drawn[0] / drawn[1])
    low, high = np.quantile(skills, [0.025, 0.975])
    return 1 - mine / theirs, (float(low), float(high))


def _standing(difference: GroupedMean, shared: int) -> Standing:
    if shared < limits().order_from.value or difference.normal is None or difference.bootstrap is None:
        return "too few shared"
    ends = (difference.normal, difference.bootstrap)
    if all(high < 0 for _, high in ends):
        return "lower loss"
    if all(low > 0 for low, _ in ends):
        return "higher loss"
    return "not told apart"
