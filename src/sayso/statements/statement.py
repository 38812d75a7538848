"""The fields that every statement has."""

import hashlib
from typing import Annotated, Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval
from sayso.statements.factor import Factor
from sayso.statements.likelihood import Likelihood
from sayso.statements.span import place_changes

Place: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
"""Code points from the start of the document's text."""
Context: TypeAlias = Annotated[str, msgspec.Meta(max_length=32)]
"""Words beside a span."""
Certainty: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""How sure a reader is, in [0, 1]."""
Sign: TypeAlias = Literal[-1, 0, 1]
Mode: TypeAlias = Literal["direct", "indirect", "headline", "question", "author"]
SpeakerKind: TypeAlias = Literal[
    "person", "office", "outlet", "unnamed", "author", "interviewer", "organisation", "state"
]
Strength: TypeAlias = Literal["weak", "moderate", "strong"]


class Speaker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Who makes a claim, or passes one on."""

    name: str
    """As resolved: `Nisha Biswal`, `Deutsche Welle`, `informed source`, `interviewer`."""
    kind: SpeakerKind
    """What sort of source it is."""
    role: str | None = None
    """As given in the text: `Turkmen opposition leader`."""
    actor: str | None = None
    """Identifier in the actor table, where the speaker is known there."""


class Horizon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The time that a claim is about."""

    words: str
    """As said: `in recent months`."""
    dates: DateInterval | None = None
    """The same against the document's own date."""


class Confidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The speaker's stated confidence in the basis of a claim; not its likelihood."""

    words: str
    """As said: `with high confidence`."""
    level: Literal["low", "moderate", "high"]
    """The same on three steps."""


class Certainties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How sure the reader is of each field, given that there is a statement at all."""

    kind: Certainty
    """That the kind is right."""
    factor: Certainty
    """That the factor's name is right."""
    actors: Certainty
    """That the factor's actors are right."""
    sign: Certainty
    """That the sign is right."""
    speaker: Certainty
    """That the speaker is right."""


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What a person decided about a statement; it never overwrites what the reader said."""

    verdict: Literal["unseen", "accepted", "corrected", "rejected"]
    """What was decided."""
    error: Literal["speaker", "kind", "factor", "sign", "likelihood", "span", "not a claim"] | None = None
    """What the reader got wrong, for a correction or a rejection."""
    by: str | None = None
    """Who decided."""
    at: str | None = None
    """Date and time with offset, ISO 8601."""
    correction: dict[str, str] = msgspec.field(default_factory=dict)
    """The right value by field, as written in JSON Lines."""
    note: str | None = None
    """Anything else that whoever decided wants to be read beside it."""

    def __post_init__(self) -> None:
        """Refuse a correction that is no value of its field.

        Raises:
            ValueError: if the sign or the factor is none, or its place is no place of its quote.
        """
        sign, factor = self.correction.get("sign", "0"), self.correction.get("factor")
        if sign not in {"-1", "0", "1"}:
            raise ValueError(f"the corrected sign is {sign!r}; want 1, -1 or 0")
        if factor:
            Factor.parse(factor)
        place_changes(self.correction)


# gc=False throughout: frozen records form no cycles, and the collector took a third of a large file's time.
class Statement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", gc=False):
    """One claim by one source at one place in one document."""

    document: str
    """SHA-256 of the document's bytes, in hexadecimal."""
    start: Place
    """First code point of the span in the document's text."""
    end: Place
    """One past the last code point."""
    quote: str
    """The exact words between `start` and `end`."""
    prefix: Context = ""
    """Up to 32 characters before the span."""
    suffix: Context = ""
    """Up to 32 characters after the span."""
    speaker: Speaker
    """Who makes the claim."""
    via: tuple[Speaker, ...] = ()
    """The chain that relays the claim, nearest to the reader last."""
    mode: Mode
    """How the text presents the claim: direct or indirect speech, headline, question, own voice."""
    endorsed: bool | None = None
    """For a question's content: whether the one who answers takes it up. None elsewhere."""
    factor: Factor | None
    """What the claim is about, or moves; None when the catalogue has no such factor."""
    topic: str | None = None
    """The claim's own words for what it is about, where no factor fits."""
    cause: Factor | None = None
    """What moves the factor, where the claim names it."""
    sign: Sign
    """+1 rises, high, holds; -1 falls, low, fails; 0 neither. With a cause: the direction of the link."""
    likelihood: Likelihood | None = None
    """How likely the speaker calls it; None where no word of likelihood is said."""
    confidence: Confidence | None = None
    """How sure the speaker is of the basis, where that is said."""
    strength: Strength | None = None
    """How large the level, change or effect is, from degree words; None where none is said."""
    horizon: Horizon | None = None
    """The time that the claim is about, where it names one."""
    as_of: DateInterval | None = None
    """When the claim was made: the document's own date, exact or within bounds."""
    reader: str
    """Name and version of the reader that produced the statement."""
    certainty: Certainty
    """How sure that reader is of the extraction, in [0, 1]; never mixed with likelihood."""
    certainties: Certainties | None = None
    """The same field by field, where the reader tells."""
    review: tuple[Review, ...] = ()
    """What people decided about the statement, oldest first."""

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that depend on place, kind, factors and speaker only."""
        parts = (
            self.document,
            str(self.start),
            str(self.end),
            type(self).__name__,
            str(self.factor),
            str(self.cause),
            self.speaker.name,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def kind(self) -> str:
        """The statement's kind in lower case: `forecast`."""
        return type(self).__name__.lower()
