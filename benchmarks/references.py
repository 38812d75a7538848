"""The published tables that solvers are held against, as arrays; see shared/data/simulation/SOURCE.md."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TABLES = SHARED / "simulation"

_NEUTRAL = 3
"""Propensities of the 2016 table are 1 to 5, with 3 for indifference."""
_ISIS_HEADER = 13
_ISIS_ACTORS = 11


class Landscape(NamedTuple):
    """A published energy landscape."""

    sizes: Floats
    propensities: Floats
    camps: npt.NDArray[np.int8]
    """(1,024, 11), of 0 and 1."""
    energies: Floats
    shares: Floats
    """(1,024, 11): each actor's share of the energy, s_i F_i."""
    minimum: npt.NDArray[np.bool_]


class Space(NamedTuple):
    """Actors in a space of issues."""

    power: Floats
    position: Floats
    salience: Floats


class Election(NamedTuple):
    """A vote on some options that a reference run logged."""

    power: Floats
    utility: Floats
    """(actors, options), to five digits."""
    chance: Floats
    """(options,), to four digits."""


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table with one line of column names."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], name: str) -> Floats:
    """Return a column as numbers."""
    return np.array([float(row[name]) for row in rows])


def isis(*, weak_syria: bool = False) -> Landscape:
    """Return the eleven actors of 2016 with all 1,024 energies (A. Furnas and R. Axelrod)."""
    folder, variant = TABLES / "landscape_isis", "_weaksyria" if weak_syria else ""
    sizes = column(rows_of(f"landscape_isis/Actor_data{variant}.csv"), "strength")
    with (folder / "Pairwise_propensity_Feb_20.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row[1:] for row in list(csv.reader(file))[1:]]
    pairs = np.array([[float(cell) - _NEUTRAL if cell else 0.0 for cell in row] for row in cells])
    results = f"Landscape_Results{variant}_2016-02-20.csv"
    with (folder / results).open(encoding="utf-8", errors="replace", newline="") as file:
        lines = list(csv.reader(file))[_ISIS_HEADER:]
    end = 1 + _ISIS_ACTORS
    return Landscape(
        sizes=sizes,
        propensities=pairs,
        camps=np.array([[int(cell) - 1 for cell in line[1:end]] for line in lines], dtype=np.int8),
        energies=np.array([float(line[end]) for line in lines]),
        shares=np.array([[float(cell) for cell in line[end + 1 : -1]] for line in lines]),
        minimum=np.array([line[-1].strip() == "TRUE" for line in lines]),
    )


def unix() -> tuple[Floats, Floats, npt.NDArray[np.int8]]:
    """Return sizes, propensities and the two predicted alignments (2, firms) of Axelrod & Bennett's Table 2.

    Firms of one kind, generalists or workstation specialists, are close rivals: −1; others 0.
    """
    rows = rows_of("ab1993_unix.csv")
    kind = np.array([row["type"] for row in rows])
    predicted = [[int(row[f"config{number}_alliance"]) - 1 for row in rows] for number in (1, 2)]
    rivals = -(kind[:, None] == kind).astype(np.float64)
    return column(rows, "size_pct"), rivals, np.array(predicted, dtype=np.int8)


def powers(*, great: bool) -> Floats:
    """Return the sizes of 1936 of seventeen European states, or of the five great powers among them."""
    rows = rows_of("ab1993_ww2.csv")
    names = {"Britain", "France", "Germany", "Italy", "Soviet Union"}
    return column(
        [row for row in rows if not great or row["actor"] in names], "size_1936_pct_world_capabilities"
    )


def ktab_space() -> Space:
    """Return the seven actors of KTAB's three-dimensional example, in shares."""
    with (TABLES / "ktab" / "dummyData_3Dim.csv").open(encoding="utf-8", newline="") as file:
        lines = [row for row in csv.reader(file) if row and row[0].startswith("SActor")]
    cells = np.array([[float(cell) for cell in line[2:9]] for line in lines])
    return Space(power=cells[:, 0], position=cells[:, 1::2] / 100.0, salience=cells[:, 2::2] / 100.0)


def ktab_log() -> str:
    """Return the reference run of that example."""
    return (TABLES / "ktab" / "20170530_ref-dummyData_3Dim.txt").read_text(encoding="utf-8")


def block(log: str, title: str) -> Floats:
    """Return the first block of numbers under a title of the log, (rows, columns)."""
    lines = log[log.index(title) :].splitlines()[1:]
    numbers = []
    for line in lines:
        if not re.fullmatch(r"[\s+\-.\d]+", line):
            break
        numbers.append([float(cell) for cell in line.split()])
    return np.array(numbers)


def ktab_elections(log: str) -> list[Election]:
    """Return every vote on bargains that the log prints in full."""
    found = []
    for part in log.split("u_im: ")[1:]:
        utility = block("u_im:\n" + part.lstrip(), "u_im:")
        strengths = part[part.index("Actor strengths:") :].splitlines()[1]
        power = np.array([float(cell) for cell in strengths.split()])
        chance = block(part, "Probability Opt_i \n")[:, 0]
        found.append(Election(power=power, utility=utility, chance=chance))
    return found


def rate(name: str) -> tuple[float, float, float]:
    """Return estimate and 90 % interval of a row of base_rates_computed.csv."""
    row = next(row for row in rows_of("base_rates_computed.csv") if row["rate"] == name)
    return float(row["estimate"]), float(row["lo90"]), float(row["hi90"])
