"""What goes out comes back: each format with hostile text."""

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.forecasts.distribution import Beta, Options, Point, Quantiles, Samples
from sayso.forecasts.forecast import Forecast, Origin, OriginKind
from sayso.forecasts.question import Question
from sayso.interchange import (
    FORMATS,
    ItemHoldings,
    StatementReview,
    Tally,
    read_bytes,
    read_cytoscape,
    read_graphml,
)
from sayso.interchange.bibtex_text import escape, one_space, unescape
from sayso.interchange.claim_map import ClaimMap, Edge, Node, claims
from sayso.interchange.columns import guard, unguard
from sayso.interchange.item import WHAT, key_of
from sayso.statements.statement import Review, Statement
from sayso.store import Original
from tests.interchange.hostile import (
    FEW,
    NASTY,
    hostile_statements,
    items,
    originals,
    some_text,
    texts,
    written,
)
from tests.statements.test_jsonl import one

_FORBIDDEN = [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]


def back(name: str, data: bytes) -> tuple[Any, ...]:
    reader = FORMATS[name].read
    assert reader is not None
    return read_bytes(reader, data)


def kinds_of(found: list[Any]) -> list[str]:
    return [next(what for what, kind in WHAT.items() if isinstance(item, kind)) for item in found]


def distinct(found: list[Any]) -> list[Any]:
    return list({key_of(item): item for item in reversed(found)}.values())[::-1]


@given(st.lists(items, max_size=4))
@FEW
def test_json_lines_hold_everything(found: list[Any]) -> None:
    found = distinct(found)
    again = back("jsonl", written(FORMATS["jsonl"].write, found, "everything"))
    order = list(WHAT)
    computed = [one for one in again if one not in found]
    assert all(type(one).__name__ == "Score" for one in computed)
    kept = sorted(zip(kinds_of(found), found, strict=True), key=lambda pair: order.index(pair[0]))
    assert [one for one in again if one in found] == [item for _, item in kept]


@given(st.lists(items, min_size=1, max_size=4))
@FEW
def test_a_table_holds_one_sort_of_everything(found: list[Any]) -> None:
    found = distinct(found)
    what = kinds_of(found)[0]
    wanted = [item for item, kind in zip(found, kinds_of(found), strict=True) if kind == what]
    assert list(back("csv", written(FORMATS["csv"].write, found, what))) == wanted


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_reviews_come_back_on_lines_of_their_own(name: str) -> None:
    review = Review(verdict="corrected", error="sign", by="=cmd", at="", correction={"sign": "-1"})
    statement = one(review=(review, Review(verdict="accepted")))
    found = back(name, written(FORMATS[name].write, [statement], "reviews"))
    assert [item.review for item in found] == list(statement.review)
    assert all(isinstance(item, StatementReview) and item.quote == "calm" for item in found)


@given(hostile_statements())
@FEW
def test_an_annotation_holds_the_whole_statement(statement: Statement) -> None:
    data = written(FORMATS["annotation"].write, [statement], "statements")
    assert list(back("annotation", data)) == [statement]
    assert json.loads(data)["total"] == 1


@given(hostile_statements())
@FEW
def test_indra_holds_the_whole_statement_or_counts_it(statement: Statement) -> None:
    tally = Tally()
    found = back("indra", written(FORMATS["indra"].write, [statement], "statements", tally))
    assert list(found) == ([statement] if tally.written else [])
    assert tally.written.total() + tally.left_out.total() == 1


@given(st.lists(originals, max_size=3, unique_by=lambda one: one.document))
@FEW
def test_csl_holds_the_whole_document(found: list[Original]) -> None:
    assert list(back("csl", written(FORMATS["csl"].write, list(found), "documents"))) == found


@given(st.lists(originals, max_size=3, unique_by=lambda one: one.document))
@FEW
def test_bibtex_holds_the_document_but_for_white_space(found: list[Original]) -> None:
    again = back("bibtex", written(FORMATS["bibtex"].write, list(found), "documents"))
    assert list(again) == [spaced(document) for document in found]


def spaced(document: Original) -> Original:
    """Return what BibTeX keeps of a document: an author of blanks alone is no author."""
    changes = {
        name: None if value is None else one_space(value) or None
        for name, value in ((name, getattr(document, name)) for name in ("title", "outlet", "author"))
    }
    return msgspec.structs.replace(document, name=one_space(document.name), **changes)


@given(texts)
@FEW
def test_text_for_tex_comes_back(text: str) -> None:
    assert unescape(escape(text)) == one_space(text)
    assert escape(text).count("{") == escape(text).count("}")


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(text: str) -> None:
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert unguard(guard(text)) == text


@given(st.lists(hostile_statements(), max_size=4, unique_by=lambda one: one.id))
@FEW
def test_claim_maps_come_back(found: list[Statement]) -> None:
    expected = list(claims(ItemHoldings(lambda: list(found)), Tally()))
    edges = [(claim.source, claim.target, claim.edge) for claim in expected]
    nodes = list(dict.fromkeys(node for claim in expected for node in (claim.source, claim.target)))
    again = read_cytoscape(written(FORMATS["cytoscape"].write, list(found), "statements"))
    assert (list(again.nodes), list(again.edges)) == (nodes, edges)
    held = read_graphml(written(FORMATS["graphml"].write, list(found), "statements"))
    assert [tuple(map(shown, edge)) for edge in edges] == list(held.edges)
    assert [shown(node) for node in nodes] == list(held.nodes)


def shown(record: Any) -> Any:
    """Return a node or an edge as XML holds it."""
    table = dict.fromkeys(_FORBIDDEN, "\ufffd")
    texts_of = {name: getattr(record, name) for name in record.__struct_fields__}
    return msgspec.structs.replace(
        record, **{name: text.translate(table) for name, text in texts_of.items() if isinstance(text, str)}
    )


def test_graphml_with_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE graphml [<!ENTITY a "aaaa">]><graphml>&a;</graphml>'
    with pytest.raises(ValueError, match="document type"):
        read_graphml(bomb)


@pytest.mark.parametrize("data", [b"", b"<graphml>", b"<graphml/>", b"{}", b'{"elements": 3}', b"\xff"])
def test_what_is_no_map_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        read_graphml(data)
    with pytest.raises(ValueError, match=r"not a claim map|malformed|truncated|Invalid"):
        read_cytoscape(data)


QUESTIONS = {
    "binary": Question(text="=A riot?", kind="binary", rule="one death", closes=dt.date(2023, 2, 4)),
    "count": Question(text="How many?", kind="count", rule="reports", unit="deaths", actors=("UZB", "KAZ")),
    "date": Question(text="When?", kind="date", rule="reports"),
    "ordinal": Question(text="How bad?", kind="ordinal", options=("-low", "NA", "yes"), rule="as it says"),
}
values = st.lists(st.floats(1, 1e7), min_size=1, max_size=4).map(tuple)
quantiles = values.map(
    lambda found: Quantiles(
        levels=tuple((at + 1) / 7 for at in range(len(found))), values=tuple(sorted(found))
    )
)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "binary": st.builds(Point, probability=st.floats(0, 1))
    | st.builds(Samples, values=st.just((0.0, 1.0, 1.0))),
    "count": st.builds(Samples, values=values) | quantiles,
    # fractions of a day are kept to a billionth only, since the count starts elsewhere
    "date": st.builds(Samples, values=values.map(lambda found: tuple(map(round, found)))),
    "ordinal": st.just(Options(probabilities=(0.25, 0.5, 0.25))),
}


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    kind = draw(st.sampled_from(sorted(QUESTIONS)))
    kinds: tuple[OriginKind, ...] = ("speaker", "model", "base-rate", "persistence", "person", "pool")
    origins = st.sampled_from(kinds)
    return Forecast(
        question=QUESTIONS[kind].id,
        made_by=Origin(kind=draw(origins), name=draw(some_text), version=draw(st.none() | some_text)),
        made_at=draw(st.none() | st.dates()),
        distribution=draw(FITTING[kind]),
        statement=draw(st.none() | some_text),
        unhedged=draw(st.booleans()),
    )


@given(st.lists(forecasts(), max_size=4, unique_by=lambda one: one.id))
@FEW
def test_hubverse_holds_what_is_no_beta(found: list[Forecast]) -> None:
    tally = Tally()
    data = written(FORMATS["hubverse"].write, [*QUESTIONS.values(), *found], "forecasts", tally)
    assert list(back("hubverse", data)) == found
    assert tally.written["forecasts"] == len(found)


def test_a_beta_comes_back_as_its_mean_and_an_interviewers_question_not_at_all() -> None:
    binary = QUESTIONS["binary"]
    speaker = Origin(kind="speaker", name="Bakhrom Khamroev", version="capphrase-2026.1")
    said = Forecast(question=binary.id, made_by=speaker, distribution=Beta(alpha=3, beta=1), words="likely")
    asked = msgspec.structs.replace(said, asked=True, distribution=Beta(alpha=9, beta=1))
    misfit = msgspec.structs.replace(said, distribution=Samples(values=(1.0,)), question="0" * 16)
    tally = Tally()
    data = written(FORMATS["hubverse"].write, [binary, said, asked, misfit], "forecasts", tally)
    (again,) = back("hubverse", data)
    assert again.distribution == Point(probability=0.75)
    assert tally.left_out == {
        "an interviewer's question, which is nobody's forecast": 1,
        "its question is not at hand": 1,
    }


def test_the_read_map_says_what_wrote_it() -> None:
    held = read_graphml(written(FORMATS["graphml"].write, [], "statements"))
    assert isinstance(held, ClaimMap)
    assert held.generator.startswith("Sayso ")
    assert not held.nodes
    assert Node.__struct_fields__[0] == "label"
    assert "quote" in Edge.__struct_fields__
