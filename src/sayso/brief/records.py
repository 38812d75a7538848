"""The brief as records: everything that a rendering shows, and nothing else.

The renderings compute nothing: what is not in these records is in no brief. Spans count code points
of the document's text; probabilities and certainties lie in [0, 1]; claims are numbered from 1 through
the whole brief, and every other record refers to a claim by that number.
"""

import datetime as dt

import msgspec

from sayso.brief.beside_records import Beside, RecordData
from sayso.brief.outlook_records import OutlookSection
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
    """What the actor table holds."""
    actors_as_of: dt.date
    """The last day whose changes of office, memberships and votes the actor table knows."""
    seed: int
    runs: int | None
    """Runs of the common model; None where no model ran."""
    months: int
    record: tuple[RecordData, ...]
    """Data products that measures were taken from."""
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
    beside: tuple[Beside, ...]
    """Claims about measured factors beside their measures; none without a record."""
    making: Making
    cautions: tuple[str, ...]
    """What not to read into it."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of their numbers."""
        return tuple(claim for speaker in self.speakers for claim in speaker.claims)
