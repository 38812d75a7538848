"""What moved closeness: how much each observation and fact adds to a change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from sayso.events.fact import DatedFact
from sayso.measures.channels import CHANNELS, CONFLICT, COOPERATION
from sayso.measures.closeness import Fit
from sayso.measures.hyperparameters import by_state
from sayso.measures.impulses import shares_of
from sayso.measures.kalman import Sight, run_filter, smooth
from sayso.measures.panel import QUADS, Floats, Panel

Evidence: TypeAlias = Literal["cooperation", "conflict", "votes", "fact", "usual level"]
_USUAL: Final = "usual level"


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one thing adds to the change of closeness; contributions add up to the change."""

    evidence: Evidence
    """The channel, `fact`, or `usual level`: what the means over all periods add, near 0 for a change."""
    size: float
    """In natural logs of relative cooperation, like closeness."""
    power: str | None = None
    """The power that was seen or named; another than the one asked for where votes tell of both."""
    period: dt.date | None = None
    """First day of the period that was seen."""
    numbers: Mapping[str, float]
    """What lies behind it: counts by quad class and what was expected, votes, the impulse's size."""
    fact: DatedFact | None = None


def why(
    fit: Fit, state: str, power: str, period: dt.date | int, *, since: dt.date | int | None = None
) -> tuple[Contribution, ...]:
    """Return what moved closeness to `period` from `since`, or from the period before, the largest first.

    The smoother is linear in what was seen, its noise and steps once weighed: each contribution is an
    observation, less the dyad's mean in that channel, times the smoother's weight on it (Koopman &
    Harvey 2003, Computing Observation Weights for Signal Extraction and Filtering, Journal of
    Economic Dynamics and Control 27(7)).

    Raises:
        KeyError: if the panel lacks the state, the power or a period.
        ValueError: if `period` is the first and `since` is not given.
    """
    panel = fit.panel
    place, toward, end = panel.state(state), panel.power(power), panel.period(period)
    if since is None and end == 0:
        raise ValueError(f"{panel.periods[0]} is the first period; nothing is before it")
    begin = end - 1 if since is None else panel.period(since)
    value = by_state(fit.seen)[0][:, :, place] - np.stack(
        [one.offset[:, place] for one in fit.filtered.sights]
    )
    mean = _means(value)
    where = np.argwhere(np.isfinite(value))
    facts = [one for one in fit.impulses if one.state == state]
    shifts = np.zeros((len(value), len(fit.system.keep), len(facts)))
    for number, one in enumerate(facts):
        for t, share in shares_of(panel, one.fact):
            shifts[t, panel.power(one.power), number] = share * one.shift
    weights, by_facts = _weights(fit, place, where, shifts, (toward, begin, end))
    departures = np.array([value[t, m] - mean[m] for t, m in where])
    found = [
        _seen(panel, fit, (t, m, place), float(size))
        for (t, m), size in zip(where.tolist(), weights * departures, strict=True)
    ]
    found += [
        Contribution(
            evidence="fact",
            size=float(size),
            power=one.power,
            period=None,
            numbers={"shift": one.shift, "spread": one.spread},
            fact=one.fact,
        )
        for one, size in zip(facts, by_facts, strict=True)
        if shares_of(panel, one.fact)
    ]
    usual = float(sum(weight * mean[m] for weight, (_, m) in zip(weights, where, strict=True)))
    found.append(Contribution(evidence=_USUAL, size=usual, numbers={}))
    return tuple(sorted(found, key=lambda one: -abs(one.size)))


def _means(value: Floats) -> Floats:
    known = np.isfinite(value)
    mean: Floats = np.where(known, value, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return mean


def _weights(
    fit: Fit, place: int, where: npt.NDArray[np.intp], shifts: Floats, change: tuple[int, int, int]
) -> tuple[Floats, Floats]:
    """Return what each observation of size 1 and each fact adds to a change, all run through side by side."""
    value = by_state(fit.seen)[0][:, :, place]
    seen, facts = len(where), shifts.shape[-1]
    models = seen + facts
    units = np.where(np.isfinite(value), 0.0, np.nan)[:, :, None].repeat(models, axis=2)
    units[where[:, 0], where[:, 1], np.arange(seen)] = 1.0
    shift = np.zeros((*shifts.shape[:2], models))
    shift[:, :, seen:] = shifts
    own = slice(place, place + 1)
    system = replace(
        fit.system,
        loadings=fit.system.loadings[..., own].repeat(models, axis=-1),
        start=fit.system.start[..., own].repeat(models, axis=-1),
        step=fit.system.step[..., own].repeat(models, axis=-1),
        shift=shift,
    )

    def see(t: int, _: Floats) -> Sight:
        variance = fit.filtered.sights[t].variance[:, own].repeat(models, axis=-1)
        return Sight(variance, np.zeros_like(variance))

    smoothed = smooth(system, run_filter(system, units, see))
    toward, begin, end = change
    moved = smoothed.mean[end, :, toward] - smoothed.mean[begin, :, toward]
    return moved[:seen], moved[seen:]


def _seen(panel: Panel, fit: Fit, where: tuple[int, int, int], size: float) -> Contribution:
    """Return the contribution of one observation with the numbers behind it."""
    t, row, s = where
    channel, p = divmod(row, len(panel.powers))
    numbers: dict[str, float] = {}
    if channel in {COOPERATION, CONFLICT}:
        numbers = {name: float(count) for name, count in zip(QUADS, panel.quads[:, s, p, t], strict=True)}
        if channel == COOPERATION:
            numbers["expected cooperation"] = float(fit.seen.basis[t, channel, s, p])
    else:
        numbers = {
            "agreement": float(panel.agreement[s, p, t]),
            "agreement of all members": float(panel.agreement_of_all[p, t]),
            "roll calls": float(panel.roll_calls[s, p, t]),
        }
    return Contribution(
        evidence=CHANNELS[channel],
        size=size,
        power=panel.powers[p],
        period=panel.periods[t],
        numbers=numbers,
    )
