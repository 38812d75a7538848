"""The outlook's part of the brief's records: probabilities, and what makes speakers differ.

Claims are referred to by their number in the brief, outcomes by their identifier.
"""

import datetime as dt

import msgspec

from sayso.problems import Problem


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A probability with its 80 % interval."""

    mean: float
    low: float
    high: float


class PooledMark(msgspec.Struct, frozen=True, kw_only=True):
    """One probability for those of the speakers whose claims bear on an outcome, each counted once."""

    mean: float
    least: float
    """The lowest of theirs."""
    most: float
    """The highest of theirs."""
    speakers: tuple[str, ...]
    """Names of the speakers, two or more."""
    way: str
    """How they were pooled, in plain words: `geometric mean of odds`."""


class OutcomeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome: the common model's probability and each speaker's."""

    id: str
    label: str
    """In plain words: `mass unrest in Uzbekistan`."""
    includes: tuple[str, ...]
    """Identifiers of outcomes of this outlook that are cases of it: `any patron intervenes` includes
    `Russia intervenes`."""
    common: Mark
    speakers: tuple[Mark, ...]
    """One per speaker of the outlook, in its order."""
    pooled: PooledMark | None = None
    """None where fewer than two speakers say something of it."""


class StatedView(msgspec.Struct, frozen=True, kw_only=True):
    """A likelihood that a speaker stated, and what became of it."""

    claim: int
    stated: float
    """What the speaker says, as the lexicon reads it."""
    before: float
    """What the speaker's model says without it."""
    after: float
    """What the reweighted runs say."""
    share: float
    """Its part in the distance from the model; the parts of a speaker's views sum to 1."""


class UnmetView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that no weighting of the runs can honour."""

    claim: int
    reason: str


class DrawnEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A rare event that half of a speaker's runs draw more often than the model says, and weigh back."""

    event: str
    """Identifier: `mass_unrest(UZB)`."""
    label: str
    """In plain words: `mass unrest in Uzbekistan`."""


class OutlookSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """How a speaker's claims moved the model."""

    name: str
    asks: bool
    """True for an interviewer: what the questions hold, which nobody claims."""
    views: tuple[StatedView, ...]
    """Claims that reweight the runs by their likelihood."""
    links: tuple[int, ...]
    """Claims that add links to the model or make them likelier."""
    unmet: tuple[UnmetView, ...]
    conflicts: tuple[tuple[int, ...], ...]
    """Claims of this speaker that contradict each other: sets of which none can be left out."""
    runs: int
    """Runs of the speaker's model."""
    entropy_bits: float
    """Distance of the weighted runs from the speaker's model, in bits; 0 where no view moved them."""
    effective_runs: float
    """How many equally weighted runs the weighted ones are worth."""
    thin: bool
    """True where that number is so low that the probabilities are rough."""
    drawn_more_often: tuple[DrawnEvent, ...]
    """Rare events that the speaker's claims rest on."""
    moved: bool
    """False where the speaker departs from the common model on no outcome."""


class ClaimChange(msgspec.Struct, frozen=True, kw_only=True):
    """What one claim adds to a probability."""

    claim: int
    change: float
    """Probability with the claim less probability without it, in [-1, 1]."""
    by: str
    """`likelihood` where the claim reweights the runs, `link` where it changes the model."""


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker's probability of an outcome, and the claims that make it differ from the common model."""

    speaker: str
    asks: bool
    """True for an interviewer: what the questions hold, which nobody claims."""
    mark: Mark
    claims: tuple[ClaimChange, ...]
    """Largest change first."""
    together: tuple[int, ...]
    """The speaker's claims that the model used, where no one of them makes the difference."""
    starts: tuple[int, ...]
    """The speaker's claims about how things stand, which set where their model starts; likewise."""
    unaccounted: float | None
    """The part of the difference that no single claim accounts for; None where it is small. It is more than
    the whole where the claims one by one point the other way."""

    @property
    def together_only(self) -> bool:
        """Whether the claims one by one point the other way, and only together make the difference."""
        return (
            self.unaccounted is not None and self.unaccounted * sum(each.change for each in self.claims) < 0
        )


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome on which the speakers differ from the common model or from each other."""

    outcome: str
    """Identifier of the outcome row."""
    label: str
    common: Mark
    apart: float
    """Largest probability less smallest, the common model's included, interviewers left out."""
    departures: tuple[Departure, ...]
    """Highest probability first; only the speakers who depart from the common model."""


class OutlookSection(msgspec.Struct, frozen=True, kw_only=True):
    """One outlook: the documents of about one date, a model and the speakers' versions of it."""

    as_of: dt.date
    as_of_reason: str
    """How that day follows from the dates of the documents."""
    documents: tuple[int, ...]
    months: int
    runs: int
    seed: int
    states: tuple[str, ...]
    """Names of the states that the model covers."""
    patrons: tuple[str, ...]
    speakers: tuple[OutlookSpeaker, ...]
    rows: tuple[OutcomeRow, ...]
    """Those on which the speakers are furthest apart first."""
    differences: tuple[Difference, ...]
    """Largest first."""
    problems: tuple[Problem, ...]
