"""Where a model tips: two factors start at many levels, and each start leads somewhere.

Three questions, three answers: which resting state a start leads to when nothing happens by chance
(`tipping_map`), how probable something is within some months (`chance_map`), and whether a factor that is
driven up and down again comes back on the way it went (`sweep`): where not, the way back is another one than
the way there (hysteresis).

Source: Scheffer et al. 2009, Early-warning Signals for Critical Transitions, Nature 461, for tipping and
hysteresis.
"""

from collections.abc import Callable, Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.models.model import Model
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.keep import Keep
from sayso.simulation.resting import MONTHS, Found, RestingState, groups_of
from sayso.simulation.resting_settle import latent_of, level_of, settle
from sayso.simulation.resting_shares import Share, share_of
from sayso.simulation.resting_skeleton import EventShare, Floats, skeleton_of
from sayso.simulation.simulate import Progress, simulate
from sayso.simulation.tipping_places import row_of
from sayso.statements.factor import Factor

LOWEST, HIGHEST = 0.02, 0.98
"""Levels between which grids and sweeps lie."""
_LEAST_STEPS = 2
_SWEEP_APART = 0.01
"""Levels on the way up and down that differ by less are one."""


class TippingMap(msgspec.Struct, frozen=True, kw_only=True):
    """Which resting state each pair of starting levels leads to."""

    model: str
    factors: tuple[Factor, ...]
    """All of the model."""
    across: Factor
    up: Factor
    levels: tuple[float, ...]
    """Starting levels of both, ascending, in (0, 1)."""
    ends: tuple[tuple[int, ...], ...]
    """(levels of `up`, levels of `across`): place in `states`, −1 where the start does not come to rest."""
    states: tuple[RestingState, ...]
    """Those that starts of the map come to; basins are shares of the map."""
    start: tuple[float, float]
    """The model's own starting levels of `across` and `up`."""

    def share(self, state: int) -> float:
        """Return the share of the map's starts that lead to a state."""
        return float(np.mean(np.array(self.ends) == state))


class ChanceMap(msgspec.Struct, frozen=True, kw_only=True):
    """How probable something is from each pair of starting levels."""

    model: str
    across: Factor
    up: Factor
    levels: tuple[float, ...]
    chances: tuple[tuple[Share, ...], ...]
    """(levels of `up`, levels of `across`), with 80 % intervals over parameter draws."""
    says: str
    """What it is the probability of."""
    months: int
    runs: int
    """Of each pair."""
    seed: int
    start: tuple[float, float]


class Sweep(msgspec.Struct, frozen=True, kw_only=True):
    """Where a factor rests while another is held at one level after the other, up and down again."""

    model: str
    driver: Factor
    response: Factor
    levels: tuple[float, ...]
    """Of the driver, ascending."""
    going_up: tuple[float, ...]
    """Of the response, at each level of the driver on the way up."""
    going_down: tuple[float, ...]
    """On the way down, in the order of `levels`."""

    @property
    def hysteresis(self) -> tuple[float, float] | None:
        """Levels of the driver between which the way down is not the way up, None where they are one."""
        apart = np.abs(np.array(self.going_up) - np.array(self.going_down)) > _SWEEP_APART
        if not apart.any():
            return None
        inside = np.array(self.levels)[apart]
        return float(inside[0]), float(inside[-1])


def tipping_map(
    model: Model,
    across: Factor,
    up: Factor,
    *,
    steps: int = 25,
    events: Mapping[str, EventShare] | None = None,
    months: int = MONTHS,
) -> TippingMap:
    """Return which resting state `steps` × `steps` starting levels of two factors lead to.

    All other factors begin at their start. Weights are at their means, there is no noise, events are off or
    at the shares of `events`.

    Raises:
        KeyError: if the model has no such factor or event; the nearest is named.
        ValueError: if the two are one, or `steps` is below 2.
    """
    columns, rows = _two(model, across, up, steps)
    skeleton = skeleton_of(model, events)
    levels = np.linspace(LOWEST, HIGHEST, steps)
    begin = np.repeat(np.array([[node.start] for node in model.nodes]), steps * steps, axis=1)
    begin[columns] = latent_of(np.tile(levels, steps))
    begin[rows] = latent_of(np.repeat(levels, steps))
    ends = settle(skeleton, begin, months=months)
    rested = np.flatnonzero(ends.rests)
    found = Found(skeleton, steps * steps)
    groups = groups_of(level_of(ends.z[:, rested]))
    for group in np.unique(groups):
        members = rested[groups == group]
        found.add_end(ends.z[:, members[0]], len(members))
    states = tuple(state for state in found.states() if state.basin > 0)
    return TippingMap(
        model=model.name,
        factors=model.factors,
        across=across,
        up=up,
        levels=tuple(levels.tolist()),
        ends=_places(level_of(ends.z), ends.rests, states, steps),
        states=states,
        start=_starts(model, columns, rows),
    )


def _places(
    levels: Floats, rests: npt.NDArray[np.bool_], states: tuple[RestingState, ...], steps: int
) -> tuple[tuple[int, ...], ...]:
    """Return the nearest state of each start that rests, (steps, steps)."""
    place = np.full(len(rests), -1)
    if states:
        apart = [np.abs(levels - np.array(state.levels)[:, None]).max(axis=0) for state in states]
        place = np.where(rests, np.argmin(apart, axis=0), -1)
    return tuple(tuple(row) for row in place.reshape(steps, steps).tolist())


def chance_map(  # noqa: PLR0913 - the options are keyword-only, as in `simulate`
    model: Model,
    across: Factor,
    up: Factor,
    *,
    happens: Callable[[Ensemble], npt.NDArray[np.bool_]],
    says: str,
    months: int,
    runs: int = 320,
    steps: int = 9,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> ChanceMap:
    """Return how probable `happens` is within `months` from `steps` × `steps` starting levels of two factors.

    All other factors begin as the model says, with its spread; weights are drawn, noise and events act. All
    pairs share one seed, so that they differ by where they begin alone.

    Raises:
        KeyError: if the model has no such factor; the nearest is named.
        ValueError: if the two are one, or a number is out of its range.
    """
    columns, rows = _two(model, across, up, steps)
    levels = np.linspace(LOWEST, HIGHEST, steps).tolist()
    chances: list[tuple[Share, ...]] = []
    for row, of_up in enumerate(levels):
        line = []
        for column, of_across in enumerate(levels):
            begun = _beginning(model, {columns: of_across, rows: of_up})
            ensemble = simulate(begun, months=months, runs=runs, seed=seed, keep=Keep())
            line.append(share_of(happens(ensemble), ensemble.parameter_draw, ensemble.weights))
            if on_progress is not None:
                on_progress(row * steps + column + 1, steps * steps)
        chances.append(tuple(line))
    return ChanceMap(
        model=model.name,
        across=across,
        up=up,
        levels=tuple(levels),
        chances=tuple(chances),
        says=says,
        months=months,
        runs=runs,
        seed=seed,
        start=_starts(model, columns, rows),
    )


def sweep(
    model: Model,
    driver: Factor,
    response: Factor,
    *,
    steps: int = 33,
    events: Mapping[str, EventShare] | None = None,
) -> Sweep:
    """Return where `response` rests while `driver` is held at `steps` levels, up and then down again.

    Each level begins where the one before came to rest; weights at their means, no noise.

    Raises:
        KeyError: if the model has no such factor or event; the nearest is named.
        ValueError: if the two are one, or `steps` is below 2.
    """
    held, answers = _two(model, driver, response, steps)
    skeleton = skeleton_of(model, events)
    levels = np.linspace(LOWEST, HIGHEST, steps)
    z = np.array([[node.start] for node in model.nodes])
    seen: list[float] = []
    for level in (*levels, *levels[::-1]):
        clamp = {held: float(latent_of(np.array(level)))}
        z = settle(skeleton, z, months=MONTHS, clamped=clamp).z
        seen.append(float(level_of(z)[answers, 0]))
    return Sweep(
        model=model.name,
        driver=driver,
        response=response,
        levels=tuple(levels.tolist()),
        going_up=tuple(seen[:steps]),
        going_down=tuple(seen[: steps - 1 : -1]),
    )


def _two(model: Model, one: Factor, other: Factor, steps: int) -> tuple[int, int]:
    if one == other:
        raise ValueError(f"both factors are {one}; want two")
    if steps < _LEAST_STEPS:
        raise ValueError(f"steps is {steps}; want 2 or more")
    return row_of(model, one), row_of(model, other)


def _starts(model: Model, columns: int, rows: int) -> tuple[float, float]:
    z = np.array([model.nodes[columns].start, model.nodes[rows].start])
    across, up = level_of(z).tolist()
    return across, up


def _beginning(model: Model, levels: Mapping[int, float]) -> Model:
    """Return the model with nodes (by row) that begin at a level for sure."""
    nodes = tuple(
        msgspec.structs.replace(node, start=float(latent_of(np.array(levels[row]))), start_sd=0.0)
        if row in levels
        else node
        for row, node in enumerate(model.nodes)
    )
    return msgspec.structs.replace(model, nodes=nodes)
