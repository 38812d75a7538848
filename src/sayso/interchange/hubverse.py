"""A hubverse-style table of forecasts: one row per probability, quantile or sample.

The columns are those of model output (task IDs, `output_type`, `output_type_id`, `value`) with `model_id`
before them, as hubData collects them; a hub takes them as its own once it names them in its `tasks.json`.
The columns behind say what the forecast is here. Missing values are `NA`. Forecasts that an interviewer put
are nobody's, and no model's either: they are left out. Source: hubverse, User guide, Model output,
https://docs.hubverse.io/en/latest/user-guide/model-output.html.
"""

import csv
import hashlib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

import msgspec

from sayso import __version__
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.jsonl import from_row
from sayso.forecasts.question import Question
from sayso.interchange.columns import guard, unguard
from sayso.interchange.holdings import Holdings
from sayso.interchange.hubverse_rows import DAYS, distribution_of, predictions
from sayso.interchange.item import Item
from sayso.interchange.tally import Tally
from sayso.problems import Problem

STANDARD: Final = (
    "model_id", "origin_date", "target", "horizon", "location", "target_date",
    "output_type", "output_type_id", "value",
)  # fmt: skip
"""`target` is the question's identifier, `target_date` its close, `horizon` days from `origin_date` to it."""
BEHIND: Final = (
    "question_kind", "question_text", "unit", "origin", "name", "version", "statement", "unhedged",
    "post_hoc", "forecast", "sayso",
)  # fmt: skip
COLUMNS: Final = (*STANDARD, *BEHIND)
_MISSING: Final = "NA"
_NO_MODEL_CHARACTER: Final = re.compile("[^A-Za-z0-9]+")
_LONGEST_MODEL: Final = 40


def write_hubverse(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield the heading and the rows of each forecast; questions are held in memory."""
    questions = {one.id: one for one in holdings.items("questions") if isinstance(one, Question)}
    yield _line(COLUMNS)
    for one in holdings.items("forecasts"):
        if isinstance(one, Forecast):
            rows = _rows(one, questions.get(one.question))
            if isinstance(rows, str):
                tally.left(rows)
            else:
                yield from rows
                tally.wrote("forecasts")


def _rows(forecast: Forecast, question: Question | None) -> Iterator[bytes] | str:
    if forecast.asked:
        return "an interviewer's question, which is nobody's forecast"
    if question is None:
        return "its question is not at hand"
    found = predictions(forecast.distribution, question)
    if isinstance(found, str):
        return found
    before = (model_id(forecast.made_by), *_task(forecast, question))
    behind = _behind(forecast, question)
    return (
        _line((*before, output_type, guard(output_id), repr(float(value)), *behind))
        for output_type, output_id, value in found
    )


def _task(forecast: Forecast, question: Question) -> tuple[str, ...]:
    made, closes = forecast.made_at, question.closes
    horizon = _MISSING if made is None or closes is None else str((closes - made).days)
    return (
        _MISSING if made is None else made.isoformat(),
        question.id,
        horizon,
        guard("+".join(question.actors)) if question.actors else _MISSING,
        _MISSING if closes is None else closes.isoformat(),
    )


def _behind(forecast: Forecast, question: Question) -> tuple[str, ...]:
    by = forecast.made_by
    unit = DAYS if question.kind == "date" else question.unit
    texts = (question.text, unit, by.kind, by.name, by.version, forecast.statement)
    return (
        question.kind,
        *("" if text is None else guard(text) for text in texts),
        "true" if forecast.unhedged else "false",
        "true" if forecast.post_hoc else "false",
        forecast.id,
        __version__,
    )


def model_id(origin: Origin) -> str:
    """Return the origin as hubverse names a model: a team, a hyphen, letters and digits with underscores.

    >>> model_id(Origin(kind="speaker", name="Bakhrom Khamroev", version="capphrase-2026.1"))
    'speaker-Bakhrom_Khamroev_capphrase_2026_1'
    """
    named = origin.name if origin.version is None else f"{origin.name} {origin.version}"
    plain = unicodedata.normalize("NFKD", named)
    ascii_only = "".join(one for one in plain if not unicodedata.combining(one))
    model = _NO_MODEL_CHARACTER.sub("_", ascii_only).strip("_")
    if not ascii_only.isascii() or len(model) > _LONGEST_MODEL or not model:
        digest = hashlib.sha256(named.encode()).hexdigest()[:8]
        model = f"{model[:_LONGEST_MODEL]}_{digest}".strip("_")
    return f"{_NO_MODEL_CHARACTER.sub('_', origin.kind)}-{model}"


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def read_hubverse(stream: BinaryIO, source: str) -> Iterator[Item | Problem]:
    """Yield the forecasts of a table as `write_hubverse` makes it, or what is wrong with their rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        rows = csv.reader(text, strict=True)
        heading = next(rows, [])
        missing = [name for name in COLUMNS if name not in heading]
        if missing:
            message = f"lacks the columns {', '.join(missing)}; want a table as Sayso writes it"
            yield Problem(source=source, line=1, message=message, fatal=True)
            return
        numbered = ((rows.line_num, dict(zip(heading, row, strict=False))) for row in rows)
        for _, group in itertools.groupby(numbered, key=lambda pair: _forecast_key(pair[1])):
            yield _forecast(list(group), source)
    except (csv.Error, UnicodeDecodeError) as error:
        yield Problem(source=source, message=f"is not CSV in UTF-8: {error}", fatal=True)
    finally:
        text.detach()


def _forecast_key(cells: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(cells.get(name) for name in COLUMNS if name not in {"output_type_id", "value"})


def _forecast(group: Sequence[tuple[int, Mapping[str, str]]], source: str) -> Item | Problem:
    line, cells = group[0]
    short = next((at for at, row in group if row.keys() < set(COLUMNS)), None)
    if short is not None:
        return Problem(source=source, line=short, message="has fewer cells than the heading")
    try:
        found = [
            (row["output_type"], unguard(row["output_type_id"]), float(row["value"])) for _, row in group
        ]
        texts = {name: unguard(cells[name]) or None for name in ("name", "version", "statement")}
        row = {
            "record": "forecast",
            "question": cells["target"],
            "made_by": {"kind": cells["origin"], "name": texts["name"], "version": texts["version"]},
            "made_at": None if cells["origin_date"] == _MISSING else cells["origin_date"],
            "distribution": msgspec.to_builtins(distribution_of(found, cells["question_kind"])),
            "statement": texts["statement"],
            "unhedged": cells["unhedged"] == "true",
            "post_hoc": cells["post_hoc"] == "true",
        }
        return from_row(row)
    except ValueError as error:
        return Problem(source=source, line=line, message=str(error))
