"""A panel as channels: what is seen of closeness in each period, and how much each is based on."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.measures.panel import Floats, Panel

CHANNELS: Final = ("cooperation", "conflict", "votes")
COOPERATION, CONFLICT, VOTES = range(3)


@dataclass(frozen=True, eq=False, kw_only=True)
class Observations:
    """What is seen; C channels in the order of CHANNELS, T periods, S states, P powers. NaN is "no data"."""

    value: Floats
    """(T, C, S, P), less the channel's usual value:

    cooperation: log of the events over those expected from both totals;
    conflict: log odds that an event is conflictual, less the mean for this power over the panel;
    votes: agreement with the power on the roll calls where powers stand apart, less that of all members.
    """
    basis: Floats
    """(T, C, S, P): expected cooperative events; events of both kinds; roll calls."""
    usual: Floats
    """(T, C, P): cooperation 0; log odds of conflict with this power; agreement of all members, 0 to 1."""


def observe(panel: Panel) -> Observations:
    """Return the channels of a panel.

    Expected cooperative events are the product of both totals over the world's, the events between
    the two left out of all three: what there would be if each dealt with the other as with the
    rest of the world (Savage & Deutsch 1960, A Statistical Model of the Gross Analysis of
    Transaction Flows, Econometrica 28(3)). Half an event is added to each count before ratios are
    taken (Haldane 1956, Annals of Human Genetics 20(4)).
    """
    cooperation, conflict = panel.cooperation, panel.conflict
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (
            (panel.state_totals[0][:, None] - cooperation)
            * (panel.power_totals[0][None] - cooperation)
            / (panel.world_totals[0] - 2 * cooperation)
        )
        both = cooperation + conflict
        intensity = np.log((cooperation + 0.5) / (expected + 0.5))
        odds = np.where(both > 0, np.log((conflict + 0.5) / (cooperation + 0.5)), np.nan)
    usual_odds = _mean(odds, axes=(0, 2))
    votes = panel.agreement - panel.agreement_of_all[None]
    value = np.stack([intensity, odds - usual_odds[None, :, None], votes])
    basis = np.stack([expected, both, panel.roll_calls])
    periods = len(panel.periods)
    usual = np.stack(
        [
            np.zeros((periods, len(panel.powers))),
            np.broadcast_to(usual_odds, (periods, len(panel.powers))),
            np.nan_to_num(panel.agreement_of_all.T, nan=0.5),
        ],
        axis=1,
    )
    value = np.where(np.isfinite(value) & np.isfinite(basis), value, np.nan)
    return Observations(
        value=np.ascontiguousarray(value.transpose(3, 0, 1, 2)),
        basis=np.ascontiguousarray(_carried(basis).transpose(3, 0, 1, 2)),
        usual=usual,
    )


def with_next_unseen(seen: Observations) -> Observations:
    """Return the observations with one more period, of which only the last one's basis is known."""
    return Observations(
        value=np.concatenate([seen.value, np.full_like(seen.value[:1], np.nan)]),
        basis=np.concatenate([seen.basis, seen.basis[-1:]]),
        usual=np.concatenate([seen.usual, seen.usual[-1:]]),
    )


def _mean(values: Floats, *, axes: tuple[int, ...]) -> Floats:
    """Return the mean of what is known, 0 where nothing is."""
    known = np.isfinite(values)
    number = known.sum(axis=axes)
    mean: Floats = np.where(known, values, 0.0).sum(axis=axes) / np.maximum(number, 1)
    return mean


def _carried(basis: Floats) -> Floats:
    """Return the bases with the last known one in periods without any, and 1 before the first."""
    filled = np.where(np.isfinite(basis) & (basis > 0), basis, np.nan)
    place = np.where(np.isfinite(filled), np.arange(filled.shape[-1]), 0)
    last = np.maximum.accumulate(place, axis=-1)
    carried: Floats = np.nan_to_num(np.take_along_axis(filled, last, axis=-1), nan=1.0)
    return carried
