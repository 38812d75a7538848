"""The full model of lean, sampled: the questions of the Kalman fit without its approximations.

Needs the extra `bayes` (NumPyro, JAX); nothing of it is loaded before `full_fit` is called.
"""

from functools import partial
from typing import Any, Final

import numpy as np

from sayso.measures.channels import CONFLICT, COOPERATION, VOTES
from sayso.measures.closeness import Fit, fit, shared_noise
from sayso.measures.impulses import FactImpulse, shares_of, steps_of
from sayso.measures.panel import Floats, Panel
from sayso.measures.posterior import Agreement, Convergence, FullFit
from sayso.measures.whitening import tilts_of, whitening_of

CHAINS: Final = 4
WARM_UP: Final = 300
DRAWS: Final = 900
"""Of each chain."""
LEAPS: Final = 28
"""Leapfrog steps of one draw. In coordinates that are nearly a standard normal, steps of the size that the
sampler settles on (0.08) go a third of a turn with so many; with fewer, numbers are remembered for longer,
with twice as many, paths come back to where they began."""
_ACCEPTED: Final = 0.75
"""Share of paths to accept that steps are made for; with 0.6 one in five hundred diverges."""
SEED: Final = 20
_APART: Final = 0.1
"""Deviation of the logs of numbers from their estimates at which the chains start."""
_LOG_SIZE: Final = 0.17
"""About the deviation of the logs of numbers that a panel of a dozen states leaves."""
_MEMBERSHIP_YEARS: Final = 3
"""Over how many years a membership comes to have its effect: judgement."""
_STEP: Final = 0.1
"""Length of the sampler's first steps; about what it settles on."""
_MOST_SHARED: Final = 0.97
"""Largest correlation of a vote's noise with the part that the powers share."""
_MISSING: Final = (
    "the full model needs NumPyro, which is not installed; the extra brings it: pip install 'sayso[bayes]'"
)


def full_fit(
    panel: Panel,
    *,
    with_facts: bool = True,
    seed: int = SEED,
    warm_up: int = WARM_UP,
    draws: int = DRAWS,
) -> FullFit:
    """Return draws from the full model of a panel; the same seed gives the same bits on the same machine.

    Sampled by Hamiltonian Monte Carlo (Neal 2011, MCMC using Hamiltonian Dynamics) in CHAINS chains side by
    side, in the coordinates of whitening.py, where paths of one length do: trees that find their own length
    (NUTS) wait for the longest of the chains. Single precision is enough for steps that are accepted or
    refused. Chains start at draws of the linear model and at numbers spread about their estimates. Say
    `FullFit.convergence` with what is concluded.

    Raises:
        ImportError: if NumPyro is missing; the message says how to install it.
        ValueError: if nothing at all is seen.
    """
    try:
        import jax  # noqa: PLC0415 - an extra, and seconds to load
        import numpyro  # noqa: PLC0415 - as above

        from sayso.measures import full_model as model  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ImportError(_MISSING, name=error.name) from error
    kalman = fit(panel, with_facts=with_facts)
    powers = len(panel.powers)
    with jax.enable_x64(False):
        data = jax.tree.map(jax.numpy.asarray, model.Data(**_data(kalman, model)))
        initial = _initial(kalman, model, data, seed)
        data = model.centred(data, powers, {name: values[0] for name, values in initial.items()})
        sampler = numpyro.infer.MCMC(
            numpyro.infer.HMC(
                potential_fn=partial(model.potential, data, powers),
                step_size=_STEP,
                inverse_mass_matrix=_first_mass(model, data),
                dense_mass=[tuple(sorted(model.PRIORS))],
                trajectory_length=None,
                num_steps=LEAPS,
                target_accept_prob=_ACCEPTED,
            ),
            num_warmup=warm_up,
            num_samples=draws,
            num_chains=CHAINS,
            chain_method="vectorized",
            progress_bar=False,
        )
        sampler.run(
            jax.random.PRNGKey(seed),
            init_params=model.unknown_energy(initial),
            extra_fields=("diverging",),
        )
        sampled = {
            name: np.asarray(value)
            for name, value in model.levels(data, powers, sampler.get_samples(group_by_chain=True)).items()
        }
        diverging = int(np.asarray(sampler.get_extra_fields()["diverging"]).sum())
    theta = sampled["theta"].reshape(CHAINS, draws, len(panel.states), powers, -1)
    numbers = {name: sampled[name] for name in model.PRIORS}
    return FullFit(
        kalman=kalman,
        closeness=theta.reshape(-1, *theta.shape[2:]),
        numbers={name: value.reshape(-1) for name, value in numbers.items()},
        convergence=_convergence(panel, theta, numbers, diverging),
    )


def _data(kalman: Fit, model: Any) -> dict[str, Any]:
    """Return the fields of `full_model.Data`."""
    panel, seen, tilted = kalman.panel, kalman.seen, model.TILTED
    slow = tuple(one for one in kalman.impulses if one.fact.kind == "membership")
    shift, given = steps_of(panel, tuple(one for one in kalman.impulses if one not in slow))
    whitening = whitening_of(kalman, given)
    tilt, votes_tilt, turn = tilts_of(kalman, given, tilted, model.TURNED)
    known = np.isfinite(seen.value)
    roots = np.concatenate([whitening.root[None], turn])
    conflict = np.where(known[:, CONFLICT], np.nan_to_num(panel.conflict).transpose(2, 0, 1), 0.0)
    cooperation = np.nan_to_num(panel.cooperation).transpose(2, 0, 1)
    agreement = seen.usual[:, VOTES][:, None]
    # where all members agree or differ the noise is that of half a vote, not none
    share = np.clip(agreement, 0.5 / (1 + seen.basis[:, VOTES]), 1 - 0.5 / (1 + seen.basis[:, VOTES]))
    return {
        "mean": whitening.mean,
        "roots": np.ascontiguousarray(roots.transpose(1, 0, 2, 3)).reshape(
            roots.shape[1], -1, roots.shape[-1]
        ),
        "diagonals": np.diagonal(roots, axis1=-2, axis2=-1),
        "votes_mean": whitening.votes_mean,
        "votes_root": whitening.votes_root,
        "tilt": tilt,
        "votes_tilt": votes_tilt,
        "votes_scale": np.float64(whitening.votes_scale),
        "estimated": np.log([abs(getattr(kalman.hyperparameters, name)) for name in tilted]),
        "cooperation": _by_dyad(cooperation),
        "log_expected": _by_dyad(np.log(np.maximum(seen.basis[:, COOPERATION], 1e-3))),
        "cooperation_known": _by_dyad(known[:, COOPERATION]),
        "conflict": _by_dyad(conflict),
        "both": _by_dyad(np.where(known[:, CONFLICT], conflict + cooperation, 0.0)),
        "votes": _by_dyad(np.nan_to_num(seen.value[:, VOTES])),
        "votes_variance": _by_dyad(share * (1 - share) / np.maximum(seen.basis[:, VOTES], 1)),
        "votes_known": _by_dyad(known[:, VOTES]),
        "shift": _by_dyad(shift),
        "given": _by_dyad(given),
        "ramps": _ramps(panel, slow),
        "ramp_dyads": np.array(
            [panel.state(one.state) * len(panel.powers) + panel.power(one.power) for one in slow], np.intp
        ),
        "usual_odds": seen.usual[0, CONFLICT],
        "usual_chances": (np.zeros(()), np.zeros(())),
        "fixed": {name: np.float64(abs(getattr(kalman.hyperparameters, name))) for name in model.FIXED},
        "shared": np.clip(shared_noise(seen, kalman.hyperparameters), -_MOST_SHARED, _MOST_SHARED),
    }


def _by_dyad(values: Floats) -> Floats:
    """Return (D, T) from (T, S, P)."""
    return np.ascontiguousarray(values.reshape(len(values), -1).T)


def _ramps(panel: Panel, memberships: tuple[FactImpulse, ...]) -> Floats:
    """Return the steps (M, T) that memberships would make with effects of 1.

    A fact does not say whether an organisation was joined or left, so each has an effect of its own sign,
    with the impulse's deviation in each year, that comes about over _MEMBERSHIP_YEARS.
    """
    periods = len(panel.periods)
    length = _MEMBERSHIP_YEARS * (1 if panel.step == "year" else 12)
    ramps = np.zeros((len(memberships), periods))
    for number, one in enumerate(memberships):
        for place, share in shares_of(panel, one.fact)[:1]:
            for after in range(length + 1):
                if place + after < periods:
                    part = share if after == 0 else 1 - share if after == length else 1.0
                    ramps[number, place + after] = part * one.spread * _MEMBERSHIP_YEARS / length
    return ramps


def _first_mass(model: Any, data: Any) -> dict[tuple[str, ...], Floats]:
    """Return variances to begin with: 1 for what is whitened, small ones for the pooled numbers."""
    names = tuple(sorted(model.PRIORS))
    others = {
        "agenda_of_period": np.full(data.usual_odds.size * data.cooperation.shape[1], 0.3),
        "memberships": np.ones(len(data.ramps)),
        "usual_odds": np.full(data.usual_odds.size, 0.01),
        "z": np.ones(data.mean.size),
        "z_votes": np.ones(data.votes_mean.size),
    }
    rest = tuple(name for name, sizes in others.items() if len(sizes))
    return {
        names: _LOG_SIZE**2 * np.eye(len(names)),
        rest: np.concatenate([others[name] for name in rest]),
    }


def _initial(kalman: Fit, model: Any, data: Any, seed: int) -> dict[str, Floats]:
    """Return where the chains start, in the sampler's coordinates without bounds."""
    rng = np.random.default_rng(seed)
    estimated = {name: float(abs(column[0])) for name, column in kalman.hyperparameters.columns(1).items()}
    estimated |= {f"{name}_less_1": max(value - 1, 0.1) for name, value in estimated.items()}
    start = {
        "z": rng.standard_normal((CHAINS, *data.mean.shape)),
        "z_votes": rng.standard_normal((CHAINS, *data.votes_mean.shape)),
    }
    for name, (median, deviation) in model.PRIORS.items():
        near = np.log(estimated.get(name, median) / median)
        start[name] = (
            np.log(median)
            + np.clip(near, -1.5 * deviation, 1.5 * deviation)
            + _APART * rng.standard_normal(CHAINS)
        )
    powers = len(data.usual_odds)
    start["usual_odds"] = data.usual_odds + _APART * rng.standard_normal((CHAINS, powers))
    start["agenda_of_period"] = rng.standard_normal((CHAINS, powers, data.cooperation.shape[1]))
    if len(data.ramps):
        start["memberships"] = rng.standard_normal((CHAINS, len(data.ramps)))
    return start


def _convergence(panel: Panel, theta: Floats, numbers: dict[str, Floats], divergences: int) -> Convergence:
    """Return the worst R-hat and effective number of closeness (chains, draws, S, P, T) and of numbers."""
    labels = [
        f"closeness {state} {power} {period}"
        for state in panel.states
        for power in panel.powers
        for period in panel.periods
    ]
    return Convergence(
        chains=len(theta),
        closeness=_worst(theta.reshape(*theta.shape[:2], -1), labels),
        numbers=_worst(np.stack(list(numbers.values()), axis=-1), list(numbers)),
        divergences=divergences,
    )


def _worst(values: Floats, labels: list[str]) -> Agreement:
    """Return the largest R-hat and the smallest effective number of columns of draws (chains, draws, N)."""
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin  # noqa: PLC0415 - an extra

    r_hat, effective = split_gelman_rubin(values), effective_sample_size(values)
    worst, fewest = int(np.argmax(r_hat)), int(np.argmin(effective))
    return Agreement(
        r_hat=float(r_hat[worst]),
        r_hat_of=labels[worst],
        effective=float(effective[fewest]),
        effective_of=labels[fewest],
    )
