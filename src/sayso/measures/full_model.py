"""The full model of lean for NumPyro: counts as counts, numbers estimated together with closeness.

Needs the extra `bayes`; imported only when it is asked for.
"""

from typing import Any, Final, NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from numpyro.infer.util import ParamInfo, constrain_fn, potential_energy

from sayso.measures.channels import CONFLICT, COOPERATION

Array: TypeAlias = Any

PRIORS: Final = {
    "step": (0.2, 1.0),
    "spread": (1.0, 0.7),
    "conflict_loading": (0.7, 1.0),
    "conflict_correlation": (0.006, 1.0),
    "overdispersion_less_1": (20.0, 1.0),
    "cooperation_noise": (0.25, 0.7),
}
"""Median and deviation of the log of each number that is sampled; medians are the first sizes that `estimate`
tries.

The deviation of 1 lets a number be seven times larger or smaller with a probability of 5 %. The loading of
conflict is the size of a negative number.
"""
FIXED: Final = (
    "cooperation_nu",
    "conflict_offset",
    "conflict_drift",
    "votes_loading",
    "votes_offset",
    "votes_drift",
    "votes_dispersion",
    "votes_nu",
)
"""Numbers that stay at the smoother's estimates: of tails, of conflict's own level and of votes. Closeness
hardly depends on them, and chains that sampled them too did not come to agree (docs/lean.md)."""
TILTED: Final = (
    "step",
    "conflict_loading",
    "conflict_correlation",
    "cooperation_noise",
    "overdispersion",
    "spread",
)
"""Numbers with which the coordinates move."""
TURNED: Final = 3
"""So many of them, the first, turn them also."""
_AGENDA: Final = 0.006
"""Deviation of what a period's agenda adds to all states' agreement with a power, in shares of votes: the
posterior mean on the panel of benchmarks/lean.py where it was sampled (0.006, deviation 0.001)."""
_USUAL_ODDS: Final = 0.7
"""Deviation of the log odds of conflict with a power from what the panel's mean says."""
_SHIFTED: Final = 8
"""Stirling's series is used from here on; smaller arguments are moved up."""
_LARGEST_ODDS: Final = 12.0
_AT_ONCE: Final = 100
"""Draws whose closeness is worked out side by side."""


class Data(NamedTuple):
    """What is seen, (D, T) where nothing else is said; D = S·P dyads. 0 where nothing is known."""

    mean: Array
    """The coordinates of whitening.py."""
    roots: Array
    """(D, (1 + TURNED)·2·T, 2·T): the root and how it moves with the log of each of the first numbers TILTED,
    one under the other: one product of matrices for each dyad is what takes the sampler least time."""
    diagonals: Array
    """(1 + TURNED, D, 2·T): their diagonals."""
    tilt: Array
    """(D, 2·T, K): how the mean moves with the log of each of the numbers TILTED."""
    votes_mean: Array
    votes_root: Array
    votes_tilt: Array
    votes_scale: Array
    """Scale of the steps of votes in which they are whitened."""
    estimated: Array
    """(K,): logs of the numbers TILTED as estimated."""
    cooperation: Array
    log_expected: Array
    cooperation_known: Array
    conflict: Array
    both: Array
    votes: Array
    """Agreement less that of all members."""
    votes_variance: Array
    """Of roll calls drawn at random, q (1 − q)/n."""
    votes_known: Array
    shift: Array
    """What facts add to the step of closeness: mean and variance."""
    given: Array
    ramps: Array
    """(M, T): the steps of what a membership adds, if its effect is 1."""
    ramp_dyads: Array
    """(M,): whose."""
    usual_odds: Array
    """(P,)."""
    usual_chances: tuple[Array, Array]
    """Log probabilities of cooperation and of conflict somewhere in the middle; see `centred`."""
    fixed: dict[str, Array]
    """The numbers FIXED."""
    shared: Array
    """(P,): loadings of the noise of votes on what the powers share, as the smoother's surprises say."""


def full_model(data: Data, powers: int) -> None:
    """Say how the panel came about; `theta` (D, T) is closeness."""
    size = data.fixed | {name: _number(name) for name in PRIORS}
    dyads, periods = data.cooperation.shape
    (starts, steps), (votes_start, votes_steps) = _walks(data, dyads, periods, size)
    spread = jnp.stack([size["spread"], jnp.ones(())])
    numpyro.factor("starts", dist.Normal(0, spread).log_prob(starts).sum())
    step = jnp.sqrt(size["step"] ** 2 + data.given[:, 1:])
    unexplained = steps[:, COOPERATION]
    if len(data.ramps):
        effects = numpyro.sample("memberships", dist.Normal(0, 1).expand([len(data.ramps)]))
        by_dyad = jnp.zeros(step.shape).at[data.ramp_dyads].add(effects[:, None] * data.ramps[:, 1:])
        unexplained -= by_dyad / step
    numpyro.factor("cooperation_steps", _log_t(unexplained, size["cooperation_nu"]).sum())
    numpyro.factor("conflict_steps", dist.Normal(0, 1).log_prob(steps[:, CONFLICT]).sum())
    numpyro.factor("votes_start", dist.Normal(0, size["votes_offset"]).log_prob(votes_start).sum())

    moves = step * steps[:, COOPERATION] + data.shift[:, 1:]
    departure = _walk(jnp.zeros(dyads), moves)
    theta = numpyro.deterministic("theta", starts[:, COOPERATION, None] + departure)
    cooperation = numpyro.deterministic("chances_of_cooperation", _of_cooperation(theta, data, size))
    numpyro.factor("cooperation", (cooperation - data.usual_chances[0]).sum())

    usual = numpyro.sample("usual_odds", dist.Normal(data.usual_odds, _USUAL_ODDS))
    own = _walk(size["conflict_offset"] * starts[:, CONFLICT], size["conflict_drift"] * steps[:, CONFLICT])
    odds = jnp.tile(usual, dyads // powers)[:, None] - size["conflict_loading"] * departure + own
    conflict = numpyro.deterministic(
        "chances_of_conflict", _of_conflict(odds, data, size["conflict_correlation"])
    )
    numpyro.factor("conflict", (conflict - data.usual_chances[1]).sum())

    # the coordinates are those of the whole level of votes, of which closeness explains a part
    scale = jnp.sqrt(size["votes_drift"] * data.votes_scale)
    unexplained = votes_steps - size["votes_loading"] * moves / scale
    relative = jnp.sqrt(size["votes_drift"] / data.votes_scale)
    numpyro.factor("votes_steps", dist.Normal(0, relative).log_prob(unexplained).sum())
    agenda = numpyro.sample("agenda_of_period", dist.Normal(0, 1).expand([powers, periods]))
    surprise = (data.votes - _walk(votes_start, scale * votes_steps)).reshape(-1, powers, periods)
    surprise -= _AGENDA * agenda
    numpyro.factor("votes", _of_votes(surprise, data.shared[:, None], data, size))


def centred(data: Data, powers: int, drawn: dict[str, Array]) -> Data:
    """Return the data with the counts' log probabilities at `drawn` as the usual ones.

    They are taken off, count by count, before anything is summed: two million in all, of which single
    precision would know no more than the first digit behind the point, and the sampler would take the
    rounding for a reason to refuse steps.
    """

    def chances(data: Data, drawn: dict[str, Array]) -> tuple[Array, Array]:
        there = constrain_fn(full_model, (data, powers), {}, drawn, return_deterministic=True)
        return there["chances_of_cooperation"], there["chances_of_conflict"]

    return data._replace(usual_chances=jax.jit(chances)(data, drawn))


def potential(data: Data, powers: int, drawn: dict[str, Array]) -> Array:
    """Return the negative log density at `drawn`, in the sampler's coordinates without bounds."""
    return potential_energy(full_model, (data, powers), {}, drawn)


def unknown_energy(drawn: dict[str, Array]) -> Any:
    """Return where chains start, (chains, ...) each, with an energy said to be infinite and without slope.

    So the first path of the warming up is taken whatever it comes to, and energy and slope need not be
    compiled once more, outside the sampler, for the starts alone: that took a fifth of the time.
    """
    nowhere = jax.tree.map(jnp.zeros_like, drawn)
    chains = len(next(iter(drawn.values())))
    return ParamInfo(jax.tree.map(jnp.asarray, drawn), jnp.full(chains, jnp.inf), nowhere)


def levels(data: Data, powers: int, drawn: dict[str, Array]) -> dict[str, Array]:
    """Return closeness, `theta` (chains, draws, D, T), and the sampled numbers (chains, draws) of draws."""

    def of_draw(one: dict[str, Array]) -> dict[str, Array]:
        there = constrain_fn(full_model, (data, powers), {}, one, return_deterministic=True)
        return {name: there[name] for name in ("theta", *PRIORS)}

    flat = jax.tree.map(lambda values: values.reshape(-1, *values.shape[2:]), drawn)
    found = jax.jit(lambda values: jax.lax.map(of_draw, values, batch_size=_AT_ONCE))(flat)
    first = next(iter(drawn.values())).shape[:2]
    return {name: values.reshape(*first, *values.shape[1:]) for name, values in found.items()}


def _number(name: str) -> Array:
    median, deviation = PRIORS[name]
    return numpyro.sample(name, dist.LogNormal(jnp.log(median), deviation))


def _walks(
    data: Data, dyads: int, periods: int, size: dict[str, Array]
) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return starts and steps: of closeness and conflict (D, 2), (D, 2, T − 1); of votes (D,), (D, T − 1).

    Steps of closeness and conflict are in units of their scales, for a year's counts say less of them than
    the scales do; steps of votes are halfway between that and themselves (Papaspiliopoulos, Roberts & Sköld
    2007, A General Framework for the Parametrization of Hierarchical Models, Statistical Science 22(1)).
    Means and roots move with the numbers as those of the linear model do; roots are triangular, and the
    density is corrected by their determinants.
    """
    real = dist.constraints.real
    known = size | {"overdispersion": size["overdispersion_less_1"] + 1}
    tilted = jnp.tanh(jnp.log(jnp.stack([known[name] for name in TILTED])) - data.estimated)
    share = jnp.concatenate([jnp.ones(1), tilted[:TURNED]])
    diagonal = jnp.tensordot(share, data.diagonals, axes=1)
    numpyro.factor("turned", jnp.log(jnp.abs(diagonal)).sum())
    z = numpyro.sample("z", dist.ImproperUniform(real, (), data.mean.shape))
    # each root by z and then summed: no root has to be made for each draw of the numbers
    each = jnp.einsum("dij,dj->di", data.roots, z).reshape(dyads, 1 + TURNED, -1)
    moved = jnp.einsum("k,dki->di", share, each)
    parts = (data.mean + data.tilt @ tilted + moved).reshape(dyads, 2, periods)
    z_votes = numpyro.sample("z_votes", dist.ImproperUniform(real, (), data.votes_mean.shape))
    votes = data.votes_mean + data.votes_tilt @ tilted + jnp.einsum("sij,sj->si", data.votes_root, z_votes)
    votes = votes.reshape(dyads, periods)
    return (parts[..., 0], parts[..., 1:]), (votes[:, 0], votes[:, 1:])


def _walk(start: Array, steps: Array) -> Array:
    """Return the walk from starts (D,) by steps (D, T − 1), (D, T)."""
    return jnp.concatenate([start[:, None], start[:, None] + jnp.cumsum(steps, axis=1)], axis=1)


def _of_cooperation(theta: Array, data: Data, size: dict[str, Array]) -> Array:
    """Return the log probabilities of cooperative counts (D, T), but for what is the same whatever the draw.

    The count is negative binomial with mean μ = expected · exp θ and variance φ μ + σ² μ²: overdispersed
    by φ, and with a noise of deviation σ in its log that is summed over in closed form. The two are the
    NB1 and the NB2 of Cameron & Trivedi 2013, Regression Analysis of Count Data, 2nd ed., section 3.3.
    """
    log_mean = data.log_expected + theta
    mean = jnp.exp(log_mean)
    excess = size["overdispersion_less_1"] + size["cooperation_noise"] ** 2 * mean
    shape = mean / excess
    count = data.cooperation
    chance = (
        _log_gamma(count + shape)
        - _log_gamma(shape)
        - shape * jnp.log1p(excess)
        + count * (jnp.log(excess) - jnp.log1p(excess))
    )
    return jnp.where(data.cooperation_known, chance, 0.0)


def _of_conflict(odds: Array, data: Data, rho: Array) -> Array:
    """Return the log probabilities of conflictual counts among both: beta-binomial with correlation ρ."""
    share = 1 / (1 + jnp.exp(-jnp.clip(odds, -_LARGEST_ODDS, _LARGEST_ODDS)))
    whole = 1 / rho - 1
    a, b = share * whole, (1 - share) * whole
    chance = (
        _log_gamma(data.conflict + a)
        - _log_gamma(a)
        + _log_gamma(data.both - data.conflict + b)
        - _log_gamma(b)
        - _log_gamma(data.both + whole)
        + _log_gamma(whole)
    )
    return jnp.where(data.both > 0, chance, 0.0)


def _of_votes(surprise: Array, loading: Array, data: Data, size: dict[str, Array]) -> Array:
    """Return the log density of votes (S, P, T): Student-t over the powers, with one shared factor.

    A state that votes with one power votes against its opponent on the same roll calls. The factor is
    summed over (Sherman & Morrison 1950, Annals of Mathematical Statistics 21(1)).
    """
    known = data.votes_known.reshape(surprise.shape)
    scale = jnp.sqrt(size["votes_dispersion"] * data.votes_variance).reshape(surprise.shape)
    error = jnp.where(known, surprise / scale, 0.0)
    own = 1 - loading**2
    weighed = jnp.where(known, loading**2 / own, 0.0).sum(axis=1)
    square = (error**2 / own).sum(axis=1) - (error * loading / own).sum(axis=1) ** 2 / (1 + weighed)
    log_size = jnp.where(known, jnp.log(own) + 2 * jnp.log(scale), 0.0).sum(axis=1) + jnp.log1p(weighed)
    number, nu = known.sum(axis=1), size["votes_nu"]
    return (
        _log_gamma((nu + number) / 2)
        - _log_gamma(nu / 2)
        - number / 2 * jnp.log(nu * jnp.pi)
        - log_size / 2
        - (nu + number) / 2 * jnp.log1p(square / nu)
    ).sum()


def _log_t(value: Array, nu: Array) -> Array:
    constant = _log_gamma((nu + 1) / 2) - _log_gamma(nu / 2) - jnp.log(nu * jnp.pi) / 2
    return constant - (nu + 1) / 2 * jnp.log1p(value**2 / nu)


def _log_gamma(x: Array) -> Array:
    """Return log Γ of positive numbers, to 1e-9: Stirling's series at x + 8 (Abramowitz & Stegun 6.1.41).

    Its slope needs no digamma, which took most of the time.
    """
    product = x
    for more in range(1, _SHIFTED):
        product = product * (x + more)
    y = x + _SHIFTED
    inverse = 1 / y
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    return (y - 0.5) * jnp.log(y) - y + 0.5 * jnp.log(2 * jnp.pi) + series - jnp.log(product)
