"""Published tables beside what the solvers and the hazards give: reference, ours, difference.

    python benchmarks/published.py [WORLDS] [TURNS]

The tables are those of shared/data/simulation and shared/data/political-fcms; WORLDS and TURNS (4 and 2,000)
are for the agent model alone. The last line is one JSON object: how many figures agree, and the differences.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import references as published  # noqa: E402 - the benchmarks are no installed package
from benchmarks.campaigns import counted, hazards_alone, rates  # noqa: E402
from sayso.mechanisms.solvers import (  # noqa: E402
    civil_violence,
    expected_utility,
    global_games,
    landscape,
    preference_falsification,
    revolution,
    spatial_voting,
    thresholds,
)
from sayso.models.cognitive_map import read_map  # noqa: E402
from sayso.simulation import simulate  # noqa: E402

_BETWEEN_RUNS = 4.8
"""Standard deviation of mean rebels between runs of 2,000 turns, from the reference's own re-run."""
_PRISONERS = 15.0
"""The same of prisoners, from eight runs here."""
_HELD = ("usd", "geod", "uspub", "NUKE", "INT", "chnecon", "dipl", "econdep")


class Figure(NamedTuple):
    """One figure: what was published, what we get, and how far apart they may be."""

    name: str
    reference: float
    ours: float
    within: float

    @property
    def agrees(self) -> bool:
        """Tell whether the difference is small enough."""
        return bool(abs(self.ours - self.reference) <= self.within)


def landscapes() -> Iterator[Figure]:
    """Yield energies, minima and basins."""
    for weak in (False, True):
        table = published.isis(weak_syria=weak)
        name = "landscape: ISIS, weak Syria" if weak else "landscape: ISIS 2016"
        ours = landscape.energies(table.sizes, table.propensities, table.camps)
        yield Figure(f"{name}, energies that agree of 1,024", 1024, int((ours == table.energies).sum()), 0)
        found = landscape.configurations(11)[landscape.local_minima(table.sizes, table.propensities)]
        same = np.array_equal(found, table.camps[table.minimum])
        yield Figure(f"{name}, minimum in the same place", 1, int(same), 0)
        yield Figure(f"{name}, lowest energy", table.energies.min(), ours.min(), 0)
    sizes, rivals, predicted = published.unix()
    minima = landscape.configurations(9)[landscape.local_minima(sizes, rivals)]
    both = {tuple(camps) for camps in minima} == {tuple(camps) for camps in predicted}
    yield Figure("landscape: Unix, minima", 2, len(minima), 0)
    yield Figure("landscape: Unix, the two alignments", 1, int(both), 0)
    _, basin = np.unique(landscape.basins(sizes, rivals), return_counts=True)
    yield Figure("landscape: Unix, larger basin less the smaller", 0, int(np.ptp(basin)), 0)
    for great, count in ((True, 4), (False, 209)):
        powers = published.powers(great=great)
        stable = landscape.local_minima(powers, -np.ones((len(powers), len(powers))))
        name = "five powers" if great else "seventeen states (sizes printed to 0.01)"
        yield Figure(f"landscape: {name} that all fear each other, minima", count, len(stable), 0)


def bargaining() -> Iterator[Figure]:
    """Yield the round means of the emission standards."""
    rows = published.rows_of("bdm_eu_emission.csv")
    issue = expected_utility.Issue(
        capability=published.column(rows, "capability"),
        position=published.column(rows, "position"),
        salience=published.column(rows, "salience") / 100.0,
    )
    path = expected_utility.bargain(issue, rounds=10)
    for number, (row, position) in enumerate(zip(published.rows_of("bdm_expected.csv"), path, strict=True)):
        ours = expected_utility.mean_position(issue, position)
        figure = float(row["scholz_original_mean_read_from_figure"])
        yield Figure(f"bargaining: EU emission, mean after round {number}, paper's figure", figure, ours, 0.1)
        yield Figure(
            f"bargaining: EU emission, mean after round {number}, computed",
            float(row["jmckib_mean"]),
            ours,
            1e-6,
        )


def voting() -> Iterator[Figure]:
    """Yield KTAB's matrices and votes."""
    space, log = published.ktab_space(), published.ktab_log()
    value = spatial_voting.values(space.position, space.salience)
    chance = _winners(space.power, value)
    attitude = spatial_voting.risk_attitudes(chance)
    logged = published.block(log, "Raw actor-pos value matrix")
    yield Figure("voting: KTAB, values that agree of 49", 49, _agreeing(value, logged, 0.0005), 0)
    risks = published.block(log, "Inferred risk attitudes")[:, 0]
    yield Figure("voting: KTAB, risk attitudes that agree of 7", 7, _agreeing(attitude, risks, 0.0005), 0)
    useful = published.block(log, "Risk-aware actor-pos utility matrix")
    ours = spatial_voting.utilities(value, attitude)
    yield Figure("voting: KTAB, utilities that agree of 49", 49, _agreeing(ours, useful, 0.00005), 0)
    votes = published.ktab_elections(log)
    off = [np.abs(_winners(vote.power, vote.utility) - vote.chance).max() for vote in votes]
    yield Figure("voting: KTAB, votes on bargains within 0.02 of 70", 70, sum(gap < 0.02 for gap in off), 0)  # noqa: PLR2004


def _winners(power: published.Floats, utility: published.Floats) -> published.Floats:
    strength = spatial_voting.coalitions(power, utility)
    return spatial_voting.condorcet_chances(spatial_voting.victory_chances(strength))


def _agreeing(ours: published.Floats, logged: published.Floats, within: float) -> int:
    return int((np.abs(ours - logged) <= within + 1e-9).sum())


def anchors() -> Iterator[Figure]:
    """Yield thresholds, falsified preferences, global games and the one-equation revolution."""
    for spread_of, acting in ((12.2, 5.48), (12.3, 100.0)):
        ours = thresholds.equilibrium(people=100, mean=25, spread_of=spread_of)
        yield Figure(f"thresholds: normal, sd {spread_of}, acting", acting, ours, 0.01)
    critical = thresholds.critical_spread(people=100, mean=25, within=(1.0, 24.0))
    yield Figure("thresholds: sd of the jump", 12.25, critical, 0.05)
    riot = np.arange(100.0)
    yield Figure("thresholds: 0 to 99, rioters", 100, thresholds.spread(riot)[-1], 0)
    riot[1] = 2.0
    yield Figure("thresholds: 1 replaced by 2, rioters", 1, thresholds.spread(riot)[-1], 0)
    tail = (40, 50, 60, 70, 80, 100)
    for name, head, share in (
        ("A", (0, 20, 20, 30), 10),
        ("A'", (0, 10, 20, 30), 90),
        ("B'", (0, 10, 30, 30), 20),
    ):
        ours = preference_falsification.public_opposition(np.array((*head, *tail), dtype=np.float64))
        yield Figure(f"preference falsification: {name}, public opposition %", share, ours, 0)
    for cost in (0.2, 0.5, 0.8):
        solved = global_games.thresholds(cost, private_precision=2.0)
        yield Figure(f"global games: private signals, cost {cost}", 1 - cost, float(solved[0]), 1e-9)
    three = global_games.thresholds(0.5, private_precision=1, public_precision=3, public_signal=0.5)
    for strength, ours in zip((0.1402, 0.5, 0.8598), three, strict=True):
        yield Figure(f"global games: public signal, threshold {strength}", strength, float(ours), 5e-5)
    society = revolution.Society(enthusiasm=3, policing=1, visibility=0.5, capacity=0.9)
    for rest, start in ((0.0, 0.4), (0.75, 0.6), (1.0, 0.95)):
        ours = float(revolution.path(society, start=start, until=30)[-1])
        yield Figure(f"revolution: from {start:.0%} in the street", rest, ours, 1e-6)


def violence(worlds: int, turns: int) -> Iterator[Figure]:
    """Yield the agent model's closed forms and means."""
    ours = float(civil_violence.arrest_probability(1, 1))
    yield Figure("civil violence: arrest, one cop for one rebel", 0.8997, ours, 5e-5)
    free = civil_violence.Rules(cops=0.0)
    rng = np.random.default_rng(0)
    rebels = np.mean([civil_violence.simulate(free, turns=1, rng=rng)[0, 0] for _ in range(20)]) / 1120
    yield Figure("civil violence: no cops, share of rebels", 0.4444, float(rebels), 0.01)
    legitimate = civil_violence.simulate(civil_violence.Rules(legitimacy=0.9), turns=50, rng=rng)
    yield Figure("civil violence: L = 0.9, rebels", 0, int(legitimate[:, 0].sum()), 0)
    seen = [
        civil_violence.simulate(civil_violence.Rules(), turns=turns, rng=np.random.default_rng(seed))
        for seed in range(worlds)
    ]
    means = np.mean(seen, axis=(0, 1))
    within = 2.0 * _BETWEEN_RUNS * np.sqrt(2000.0 / turns / worlds)
    table = {row["quantity"]: row for row in published.rows_of("rebellion_netlogo_reference.csv")}
    many = (*means, 1120.0 - means.sum())
    for quantity, ours in zip(("active_citizens", "jailed_citizens", "quiet_citizens"), many, strict=True):
        reference = float(table[quantity]["published_mean"])
        scale = 1.0 if quantity == "active_citizens" else _PRISONERS / _BETWEEN_RUNS
        yield Figure(
            f"civil violence: NetLogo, {quantity.replace('_', ' ')}", reference, float(ours), scale * within
        )


def campaigns() -> Iterator[Figure]:
    """Yield what becomes of campaigns under the base-rate hazards alone; within 90 % intervals."""
    runs = 20_000
    ensemble = simulate(hazards_alone(), months=300, runs=runs, seed=7)
    for name, ours in rates(counted(ensemble, np.zeros(runs, dtype=np.intp))).items():
        if name == "end per campaign-year":
            estimate, low, high = 170 / 500, 0.30590, 0.37547
        else:
            estimate, low, high = published.rate(name)
        within = min(estimate - low, high - estimate)
        yield Figure(f"campaigns: {name.replace(' nonviolent campaigns', '')}", estimate, ours, within)


def maps() -> Iterator[Figure]:
    """Yield the course of the published trap."""
    folder = published.SHARED / "political-fcms"
    trap, _ = read_map(
        (folder / "trap-verts.csv").read_bytes(), (folder / "trap-eds.txt").read_bytes(), name="trap"
    )
    if trap is None:
        return
    with (folder / "cycle.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row[1:5] for row in csv.reader(file, delimiter="\t") if row and row[0].strip()]
    course = np.array(rows, dtype=np.float64).T > 0.5  # noqa: PLR2004 - on or off
    first = [concept.code for concept, on in zip(trap.concepts, course[0], strict=True) if on]
    ours = trap.run(first, clamped=_HELD, steps=3)
    yield Figure("cognitive map: trap, states that agree of 68", 68, int((ours == course).sum()), 0)


def main() -> None:
    """Print the table and the sum of it."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else 2000  # noqa: PLR2004 - the second argument
    figures = [
        *landscapes(),
        *bargaining(),
        *voting(),
        *anchors(),
        *violence(worlds, turns),
        *maps(),
        *campaigns(),
    ]
    print(f"{'figure':<72} {'reference':>10} {'ours':>10} {'difference':>10}")
    for figure in figures:
        mark = "" if figure.agrees else "  *"
        off = figure.ours - figure.reference
        print(f"{figure.name:<72} {figure.reference:>10.4f} {figure.ours:>10.4f} {off:>10.4f}{mark}")
    agreeing = sum(figure.agrees for figure in figures)
    differences = {figure.name: round(float(figure.ours - figure.reference), 6) for figure in figures}
    result = {"figures": len(figures), "agree": agreeing, "worlds": worlds, "turns": turns}
    print(json.dumps(result | {"differences": differences}))


if __name__ == "__main__":
    main()
