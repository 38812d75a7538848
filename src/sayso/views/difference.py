"""Which sentence makes the difference: what each claim of a source does to each outcome."""

import itertools
import math
from collections.abc import Callable, Collection, Sequence
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.simulation.ensemble import Ensemble
from sayso.views.outcome import Outcome
from sayso.views.patterns import Bools, Codes, group
from sayso.views.pool import weigh_codes
from sayso.views.settings import settings
from sayso.views.view import AnyView

Floats = NDArray[np.float64]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What one claim does to the probability of one outcome."""

    outcome: str
    """Identifier of the outcome."""
    change: float
    """By how much the claim raises the probability, in (−1, 1)."""
    statement: str
    """Identifier of the statement."""
    by: Literal["likelihood", "link"] = "likelihood"
    """Whether as a stated likelihood, by weights, or as a claimed link, in the source's model."""


def likelihood_differences(
    views: Sequence[AnyView],
    codes: Codes,
    *,
    outcomes: Sequence[Outcome],
    happened: Bools,
    prior: Floats | None = None,
) -> tuple[Difference, ...]:
    """Return what each view does to each outcome, the changes worth a line.

    `codes` (views, runs) is what each run is to each view (`codes_of`); `happened` (outcomes, runs); `prior`
    (runs,) are the ensemble's own weights, even when None. With few views a change is the view's Shapley
    share, so that changes sum to the whole; with many it is what leaving the view out takes away.

    Source: Shapley, L. S. (1953), A value for n-person games, Contributions to the Theory of Games II.
    """
    if not views:
        return ()
    # runs with the same outcomes of the views have the same ratio of weights: subsets are solved on groups
    kinds, which = group(codes)
    own = np.full(codes.shape[1], 1.0 / codes.shape[1]) if prior is None else prior
    mass: Floats = np.bincount(which, weights=own).astype(np.float64)
    groups = np.array([np.bincount(which, weights=own * row) for row in happened]) / mass

    def value(chosen: tuple[int, ...]) -> Floats:
        rows = list(chosen)
        return np.asarray(groups @ weigh_codes([views[row] for row in rows], kinds[rows], prior=mass).weights)

    changes = (
        _shapley(value, len(views))
        if len(views) <= settings().shapley.views
        else _leave_out(value, len(views))
    )
    return tuple(
        Difference(outcome=outcome.id, change=float(change), statement=view.statement)
        for view, row in zip(views, changes, strict=True)
        for outcome, change in zip(outcomes, row, strict=True)
        if abs(change) >= settings().difference.floor
    )


def _shapley(value: Callable[[tuple[int, ...]], Floats], count: int) -> Floats:
    """Return each player's Shapley share of `value`, shape (players, outcomes)."""
    values = {
        chosen: value(chosen)
        for size in range(count + 1)
        for chosen in itertools.combinations(range(count), size)
    }
    shares = np.zeros((count, len(values[()])))
    for chosen, before in values.items():
        weight = 1.0 / (count * math.comb(count - 1, len(chosen))) if len(chosen) < count else 0.0
        for player in set(range(count)) - set(chosen):
            shares[player] += weight * (values[tuple(sorted((*chosen, player)))] - before)
    return shares


def _leave_out(value: Callable[[tuple[int, ...]], Floats], count: int) -> Floats:
    """Return what leaving each player out takes away from `value`, shape (players, outcomes)."""
    everyone = tuple(range(count))
    whole = value(everyone)
    return np.array([whole - value(everyone[:player] + everyone[player + 1 :]) for player in everyone])


def link_differences(
    ensemble: Ensemble,
    statements: Collection[str],
    *,
    outcomes: Sequence[Outcome],
    excess: Floats,
    other_claims: bool = False,
) -> tuple[Difference, ...]:
    """Return P(B) − P(B | links absent) for the links that `statements` claim, where it is not chance.

    `excess` (outcomes, runs) is by how much an outcome comes true in a run of the source's model, 0 or 1,
    over the common model's run with the same chance and the same draws: nothing where no claimed link is
    there. Least squares of it on the share of a claim's links that are there part the claims; `other_claims`
    says that the source's model differs in more than its links, and adds a constant. Likelihoods have not
    weighed in yet. Runs of one draw have the same links, so that standard errors are taken over draws.

    Source: Liang, K.-Y. & Zeger, S. L. (1986), Longitudinal data analysis using generalized linear models,
    Biometrika 73(1), 13-22, for the standard errors.
    """
    claimed: dict[str, list[int]] = {}
    for column, link in enumerate(ensemble.model.links):
        if link.origin in statements:
            claimed.setdefault(link.origin, []).append(column)
    if not claimed:
        return ()
    shares = [ensemble.presence[:, columns].mean(axis=1) for columns in claimed.values()]
    constant = [np.ones(ensemble.runs)] if other_claims else []
    effects, errors = _least_squares(np.stack([*shares, *constant], axis=1), excess, ensemble.parameter_draw)
    limits = settings().difference
    found: list[Difference] = []
    for row, (statement, share) in enumerate(zip(claimed, shares, strict=True)):
        usual = float(share.mean())
        found.extend(
            Difference(outcome=outcome.id, change=float(usual * effect), statement=statement, by="link")
            for outcome, effect, error in zip(outcomes, effects[row], errors[row], strict=True)
            if abs(usual * effect) >= max(limits.floor, limits.standard_errors * usual * error)
        )
    return tuple(found)


def _least_squares(regressors: Floats, excess: Floats, draws: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return coefficients and standard errors over draws, both of shape (regressors, outcomes)."""
    inverse = np.linalg.pinv(regressors.T @ regressors, hermitian=True)
    effects = inverse @ (regressors.T @ excess.T)
    residual = excess.T - regressors @ effects
    errors = np.empty_like(effects)
    for column, left in enumerate(residual.T):
        scores = np.stack([np.bincount(draws, weights=row * left) for row in regressors.T])
        errors[:, column] = np.sqrt(np.sum((inverse @ scores) ** 2, axis=1))
    return effects, errors
