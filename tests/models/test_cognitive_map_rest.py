"""Fixed points and cycles of cognitive maps: by hand, by trying everything, and of the published maps."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models.cognitive_map import CognitiveMap, Concept, Edge, read_map
from sayso.models.cognitive_map_rest import attractors

MAPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "political-fcms"
needs_maps = pytest.mark.skipif(not MAPS.is_dir(), reason=f"no published maps at {MAPS}")
HELD = ("usd", "geod", "uspub", "NUKE", "INT", "chnecon", "dipl", "econdep")


def made(edges: list[tuple[int, int, float]], size: int) -> CognitiveMap:
    concepts = tuple(Concept(number, f"c{number}", f"Concept {number}") for number in range(1, size + 1))
    return CognitiveMap(
        name="made", concepts=concepts, edges=tuple(Edge(*edge) for edge in edges), activation=0.5
    )


def test_two_that_hand_it_on_rest_or_take_turns() -> None:
    found = attractors(made([(1, 2, 1.0), (2, 1, 1.0)], 2))
    assert found.exact
    assert {one.states: one.basin for one in found.found} == {
        (("c2",), ("c1",)): 0.5,
        ((),): 0.25,
        (("c1", "c2"),): 0.25,
    }
    assert [one.period for one in found.found] == [2, 1, 1]


def test_what_is_held_is_on_in_every_state() -> None:
    found = attractors(made([(1, 2, 1.0), (2, 1, 1.0)], 2), clamped=["c1"])
    assert [one.states for one in found.found] == [(("c1", "c2"),)]
    assert found.starts == 2


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([-1.0, 0.4, 1.0])), max_size=12)
)
def test_every_start_ends_in_what_was_found(edges: list[tuple[int, int, float]]) -> None:
    cognitive = made(edges, 5)
    found = attractors(cognitive)
    assert sum(one.basin for one in found.found) == pytest.approx(1.0)
    known = {state for one in found.found for state in one.states}
    for number in range(32):
        on = [f"c{place + 1}" for place in range(5) if number >> place & 1]
        end = cognitive.run(on, steps=40)[-1]
        assert tuple(np.array([f"c{place + 1}" for place in range(5)])[end].tolist()) in known


@needs_maps
def test_the_published_trap_has_one_end_and_it_is_war() -> None:
    trap, _ = read_map(
        (MAPS / "trap-verts.csv").read_bytes(), (MAPS / "trap-eds.txt").read_bytes(), name="trap"
    )
    assert trap is not None
    found = attractors(trap, clamped=HELD)
    assert (found.exact, found.starts, len(found.found)) == (True, 512, 1)
    (end,) = found.found[0].states
    course = trap.run(HELD, clamped=HELD, steps=12)[-1]
    assert set(end) == {concept.code for concept, on in zip(trap.concepts, course, strict=True) if on}
    free = attractors(trap)
    assert not free.exact
    assert {one.period for one in free.found} == {1, 2}


@needs_maps
def test_the_published_map_of_support_falls_silent_when_nothing_is_held() -> None:
    support, _ = read_map(
        (MAPS / "psot-verts.csv").read_bytes(), (MAPS / "psot-eds-upd.txt").read_bytes(), name="support"
    )
    assert support is not None
    assert [one.states for one in attractors(support).found] == [((),)]


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(KeyError, match="no concept x"):
        attractors(made([], 1), clamped=["x"])
    with pytest.raises(ValueError, match="starts is 0"):
        attractors(made([], 1), starts=0)
