"""The brief as records: everything that a rendering shows, and nothing else.

The renderings compute nothing: what is not in these records is in no brief. Spans count code points
of the document's text; probabilities and certainties lie in [0, 1]; claims are numbered from 1 through
the whole brief, and every other record refers to a claim by that number.
"""

import datetime as dt

import msgspec

from sayso.problems import Problem


class TextZone(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document's text and the part it plays: title, body, question, byline ..."""

    kind: str
    start: int
    end: int


class ReadDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read, with its text."""

    number: int
    """From 1, in the order of reading."""
    id: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    name: str
    """The path under which it was given."""
    title: str | None
    media_type: str
    encoding: str
    language: str
    date: str | None
    """As one would say it: `4 February 2022`, `between 1 November and 31 December 2014`."""
    date_reasons: tuple[str, ...]
    """Why that date: one sentence per piece of evidence."""
    outlet: str | None
    author: str | None
    relay: str | None
    """Whose report it passes on: `Vitaliy Volkov for Deutsche Welle`."""
    interviewee: str | None
    zones: tuple[TextZone, ...]
    claims: int
    """How many claims were read from it."""
    text: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker's words of likelihood and what the lexicon takes them to mean."""

    words: str
    """As they stand in the text."""
    phrase: str
    """The lexicon's entry."""
    mean: float
    low: float
    """10 % of the lexicon's distribution lies below."""
    high: float
    """10 % of it lies above."""
    lexicon: str
    unhedged: bool
    """True for a bare `will` or `will not`."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim, in its own words and in plain ones."""

    number: int
    statement: str
    """Identifier of the statement, as in `sayso read`."""
    document: int
    """Number of the document."""
    start: int
    end: int
    quote: str
    kind: str
    says: str
    """The claim in plain words: `Unrest in Uzbekistan will be high`."""
    factor: str | None
    """As written in the catalogue: `unrest(UZB)`."""
    cause: str | None
    condition: str | None
    """The words of a conditional's `if`."""
    sign: int
    """+1 rises, high, holds; -1 falls, low, fails; 0 neither."""
    likelihood: Reading | None
    strength: str | None
    confidence: str | None
    """The speaker's own words for how good the basis is."""
    horizon: str | None
    """The time it is about, as said and as dates."""
    via: tuple[str, ...]
    """Who relays it, nearest to the reader last."""
    mode: str
    standing: str | None
    """Set where the claim is not simply the speaker's: a question's content, and whether it was taken up."""
    certainty: float
    """How sure the reader is that it read the sentence rightly; no likelihood."""
    review: str | None
    """What a person decided about it, if anyone did."""


class SpeakerClaims(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker and what they say."""

    name: str
    kind: str
    role: str | None
    actor: str | None
    """The actor table's name for them, where it has one."""
    claims: tuple[Claim, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A probability with its 80 % interval."""

    mean: float
    low: float
    high: float


class OutcomeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome: the common model's probability and each speaker's."""

    id: str
    label: str
    """In plain words: `mass unrest in Uzbekistan`."""
    common: Mark
    speakers: tuple[Mark, ...]
    """One per speaker of the outlook, in its order."""


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
    runs: int
    """Runs of the speaker's model."""
    entropy_bits: float
    """Distance of the weighted runs from the speaker's model, in bits; 0 where no view moved them."""
    effective_runs: float
    """How many equally weighted runs the weighted ones are worth."""
    thin: bool
    """True where that number is so low that the probabilities are rough."""
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


class ChronologyEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A dated fact of the year before a report."""

    outlook: int
    """Number of the outlook that it precedes, from 1."""
    when: str
    actors: tuple[str, ...]
    kind: str
    what: str
    source: str
    url: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One of the things that matter most, with the claim that it rests on."""

    head: str
    """What it is about: `Mass unrest in Uzbekistan within 12 months`."""
    text: str
    """What is found: who says what, beside the common model."""
    claim: int | None = None
    """The claim that weighs most."""
    change: float | None = None
    """What that claim adds to the probability."""


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What the brief was made with, so that it can be made again."""

    made_on: dt.date | None
    version: str
    reader: str
    lexicon: str
    catalogue: str
    actors: str
    """What the actor table holds and up to which date."""
    seed: int
    runs: int | None
    """Runs of the common model; None where no model ran."""
    months: int
    python: str
    numpy: str


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a brief shows."""

    title: str
    standfirst: str
    """One sentence: how many documents, speakers and claims, and from when."""
    findings: tuple[Finding, ...]
    documents: tuple[ReadDocument, ...]
    problems: tuple[Problem, ...]
    """What could not be read or used."""
    speakers: tuple[SpeakerClaims, ...]
    outlooks: tuple[OutlookSection, ...]
    chronology: tuple[ChronologyEntry, ...]
    making: Making
    cautions: tuple[str, ...]
    """What not to read into it."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of their numbers."""
        return tuple(claim for speaker in self.speakers for claim in speaker.claims)
