"""What is drawn before a run begins: weights, presences, base rates, impulses, starting levels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.simulation.ensemble import Ensemble
from sayso.simulation.parameters import draw_parameters
from sayso.simulation.program import Drive, drives_of, signal_rows

InputKind = Literal["weight", "presence", "base rate", "impulse", "start"]


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is drawn."""

    kind: InputKind
    name: str
    """What it belongs to: `grievance(UZB) -> unrest(UZB)`, `mass_unrest`, `unrest(UZB)`."""
    origin: str | None = None
    """The mechanism, or the identifier of the statement, behind it; None for a starting level."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Inputs with their values."""

    inputs: tuple[Input, ...]
    values: NDArray[np.floating]
    """(inputs, units)."""


def by_draw(ensemble: Ensemble) -> Drawn:
    """Return what runs of one parameter draw share, (inputs, parameter draws), without what never differs.

    A weight is that of its prior, whether or not the link is there: its presence is an input of its own,
    which links of one claim about several actors share. Base rates are shared by actors of one kind.
    """
    model = ensemble.model
    drives = drives_of(model)
    draws = range(int(ensemble.parameter_draw.max()) + 1)
    there = draw_parameters(model, drives, draws=draws, seed=ensemble.seed, dtype=np.float64)
    sure = tuple(replace(drive, presence=1.0) for drive in drives)
    every = draw_parameters(model, sure, draws=draws, seed=ensemble.seed, dtype=np.float64)
    names = {row: name for name, row in signal_rows(model).items()}
    found: list[tuple[Input, NDArray[np.floating]]] = []
    claims: set[str] = set()
    for row, drive in enumerate(drives):
        name, origin = drive_name(drive, names), origin_of(drive)
        found.append((Input(kind="weight", name=name, origin=origin), every.weights[row]))
        if drive.claim not in claims:
            claims.add(drive.claim)
            about = Input(kind="presence", name=_claim_name(drive), origin=origin)
            found.append((about, there.presence[row].astype(np.float64)))
    found += zip(_rates_and_impulses(ensemble), (*every.log_rates, *every.impulses), strict=True)
    seen: dict[Input, NDArray[np.floating]] = {}
    for one, values in found:
        if _differs(values):
            seen.setdefault(one, values)
    return Drawn(tuple(seen), np.array(list(seen.values())).reshape(len(seen), len(draws)))


def _differs(values: NDArray[np.floating]) -> bool:
    return bool(np.any(values != values[0]))


def by_run(ensemble: Ensemble) -> Drawn:
    """Return the levels that runs start from, (inputs, runs), without those that never differ.

    Raises:
        ValueError: if month 0 was not kept.
    """
    starts = {factor: ensemble.at(factor, 0) for factor in ensemble.factors}
    kept = {factor: values for factor, values in starts.items() if _differs(values)}
    inputs = tuple(Input(kind="start", name=str(factor)) for factor in kept)
    return Drawn(inputs, np.array(list(kept.values())).reshape(len(kept), ensemble.runs))


def drive_name(drive: Drive, names: dict[int, str]) -> str:
    """Return what a link or hazard term joins: `grievance(UZB) -> unrest(UZB)`.

    `names` gives factors and events by the row of their signal.
    """
    return f"{names.get(drive.source, 'always')} -> {names[drive.target]}"


def origin_of(drive: Drive) -> str:
    """Return the mechanism or statement behind a link or hazard term."""
    return drive.claim.partition("|")[0]


def _claim_name(drive: Drive) -> str:
    """Return what a claim is about, for all actors: `grievance -> unrest`."""
    _, source, target, _ = drive.claim.split("|")
    return f"{'always' if source == '1' else source} -> {target}"


def _rates_and_impulses(ensemble: Ensemble) -> Iterator[Input]:
    """Yield the events' base rates, then their impulses, in the order in which they are drawn."""
    events = ensemble.model.events
    for event in events:
        yield Input(kind="base rate", name=event.factor.name, origin=event.origin)
    for event in events:
        for impulse in event.impulses:
            yield Input(kind="impulse", name=f"{event.id} -> {impulse.target}", origin=impulse.origin)
