"""The standing calibration test: campaigns fare as in the record, and are counted as the record counts them.

With the base-rate hazards alone no factor and no link acts. With every mechanism, what the hazards do on
average must stay the same. The record counts campaigns by the calendar years they touch, of which a campaign
of D months touches 1 + D / 12; so the runs are counted so too.

Source: base_rates_computed.csv (NAVCO 2.0, nonviolent campaigns); Jeffreys 90 % intervals.
"""

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.campaigns import EVENTS, counted, hazards_alone, rates  # noqa: E402 - beside the package
from sayso.actors import ActorTable  # noqa: E402 - as above
from sayso.models import build_common  # noqa: E402 - as above
from sayso.simulation import simulate  # noqa: E402 - as above

RUNS = 20_000
MONTHS = 300
"""By then hardly a campaign lasts on."""
OUTBREAKS = 60
FOLLOWED = 120
"""Months in which campaigns of the whole model begin, and for which the last of them is followed."""

RECORD = {
    "nonviolent campaign ever sees security-force defection": (0.30039, 0.42078),  # 61 of 170
    "P(success|defection) nonviolent campaigns": (0.60311, 0.79267),  # 43 of 61
    "P(success|no defection) nonviolent": (0.36396, 0.51908),  # 48 of 109
    "first defection per nonviolent campaign-year": (0.10329, 0.15458),  # 58 of 456
    "success in campaign-year with defection, nonviolent": (0.38967, 0.56496),  # 41 of 86
    "success in campaign-year w/o defection, nonviolent": (0.08988, 0.14115),  # 47 of 414
    "end per campaign-year": (0.30590, 0.37547),  # 170 of 500: 2.66 to 3.27 calendar years each
}


@pytest.fixture(scope="module", params=["hazards alone", "every mechanism"])
def found(request: pytest.FixtureRequest) -> dict[str, float]:
    """Return what becomes of campaigns: of one under way in each run, or of those that break out."""
    if request.param == "hazards alone":
        ensemble = simulate(hazards_alone(), months=MONTHS, runs=RUNS, seed=7)
        return rates(counted(ensemble, np.zeros(RUNS, dtype=np.intp)))
    actors, _ = ActorTable.load()
    model, _ = build_common(actors=actors, states=["UZB"], patrons=[], start=dt.date(2024, 2, 1))
    ensemble = simulate(model, months=OUTBREAKS + FOLLOWED, runs=RUNS // 2, seed=20)
    begun = ensemble.begun[:, : OUTBREAKS + 1, ensemble.events.index(EVENTS[0])]
    return rates(counted(ensemble, np.where(begun.any(axis=1), begun.argmax(axis=1), -1)))


@pytest.mark.parametrize("rate", RECORD)
def test_campaigns_fare_as_in_the_record(found: dict[str, float], rate: str) -> None:
    low, high = RECORD[rate]
    assert low < found[rate] < high


def test_runs_too_short_to_count_are_refused() -> None:
    ensemble = simulate(hazards_alone(), months=12, runs=400, seed=7)
    with pytest.raises(ValueError, match="want longer runs"):
        counted(ensemble, np.zeros(400, dtype=np.intp))
