"""Scores for other programs: JSON with everything, CSV with a row per forecast or label."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from sayso.brief.scores.records import ReadingShown, Sheets, SourceSheet, StatementShown

COLUMNS: Final = (
    "source", "source_kind", "statement", "kind", "quote", "document", "place", "said", "reading", "primary",
    "part", "question", "closes", "topic", "condition", "words", "probability", "low", "high", "outcome",
    "known_at", "certainty", "rule", "score", "score_low", "score_high", "log_score", "post_hoc", "evidence",
)  # fmt: skip
"""The columns of the CSV file; `score` is under `rule`, `low` and `high` are the words' 80 % band."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def to_json(found: Sheets) -> bytes:
    """Return the sheets as one JSON object, the fields named as in `sayso.brief.scores.records`."""
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def to_csv(found: Sheets) -> bytes:
    """Return a row per forecast, and per claim without one, in UTF-8.

    A cell of words that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for sheet in (*found.sources, *found.references):
        writer.writerows({name: _cell(cell) for name, cell in row.items()} for row in _rows(sheet))
    return out.getvalue().encode(errors="backslashreplace")


def _rows(sheet: SourceSheet) -> Iterator[Mapping[str, Any]]:
    by = {"source": sheet.source.title, "source_kind": sheet.source.kind}
    for shown in sheet.statements:
        said = {**by, **_said(shown)}
        if not shown.readings:
            yield {**said, **_verdict(shown)}
        for one in shown.readings:
            yield {**said, **_reading(one)}


def _said(shown: StatementShown) -> Mapping[str, Any]:
    return {
        "statement": shown.statement,
        "kind": shown.kind,
        "quote": shown.quote,
        "document": shown.document,
        "place": shown.place,
        "said": shown.said,
    }


def _verdict(shown: StatementShown) -> Mapping[str, Any]:
    if not shown.verdict:
        return {}
    stands = shown.verdict[0]
    return {
        "outcome": stands.words,
        "known_at": stands.known_at,
        "certainty": stands.certainty,
        "evidence": " ".join(one.url for one in stands.evidence if one.url is not None),
    }


def _reading(one: ReadingShown) -> Mapping[str, Any]:
    stands = one.answers[0] if one.answers else None
    loss = one.loss
    return {
        "reading": one.label,
        "primary": one.primary,
        "part": one.part,
        "question": one.question,
        "closes": one.closes,
        "topic": one.topic,
        "condition": one.condition,
        "words": one.given.words or one.given.stated,
        "probability": one.given.mean,
        "low": one.given.low,
        "high": one.given.high,
        "outcome": stands.words if one.outcome == "value" and stands is not None else one.outcome,
        "known_at": None if stands is None else stands.known_at,
        "certainty": None if stands is None else stands.certainty,
        "rule": None if loss is None else loss.rule,
        "score": None if loss is None else loss.value,
        "score_low": None if loss is None else loss.low,
        "score_high": None if loss is None else loss.high,
        "log_score": None if loss is None else loss.log,
        "post_hoc": one.post_hoc,
        "evidence": "" if stands is None else " ".join(each.url for each in stands.evidence if each.url),
    }


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
