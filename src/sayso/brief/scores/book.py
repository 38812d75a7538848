"""A ledger ready to be shown: its entries, chosen by topic and time, and fair references for a source."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Self

import msgspec

from sayso.brief.scores.sources import REFERENCES, Source, sources_of
from sayso.forecasts.claim import Claim
from sayso.forecasts.entries import Entry, entries
from sayso.forecasts.ledger import Ledger, Settled
from sayso.forecasts.question import Question
from sayso.forecasts.references import base_rates, persistence


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a ledger is wanted."""

    topic: str | None = None
    """A factor, `unrest` or `unrest(UZB)`, or words that all stand in the question or the quote."""
    since: dt.date | None = None
    """First day of forecasts and claims."""
    until: dt.date | None = None
    """Last day."""

    def holds(self, day: dt.date | None) -> bool:
        """Tell whether a forecast or claim of that day is wanted; where days are, one without is not."""
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or dt.date.min) <= day <= (self.until or dt.date.max)


EVERYTHING = Choice()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger with its entries."""

    ledger: Ledger
    settled: Mapping[str, Settled]
    made: tuple[Entry, ...]
    """Every entry that is wanted."""
    claims: tuple[Claim, ...]
    """Every claim that is wanted."""
    questions: frozenset[str]
    """Every question that is wanted."""
    sources: tuple[Source, ...]
    names: Mapping[str, str]
    """Readable names of documents by what claims call them."""
    undated: int
    """Forecasts and claims left out because a time was asked for and they have none."""

    @classmethod
    def of(
        cls, ledger: Ledger, choice: Choice = EVERYTHING, *, names: Mapping[str, str] | None = None
    ) -> Self:
        """Return the book of a ledger.

        Raises:
            ValueError: if a distribution or a resolved value does not fit its question, or nothing is about
                the topic.
        """
        whole = entries(ledger)
        about = _about(ledger, choice.topic)
        made = tuple(one for one in whole if about(one.question, one.claim))
        named = {one.forecast.statement for one in made}
        claims = tuple(
            claim
            for claim in ledger.claims.values()
            if choice.topic is None or claim.statement in named or about(None, claim)
        )
        if choice.topic is not None and not made and not claims:
            raise ValueError(f"nothing in the ledger is about {choice.topic!r}{_factors(ledger)}")
        dated = choice.since is not None or choice.until is not None
        kept = tuple(one for one in made if choice.holds(made_on(one)))
        said = tuple(one for one in claims if choice.holds(one.said))
        undated = sum(made_on(one) is None for one in made if one.claim is None) + sum(
            one.said is None for one in claims
        )
        asked = {entry.question.id for entry in kept} | {
            one.id for one in ledger.questions.values() if about(one, None) and choice.holds(one.opens)
        }
        return cls(
            ledger=ledger,
            settled=ledger.settle(),
            questions=frozenset(asked),
            made=kept,
            claims=said,
            sources=sources_of(kept, dict.fromkeys(claim.speaker for claim in said)),
            names=names or {},
            undated=undated if dated else 0,
        )

    def of_source(self, source: Source) -> tuple[Entry, ...]:
        """Return a source's entries."""
        return tuple(entry for entry in self.made if source.has(entry))

    def references(self, mine: Sequence[Entry]) -> Mapping[str, tuple[Entry, ...]]:
        """Return what base rate and persistence would have said on the same questions, where they can.

        What the ledger holds goes first, the last forecast of each kind on a question; where it holds none,
        it is made from the answers known before the day of the source's own forecast, or, without that day,
        before the question opened.
        """
        days: dict[str, dt.date] = {}
        for entry in mine:
            day = entry.forecast.made_at or entry.question.opens
            if day is not None:
                days.setdefault(entry.question.id, day)
        wanted = {entry.question.id for entry in mine}
        return self._referring(wanted, days)

    def all_references(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return what base rate and persistence would have said on the day each question opened."""
        days = {one.id: one.opens for one in self.ledger.questions.values() if one.opens is not None}
        return self._referring(self.questions, days)

    def _referring(
        self, wanted: Collection[str], days: Mapping[str, dt.date]
    ) -> Mapping[str, tuple[Entry, ...]]:
        asked = tuple(self.ledger.questions.values())
        found = {}
        for kind, name in REFERENCES.items():
            held = {
                one.question: one
                for one in self.ledger.forecasts
                if one.made_by.kind == kind and one.question in wanted
            }
            lacking = {one: day for one, day in days.items() if one in wanted and one not in held}
            make = base_rates if kind == "base-rate" else persistence
            made = make(asked, self.settled, made_at=lacking) if lacking else ()
            ledger = msgspec.structs.replace(self.ledger, forecasts=(*held.values(), *made))
            told = entries(ledger) if held or made else ()
            if told:
                found[name] = told
        return found


def made_on(entry: Entry) -> dt.date | None:
    """Return the day of a forecast, or of the words behind it."""
    if entry.forecast.made_at is not None:
        return entry.forecast.made_at
    return None if entry.claim is None else entry.claim.said


def topic_of(question: Question) -> str | None:
    """Return what a question is about: its factor's name, else its reference class, else None."""
    if question.factor is not None:
        return question.factor.partition("(")[0]
    return question.reference_class


class _About:
    """Tells whether a question or a claim is about a topic."""

    def __init__(self, topic: str | None, *, by_factor: bool) -> None:
        self._topic = topic
        self._by_factor = by_factor
        self._words = [] if topic is None else topic.casefold().split()

    def __call__(self, question: Question | None, claim: Claim | None) -> bool:
        if self._topic is None:
            return True
        factor = None if question is None else question.factor
        if self._by_factor:
            return factor is not None and self._topic in {factor, factor.partition("(")[0]}
        text = " ".join(
            (
                "" if question is None else f"{question.text} {question.rule} {question.reference_class}",
                factor or "",
                "" if claim is None else claim.quote,
            )
        ).casefold()
        return all(word in text for word in self._words)


def _about(ledger: Ledger, topic: str | None) -> _About:
    return _About(topic, by_factor=topic in _known_factors(ledger))


def _known_factors(ledger: Ledger) -> frozenset[str | None]:
    factors = {one.factor for one in ledger.questions.values() if one.factor is not None}
    return frozenset(factors | {one.partition("(")[0] for one in factors})


def _factors(ledger: Ledger) -> str:
    known = sorted(one for one in _known_factors(ledger) if one is not None and "(" not in one)
    return f"; its factors are {', '.join(known)}" if known else ""
