"""A document: its text as it came, with what each part of it is."""

from typing import Literal, TypeAlias

import msgspec

from sayso.dates import DateInterval

ZoneKind: TypeAlias = Literal[
    "title",
    "lede",
    "body",
    "question",
    "answer",
    "byline",
    "dateline",
    "photo credit",
    "relay note",
    "author's note",
    "comment form",
    "pagination",
    "navigation",
]


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with one part to play; zones are labelled, never deleted."""

    kind: ZoneKind
    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One person's uninterrupted say in an interview: one question, or one answer of any length."""

    kind: Literal["question", "answer"]
    start: int
    """First code point of the turn's first paragraph."""
    end: int
    """One past the last code point of the turn's last paragraph."""
    speaker: str | None = None
    """Whose words these are, where the text says; None for a questioner without a name."""
    words_start: int
    """First code point of what is said: after a label such as `Q:`; else the same as `start`."""


class DocumentDate(msgspec.Struct, frozen=True, kw_only=True):
    """When a document was written, exactly or within bounds, and why."""

    interval: DateInterval
    reasons: tuple[str, ...]
    """One sentence per piece of evidence, with the words of the text that it rests on."""
    candidates: tuple[DateInterval, ...] = ()
    """The days or stretches inside the interval that fit every piece of evidence, if several."""


class Relay(msgspec.Struct, frozen=True, kw_only=True):
    """Whose report a document passes on: 'Based on report by NAME for OUTLET'."""

    author: str | None
    outlet: str | None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words a document is where it cites nobody else."""

    name: str
    kind: Literal["author", "outlet", "person"]
    """Who signs, who publishes, or the one who holds the speech."""
    actor: str | None = None
    """Identifier in the actor table of the one who holds the speech, where it is known there."""
    reason: str
    """What in the text says so."""


class SourceSegment(msgspec.Struct, frozen=True):
    """`text[start:start + length]` stands at `source` in the decoded file, character for character."""

    start: int
    length: int
    source: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was read.

    For plain text, `text` is the decoded file, unchanged. For HTML it is the text content of
    the page in document order, and `segments` says where each piece stands in the file.
    """

    id: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    name: str
    """The path or name under which it was given."""
    text: str
    media_type: str
    encoding: str
    language: str
    """ISO 639-1 code."""
    zones: tuple[Zone, ...]
    """In text order; every character that is not white space lies in exactly one zone."""
    title: str | None = None
    date: DocumentDate | None = None
    outlet: str | None = None
    author: str | None = None
    """Who signs; of a speech, who holds it."""
    voice: Voice | None = None
    """Whose words it is where nobody is cited; None where neither author nor outlet is known."""
    relay: Relay | None = None
    interviewee: str | None = None
    """Whose the answers are, where the document is an interview."""
    turns: tuple[Turn, ...] = ()
    """The questions and answers in text order, where the document is an interview; else empty."""
    segments: tuple[SourceSegment, ...] = ()
