"""Campaigns of mass unrest counted as the record counts them: by the calendar years they touch.

With the base-rate hazards alone no factor and no link acts: a campaign can only succeed (the government
falls), see the security forces refuse orders, or end, each with its hazard from the literature.
"""

import datetime as dt
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.actors import ActorTable
from sayso.mechanisms.library import library
from sayso.mechanisms.mechanism import Mechanism
from sayso.models import Model, build_common
from sayso.simulation import Ensemble

EVENTS = ("mass_unrest(UZB)", "refusal(UZB)", "fall(UZB)")
_MOST_LEFT = 0.03
"""Share of campaigns that may last past the end of the runs."""

Years = npt.NDArray[np.bool_]


def hazards_alone() -> Model:
    """Return one state's campaigns, refusals and falls, with what these do to each other and nothing else."""
    actors, _ = ActorTable.load()
    bare = [_without_links(mechanism) for mechanism in library()]
    model, _ = build_common(
        actors=actors, states=["UZB"], patrons=[], start=dt.date(2024, 1, 1), mechanisms=bare
    )
    begun = tuple(
        msgspec.structs.replace(event, under_way=float(event.id == EVENTS[0])) for event in model.events
    )
    return msgspec.structs.replace(model, events=begun)


def _without_links(mechanism: Mechanism) -> Mechanism:
    names = {event.replace("UZB", "X") for event in EVENTS}
    return msgspec.structs.replace(
        mechanism,
        links=(),
        events=tuple(msgspec.structs.replace(event, impulses=()) for event in mechanism.events),
        terms=tuple(term for term in mechanism.terms if {term.source, term.event} <= names),
    )


@dataclass(frozen=True)
class Campaigns:
    """One campaign per run, in the record's terms."""

    succeeded: Years
    """(runs,)."""
    refused: Years
    """(runs,): refusal at any time."""
    years: Years
    """(runs, years): calendar years that the campaign touches."""
    refusal_years: Years
    """(runs, years): those of them in which orders are refused."""
    last: npt.NDArray[np.intp]
    """(runs,): the campaign's last calendar year."""

    @property
    def in_refusal(self) -> Years:
        """(runs,): success came in a calendar year with a refusal."""
        return self.succeeded & self.refusal_years[np.arange(len(self.last)), self.last]


def counted(ensemble: Ensemble, begins: npt.NDArray[np.intp]) -> Campaigns:
    """Return the campaigns that begin in the month `begins` of each run, (runs,); −1 for none.

    Every twelfth run begins its campaign in the same month of the calendar.

    Raises:
        ValueError: if more than a few campaigns outlast the runs.
    """
    chosen = np.flatnonzero(begins >= 0)
    begins = begins[chosen]
    unrest, refusal, fall = (ensemble.events.index(event) for event in EVENTS)
    active, begun = ensemble.active[chosen], ensemble.begun[chosen]
    month = np.arange(ensemble.months + 1)
    since = month >= begins[:, None]
    lasts = since & np.logical_and.accumulate(active[:, :, unrest] | ~since, axis=1)
    if (left := lasts[:, -1].mean()) > _MOST_LEFT:
        raise ValueError(f"{left:.1%} of campaigns outlast {ensemble.months} months; want longer runs")
    runs = np.arange(len(chosen))
    end = np.minimum(begins + lasts.sum(axis=1), ensemble.months)
    succeeded = begun[runs, end, fall]
    refuses = (begun | active)[:, :, refusal] & lasts
    calendar = month - begins[:, None] + (runs % 12)[:, None]
    years = np.zeros((len(runs), calendar.max() // 12 + 1), dtype=np.bool_)
    refusal_years = years.copy()
    for touched, months in ((years, lasts), (refusal_years, refuses)):
        run, at = np.nonzero(months)
        touched[run, calendar[run, at] // 12] = True
    # the month in which a campaign ends belongs to it
    last = calendar[runs, end] // 12
    years[runs, last] = True
    return Campaigns(
        succeeded=succeeded,
        refused=np.asarray(refuses.any(axis=1)),
        years=years,
        refusal_years=refusal_years,
        last=last,
    )


def rates(campaigns: Campaigns) -> dict[str, float]:
    """Return what the record tells of campaigns, by the names of base_rates_computed.csv."""
    before: npt.NDArray[np.intp] = np.cumsum(campaigns.refusal_years, axis=1) - campaigns.refusal_years
    with_refusal = campaigns.refusal_years.sum()
    without = campaigns.years.sum() - with_refusal
    won_in = campaigns.in_refusal.sum()
    at_risk = (campaigns.years & (before == 0)).sum()
    found = {
        "nonviolent campaign ever sees security-force defection": campaigns.refused.mean(),
        "P(success|defection) nonviolent campaigns": campaigns.succeeded[campaigns.refused].mean(),
        "P(success|no defection) nonviolent": campaigns.succeeded[~campaigns.refused].mean(),
        "first defection per nonviolent campaign-year": campaigns.refused.sum() / at_risk,
        "success in campaign-year with defection, nonviolent": won_in / with_refusal,
        "success in campaign-year w/o defection, nonviolent": (campaigns.succeeded.sum() - won_in) / without,
        "end per campaign-year": len(campaigns.last) / campaigns.years.sum(),
    }
    return {name: float(rate) for name, rate in found.items()}
