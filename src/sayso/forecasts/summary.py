"""What a source's forecasts come to: scores with bands, references, and how much could be decided at all."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from sayso.forecasts.comparison import Comparison, compare
from sayso.forecasts.entries import Entry, Part
from sayso.forecasts.intervals import GroupedMean, Interval, discrimination, grouped_mean, share
from sayso.forecasts.limits import limits
from sayso.forecasts.references import near_certain
from sayso.forecasts.reliability import Reliability, reliability
from sayso.forecasts.resolution import Outcome
from sayso.forecasts.score import Rule
from sayso.forecasts.scoring import probability


class MeanScore(msgspec.Struct, frozen=True, kw_only=True):
    """A mean loss; no share of forecasts that were right, which hedging and easy questions would raise."""

    rule: Rule
    n: int
    """Forecasts with this score."""
    mean: GroupedMean
    """The mean with its intervals, questions of one series as one group."""
    low: float | None
    """For `brier` the mean of the better ends of the bands, a forecast without a band at its own loss."""
    high: float | None
    """The mean of the worse ends."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One source's part of the ledger."""

    parts: Mapping[Part, int]
    """How many of its forecasts belong where; only `counts` is scored below."""
    outcomes: Mapping[Outcome, int]
    """What the questions of the forecasts that count came to."""
    resolvable: Interval
    """Share that can be decided at all, with Wilson's 95 % interval; the rest is ambiguous or unresolvable.
    Of the primary readings with and without a hedge that are not pending; void ones can be decided."""
    scores: Mapping[Rule, MeanScore]
    """By rule."""
    reliability: Reliability | None
    """Of the binary forecasts; None where there is none."""
    discrimination: Interval
    """AUC of the binary forecasts; no value where all answers are alike."""
    against: Mapping[str, Comparison]
    """The Brier score against each reference on shared questions, by the reference's name."""
    near_certain: int | None
    """How many scored questions the base rate makes nearly free; None without base rates."""
    without_near_certain: Mapping[str, Comparison]
    """`against` on the other questions."""
    post_hoc: int
    """How many of the scored forecasts rest on a question or reading made after the answer was known."""
    could_not_revise: int
    """How many of the scored forecasts stood beyond their speaker's activity."""
    may_be_ordered: bool
    """Whether there are `order_from` scored questions; below, show the forecasts and bands one by one."""


def summarise(
    made: Sequence[Entry],
    *,
    rng: np.random.Generator,
    references: Mapping[str, Sequence[Entry]] | None = None,
    part: Part = "counts",
) -> Summary:
    """Return the summary of one source's entries.

    Args:
        made: the entries of one speaker, model, person, pool or reference.
        rng: for the null band and the bootstrap.
        references: entries of others by name, as `base rate` and `persistence`; the one that is named
            `base rate` also tells which questions are nearly free.
        part: `unhedged` or another part summarises that one apart, as if it counted.

    Raises:
        ValueError: if two entries count on one question (`compare`).

    """
    counted = [msgspec.structs.replace(entry, part="counts") for entry in made if entry.part == part]
    scored = [entry for entry in counted if entry.scores]
    references = {} if references is None else references
    outcomes = Counter(entry.settled.outcome for entry in counted)
    pairs = [
        (entry.probability, entry.settled.yes)
        for entry in scored
        if entry.probability is not None and entry.settled.yes is not None
    ]
    given, answers = [one for one, _ in pairs], [one for _, one in pairs]
    free = _free(references.get("base rate", ()))
    hard = [entry for entry in scored if entry.question.id not in free]
    return Summary(
        parts=dict(Counter(entry.part for entry in made)),
        outcomes=dict(outcomes),
        resolvable=_resolvable(made),
        scores=_mean_scores(scored, rng),
        reliability=reliability(given, answers, rng=rng) if pairs else None,
        discrimination=discrimination(given, answers),
        against={name: compare(scored, other, rng=rng) for name, other in references.items()},
        near_certain=len(scored) - len(hard) if "base rate" in references else None,
        without_near_certain={name: compare(hard, other, rng=rng) for name, other in references.items()},
        post_hoc=sum(entry.post_hoc for entry in scored),
        could_not_revise=sum(entry.could_revise is False for entry in scored),
        may_be_ordered=len(scored) >= limits().order_from.value,
    )


def _resolvable(made: Sequence[Entry]) -> Interval:
    came = [entry.settled.outcome for entry in made if entry.part in {"counts", "unhedged"}]
    known = [outcome for outcome in came if outcome != "pending"]
    return share(sum(outcome not in {"ambiguous", "unresolvable"} for outcome in known), len(known))


def _free(base_rates: Sequence[Entry]) -> frozenset[str]:
    """Return the questions that their base rate makes nearly free."""
    given = ((entry.question.id, probability(entry.forecast.distribution)) for entry in base_rates)
    return frozenset(question for question, rate in given if rate is not None and near_certain(rate))


def _mean_scores(scored: Sequence[Entry], rng: np.random.Generator) -> Mapping[Rule, MeanScore]:
    rules = dict.fromkeys(one.rule for entry in scored for one in entry.scores)
    return {rule: _mean_score(scored, rule, rng) for rule in rules}


def _mean_score(scored: Sequence[Entry], rule: Rule, rng: np.random.Generator) -> MeanScore:
    pairs = [(entry, one) for entry in scored for one in entry.scores if one.rule == rule]
    groups = [entry.question.series or entry.question.id for entry, _ in pairs]
    bands = any(one.low is not None for _, one in pairs)
    low = [one.value if one.low is None else one.low for _, one in pairs]
    high = [one.value if one.high is None else one.high for _, one in pairs]
    return MeanScore(
        rule=rule,
        n=len(pairs),
        mean=grouped_mean([one.value for _, one in pairs], groups, rng=rng),
        low=float(np.mean(low)) if bands else None,
        high=float(np.mean(high)) if bands else None,
    )
