"""Texts that break careless writers, and items that hold them."""

import datetime as dt
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from sayso.dates import DateInterval
from sayso.interchange import ItemHoldings, Tally
from sayso.interchange.form import Writer
from sayso.interchange.item import Item
from sayso.statements.conditional import Conditional
from sayso.statements.statement import Statement
from sayso.store import Original
from tests.forecasts.test_records import ANY_RECORD
from tests.statements.test_jsonl import intervals, statements

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
NASTY = (
    '=HYPERLINK("http://evil.example";"click")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1",
    "'", "''", "'tis", "＝1", 'a "quoted" word', "two\nlines", "two\r\nlines", "a\rb", "\x00", "\x08\x1f",
    "\ufffe\uffff", "<script>&amp;]]>", "مرحبا \u202etxt.exe", "👩‍👩‍👧‍👦 \U0010ffff", "{un\\balanced", "}\\{", "100 % & #1 $x_y^2~",
    "@article{x,", ",;|", "NA", "null", "true", "1e5", '"5"', " two  spaces ", "\u2028", "é", "e\u0301",
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
some_text = texts.filter(bool)


@st.composite
def hostile_statements(draw: st.DrawFn, kind: str | None = None) -> Statement:
    """Any statement, with hostile text wherever text may be."""
    one = draw(statements(kind))
    quote = draw(texts)
    changes: dict[str, Any] = {
        "quote": quote,
        "end": one.start + len(quote),
        "topic": draw(st.none() | texts),
        "speaker": msgspec.structs.replace(one.speaker, name=draw(texts), role=draw(st.none() | texts)),
    }
    if isinstance(one, Conditional):
        changes["condition"] = msgspec.structs.replace(one.condition, words=draw(texts))
    return msgspec.structs.replace(one, **changes)


originals = st.builds(
    Original,
    document=st.text("0123456789abcdef", min_size=64, max_size=64),
    name=texts,
    size=st.integers(0, 2**40),
    media_type=st.sampled_from(["text/plain", "text/html"]),
    encoding=st.just("utf-8"),
    language=st.sampled_from(["en", "ru"]),
    title=st.none() | texts,
    outlet=st.none() | texts,
    author=st.none() | texts,
    date=st.none()
    | intervals()
    | st.sampled_from(
        [
            DateInterval.day(dt.date(2014, 12, 1)),
            DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31)),
            DateInterval(dt.date(2014, 1, 1), dt.date(2015, 12, 31)),
            DateInterval(dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
            DateInterval(dt.date(2014, 1, 1), dt.date(2014, 12, 31)),
            DateInterval(dt.date(7, 1, 1), dt.date(7, 12, 31)),
        ]
    ),
)
items: st.SearchStrategy[Item] = hostile_statements() | originals | ANY_RECORD


def written(write: Writer, found: list[Any], what: str, tally: Tally | None = None) -> bytes:
    """Return the file that a writer makes of some items."""
    return b"".join(write(ItemHoldings(lambda: found), what, tally or Tally()))
