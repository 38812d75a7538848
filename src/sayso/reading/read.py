"""Documents → statements."""

from collections.abc import Iterable, Iterator

from sayso.actors import ActorTable
from sayso.documents.document import Document
from sayso.language import annotate
from sayso.language.annotation import Annotated, Paragraph
from sayso.language.encoder import Encoder, default_encoder
from sayso.problems import Problem
from sayso.reading.attribution import Attributor
from sayso.reading.certainty import certainty_of
from sayso.reading.choose import choose
from sayso.reading.context import Context
from sayso.reading.cues import CueIndex
from sayso.reading.drafted import DraftedReader
from sayso.reading.finding import READER, Finding, statement_of
from sayso.reading.listed import LONGEST_SENTENCE, ListedReader
from sayso.reading.names import collect_names
from sayso.reading.parties import Parties
from sayso.reading.strangers import Strangers
from sayso.reading.wordlists import Reporting, Words, load_reporting, load_words
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement

__all__ = ["READER", "Reader"]

_HEAD = 400
"""Code points at the head of a speech, where its place is named."""


class Reader:
    """Reads documents; held state: the encoder and the compiled catalogue, lexicon and word lists."""

    def __init__(
        self,
        *,
        actors: ActorTable,
        catalogue: Catalogue,
        lexicon: Lexicon,
        encoder: Encoder | None = None,
    ) -> None:
        """Compile what does not change from one document to the next; the encoder is the one that ships."""
        self._encoder = encoder or default_encoder()
        self._actors = actors
        self._words: Words = load_words()
        cues = CueIndex(catalogue)
        self._drafted = DraftedReader(catalogue=catalogue, lexicon=lexicon, cues=cues, words=self._words)
        self._listed = ListedReader(
            catalogue=catalogue,
            lexicon=lexicon,
            cues=cues,
            words=self._words,
            taught=self._encoder.labels.factors,
        )
        self._reporting: Reporting = load_reporting()

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return the statements of a document in text order, and what could not be read.

        The same claim by the same speaker at the same place stands once.
        """
        found: dict[str, Statement] = {}
        annotated = annotate(document, encoder=self._encoder)
        for drafted, listed in self.findings(document, annotated):
            for finding, certainty, certainties in choose(drafted, listed, certainty_of):
                statement = statement_of(finding, document, certainty, certainties)
                found.setdefault(statement.id, statement)
        statements = tuple(sorted(found.values(), key=lambda one: (one.start, one.end, one.id)))
        return statements, _long_sentences(document, annotated.paragraphs)

    def findings(
        self, document: Document, annotated: Annotated
    ) -> Iterator[tuple[list[Finding], list[Finding]]]:
        """Yield, sentence by sentence, what the encoder proposes and what the word lists find."""
        as_of = document.date.interval if document.date else None
        names = collect_names(document, self._actors, self._reporting)
        attributor = Attributor(document, names, self._reporting)
        context = Context(names.mentions, actors=self._actors, words=self._words)
        strangers = _settle(document, annotated, context)
        for place, paragraph in enumerate(annotated.paragraphs):
            question = paragraph.zone.kind == "question"
            context.start_paragraph(question=question)
            follower = annotated.paragraphs[place + 1] if place + 1 < len(annotated.paragraphs) else None
            endorsed = self._endorsed(follower) if question else None
            utterances = attributor.attribute(paragraph, endorsed=endorsed)
            parties = Parties(paragraph, context, strangers)
            for number, sentence in enumerate(paragraph.sentences):
                here = [one for one in utterances if sentence.start <= one.tokens[0].start < sentence.end]
                drafted = self._drafted.read(paragraph, number, here, parties=parties, as_of=as_of)
                listed = [one for utterance in here for one in self._listed.read(utterance, context, as_of)]
                yield drafted, listed

    def _endorsed(self, answer: Paragraph | None) -> bool:
        """Tell whether an answer opens by taking up what the question said."""
        if answer is None or answer.zone.kind != "answer" or not answer.sentences:
            return False
        hit = self._reporting.endorsing.first(answer.sentences[0].tokens[:4])
        return hit is not None and hit.first == 0


def _settle(document: Document, annotated: Annotated, context: Context) -> Strangers:
    """Let the context know whose document it is, and return the actors that only the document knows."""
    strangers = Strangers(annotated.paragraphs, context, document.text)
    if document.voice is not None and document.voice.kind == "person":
        context.at_home(within=_HEAD)
    most = strangers.most(document.text)
    if most is not None:
        context.adopt(*most)
    return strangers


def _long_sentences(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            source=document.name,
            line=document.text.count("\n", 0, sentence.start) + 1,
            message=f"{len(sentence.tokens)} words without a stop; read were the first {LONGEST_SENTENCE}",
        )
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        if len(sentence.tokens) > LONGEST_SENTENCE
    )
