"""The outlook's records: probabilities of outcomes in the common model and by speaker."""

import datetime as dt

import msgspec

from sayso.opinions import Way
from sayso.problems import Problem
from sayso.statements.statement import Speaker
from sayso.views.difference import Difference
from sayso.views.outcome import Outcome
from sayso.views.pool import PooledView
from sayso.views.probability import Probability


class SpeakerOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """What one source's claims make of the outcomes."""

    speaker: Speaker
    statements: tuple[str, ...]
    """Identifiers of the statements behind the links and the views that the source adds."""
    probabilities: tuple[Probability, ...]
    """One for each of the outlook's outcomes, in their order."""
    runs: int
    entropy_bits: float
    """Relative entropy of the weights: how far the stated likelihoods are from the source's own model."""
    effective_runs: float
    thin: bool
    """True when the effective number of runs is under the floor of views.toml: read with care."""
    drawn_more_often: tuple[str, ...] = ()
    """Events that the source's views rest on and that are rare in its model: drawn more often in half of
    the runs, which the weights take back."""
    views: tuple[PooledView, ...]
    unmet: tuple[str, ...]
    """Statements whose likelihood no weighting of the runs honours."""
    unmet_because: tuple[str, ...]
    conflicts: tuple[tuple[str, ...], ...] = ()
    """Statements of the source that contradict each other: sets that no weighting of the runs honours,
    and of which none can be left out."""
    differences: tuple[Difference, ...]
    """What each claim does to each outcome, largest first."""


class PooledOpinion(msgspec.Struct, frozen=True, kw_only=True):
    """One probability for those of several speakers, each of whom counts once."""

    mean: float
    """In [0, 1]."""
    least: float
    """The lowest of the speakers' probabilities."""
    most: float
    """The highest of them."""
    speakers: tuple[int, ...]
    """Places of the speakers in the outlook, from 0: two or more."""
    way: Way
    """How they were pooled."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """Probabilities of outcomes in the common model and by speaker."""

    as_of: dt.date
    months: int
    seed: int
    runs: int
    states: tuple[str, ...]
    """The states that the statements are about, most mentioned first; without any there are no outcomes."""
    patrons: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    common: tuple[Probability, ...] = ()
    """One for each outcome, in their order."""
    speakers: tuple[SpeakerOutlook, ...] = ()
    pooled: tuple[PooledOpinion | None, ...] = ()
    """One for each outcome, None where fewer than two speakers have a say in it."""
    problems: tuple[Problem, ...] = ()
