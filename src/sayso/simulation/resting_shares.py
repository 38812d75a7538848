"""How much of an ensemble is in each resting state, with intervals over parameter draws."""

from collections import Counter

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from sayso.models.model import Model
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.parameters import draw_parameters
from sayso.simulation.program import drives_of
from sayso.simulation.resting import MONTHS, SAME, RestingStates, starting_points
from sayso.simulation.resting_settle import level_of, settle
from sayso.simulation.resting_skeleton import EventShare, Floats, skeleton_of

_TAILS = (0.1, 0.9)


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A share with its 80 % interval, all in [0, 1]."""

    mean: float
    low: float
    high: float


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many draws of the weights have so many stable resting states."""

    states: int
    share: Share


def event_shares(ensemble: Ensemble) -> dict[str, EventShare]:
    """Return each event's mean share of months and outbreaks per month in an ensemble."""
    lasts = ensemble.weights @ ensemble.lasting / (ensemble.months + 1)
    begins = ensemble.weights @ ensemble.outbreaks / ensemble.months
    return {
        event: EventShare(under_way=float(min(share, 1.0)), begins=float(min(often, 1.0)))
        for event, share, often in zip(ensemble.events, lasts, begins, strict=True)
    }


def nearest(ensemble: Ensemble, found: RestingStates, *, month: int | None = None) -> npt.NDArray[np.intp]:
    """Return for each run which stable state it is nearest to in a month, the last when None, (runs,).

    Nearest by the sum of squared differences of levels: what differs between two states decides, the noise
    of all else falls out.

    Raises:
        ValueError: if there is no stable state, the factors differ, or the month was not kept.
    """
    if not found.stable:
        raise ValueError("the model has no stable resting state")
    if ensemble.factors != found.factors:
        raise ValueError("the ensemble and the resting states are about different factors")
    at = ensemble.months if month is None else month
    if at not in ensemble.kept:
        raise ValueError(f"month {at} was not kept; months {list(ensemble.kept)} were")
    levels = ensemble.levels[:, ensemble.kept.index(at)].astype(np.float64)
    states = np.array([state.levels for state in found.stable])
    # |x − a|² without the part that is the same for all states
    return np.asarray(np.argmin((states**2).sum(axis=1) - 2.0 * levels @ states.T, axis=1))


def shares_nearest(
    ensemble: Ensemble, found: RestingStates, *, month: int | None = None
) -> tuple[Share, ...]:
    """Return the share of the ensemble that is nearest to each stable state in a month, the last when None.

    Raises:
        ValueError: as `nearest`.
    """
    ends = nearest(ensemble, found, month=month)
    return tuple(
        share_of(ends == number, ensemble.parameter_draw, ensemble.weights)
        for number in range(len(found.stable))
    )


def share_of(happens: npt.NDArray[np.bool_], draws: npt.NDArray[np.integer], weights: Floats) -> Share:
    """Return the weighted share of runs with its 80 % interval; runs of one draw hang together.

    The interval is Jeffreys' for as many independent runs as give the share the variance that it has between
    draws; where no draw differs from another, for as many runs as there are draws.

    Source: Korn & Graubard 1998, Confidence Intervals for Proportions with Small Expected Number of Positive
    Counts Estimated from Survey Data, Survey Methodology 24(2), with Jeffreys' in place of Clopper and
    Pearson's interval.
    """
    mean = float(weights[happens].sum() / weights.sum())
    size = int(draws.max()) + 1
    part = np.bincount(draws, weights=weights * (happens - mean), minlength=size)
    spread = float(part @ part) * size / max(size - 1, 1)
    free = mean * (1.0 - mean)
    worth = float(size) if spread <= 0.0 or free <= 0.0 else free / spread
    return _jeffreys(mean, min(worth, float(len(happens))))


def _jeffreys(mean: float, worth: float) -> Share:
    shape = mean * worth + 0.5, (1.0 - mean) * worth + 0.5
    low, high = (float(betaincinv(*shape, tail)) for tail in _TAILS)
    return Share(mean=mean, low=min(low, mean), high=max(high, mean))


def states_by_draw(
    model: Model, *, draws: int = 64, starts: int = 6, seed: int = 0, months: int = MONTHS
) -> tuple[Count, ...]:
    """Return how many stable states the model has from draw to draw of its weights and links, events off.

    Each draw is run from the model's start, from all low, all high and `starts` − 3 starts between: a state
    with a small basin is missed, so that the numbers are at least so many.

    Raises:
        ValueError: if `draws` is below 1 or `starts` below 4.
    """
    if draws < 1 or starts < 4:  # noqa: PLR2004 - the start, low, high, and one between
        raise ValueError(f"draws is {draws} and starts is {starts}; want 1 and 4 or more")
    skeleton = skeleton_of(model)
    of_model = draw_parameters(model, drives_of(model), draws=range(draws), seed=seed, dtype=np.float64)
    weights = np.repeat(of_model.weights[skeleton.places], starts, axis=1)
    begin = np.tile(starting_points(model, starts=starts - 3, seed=seed), (1, draws))
    ends = settle(skeleton, begin, months=months, weights=weights)
    levels = level_of(ends.z).T.reshape(draws, starts, -1)
    rests = ends.rests.reshape(draws, starts)
    numbers = Counter(_distinct(of_draw[at]) for of_draw, at in zip(levels, rests, strict=True))
    return tuple(
        Count(states=number, share=_jeffreys(many / draws, float(draws)))
        for number, many in sorted(numbers.items())
    )


def _distinct(levels: Floats) -> int:
    """Return how many rows are apart; a start that is stopped a little early is no state of its own."""
    kept: list[Floats] = []
    for row in levels:
        if all(np.abs(row - one).max(initial=0.0) > 10.0 * SAME for one in kept):
            kept.append(row)
    return len(kept)
