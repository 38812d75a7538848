"""Documents → statements."""

from collections.abc import Iterable
from typing import TypedDict

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.documents.document import Document
from sayso.language import annotate
from sayso.language.annotation import Paragraph, Token
from sayso.language.tokens import joined
from sayso.problems import Problem
from sayso.reading import READERS
from sayso.reading.attribution import Attributor, Utterance
from sayso.reading.clause import Clause, tense_of
from sayso.reading.clauses import split_clauses
from sayso.reading.context import Context, Told
from sayso.reading.cues import CueIndex
from sayso.reading.hedges import (
    find_confidence,
    find_hedges,
    find_horizon,
    find_strength,
    spared_negations,
    stated_likelihood,
)
from sayso.reading.names import collect_names
from sayso.reading.scene import Claim, Scene
from sayso.reading.when import find_when
from sayso.reading.wordlists import Reporting, Words, load_reporting, load_words
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Conditional
from sayso.statements.event import Event
from sayso.statements.factor import Factor
from sayso.statements.lexicon import Lexicon
from sayso.statements.likelihood import Likelihood
from sayso.statements.prescription import Prescription
from sayso.statements.selectors import contexts
from sayso.statements.statement import (
    Confidence,
    Horizon,
    Mode,
    Sign,
    Speaker,
    Statement,
    Strength,
)

READER = "rules-1"
"""Name and version of this reader, on every statement that it makes."""

_LONGEST_SENTENCE = 200
"""A longer run of tokens without a stop is a list or a table, no sentence."""


class Reader:
    """Reads documents; held state: the compiled catalogue, lexicon and word lists."""

    def __init__(self, *, actors: ActorTable, catalogue: Catalogue, lexicon: Lexicon) -> None:
        """Compile what does not change from one document to the next."""
        self._actors = actors
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._cues = CueIndex(catalogue)
        self._words: Words = load_words()
        self._reporting: Reporting = load_reporting()

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return the statements of a document in text order, and what could not be read.

        The same claim by the same speaker at the same place stands once.
        """
        annotated = annotate(document)
        names = collect_names(document, self._actors, self._reporting)
        attributor = Attributor(document, names, self._reporting)
        context = Context(names.mentions, actors=self._actors, words=self._words)
        found: dict[str, Statement] = {}
        for place, paragraph in enumerate(annotated.paragraphs):
            question = paragraph.zone.kind == "question"
            context.start_paragraph(question=question)
            follower = annotated.paragraphs[place + 1] if place + 1 < len(annotated.paragraphs) else None
            endorsed = self._endorsed(follower) if question else None
            for utterance in attributor.attribute(paragraph, endorsed=endorsed):
                for statement in self._utterance(document, utterance, context):
                    found.setdefault(statement.id, statement)
        statements = tuple(sorted(found.values(), key=lambda one: (one.start, one.end, one.id)))
        return statements, _long_sentences(document, annotated.paragraphs)

    def _endorsed(self, answer: Paragraph | None) -> bool:
        """Tell whether an answer opens by taking up what the question said."""
        if answer is None or answer.zone.kind != "answer" or not answer.sentences:
            return False
        hit = self._reporting.endorsing.first(answer.sentences[0].tokens[:4])
        return hit is not None and hit.first == 0

    def _utterance(self, document: Document, utterance: Utterance, context: Context) -> list[Statement]:
        found: list[Statement] = []
        self._follow(utterance.source, context)
        tokens = utterance.tokens[:_LONGEST_SENTENCE]
        passed = 0
        for clause in split_clauses(tokens, self._words):
            # What stands before a clause and is none, as the question before a colon, names the topic too.
            before = [token for token in tokens if passed <= token.start < clause.start]
            self._follow(tuple(before), context)
            passed = clause.end
            self._follow(clause.condition.tokens if clause.condition else (), context)
            scene = self._scene(clause, context, reported=utterance.mode == "indirect")
            claims = self._claims(scene)
            found += [self._statement(document, utterance, scene, claim) for claim in claims]
            if claims:
                last = claims[-1]
                context.told = Told(factor=last.factor, sign=last.sign, origin=last.cause)
            self._follow(clause.tokens, context)
        self._follow(tokens, context)
        return found

    def _follow(self, tokens: tuple[Token, ...], context: Context) -> None:
        """Let the context know what a stretch of text spoke of last."""
        places = context.places(tokens)
        regions = self._words.place_region.find(tokens)
        last = max((place.first for place in places if not context.is_power(place.actor)), default=-1)
        context.follow(places)
        if regions and regions[-1].first > last:
            context.follow_region()

    def _scene(self, clause: Clause, context: Context, *, reported: bool) -> Scene:
        words = self._words
        given = clause.condition.tokens if clause.condition else ()
        hedges = find_hedges(clause.tokens, self._lexicon)
        framing = find_hedges(clause.lead, self._lexicon)
        tense = tense_of(clause, words.verbs, reported=reported)
        return Scene(
            clause=clause,
            tense=tense,
            cues=self._cues.find(
                clause.tokens,
                words,
                spared=spared_negations(hedges),
                denied=words.negative.first(clause.lead) is not None,
            ),
            condition_cues=self._cues.find(given, words),
            places=context.places(clause.tokens),
            condition_places=context.places(given),
            likelihood=stated_likelihood(hedges + framing, unhedged=tense == "future"),
            context=context,
            catalogue=self._catalogue,
            words=words,
        )

    @staticmethod
    def _claims(scene: Scene) -> tuple[Claim, ...]:
        for read_kind in READERS.values():
            claims = read_kind(scene)
            if claims:
                return claims
        return ()

    def _statement(self, document: Document, utterance: Utterance, scene: Scene, claim: Claim) -> Statement:
        clause, text = scene.clause, document.text
        as_of = document.date.interval if document.date else None
        tokens: tuple[Token, ...] = clause.lead + clause.tokens
        prefix, suffix = contexts(text, clause.start, clause.end)
        fields: _Fields = {
            "document": document.id,
            "start": clause.start,
            "end": clause.end,
            "quote": text[clause.start : clause.end],
            "prefix": prefix,
            "suffix": suffix,
            "speaker": utterance.speaker,
            "via": utterance.via,
            "mode": utterance.mode,
            "endorsed": utterance.endorsed,
            "factor": claim.factor,
            "cause": claim.cause,
            "sign": claim.sign,
            "likelihood": scene.likelihood,
            "confidence": find_confidence(tokens, self._words),
            "strength": find_strength(tokens, self._words),
            "horizon": find_horizon(tokens, self._words, as_of),
            "as_of": as_of,
            "reader": READER,
            "certainty": _certainty(scene, claim, utterance),
        }
        if claim.condition is not None:
            return Conditional(**fields, condition=claim.condition)
        if claim.kind is Event:
            return Event(**fields, when=find_when(joined(clause.tokens), as_of))
        if claim.kind is Prescription:
            return Prescription(**fields, addressee=claim.addressee)
        return claim.kind(**fields)


class _Fields(TypedDict):
    """What every kind of statement is given."""

    document: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    speaker: Speaker
    via: tuple[Speaker, ...]
    mode: Mode
    endorsed: bool | None
    factor: Factor
    cause: Factor | None
    sign: Sign
    likelihood: Likelihood | None
    confidence: Confidence | None
    strength: Strength | None
    horizon: Horizon | None
    as_of: DateInterval | None
    reader: str
    certainty: float


def _certainty(scene: Scene, claim: Claim, utterance: Utterance) -> float:
    """Return how sure the reader is, by rule of thumb: a longer cue, a named actor, a named speaker.

    The figures were not calibrated; docs/reading.md says what they are good for.
    """
    specific = min(claim.words, 4) * 0.1
    named = 0.15 if scene.places else 0.0
    spoken = 0.05 if utterance.speaker.kind in {"person", "interviewer"} else 0.0
    return round(0.25 + specific + named + spoken, 2)


def _long_sentences(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            source=document.name,
            line=document.text.count("\n", 0, sentence.start) + 1,
            message=f"{len(sentence.tokens)} words without a stop; read were the first {_LONGEST_SENTENCE}",
        )
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        if len(sentence.tokens) > _LONGEST_SENTENCE
    )
