"""A document's words, sentences and quotations, with exact places."""

import msgspec

from sayso.documents.document import Document, Zone


class Token(msgspec.Struct, frozen=True):
    """One word or one mark of punctuation."""

    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""
    text: str
    lower: str
    """Lower case, with typographic apostrophes made plain."""
    stem: str
    """Porter2 stem of a word; a mark of punctuation is its own stem."""

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether the token starts with a capital letter."""
        return self.text[0].isupper()


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of direct speech between quotation marks."""

    start: int
    """Position of the opening mark."""
    end: int
    """One past the closing mark, or the end of the paragraph where it never closes."""
    closed: bool


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word or mark as the treebanks cut them ("won't" is two), with its place in the sentence's tree."""

    start: int
    """First code point in the document's text."""
    end: int
    """One past the last code point."""
    text: str
    lower: str
    """Lower case, with typographic apostrophes made plain."""
    upos: str
    """Universal part of speech: NOUN, VERB, PROPN …"""
    features: str
    """Universal features joined by `|`, `_` where there are none: `Tense=Past|Mood=Ind|VerbForm=Fin`."""
    head: int
    """Number, in the paragraph, of the word it hangs on; -1 for the root of a sentence."""
    relation: str
    """Universal dependency: nsubj, obj, advcl …"""
    sentence: int
    """Number of its sentence in the paragraph."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """Words `[first, last)` of a paragraph that one head of the encoder marks."""

    kind: str
    """What they are: PER, source, condition …"""
    first: int
    last: int


class About(msgspec.Struct, frozen=True, gc=False):
    """A factor that a proposed statement may be about."""

    factor: str
    share: float
    """Share of the factor among all factors."""
    plus: float
    """Probability that the sign is plus, if this is the factor."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A statement that the encoder sees around one word; words are numbers in the paragraph."""

    head: int
    kind: str
    kind_share: float
    """Probability that the word heads a statement of the kind."""
    factors: tuple[About, ...]
    """What it may be about, the likeliest first."""
    first: int
    last: int
    """Words `[first, last)` of the statement."""
    actor: int | None
    """Last word of what names FROM, or the only actor; None where nothing does."""
    actor_share: float
    target: int | None
    target_share: float
    cause: int | None
    """Last word of what names the cause."""
    cause_factor: str | None
    cause_share: float
    plover: str
    """The likeliest PLOVER root of what the words tell."""
    plover_share: float


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of one zone."""

    start: int
    end: int
    zone: Zone
    tokens: tuple[Token, ...]
    first_word: int = 0
    """Number of its first word in the paragraph."""
    last_word: int = 0
    """One past the number of its last word."""
    causal: float = 0.0
    """Probability that the sentence tells a cause and an effect."""
    quotation: Quotation | None = None
    """The quotation that holds the whole sentence or its greater part."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences and quotations of one zone, or of a part of a very long one."""

    zone: Zone
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    words: tuple[Word, ...] = ()
    """What the encoder says of its words; all of the following is empty where no encoder was asked."""
    names: tuple[Span, ...] = ()
    """PER, ORG, LOC and ROLE."""
    attributions: tuple[Span, ...] = ()
    """source, cue and content."""
    causes: tuple[Span, ...] = ()
    """cause, effect and signal."""
    conditions: tuple[Span, ...] = ()
    """condition and consequence."""
    hedges: tuple[Span, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its language taken apart."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    """Only the zones asked for, in text order."""
