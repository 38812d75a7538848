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


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of one zone."""

    start: int
    end: int
    zone: Zone
    tokens: tuple[Token, ...]
    quotation: Quotation | None = None
    """The quotation that holds the whole sentence or its greater part."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences and quotations of one zone."""

    zone: Zone
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its language taken apart."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    """Only the zones asked for, in text order."""
