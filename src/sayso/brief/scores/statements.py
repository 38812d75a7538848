"""Statements as a reader sees them: the words, how sure, and what happened."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Self

import msgspec
import numpy as np

from sayso.brief.scores.book import Book, made_on, topic_of
from sayso.brief.scores.records import Answer, Given, Loss, ReadingShown, StatementShown
from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Options, Quantiles, Samples
from sayso.forecasts.entries import Entry
from sayso.forecasts.limits import limits
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.scoring import band
from sayso.forecasts.statement_scores import StatementScore, statement_scores
from sayso.forecasts.verdict import Verdict


class _Entered(msgspec.Struct, frozen=True):
    """What was entered about questions and statements, oldest first."""

    resolutions: Mapping[str, Sequence[Resolution]]
    """By question."""
    verdicts: Mapping[str, Sequence[Verdict]]
    """By statement."""
    labels: Mapping[str, Verdict]
    """The verdict that stands, by statement."""

    @classmethod
    def of(cls, book: Book) -> Self:
        resolutions: dict[str, list[Resolution]] = defaultdict(list)
        verdicts: dict[str, list[Verdict]] = defaultdict(list)
        for resolution in book.ledger.resolutions:
            resolutions[resolution.question].append(resolution)
        for verdict in book.ledger.verdicts:
            verdicts[verdict.statement].append(verdict)
        return cls(resolutions, verdicts, book.ledger.labels())


def statements_shown(
    book: Book, claims: Sequence[Claim], mine: Sequence[Entry]
) -> tuple[StatementShown, ...]:
    """Return a source's statements and forecasts without words, oldest first, undated ones last."""
    entered = _Entered.of(book)
    scored = {one.claim.statement: one for one in statement_scores(mine)}
    every = {one.statement: one for one in claims} | {name: one.claim for name, one in scored.items()}
    made = [_statement(book, claim, scored.get(name), entered) for name, claim in every.items()]
    made += [_alone(book, entry, entered) for entry in mine if entry.claim is None]
    return tuple(sorted(made, key=_order))


def _order(shown: StatementShown) -> tuple[dt.date, str, int]:
    """Return what statements are ordered by: the day, the document, the first number of the place."""
    number = re.search(r"\d+", (shown.place or "").replace(",", ""))
    return shown.said or dt.date.max, shown.document or "", int(number[0]) if number else 0


def _statement(book: Book, claim: Claim, scored: StatementScore | None, entered: _Entered) -> StatementShown:
    readings = [_reading(book, entry, entered) for entry in (() if scored is None else scored.entries)]
    return StatementShown(
        statement=claim.statement,
        kind=claim.kind,
        quote=claim.quote,
        document=None if claim.document is None else book.names.get(claim.document, claim.document),
        place=claim.place,
        said=claim.said,
        asked=claim.asked,
        readings=tuple(sorted(readings, key=lambda one: not one.primary)),
        verdict=_verdicts(claim.statement, entered),
        low=None if scored is None else scored.low,
        high=None if scored is None else scored.high,
        decided=0 if scored is None else scored.decided,
    )


def _alone(book: Book, entry: Entry, entered: _Entered) -> StatementShown:
    """Return a forecast that no words stand behind."""
    reading = _reading(book, entry, entered)
    value = None if reading.loss is None else reading.loss.value
    return StatementShown(
        statement=entry.forecast.id,
        kind=None,
        quote=None,
        document=None,
        place=None,
        said=made_on(entry),
        asked=entry.forecast.asked,
        readings=(reading,),
        verdict=(),
        low=value,
        high=value,
        decided=int(value is not None),
    )


def _reading(book: Book, entry: Entry, entered: _Entered) -> ReadingShown:
    question, reading = entry.question, entry.reading
    parent = None if question.condition is None else book.ledger.questions.get(question.condition.question)
    wanted = None if question.condition is None else question.condition.outcome
    came = None if parent is None else book.settled[parent.id]
    return ReadingShown(
        label=None if reading is None else reading.label,
        primary=reading is None or reading.primary,
        part=entry.part,
        question=question.text,
        rule=None if question.rule == question.text else question.rule,
        condition=None if parent is None else parent.text + ("" if wanted == "yes" else f": {wanted}"),
        condition_came=None if came is None else came.outcome if came.value is None else str(came.value),
        note=None if reading is None else reading.note,
        opens=question.opens,
        closes=question.closes,
        made_at=entry.forecast.made_at,
        topic=topic_of(question),
        given=_given(entry),
        outcome=entry.settled.outcome,
        why=entry.settled.why,
        answers=_answers(entry, entered),
        loss=_loss(entry),
        post_hoc=entry.post_hoc,
        could_revise=entry.could_revise,
    )


def _given(entry: Entry) -> Given:
    forecast = entry.forecast
    ends = band(forecast.distribution) if entry.question.kind == "binary" else None
    return Given(
        mean=entry.probability,
        low=None if ends is None else ends[0],
        high=None if ends is None else ends[1],
        stated=None if entry.probability is not None else _stated(entry),
        words=forecast.words,
        lexicon=forecast.made_by.version,
        basis=forecast.basis,
    )


def _stated(entry: Entry) -> str:
    """Return a forecast of a count, day or option in words: the median and the central 80 %."""
    given, question = entry.forecast.distribution, entry.question
    if isinstance(given, Options):
        shares = zip(question.options, given.probabilities, strict=False)
        return ", ".join(f"{option} {share:.0%}" for option, share in shares)
    mass = limits().interval_mass.value
    wanted = ((1 - mass) / 2, 0.5, (1 + mass) / 2)
    if isinstance(given, Samples):
        ends = np.quantile(given.values, wanted)
    elif isinstance(given, Quantiles):
        ends = np.interp(wanted, given.levels, given.values)
    else:
        return ""
    low, middle, high = (_number(float(end), question) for end in ends)
    return f"{middle} (80%: {low} to {high})"


def _number(value: float, question: Question) -> str:
    """Return a count with its unit, or a day."""
    if question.kind != "date":
        return f"{value:,.4g}"
    if question.closes is not None and value > question.closes.toordinal():
        return "not by the close"
    return dt.date.fromordinal(round(value)).isoformat()


def _loss(entry: Entry) -> Loss | None:
    first = next((one for one in entry.scores if one.rule in {"brier", "crps", "ranked"}), None)
    if first is None:
        return None
    return Loss(rule=first.rule, value=first.value, low=first.low, high=first.high, log=entry.loss("log"))


def _answers(entry: Entry, entered: _Entered) -> tuple[Answer, ...]:
    """Return the resolution that decides, then those on the same question that others replaced."""
    standing = entry.settled.resolution
    if standing is None:
        return ()
    history = entered.resolutions.get(standing.question, ())
    others = [one for one in reversed(history) if one.id != standing.id]
    unit = entry.question.unit
    return tuple(
        _answer(one, _came(one, unit), superseded=one is not standing) for one in (standing, *others)
    )


def _came(one: Resolution, unit: str | None) -> str:
    if one.value is None:
        return one.outcome
    shown = f"{one.value:,.6g}" if isinstance(one.value, float) else str(one.value)
    return f"{shown} {unit}" if unit is not None else shown


def _verdicts(statement: str, entered: _Entered) -> tuple[Answer, ...]:
    standing = entered.labels.get(statement)
    if standing is None:
        return ()
    others = [one for one in reversed(entered.verdicts.get(statement, ())) if one.id != standing.id]
    return tuple(_answer(one, one.label, superseded=one is not standing) for one in (standing, *others))


def _answer(one: Resolution | Verdict, words: str, *, superseded: bool) -> Answer:
    return Answer(
        words=words,
        known_at=one.known_at,
        certainty=one.certainty,
        by=one.by,
        evidence=one.evidence,
        note=one.note,
        superseded=superseded,
    )
