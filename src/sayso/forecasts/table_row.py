"""One row of a table → the records that it stands for."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast, get_args

import msgspec

from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Beta, Point
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.number import number_of
from sayso.forecasts.question import ParentOutcome, Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Evidence, Outcome, Resolution
from sayso.forecasts.table_form import TableForm
from sayso.forecasts.verdict import Label, Verdict
from sayso.statements.lexicon import Lexicon
from sayso.statements.likelihood import Likelihood

SCORED: Final = frozenset({"forecast", "conditional"})
"""Kinds of statements that can have a score; all others get a verdict."""
SAME: Final = 0.01
"""How far a table's probability may lie from a lexicon's mean and still be that mean, rounded."""
_YES: Final = frozenset({"yes", "true", "1"})
_NO: Final = frozenset({"no", "false", "0"})
_LABELS: Final = frozenset(get_args(Label)) - {"pending", "unresolvable"}
_VERDICT: Final[Mapping[tuple[bool, str], Label]] = {
    (False, "yes"): "supported",
    (False, "no"): "contradicted",
    (True, "yes"): "followed",
    (True, "no"): "not followed",
}
"""By whether it is a prescription, and the answer to its question."""


class Row(msgspec.Struct, frozen=True):
    """One row, read through its form."""

    form: TableForm
    cells: Mapping[str, str]
    """By column in lower case."""
    source: str
    """The table's name."""

    def __call__(self, role: str) -> str | None:
        """Return what the row says for a role, or None."""
        return self.form.cell(role, self.cells)

    def says(self, role: str) -> bool:
        """Tell whether the row says yes for a role, or whether the form's pattern for it is found.

        Raises:
            ValueError: if there is something else than yes or no.
        """
        found = self(role)
        if found is None or role in self.form.patterns:
            return found is not None
        if found.casefold() not in _YES | _NO:
            raise ValueError(f"{role} is {found!r}; want yes or no")
        return found.casefold() in _YES

    def day(self, role: str) -> dt.date | None:
        """Return the day of a role, or None.

        Raises:
            ValueError: if there is something else than a day.
        """
        found = self(role)
        try:
            return None if found is None else dt.date.fromisoformat(found)
        except ValueError:
            raise ValueError(f"{role} is {found!r}; want a day as YYYY-MM-DD") from None

    def number(self, role: str) -> float | None:
        """Return the number of a role, or None.

        Raises:
            ValueError: if there is something else than a number.
        """
        found = self(role)
        number = None if found is None else number_of(found)
        if found is not None and number is None:
            raise ValueError(f"{role} is {found!r}; want a number")
        return number

    def filled(self, role: str) -> str | None:
        """Return the cell with each `{column}` in it filled from the row, where the form asks for that."""
        found = self(role)
        if found is None or not self.form.fill:
            return found
        for column, cell in self.cells.items():
            found = found.replace(f"{{{column}}}", cell.strip())
        return found


def row_records(row: Row, lexicon: Lexicon | None, seen: Mapping[str, Claim]) -> Iterator[Record]:
    """Yield the records of one row; `seen` holds the claims of the rows above by statement.

    Raises:
        ValueError: if a cell is not what its role wants.
    """
    claim = None if row("speaker") is None else _claim(row, seen)
    if claim is not None:
        yield claim
        if claim.kind not in SCORED or row("outcome") in _LABELS:
            yield from _verdict(row, claim)
            return
    yield from _question(row, claim, lexicon, further=claim is not None and claim.statement in seen)


def _claim(row: Row, seen: Mapping[str, Claim]) -> Claim:
    """Return the row's claim; of a further reading that has no words of its own, the one above."""
    quote, document = row("quote"), row("document")
    own = row("statement")
    name = None if own is None else f"{row.form.name}:{own}"
    if name is not None and name in seen:
        return seen[name]
    if quote is None:
        raise ValueError("has a speaker and no quote; want the exact words")
    if name is None:
        parts = "\x1f".join((document or "", quote, row("speaker") or ""))
        name = f"{row.form.name}:{hashlib.sha256(parts.encode()).hexdigest()[:16]}"
    made = {
        "record": "claim",
        "statement": name,
        "speaker": row("speaker"),
        "kind": row("kind") or "forecast",
        "quote": quote,
        "document": document,
        "place": row("place") or (None if row("line") is None else f"line {row('line')}"),
        "said": row.day("said"),
        "asked": row.says("asked"),
    }
    return msgspec.convert(made, Claim)


def _question(row: Row, claim: Claim | None, lexicon: Lexicon | None, *, further: bool) -> Iterator[Record]:
    text = row.filled("question")
    if text is None:
        raise ValueError("has no question; want what was to be decided")
    outcome = row("outcome") or "pending"
    if outcome not in get_args(Outcome):
        raise ValueError(f"the outcome is {outcome!r}; want one of {', '.join(get_args(Outcome))}")
    parent = _parent(row)
    question = _make_question(row, text, parent)
    if parent is not None:
        yield parent
        if outcome in {"yes", "no", "value", "void"}:
            yield _resolution(row, parent.id, "no" if outcome == "void" else "yes")
    yield question
    if outcome != "pending" and (parent is None or outcome != "void"):
        yield _resolution(row, question.id, cast("Outcome", outcome))
    if claim is not None:
        stands = not further if row("primary") is None else row.says("primary")
        label = row("reading") or "A"
        yield Reading(
            statement=claim.statement,
            question=question.id,
            label=label,
            primary=stands,
            post_hoc=row.says("post_hoc"),
            note=row("note"),
        )
        yield from _forecast(row, claim, question, lexicon)


def _make_question(row: Row, text: str, parent: Question | None) -> Question:
    made: dict[str, Any] = {
        "record": "question",
        "text": text,
        "kind": row("question_kind") or "binary",
        "opens": row.day("opens"),
        "closes": row.day("closes"),
        "options": [one.strip() for one in (row("options") or "").split("|") if one.strip()],
        "unit": row("unit"),
        "condition": None if parent is None else ParentOutcome(question=parent.id),
        "rule": row.filled("rule") or text,
        "query": row("query"),
        "outcome": row("model_outcome"),
        "reference_class": row("reference_class"),
        "series": row("series"),
        "post_hoc": row.says("post_hoc"),
        "source": row.source,
    }
    return msgspec.convert(made, Question)


def _parent(row: Row) -> Question | None:
    condition = row("condition")
    if condition is None:
        return None
    return Question(
        text=condition,
        kind="binary",
        opens=row.day("opens"),
        closes=row.day("closes"),
        rule=condition,
        post_hoc=row.says("post_hoc"),
        source=row.source,
    )


def _resolution(row: Row, question: str, outcome: Outcome) -> Resolution:
    made = {
        "record": "resolution",
        "question": question,
        "outcome": outcome,
        "value": _value(row) if outcome == "value" else None,
        "known_at": row.day("known_at"),
        "evidence": _evidence(row),
        "certainty": row("certainty") or "high",
        "by": row("by") or row.source,
    }
    return msgspec.convert(made, Resolution)


def _value(row: Row) -> float | str | None:
    return row.number("value") if row("question_kind") == "count" else row("value")


def _evidence(row: Row) -> tuple[Evidence, ...]:
    addresses = (one.strip() for one in (row("evidence") or "").split("|"))
    found = [Evidence(url=one) for one in addresses if one]
    happened = row("happened")
    return (*found, *(() if happened is None else (Evidence(quote=happened),)))


def _verdict(row: Row, claim: Claim) -> Iterator[Verdict]:
    outcome = row("outcome") or "pending"
    label = _VERDICT.get((claim.kind == "prescription", outcome), outcome)
    asked = row.filled("question")
    made = {
        "record": "verdict",
        "statement": claim.statement,
        "label": label,
        "known_at": row.day("known_at"),
        "evidence": _evidence(row),
        "certainty": row("certainty") or "high",
        "by": row("by") or row.source,
        "note": "; ".join(one for one in (asked, row("note")) if one) or None,
    }
    yield msgspec.convert(made, Verdict)


def _forecast(row: Row, claim: Claim, question: Question, lexicon: Lexicon | None) -> Iterator[Forecast]:
    words, stated = row("words"), row.number("probability")
    said = None if words is None or lexicon is None else lexicon.likelihood(words)
    distribution: Beta | Point
    if said is not None and (stated is None or abs(said.mean - stated) <= SAME):
        distribution, version = Beta(alpha=said.alpha, beta=said.beta), said.lexicon
    elif stated is not None:
        distribution, version = Point(probability=stated), None
    else:
        return
    yield Forecast(
        question=question.id,
        made_by=Origin(kind="speaker", name=claim.speaker, version=version),
        made_at=claim.said,
        distribution=distribution,
        statement=claim.statement,
        words=words,
        basis=row("basis"),
        unhedged=_unhedged(row, said),
        asked=claim.asked,
    )


def _unhedged(row: Row, said: Likelihood | None) -> bool:
    """Tell whether a bare will is behind the forecast; the table's own word goes first."""
    if "unhedged" in row.form.columns or "unhedged" in row.form.constants:
        return row.says("unhedged")
    return said is not None and said.unhedged
