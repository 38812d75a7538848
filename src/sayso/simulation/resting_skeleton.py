"""The deterministic skeleton of a model: its months without shocks, slopes and chance.

Nodes are stepped by z(t+1) = z(t) + κ (b − z(t)) + Σ drives, with the link forms of docs/mechanisms.md;
events are held at a share of the months under way, so that a link or gate of theirs acts by that share.

Source of the stability test: a resting point of a map with lags is stable where every eigenvalue of its
companion matrix lies inside the unit circle (Elaydi 2005, An Introduction to Difference Equations, 3rd ed.,
Springer, section 4.3 and 5.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from sayso.models.model import Model
from sayso.simulation.program import Drive, drives_of, signal_rows

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


class EventShare(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an event there is, on average over months."""

    under_way: float
    """Share of months in which it lasts, in [0, 1]."""
    begins: float = 0.0
    """Outbreaks per month, which bring its impulses."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Skeleton:
    """A model's links between nodes as arrays; columns of what it is given and gives are starts."""

    kappa: Floats
    """(nodes,)."""
    pull: Floats
    """(nodes,): κ b and the impulses of events, added to z in a month."""
    held: Floats
    """(events + 1,): signals that do not change: shares of events, and a one."""
    source: Rows
    """(drives,): rows of signals, nodes first."""
    form: npt.NDArray[np.str_]
    lag: Rows
    threshold: Floats
    steepness: Floats
    at_rest: Floats
    """(drives,): the step of a threshold at its source's rest."""
    gate: Rows
    """Row of the signal that gates the drive; −1 for none."""
    gated_by_event: npt.NDArray[np.bool_]
    gate_threshold: Floats
    gate_steepness: Floats
    weight: Floats
    """(drives,): mean times presence, per month."""
    onto: csr_array
    """(nodes, drives): 1 where the drive is on the node."""
    target: Rows
    places: Rows
    """(drives,): places among all drives of the model, in the order of `drives_of`."""

    @property
    def months_back(self) -> int:
        """How many months before the present one the drives look at."""
        return int((self.lag + (self.form == "change")).max(initial=0))

    def signals(self, z: Floats) -> Floats:
        """Return 2 L − 1 of nodes and the held signals below, (rows, starts)."""
        return np.concatenate([np.tanh(z / 2.0), np.repeat(self.held[:, None], z.shape[1], axis=1)])

    def step(self, z: Floats, past: list[Floats], weights: Floats | None = None) -> Floats:
        """Return z a month later, (nodes, starts).

        `past` holds signals, newest last, `months_back` + 1 of them; `weights` is (drives, starts) where
        starts have weights of their own.
        """
        values = self._values(past) * self._openness(past[-1])
        values *= self.weight[:, None] if weights is None else weights
        return np.asarray(z * (1.0 - self.kappa[:, None]) + self.pull[:, None] + self.onto @ values)

    def residual(self, z: Floats) -> Floats:
        """Return how far z would move in a month after it had stood for ever, (nodes, starts)."""
        return self.step(z, [self.signals(z)] * (self.months_back + 1)) - z

    def slopes(self, z: Floats) -> tuple[Floats, ...]:
        """Return ∂ z(t+1) / ∂ z(t − k) at rest in z (nodes,), for k = 0, 1, …, each (nodes, nodes)."""
        nodes = len(z)
        signal = self.signals(z[:, None])
        past = [signal] * (self.months_back + 1)
        bend = np.concatenate([(1.0 - signal[:nodes, 0] ** 2) / 2.0, np.zeros(len(self.held))])
        opened, values = self._openness(signal)[:, 0], self._values(past)[:, 0]
        slope = self.weight * opened * self._value_slopes(signal[self.source, 0]) * bend[self.source]
        found = [np.zeros((nodes, nodes)) for _ in range(self.months_back + 1)]
        found[0][np.diag_indices(nodes)] = 1.0 - self.kappa
        free = self.source < nodes
        for back, matrix in enumerate(found):
            now = free & (self.lag == back)
            np.add.at(matrix, (self.target[now], self.source[now]), slope[now])
            before = free & (self.form == "change") & (self.lag + 1 == back)
            np.add.at(matrix, (self.target[before], self.source[before]), -slope[before])
        gated = (self.gate >= 0) & ~self.gated_by_event
        rows = self.gate[gated]
        steep = opened[gated] * (1.0 - opened[gated]) / (2.0 * self.gate_steepness[gated])
        by_gate = self.weight[gated] * values[gated] * steep * bend[rows]
        np.add.at(found[0], (self.target[gated], rows), by_gate)
        return tuple(found)

    def modulus(self, z: Floats) -> float:
        """Return the largest modulus of an eigenvalue at rest in z (nodes,): below 1 where it is stable."""
        return float(np.abs(np.linalg.eigvals(_companion(self.slopes(z)))).max(initial=0.0))

    def _values(self, past: list[Floats]) -> Floats:
        """Return drives before weight and gate, (drives, starts)."""
        x = np.empty((len(self.source), past[-1].shape[1]))
        earlier = np.zeros_like(x)
        for lag in np.unique(self.lag):
            here = self.lag == lag
            x[here] = past[-1 - lag][self.source[here]]
            change = here & (self.form == "change")
            if change.any():
                earlier[change] = past[-2 - lag][self.source[change]]
        steps, dread, change = (self.form == name for name in ("threshold", "dread", "change"))
        over = x / 2.0 + 0.5 - self.threshold[:, None]
        x[steps] = _sigmoid(over[steps] / self.steepness[steps, None]) - self.at_rest[steps, None]
        x[dread] = -np.maximum(over[dread], 0.0)
        x[change] = (x[change] - earlier[change]) / 2.0
        return x

    def _value_slopes(self, x: Floats) -> Floats:
        """Return ∂ value / ∂ signal, (drives,)."""
        over = x / 2.0 + 0.5 - self.threshold
        slope = np.ones_like(x)
        steps, dread = self.form == "threshold", self.form == "dread"
        step = _sigmoid(over[steps] / self.steepness[steps])
        slope[steps] = step * (1.0 - step) / (2.0 * self.steepness[steps])
        slope[dread] = np.where(over[dread] > 0, -0.5, 0.0)
        slope[self.form == "change"] = 0.5
        return slope

    def _openness(self, signal: Floats) -> Floats:
        """Return how far gates stand open, (drives, starts)."""
        opened = np.ones((len(self.gate), signal.shape[1]))
        by_event, gated = self.gated_by_event, (self.gate >= 0) & ~self.gated_by_event
        opened[by_event] = signal[self.gate[by_event]]
        over = signal[self.gate[gated]] / 2.0 + 0.5 - self.gate_threshold[gated, None]
        opened[gated] = _sigmoid(over / self.gate_steepness[gated, None])
        return opened


def skeleton_of(model: Model, events: Mapping[str, EventShare] | None = None) -> Skeleton:
    """Return the skeleton of `model` with `events` at their shares, all others off.

    Raises:
        KeyError: if the model has no such event.
        ValueError: if a share is not in [0, 1].
    """
    shares = dict(events or {})
    known = [event.id for event in model.events]
    for name, share in shares.items():
        if name not in known:
            raise KeyError(f"the model has no event {name}; it has {', '.join(known) or 'none'}")
        if not (0.0 <= share.under_way <= 1.0 and 0.0 <= share.begins <= 1.0):
            raise ValueError(f"{name} is to last {share.under_way} of the months; want 0 to 1")
    nodes = len(model.nodes)
    drives = drives_of(model)
    places = [place for place, drive in enumerate(drives) if drive.target < nodes]
    inner = [drives[place] for place in places]
    gates = [drive.gate for drive in inner]
    threshold, steepness = _column(inner, "threshold"), _column(inner, "steepness")
    target = np.array([drive.target for drive in inner], dtype=np.intp)
    ones = (np.ones(len(inner)), (target, np.arange(len(inner))))
    held = [shares[name].under_way if name in shares else 0.0 for name in known]
    return Skeleton(
        kappa=np.array([node.kappa for node in model.nodes]),
        pull=np.array([node.kappa * node.rest for node in model.nodes]) + _impulses(model, shares),
        held=np.array([*held, 1.0]),
        source=np.array([drive.source for drive in inner], dtype=np.intp),
        form=np.array([drive.form for drive in inner], dtype=np.str_),
        lag=np.array([drive.lag for drive in inner], dtype=np.intp),
        threshold=threshold,
        steepness=steepness,
        at_rest=_sigmoid((_column(inner, "rest") - threshold) / steepness),
        gate=np.array([-1 if gate is None else gate.row for gate in gates], dtype=np.intp),
        gated_by_event=np.array([gate is not None and gate.event for gate in gates], dtype=np.bool_),
        gate_threshold=np.array([0.5 if gate is None else gate.threshold for gate in gates]),
        gate_steepness=np.array([1.0 if gate is None else gate.steepness for gate in gates]),
        weight=np.array([drive.weight.mean * drive.presence for drive in inner]),
        onto=csr_array(ones, shape=(nodes, len(inner))),
        target=target,
        places=np.array(places, dtype=np.intp),
    )


def _column(drives: list[Drive], name: str) -> Floats:
    return np.array([getattr(drive, name) for drive in drives], dtype=np.float64)


def _impulses(model: Model, shares: Mapping[str, EventShare]) -> Floats:
    rows = signal_rows(model)
    push = np.zeros(len(model.nodes))
    for event in model.events:
        if event.id in shares:
            for impulse in event.impulses:
                push[rows[str(impulse.target)]] += shares[event.id].begins * impulse.size.mean
    return push


def _companion(slopes: tuple[Floats, ...]) -> Floats:
    """Return the matrix that moves a month's departures and the earlier ones that still act."""
    nodes = len(slopes[0])
    last = np.zeros(nodes, dtype=np.intp)
    for back, matrix in enumerate(slopes):
        last[np.any(matrix != 0.0, axis=0)] = back
    pairs = [(back, int(row)) for back in range(len(slopes)) for row in np.flatnonzero(last >= back)]
    place = {pair: number for number, pair in enumerate(pairs)}
    made = np.zeros((len(pairs), len(pairs)))
    for (back, row), number in place.items():
        made[:nodes, number] = slopes[back][:, row]
        if back:
            made[number, place[back - 1, row]] = 1.0
    return made


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(x / 2.0))
