"""Other programs read what is written: their own readers, or the shape that their schemas ask for."""

import csv
import datetime as dt
import io
import itertools
import json
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.dates import DateInterval
from sayso.forecasts.distribution import Beta, Options, Quantiles
from sayso.forecasts.forecast import Forecast, Origin
from sayso.forecasts.question import Question
from sayso.interchange import FORMATS, Tally
from sayso.interchange.bibtex_text import one_space
from sayso.interchange.hubverse import BEHIND, STANDARD, model_id
from sayso.statements.statement import Statement
from sayso.store import Original
from tests.interchange.hostile import FEW, hostile_statements, originals, written
from tests.interchange.test_lost import CONDITIONAL, DOCUMENT, INFLUENCE
from tests.store import made

EVENT = {
    "type": "object",
    "required": ["type", "concept", "id", "delta"],
    "properties": {
        "type": {"const": "Event"},
        "id": {"type": "string"},
        "concept": {
            "type": "object",
            "required": ["name", "db_refs"],
            "properties": {"name": {"type": "string"}, "db_refs": {"type": "object"}},
        },
        "delta": {"properties": {"type": {"const": "qualitative"}, "polarity": {"enum": [1, -1, None]}}},
    },
}
INDRA = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "required": ["type", "id", "evidence"],
            "properties": {
                "id": {"type": "string"},
                "evidence": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "required": ["source_api", "source_id", "text", "annotations"],
                        "properties": {
                            "source_api": {"const": "sayso"},
                            "text": {"type": "string"},
                            "annotations": {"type": "object"},
                            "epistemics": {"type": "object"},
                        },
                    },
                },
            },
            "oneOf": [
                EVENT,
                {
                    "required": ["subj", "obj"],
                    "properties": {"type": {"const": "Influence"}, "subj": EVENT, "obj": EVENT},
                },
            ],
        },
    }
)
"""The parts of INDRA's statements_schema.json that these statements fall under, restated."""
CSL = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "required": ["type", "id"],
            "additionalProperties": False,
            "properties": {
                "type": {"enum": ["webpage", "document", "article-newspaper"]},
                "id": {"type": "string"},
                "title": {"type": "string"},
                "container-title": {"type": "string"},
                "language": {"type": "string"},
                "author": {
                    "items": {"properties": {"literal": {"type": "string"}}, "additionalProperties": False}
                },
                "issued": {
                    "additionalProperties": False,
                    "properties": {
                        "date-parts": {
                            "minItems": 1,
                            "maxItems": 2,
                            "items": {"items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
                        }
                    },
                },
                "custom": {"type": "object"},
            },
        },
    }
)
"""The parts of csl-data.json that these items fall under, restated; what it does not name it refuses."""


@given(st.lists(hostile_statements("influence") | hostile_statements("trend"), max_size=2))
@settings(FEW, max_examples=12)
def test_indra_statements_have_the_shape_of_its_schema(found: list[Statement]) -> None:
    INDRA.validate(json.loads(written(FORMATS["indra"].write, list(found), "statements")))


def test_a_conditional_is_an_influence_from_its_condition() -> None:
    data = json.loads(written(FORMATS["indra"].write, [CONDITIONAL, INFLUENCE], "statements"))
    assert [one["type"] for one in data] == ["Influence", "Influence"]
    assert [one["subj"]["concept"]["name"] for one in data] == ["unrest(TJK)", "unrest(UZB)"]
    assert [one["obj"]["delta"]["polarity"] for one in data] == [-1, -1]
    assert data[0]["evidence"][0]["epistemics"] == {"hedgings": ["likely"]}


def test_indra_gets_no_forecast_as_if_it_had_come_about() -> None:
    tally = Tally()
    found: list[Any] = [made.statement(number) for number in range(60)]
    data = json.loads(written(FORMATS["indra"].write, found, "statements", tally))
    kinds = {one["evidence"][0]["annotations"]["statement"]["kind"] for one in data}
    assert kinds == {"trend", "event", "conditional"}
    assert tally.left_out["forecast, which INDRA has no form for"] > 0
    assert tally.written.total() + tally.left_out.total() == 60


@given(st.lists(originals, max_size=3))
@FEW
def test_csl_items_have_the_shape_of_its_schema(found: list[Original]) -> None:
    CSL.validate(json.loads(written(FORMATS["csl"].write, list(found), "documents")))


@given(st.lists(originals, max_size=3, unique_by=lambda one: one.document[:8]))
@FEW
def test_bibtexparser_finds_every_entry(found: list[Original]) -> None:
    data = written(FORMATS["bibtex"].write, list(found), "documents").decode()
    library = parse_string(data)
    assert not library.failed_blocks
    assert [one.fields_dict["sayso-document"].value for one in library.entries] == [
        one.document for one in found
    ]
    for entry, document in zip(library.entries, found, strict=True):
        assert ("title" in entry.fields_dict) == (
            document.title is not None and bool(one_space(document.title))
        )


def test_a_corporate_author_stays_in_one_piece() -> None:
    data = written(FORMATS["bibtex"].write, [DOCUMENT], "documents").decode()
    assert "@article{deutsche2022-9f9f9f9f," in data
    assert (
        "  journal = {{Deutsche Welle}},\n  date = {2022-03-03},\n  year = {2022},\n  month = mar,\n" in data
    )
    assert parse_string(data).entries[0].fields_dict["author"].value == "{N. N.}"


@given(st.lists(hostile_statements(), max_size=4, unique_by=lambda one: one.id))
@settings(FEW, max_examples=12)
def test_networkx_reads_both_claim_maps(found: list[Statement]) -> None:
    tally = Tally()
    graph = nx.parse_graphml(written(FORMATS["graphml"].write, list(found), "statements", tally).decode())
    data = json.loads(written(FORMATS["cytoscape"].write, list(found), "statements"))
    same = nx.cytoscape_graph(data)
    assert graph.number_of_edges() == same.number_of_edges() == tally.written["statements"]
    assert graph.number_of_nodes() == same.number_of_nodes()
    assert graph.is_directed()
    assert same.is_directed()


def test_an_edge_carries_its_evidence() -> None:
    data = written(FORMATS["graphml"].write, [INFLUENCE, CONDITIONAL], "statements").decode()
    graph = nx.parse_graphml(data)
    labels = nx.get_node_attributes(graph, "label")
    edges = {(labels[a], labels[b]): found for a, b, found in graph.edges(data=True)}
    assert set(edges) == {
        ("unrest(UZB)", "investment(CHN>UZB)"),
        ("unrest(TJK)", "investment(CHN>UZB)"),
    }
    found = edges["unrest(UZB)", "investment(CHN>UZB)"]
    assert (found["sign"], found["relation"], found["speaker"]) == (-1, "lowers", "A. Namunaev")
    assert found["quote"] == INFLUENCE.quote
    assert (found["lexicon"], found["reader"], found["certainty"]) == ("capphrase-2026.1", "sayso 0.1", 0.75)
    assert found["likelihood_mean"] == pytest.approx(6.5 / 9.25)
    assert found["asked"] is False


def test_pandas_reads_a_table_with_its_types() -> None:
    found: list[Any] = [made.statement(number) for number in range(40)]
    table = pd.read_csv(io.BytesIO(written(FORMATS["csv"].write, found, "statements")))
    assert list(table["id"]) == [one.id for one in found]
    assert list(table["quote"]) == [one.quote for one in found]
    assert table["start"].dtype.kind == "i"
    assert table["certainty"].dtype.kind == "f"
    assert set(table["likelihood.lexicon"].dropna()) == {"capphrase-2026.1"}
    assert table["sayso"].notna().all()


def test_a_table_of_forecasts_shows_question_and_quote() -> None:
    question = Question(text="=A riot?", kind="binary", rule="one death")
    forecast = Forecast(
        question=question.id,
        made_by=Origin(kind="speaker", name="N. N."),
        distribution=Beta(alpha=2, beta=1),
        statement=INFLUENCE.id,
    )
    data = written(FORMATS["csv"].write, [INFLUENCE, question, forecast], "forecasts").decode()
    (row,) = csv.DictReader(io.StringIO(data))
    assert row["question_text"] == "'=A riot?"
    assert row["statement_quote"] == INFLUENCE.quote


def test_a_hubverse_table_has_its_columns_and_its_probabilities_add_up() -> None:
    ordinal = Question(
        text="How bad?",
        kind="ordinal",
        options=("low", "middle", "high"),
        rule="reports",
        closes=dt.date(2023, 2, 4),
        actors=("UZB",),
    )
    count = Question(text="How many?", kind="count", rule="reports", unit="deaths")
    pool = Origin(kind="pool", name="geometric mean of odds")
    found: list[Any] = [
        ordinal,
        count,
        Forecast(
            question=ordinal.id,
            made_by=pool,
            made_at=dt.date(2022, 2, 4),
            distribution=Options(probabilities=(0.2, 0.3, 0.5)),
        ),
        Forecast(question=count.id, made_by=pool, distribution=Quantiles(levels=(0.1, 0.9), values=(3, 40))),
    ]
    table = pd.read_csv(
        io.BytesIO(written(FORMATS["hubverse"].write, found, "forecasts")), dtype=str, na_values=["NA"]
    )
    assert list(table.columns) == [*STANDARD, *BEHIND]
    assert table["output_type"].tolist() == ["pmf"] * 3 + ["quantile"] * 2
    assert table["output_type_id"].tolist() == ["low", "middle", "high", "0.1", "0.9"]
    assert table["value"].astype(float).tolist() == [0.2, 0.3, 0.5, 3, 40]
    assert table["horizon"].tolist()[0] == "365"
    assert table["location"].isna().tolist() == [False] * 3 + [True] * 2
    assert set(table["model_id"]) == {"pool-geometric_mean_of_odds"}


@pytest.mark.parametrize("name", ["Бахром Хамроев", "a" * 200, "=1+1", "", "é"])
def test_a_model_is_named_as_hubverse_wants(name: str) -> None:
    made_id = model_id(Origin(kind="base-rate", name=name or "-", version="x-1"))
    team, _, model = made_id.partition("-")
    assert team.replace("_", "").isalnum()
    assert model.replace("_", "").isalnum()
    assert made_id.isascii()


def test_two_models_that_cannot_be_spelt_are_two() -> None:
    names = ["Хамроев", "Серенко", "مرحبا"]
    ids = [model_id(Origin(kind="speaker", name=name)) for name in names]
    assert all(a != b for a, b in itertools.combinations(ids, 2))


def test_a_month_is_a_month() -> None:
    month = Original(
        document="1a" * 32,
        name="a",
        size=1,
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        date=DateInterval(dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
    )
    assert json.loads(written(FORMATS["csl"].write, [month], "documents"))[0]["issued"] == {
        "date-parts": [[2016, 2]]
    }
    assert b"date = {2016-02}" in written(FORMATS["bibtex"].write, [month], "documents")
