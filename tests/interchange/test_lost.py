"""What a format loses is named exactly: a field that is changed changes the file, or is listed as lost."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from sayso.dates import DateInterval
from sayso.forecasts.distribution import Beta
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import Question
from sayso.interchange import FORMATS, read_bytes
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.likelihood import Likelihood
from sayso.statements.statement import Certainties, Confidence, Horizon, Review, Speaker, Statement
from sayso.store import Original
from tests.interchange.hostile import written

QUOTE = "unrest lowers investment"
COMMON: dict[str, Any] = {
    "document": "9f" * 32,
    "start": 5,
    "end": 5 + len(QUOTE),
    "quote": QUOTE,
    "prefix": "He said ",
    "suffix": ".",
    "speaker": Speaker(name="A. Namunaev", kind="person", role="analyst"),
    "via": (Speaker(name="Fergana", kind="outlet"),),
    "mode": "direct",
    "endorsed": None,
    "factor": Factor("investment", "CHN", "UZB"),
    "topic": None,
    "cause": Factor("unrest", "UZB"),
    "sign": -1,
    "likelihood": Likelihood(
        words="likely", phrase="likely", alpha=6.5, beta=2.75, lexicon="capphrase-2026.1"
    ),
    "confidence": Confidence(words="no doubt", level="high"),
    "strength": "strong",
    "horizon": Horizon(words="this year", dates=DateInterval(dt.date(2022, 1, 1), dt.date(2022, 12, 31))),
    "as_of": DateInterval.day(dt.date(2022, 3, 3)),
    "reader": "sayso 0.1",
    "certainty": 0.75,
    "certainties": Certainties(kind=0.9, factor=0.9, actors=0.9, sign=0.9, speaker=0.9),
    "review": (Review(verdict="accepted", by="reader"),),
}
INFLUENCE = Influence(**COMMON)
CONDITIONAL = Conditional(
    **COMMON, condition=Condition(words="if it spreads", factor=Factor("unrest", "TJK"), sign=1)
)
CHANGED: dict[str, Any] = {
    "document": "8e" * 32,
    "start": 6,
    "end": 30,
    "quote": QUOTE[:-1] + "s",
    "prefix": "",
    "suffix": "!",
    "speaker": Speaker(name="A. Namunaev", kind="person", role="pundit"),
    "via": (),
    "mode": "indirect",
    "endorsed": True,
    "factor": Factor("investment", "CHN", "KAZ"),
    "topic": "money",
    "cause": Factor("unrest", "KAZ"),
    "sign": 1,
    "likelihood": None,
    "confidence": None,
    "strength": None,
    "horizon": None,
    "as_of": None,
    "reader": "sayso 0.2",
    "certainty": 0.5,
    "certainties": None,
    "review": (Review(verdict="accepted", by="another"),),
}


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if "statements" in one.what])
def test_what_is_lost_of_a_statement_is_listed(name: str) -> None:
    assert CHANGED.keys() == COMMON.keys() == set(Statement.__struct_fields__)
    form = FORMATS[name]
    before = written(form.write, [INFLUENCE], "statements")
    same = {
        field
        for field, value in CHANGED.items()
        if written(form.write, [msgspec.structs.replace(INFLUENCE, **{field: value})], "statements") == before
    }
    # U+FFFD for what XML forbids is a loss in texts of which no ordinary change shows anything
    assert same == set(form.lost) - {"quote"}


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if "statements" in one.what])
def test_nothing_of_a_condition_is_lost(name: str) -> None:
    write = FORMATS[name].write
    before = written(write, [CONDITIONAL], "statements")
    for field, value in {"words": "if it stops", "factor": Factor("unrest", "KGZ"), "sign": -1}.items():
        condition = msgspec.structs.replace(CONDITIONAL.condition, **{field: value})
        changed = msgspec.structs.replace(CONDITIONAL, condition=condition)
        assert written(write, [changed], "statements") != before, field


DOCUMENT = Original(
    document="9f" * 32,
    name="reports/a.txt",
    size=1200,
    media_type="text/plain",
    encoding="utf-8",
    language="en",
    title="Unrest",
    outlet="Deutsche Welle",
    author="N. N.",
    date=DateInterval.day(dt.date(2022, 3, 3)),
)
OTHER: dict[str, Any] = {
    "document": "8e" * 32,
    "name": "reports/b.txt",
    "size": 1201,
    "media_type": "text/html",
    "encoding": "cp1251",
    "language": "ru",
    "title": None,
    "outlet": None,
    "author": "M. M.",
    "date": DateInterval(None, dt.date(2022, 3, 3)),
}


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.what == ("documents",)])
def test_what_is_lost_of_a_document_is_listed(name: str) -> None:
    form = FORMATS[name]
    assert form.read is not None
    assert OTHER.keys() == set(Original.__struct_fields__)
    for field, value in OTHER.items():
        changed = msgspec.structs.replace(DOCUMENT, **{field: value})
        assert read_bytes(form.read, written(form.write, [changed], "documents")) == (changed,), field
    blanks = {
        field
        for field in ("name", "title", "outlet", "author")
        if read_bytes(
            form.read,
            written(form.write, [msgspec.structs.replace(DOCUMENT, **{field: "a \x00 b"})], "documents"),
        )
        != (msgspec.structs.replace(DOCUMENT, **{field: "a \x00 b"}),)
    }
    assert blanks == set(form.lost)


def test_what_hubverse_loses_of_a_forecast_is_listed() -> None:
    question = Question(text="A riot?", kind="binary", rule="one death")
    other = Question(text="A war?", kind="binary", rule="one death")
    speaker = Origin(kind="speaker", name="N. N.", version="capphrase-2026.1")
    forecast = Forecast(
        question=question.id,
        made_by=speaker,
        made_at=dt.date(2022, 3, 3),
        distribution=Beta(alpha=2, beta=2),
        statement="00" * 8,
        words="even chances",
        basis="a survey",
    )
    changes: Mapping[str, Any] = {
        "question": other.id,
        "made_by": msgspec.structs.replace(speaker, name="M. M."),
        "made_at": None,
        "distribution": Beta(alpha=4, beta=4),
        "statement": None,
        "words": "likely",
        "basis": None,
        "unhedged": True,
        "asked": True,
        "post_hoc": True,
    }
    assert changes.keys() == set(Forecast.__struct_fields__)
    form = FORMATS["hubverse"]
    assert form.read is not None

    def again(one: Forecast) -> Any:
        return read_bytes(form.read, written(form.write, [question, other, one], "forecasts"))  # type: ignore[arg-type]

    before = again(forecast)
    same = {
        field
        for field, value in changes.items()
        if again(msgspec.structs.replace(forecast, **{field: value})) == before
    }
    assert same == {field.partition(".")[0] for field in form.lost}
