"""The two published political maps load, run as published, and run as models."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import Model
from sayso.models.cognitive_map import CognitiveMap, Concept, Edge, read_map, to_model
from sayso.models.graph import from_graphml, map_from_graph, map_to_graph, model_to_graph, to_graphml
from sayso.simulation import simulate

MAPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "political-fcms"
needs_maps = pytest.mark.skipif(not MAPS.is_dir(), reason=f"no published maps at {MAPS}")

TRAP = ("trap-verts.csv", "trap-eds.txt", 17, 32)
SUPPORT = ("psot-verts.csv", "psot-eds-upd.txt", 34, 44)
FIRST = ("usd", "geod", "uspub", "NUKE", "INT", "chnecon")
"""What is on at the first step of the published course of the trap."""
HELD = ("usd", "geod", "uspub", "NUKE", "INT", "chnecon", "dipl", "econdep")
"""The published scenario: a strong defensive posture, resentment, dominance, diplomacy, dependence."""


def load(concepts: str, edges: str) -> CognitiveMap:
    made, problems = read_map((MAPS / concepts).read_bytes(), (MAPS / edges).read_bytes(), name="published")
    assert problems == ()
    assert made is not None
    return made


def published_course() -> np.ndarray:
    """Return the four steps of cycle.tsv, (steps, concepts)."""
    with (MAPS / "cycle.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) > 4]
    return np.array([[float(cell) for cell in row[1:5]] for row in rows if row[0].strip()]).T > 0.5


@needs_maps
@pytest.mark.parametrize(("concepts", "edges", "many", "links"), [TRAP, SUPPORT])
def test_a_published_map_loads_whole(concepts: str, edges: str, many: int, links: int) -> None:
    found = load(concepts, edges)
    assert (len(found.concepts), len(found.edges)) == (many, links)
    assert np.isfinite(found.matrix()).all()


@needs_maps
def test_the_trap_of_two_powers_runs_as_published() -> None:
    """Fear and honour at the second step, Chinese arms, resentment and war at the third, and war stays"""
    course = load(*TRAP[:2]).run(FIRST, clamped=HELD, steps=3)
    assert np.array_equal(course, published_course())


@needs_maps
def test_the_trap_as_a_model_takes_the_same_course() -> None:
    trap = load(*TRAP[:2])
    expected = trap.run(HELD, clamped=HELD, steps=12)
    model = to_model(trap, start=dt.date(2017, 4, 1), actor="USA", on=HELD, clamped=HELD)
    levels = simulate(model, months=12, runs=2, seed=1).levels
    assert np.array_equal(levels[0] > 0.5, expected)
    assert (np.abs(levels - 0.5) > 0.45).all()


@needs_maps
def test_support_for_a_group_comes_on_where_it_is_led_attractive_legitimate_and_bearable() -> None:
    """The first example of the published notes"""
    first = (
        "lead",
        "pkg",
        "opp",
        "pres",
        "MOTV",
        "intl",
        "cprop",
        "desp",
        "PLEG",
        "intm",
        "lvic",
        "id",
        "mgtc",
    )
    found = load(*SUPPORT[:2])
    with_all = found.run(first, clamped=first, steps=10)[-1]
    without = found.run((), steps=10)[-1]
    codes = [concept.code for concept in found.concepts]
    assert with_all[codes.index("PSOT*")]
    assert not without.any()
    model = to_model(found, start=dt.date(2017, 4, 1), actor="GRP", on=first, clamped=first)
    levels = simulate(model, months=10, runs=1, seed=1).levels
    assert np.array_equal(levels[0, -1] > 0.5, with_all)


def test_constants_and_comments_of_the_wolfram_language_are_read() -> None:
    concepts = b"1,a,Alpha\r2,b,Beta, the second\r"
    edges = b"half = $activationThreshold/2; (* {1,1,9} *)\nspec = {\n {1, 2, -half + 0.1*2}, (* x *) {2,1, 1/3}\n};"
    found, problems = read_map(concepts, edges, name="two", activation=0.8)
    assert problems == ()
    assert found is not None
    assert found.concepts[1] == Concept(2, "b", "Beta, the second")
    assert [edge.weight for edge in found.edges] == pytest.approx([-0.2, 1 / 3])


def test_what_cannot_be_read_is_said_with_its_place() -> None:
    found, problems = read_map(
        b"1,a,Alpha\nx\n", b"s = {{1,1,strong}, {1,7,0.5}, {1,1,1/0}, {1,1,2}};", name="bad"
    )
    assert found is not None
    assert [edge.weight for edge in found.edges] == [2.0]
    assert [str(problem) for problem in problems] == [
        "bad:2: 'x'; want a number of its own, a code and a name",
        "bad: {1,1,strong}: the weight cannot be worked out",
        "bad: {1,7,0.5}: there is no concept 7",
        "bad: {1,1,1/0}: the weight cannot be worked out",
    ]
    assert read_map(b"1,a,Alpha\n", b"prose", name="none")[0] is None


def test_a_code_that_the_map_lacks_is_refused() -> None:
    lone = CognitiveMap(name="lone", concepts=(Concept(1, "a", "A"),), edges=(), activation=0.5)
    with pytest.raises(KeyError, match="no concept b; it has a"):
        lone.run(["b"], steps=1)


WEIGHTS = st.floats(-2, 2, allow_subnormal=False)


@settings(deadline=None)  # the first draw imports NetworkX
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), WEIGHTS), max_size=12), st.floats(0.1, 1))
def test_a_map_survives_networkx_and_graphml(edges: list[tuple[int, int, float]], activation: float) -> None:
    pytest.importorskip("networkx")
    concepts = tuple(Concept(number, f"c{number}", f"Concept {number}") for number in range(1, 6))
    made = CognitiveMap(
        name="drawn", concepts=concepts, edges=tuple(Edge(*edge) for edge in edges), activation=activation
    )
    again = map_from_graph(from_graphml(to_graphml(map_to_graph(made))), activation=activation)
    assert again.concepts == made.concepts
    assert np.allclose(again.matrix(), made.matrix())
    same = map_from_graph(map_to_graph(made))
    assert (same.name, same.activation, same.concepts) == (made.name, made.activation, made.concepts)
    assert sorted(same.edges, key=repr) == sorted(made.edges, key=repr)


def test_a_graph_of_names_becomes_a_map() -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.DiGraph()
    graph.add_edge("fear", "war", weight=0.7)
    graph.add_edge("war", "fear")
    found = map_from_graph(graph)
    assert [concept.code for concept in found.concepts] == ["fear", "war"]
    assert [edge.weight for edge in found.edges] == [0.7, 1.0]
    with pytest.raises(ValueError, match="this graph has none"):
        map_from_graph(networkx.Graph())


def test_a_model_goes_out_with_its_links_and_hazards(region: Model) -> None:
    pytest.importorskip("networkx")
    graph = from_graphml(to_graphml(model_to_graph(region)))
    assert len(graph) == len(region.nodes) + len(region.events)
    terms = sum(term.source is not None for event in region.events for term in event.terms)
    jumps = sum(len(event.impulses) for event in region.events)
    assert graph.number_of_edges() == len(region.links) + terms + jumps


def test_what_is_no_graphml_is_refused() -> None:
    pytest.importorskip("networkx")
    with pytest.raises(ValueError, match="not GraphML"):
        from_graphml(b"plain words")
