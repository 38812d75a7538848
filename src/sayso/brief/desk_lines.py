"""Statements and questions of a workspace, in lines for the terminal."""

import csv
import io
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from sayso.brief.figures import counted, percent, span
from sayso.brief.visible import one_line
from sayso.forecasts.distribution import Beta, Distribution, Options, Point, Quantiles, Samples
from sayso.forecasts.due import Listed
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.question import Question
from sayso.forecasts.resolution import Resolution
from sayso.statements.corrected import decided
from sayso.statements.statement import Statement

PREFIX: Final = 8
"""Digits of an identifier that lists show; any that are unique will do."""
_WIDEST: Final = 100
_INDENT: Final = "  "
_DIRECTIONS: Final = {1: "high or rising", -1: "low or falling", 0: ""}
STATEMENT_COLUMNS: Final = (
    "id", "kind", "speaker", "factor", "topic", "cause", "sign", "likelihood", "mean", "certainty", "review",
    "said_from", "said_until", "document", "name", "start", "end", "quote", "reader",
)  # fmt: skip
QUESTION_COLUMNS: Final = (
    "id", "status", "outcome", "value", "kind", "text", "opens", "closes", "factor", "condition", "rule",
    "query", "post_hoc", "forecasts", "source",
)  # fmt: skip


def width() -> int:
    """Return how many columns a list takes."""
    return max(30, min(_WIDEST, shutil.get_terminal_size().columns))


def statement_lines(statement: Statement, *, name: str | None) -> Iterator[str]:
    """Yield what a list shows of a statement; `name` is its document's."""
    said = statement.likelihood
    facts = [
        statement.speaker.name,
        statement.kind,
        about(statement),
        None if said is None else f"“{one_line(said.words)}” {percent(said.mean)}",
        f"certainty {statement.certainty:.2f}",
        decided(statement),
    ]
    yield from wrapped(
        f"{statement.id[:PREFIX]}  {'; '.join(one_line(fact) for fact in facts if fact)}", first=""
    )
    yield from wrapped(f"“{one_line(statement.quote)}”")
    yield from wrapped(place(statement, name=name))


def about(statement: Statement) -> str:
    """Return what a statement is about, and which way."""
    what = str(statement.factor) if statement.factor is not None else statement.topic
    if what is None:
        return ""
    cause = "" if statement.cause is None else f"{statement.cause} → "
    way = _DIRECTIONS[statement.sign]
    return f"{cause}{what}{' ' if way else ''}{way}"


def place(statement: Statement, *, name: str | None) -> str:
    """Return where a statement stands, and when it was said."""
    document = statement.document[:12] if name is None else PurePath(name).name
    when = "" if statement.as_of is None else f", {statement.as_of}"
    return f"{one_line(document)}, characters {statement.start}–{statement.end}{when}"


def question_lines(found: Listed) -> Iterator[str]:
    """Yield what a list shows of a question."""
    question, settled = found.question, found.settled
    outcome = settled.outcome if settled.value is None else f"{settled.value}"
    state = found.status if found.status != "decided" else outcome
    when = f"closes {question.closes}" if question.closes is not None else "no close"
    facts = [
        state,
        when,
        None if question.kind == "binary" else question.kind,
        counted(found.forecasts, "forecast"),
        "post hoc" if question.post_hoc else None,
    ]
    yield from wrapped(f"{question.id[:PREFIX]}  {'; '.join(fact for fact in facts if fact)}", first="")
    yield from wrapped(one_line(question.text))
    if question.condition is not None:
        wanted = question.condition
        yield from wrapped(f"if {wanted.question[:PREFIX]} is answered {one_line(wanted.outcome)}")


def question_details(
    found: Listed,
    *,
    forecasts: Iterable[Forecast],
    readings: Iterable[tuple[str, str]],
    answers: Iterable[Resolution],
) -> Iterator[str]:
    """Yield all that is known of a question; `readings` are pairs of label and words."""
    yield from question_lines(found)
    question = found.question
    for label, words in (
        ("rule", question.rule),
        ("opens", question.opens),
        ("factor", question.factor),
        ("query", question.query),
        ("asks a model", question.outcome),
        ("class", question.reference_class),
        ("source", question.source),
        ("replaces", question.supersedes),
    ):
        if words is not None:
            yield from wrapped(f"{label}: {one_line(str(words))}")
    for label, words in readings:
        yield from wrapped(f"reading {one_line(label)}: {one_line(words)}")
    for forecast in forecasts:
        yield from wrapped(forecast_line(forecast))
    for answer in answers:
        yield from wrapped(answer_line(answer))


def forecast_line(forecast: Forecast) -> str:
    """Return one line on a forecast."""
    by = forecast.made_by
    marks = [
        one for one, on in (("an interviewer's", forecast.asked), ("bare will", forecast.unhedged)) if on
    ]
    facts = [
        f"{by.kind} {one_line(by.name)}",
        None if forecast.made_at is None else str(forecast.made_at),
        shown(forecast.distribution, days=False),
        *marks,
        None if forecast.basis is None else one_line(forecast.basis),
    ]
    return f"forecast {forecast.id[:PREFIX]}: {'; '.join(fact for fact in facts if fact)}"


def answer_line(answer: Resolution) -> str:
    """Return one line on an answer."""
    facts = [
        answer.outcome if answer.value is None else str(answer.value),
        None if answer.known_at is None else f"known {answer.known_at}",
        f"certainty {answer.certainty}",
        f"by {one_line(answer.by)}",
        *(one_line(" ".join(filter(None, (one.quote, one.url, one.event)))) for one in answer.evidence),
        None if answer.note is None else one_line(answer.note),
    ]
    return f"answer {answer.id[:PREFIX]}: {'; '.join(fact for fact in facts if fact)}"


def shown(distribution: Distribution, *, days: bool) -> str:
    """Return a distribution in a few words; `days` where its numbers are days."""
    if isinstance(distribution, Point):
        return percent(distribution.probability)
    if isinstance(distribution, Beta):
        from scipy.special import betaincinv  # noqa: PLC0415 - scipy takes long to load

        low, high = betaincinv(distribution.alpha, distribution.beta, (0.1, 0.9))
        return f"{percent(distribution.mean)} ({span(float(low), float(high))})"
    if isinstance(distribution, Options):
        return ", ".join(percent(one) for one in distribution.probabilities)
    if isinstance(distribution, Samples):
        return f"{len(distribution.values):,} runs"
    return _quantiles(distribution, days=days)


def _quantiles(distribution: Quantiles, *, days: bool) -> str:
    del days
    pairs = zip(distribution.levels, distribution.values, strict=True)
    return ", ".join(f"{percent(level)}: {value:g}" for level, value in pairs)


def wrapped(words: str, *, first: str = _INDENT) -> list[str]:
    """Return words in lines that fit the terminal."""
    return textwrap.wrap(
        words,
        width(),
        initial_indent=first,
        subsequent_indent=_INDENT * 2,
        break_on_hyphens=False,
    )


def statement_row(statement: Statement, *, name: str | None) -> dict[str, Any]:
    """Return a statement's cells by `STATEMENT_COLUMNS`."""
    said, when = statement.likelihood, statement.as_of
    return {
        "id": statement.id,
        "kind": statement.kind,
        "speaker": statement.speaker.name,
        "factor": statement.factor,
        "topic": statement.topic,
        "cause": statement.cause,
        "sign": statement.sign,
        "likelihood": None if said is None else said.words,
        "mean": None if said is None else round(said.mean, 4),
        "certainty": statement.certainty,
        "review": decided(statement),
        "said_from": None if when is None else when.start,
        "said_until": None if when is None else when.end,
        "document": statement.document,
        "name": name,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "reader": statement.reader,
    }


def question_row(found: Listed) -> dict[str, Any]:
    """Return a question's cells by `QUESTION_COLUMNS`."""
    question, settled = found.question, found.settled
    return {
        **{name: getattr(question, name, None) for name in QUESTION_COLUMNS},
        "id": question.id,
        "status": found.status,
        "outcome": settled.outcome,
        "value": settled.value,
        "condition": _condition(question),
        "forecasts": found.forecasts,
    }


def _condition(question: Question) -> str | None:
    wanted = question.condition
    return None if wanted is None else f"{wanted.question}={wanted.outcome}"


def csv_lines(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield a CSV file line by line; unknown is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[name] is None else row[name] for name in columns])
        yield text.getvalue().encode("utf-8", "replace")
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode("utf-8", "replace")
