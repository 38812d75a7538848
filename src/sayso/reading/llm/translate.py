"""One statement of an answer → a statement record whose every word stands in the text."""

import msgspec

from sayso.dates import DateInterval
from sayso.documents.document import Document, ZoneKind
from sayso.language.tokens import tokenize
from sayso.reading.hedges import find_horizon
from sayso.reading.llm.answer import ConditionAnswer, StatementAnswer
from sayso.reading.llm.certainty import load_certainties
from sayso.reading.llm.grounding import Ground
from sayso.reading.llm.quotes import Plain, find_quote, find_words, plain
from sayso.reading.llm.refused import RefusedError
from sayso.reading.llm.windows import Passage, Window
from sayso.reading.statement_fields import StatementFields
from sayso.reading.when import find_when
from sayso.reading.wordlists import load_words
from sayso.statements import KINDS
from sayso.statements.conditional import Condition, Conditional
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
    Statement,
)

_AHEAD = frozenset({"forecast", "conditional"})
"""Kinds in which a bare `will` says how likely; elsewhere it is mere grammar, as for the rules."""


class Translated(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, and words of likelihood in it that the lexicon does not hold."""

    statement: Statement
    unread_likelihood: str | None = None


class Translator:
    """Translates the answers about one document; held state: the document, its names and the lexicon."""

    def __init__(self, document: Document, ground: Ground, *, lexicon: Lexicon, reader: str) -> None:
        """Keep what every statement is given."""
        self._document = document
        self._ground = ground
        self._lexicon = lexicon
        self._reader = reader
        self._as_of: DateInterval | None = document.date.interval if document.date else None
        self._flat: dict[tuple[int, int], Plain] = {}

    def translate(self, found: StatementAnswer, window: Window) -> Translated:
        """Return the record of one statement of an answer about `window`.

        Raises:
            RefusedError: if its words do not stand in the text, a name is unknown, or its parts do not
                make one of its kind.
        """
        passage, start, end = self._place(found, window)
        _check_parts(found)
        said = None if found.likelihood is None else self._own(found.likelihood, passage, "likelihood")
        likelihood = None if said is None else self._likelihood(said)
        condition = None if found.condition is None else self._condition(found.condition, passage)
        fields = self._fields(found, passage, start, end)
        fields["likelihood"] = _counted(likelihood, found.kind)
        if condition is not None:
            fields["cause"] = condition.factor
        unread = said if said is not None and likelihood is None else None
        return Translated(statement=self._record(found, fields, condition), unread_likelihood=unread)

    def _fields(self, found: StatementAnswer, passage: Passage, start: int, end: int) -> "_Fields":
        """Return what every kind is given, the likelihood left open."""
        text = self._document.text
        prefix, suffix = contexts(text, start, end)
        speaker = self._ground.speaker(found.speaker, passage.kind)
        factor = None if found.factor is None else self._ground.factor(found.factor)
        return {
            "document": self._document.id,
            "start": start,
            "end": end,
            "quote": text[start:end],
            "prefix": prefix,
            "suffix": suffix,
            "speaker": speaker,
            "via": self._ground.chain(found.via, speaker, passage.kind),
            "mode": _mode(found, passage.kind),
            "endorsed": found.endorsed if passage.kind == "question" else None,
            "factor": factor,
            "topic": self._own(found.topic, passage, "topic") if found.topic and factor is None else None,
            "cause": None if found.cause is None else self._ground.factor(found.cause),
            "sign": found.sign,
            "likelihood": None,
            "confidence": self._confidence(found, passage),
            "strength": found.strength,
            "horizon": self._horizon(found, passage),
            "as_of": self._as_of,
            "reader": self._reader,
            "certainty": load_certainties().model_only,
        }

    def _place(self, found: StatementAnswer, window: Window) -> tuple[Passage, int, int]:
        """Return the passage that holds the quote, and the quote's span; the stated paragraph goes first."""
        passages = list(window.passages)
        if found.paragraph <= len(passages):
            passages.insert(0, passages.pop(found.paragraph - 1))
        for passage in passages:
            text = self._document.text[passage.start : passage.end]
            place = find_quote(found.quote, text, self._plain(passage), start=passage.start)
            if place is not None:
                return passage, *place
        raise RefusedError("quotes words that do not stand in the text", found.quote)

    def _own(self, words: str, passage: Passage, what: str) -> str:
        """Return the text's own words where `words` stand in the passage.

        Raises:
            RefusedError: if they do not stand there.
        """
        place = find_words(words, self._plain(passage), any_case=True)
        if place is None:
            raise RefusedError(f"gives words of {what} that do not stand beside the quote", words)
        return self._document.text[place[0] : place[1]]

    def _plain(self, passage: Passage) -> Plain:
        """Return a passage made plain; it is made once, since many statements are held against it."""
        place = passage.start, passage.end
        if place not in self._flat:
            text = self._document.text[passage.start : passage.end]
            self._flat[place] = plain(text, offset=passage.start)
        return self._flat[place]

    def _likelihood(self, said: str) -> Likelihood | None:
        """Return the lexicon's reading; of a bare `will not` that of `will`, since the sign has the `not`."""
        found = self._lexicon.likelihood(said)
        if found is None or not found.unhedged:
            return found
        will = self._lexicon.likelihood("will") or found
        return msgspec.structs.replace(will, words=said)

    def _confidence(self, found: StatementAnswer, passage: Passage) -> Confidence | None:
        if found.confidence is None:
            return None
        words = self._own(found.confidence.words, passage, "confidence")
        return Confidence(words=words, level=found.confidence.level)

    def _horizon(self, found: StatementAnswer, passage: Passage) -> Horizon | None:
        """Return the time that is meant, with dates where the rules' word list can tell them."""
        if found.horizon is None:
            return None
        words = self._own(found.horizon, passage, "horizon")
        read = find_horizon(tokenize(words), load_words(), self._as_of)
        return Horizon(words=words, dates=None if read is None else read.dates)

    def _condition(self, found: ConditionAnswer, passage: Passage) -> Condition:
        factor = None if found.factor is None else self._ground.factor(found.factor)
        words = self._own(found.words, passage, "the condition")
        return Condition(words=words, factor=factor, sign=found.sign)

    def _record(self, found: StatementAnswer, fields: "_Fields", condition: Condition | None) -> Statement:
        if condition is not None:
            return Conditional(**fields, condition=condition)
        kind = KINDS[found.kind]
        if kind is Event:
            dated = (find_when(words, self._as_of) for words in (found.horizon, found.quote) if words)
            return Event(**fields, when=next((when for when in dated if when is not None), None))
        if kind is Prescription:
            addressee = None if found.addressee is None else self._ground.bearer(found.addressee)
            return Prescription(**fields, addressee=addressee)
        return kind(**fields)


class _Fields(StatementFields):
    """What every kind of statement is given here."""

    factor: Factor | None
    topic: str | None


def _check_parts(found: StatementAnswer) -> None:
    """Refuse a statement whose parts do not make one of its kind.

    Raises:
        RefusedError: if a part is missing or does not belong.
    """
    if found.factor is None and found.topic is None:
        raise RefusedError("has neither a factor nor a topic", found.quote)
    if (found.kind == "conditional") != (found.condition is not None):
        raise RefusedError(
            "has a condition without being a conditional, or is a conditional without one", found.quote
        )
    if found.kind == "influence" and found.cause is None:
        raise RefusedError("is an influence without a cause", found.quote)
    if found.kind != "prescription" and found.addressee is not None:
        raise RefusedError("has an addressee without being a prescription", found.quote)


def _mode(found: StatementAnswer, zone: ZoneKind) -> Mode:
    """Return how the text presents a claim; what the document's zone settles is not the model's to say."""
    if zone == "title":
        return "headline"
    if zone == "question":
        return "question"
    if zone == "answer" and found.speech == "author":
        return "direct"
    return found.speech


def _counted(likelihood: Likelihood | None, kind: str) -> Likelihood | None:
    """Return the likelihood, but not a bare `will` in a claim about what is or was."""
    return None if likelihood is not None and likelihood.unhedged and kind not in _AHEAD else likelihood
