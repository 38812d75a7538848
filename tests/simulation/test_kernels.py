"""Two kernels, one contract: in double precision they give the same runs."""

import datetime as dt
from dataclasses import fields
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mechanisms.event import BaseRate, EventKind, HazardTerm, Impulse
from sayso.mechanisms.link import Gate, Link, Prior
from sayso.models import Model, Node
from sayso.simulation import Ban, Change, Clamp, Keep, Occurrence, Passage, Shock, Strength, simulate
from sayso.simulation.kernels import WORTH_COMPILING, chosen, work
from sayso.statements.factor import Factor

pytest.importorskip("numba", reason="the extra fast is not installed")

START = dt.date(2022, 2, 1)
MONTHS = 10
SAME = ("outbreaks", "lasting", "begun", "active", "spread", "presence_of_draw", "parameter_draw")


def differences(model: Model, **options: Any) -> dict[str, float]:
    """Return how far apart the kernels are in each array, once they agree on every event."""
    one, other = (
        simulate(model, seed=11, kernel=kernel, precision="double", **options)
        for kernel in ("numpy", "numba")
    )
    found = {}
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if not isinstance(mine, np.ndarray) or not mine.size:
            continue
        assert mine.shape == theirs.shape
        assert mine.dtype == theirs.dtype
        if field.name in SAME:
            assert np.array_equal(mine, theirs), field.name
        else:
            assert np.array_equal(np.isnan(mine), np.isnan(theirs)), field.name
            found[field.name] = float(np.nanmax(np.abs(mine - theirs), initial=0.0))
    return found


@pytest.mark.parametrize("tilts", [None, {"mass_unrest(UZB)": 3.0, "intervention(RUS>UZB)": 4.0}])
def test_a_region_runs_the_same_in_both(region: Model, tilts: dict[str, float] | None) -> None:
    keep = Keep(passages=(Passage(factor=region.factors[0], level=0.6),), spread=not tilts)
    found = differences(region, months=24, runs=700, tilts=tilts, keep=keep)
    assert max(found.values()) < 1e-9


def test_in_single_precision_they_differ_by_rounding(region: Model) -> None:
    one, other = (simulate(region, months=24, runs=2000, seed=11, kernel=by) for by in ("numpy", "numba"))
    same = np.all(one.begun == other.begun, axis=(1, 2))
    assert same.mean() > 0.99
    assert np.abs(one.levels[same] - other.levels[same]).max() < 1e-5


NAMES = [Factor(name, "UZB") for name in ("unrest", "grievance", "welfare", "repression")]
KINDS = [Factor(name, "UZB") for name in ("mass_unrest", "refusal", "fall")]
numbers = st.floats(-2.0, 2.0)
priors = st.builds(
    lambda mean, sd: Prior(mean=mean, sd=sd, source="t"), st.floats(-0.6, 0.6), st.floats(0.0, 0.3)
)
gates = st.one_of(
    st.builds(Gate, factor=st.sampled_from(NAMES), threshold=st.floats(0.3, 0.7), steepness=st.just(0.05)),
    st.builds(Gate, event=st.sampled_from([str(kind) for kind in KINDS[:1]])),
)
links = st.builds(
    Link,
    source=st.sampled_from([*NAMES, *KINDS]),
    target=st.sampled_from([*NAMES, *KINDS]),
    form=st.sampled_from(["level", "change", "threshold", "dread"]),
    weight=priors,
    presence=st.sampled_from([1.0, 0.5]),
    lag=st.integers(0, 3),
    threshold=st.floats(0.3, 0.8),
    steepness=st.sampled_from([0.05, 0.2]),
    gate=st.none() | gates,
    origin=st.sampled_from(["a", "b"]),
)
nodes = st.builds(
    Node,
    factor=st.just(NAMES[0]),
    start=numbers,
    start_sd=st.sampled_from([0.0, 0.4]),
    slope=st.floats(-0.1, 0.1),
    rest=numbers,
    kappa=st.floats(0.05, 1.0),
    noise=st.sampled_from([0.0, 0.2]),
)
terms = st.builds(
    HazardTerm,
    source=st.none() | st.sampled_from(NAMES),
    weight=priors,
    lag=st.integers(0, 2),
    origin=st.just("t"),
)
kinds = st.builds(
    EventKind,
    id=st.just(""),
    name=st.just("e"),
    actor=st.just("UZB"),
    base_rate=st.sampled_from([None, BaseRate(monthly=0.1, low=0.05, high=0.2, source="t")]),
    terms=st.lists(terms, max_size=2).map(tuple),
    gates=st.lists(gates.filter(lambda gate: gate.event is None), max_size=1).map(tuple),
    duration_months=st.sampled_from([1.0, 3.0]),
    impulses=st.lists(
        st.builds(Impulse, target=st.sampled_from(NAMES), size=priors, origin=st.just("t")), max_size=2
    ).map(tuple),
    scheduled=st.sampled_from([(), (dt.date(2022, 5, 3),)]),
    under_way=st.sampled_from([0.0, 0.5]),
    origin=st.just("t"),
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Return a model with every feature that a kernel must know."""
    events = [msgspec.structs.replace(draw(kinds), id=str(kind)) for kind in KINDS]
    events[1] = msgspec.structs.replace(
        events[1], requires=events[0].id, duration_months=draw(st.sampled_from([None, 2.0])), scheduled=()
    )
    events[2] = msgspec.structs.replace(events[2], ends=(events[0].id,), scheduled=())
    return Model(
        name="any",
        start=START,
        nodes=tuple(msgspec.structs.replace(draw(nodes), factor=name) for name in NAMES),
        links=tuple(draw(st.lists(links, max_size=8))),
        events=tuple(events),
    )


@given(model=models(), changed=st.booleans(), tilted=st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_model_runs_the_same_in_both(model: Model, *, changed: bool, tilted: bool) -> None:
    changes: list[Change] = [
        Clamp(factor=NAMES[0], level=0.8, start=dt.date(2022, 4, 1), end=dt.date(2022, 6, 9)),
        Shock(factor=NAMES[1], size=-0.7, on=dt.date(2022, 5, 5)),
        Occurrence(event=str(KINDS[1]), on=dt.date(2022, 7, 1)),
        Ban(event=str(KINDS[0]), start=dt.date(2022, 5, 1), end=dt.date(2022, 5, 1)),
    ]
    if model.links:
        link = model.links[0]
        changes.append(Strength(source=link.source, target=link.target, times=0.3, start=dt.date(2022, 6, 1)))
    found = differences(
        model,
        months=MONTHS,
        runs=330,
        tilts={str(KINDS[2]): 1.5} if tilted else None,
        changes=changes if changed else (),
        keep=Keep(months=(0, 3, MONTHS), passages=(Passage(factor=NAMES[2], level=0.4, direction=-1),)),
    )
    assert max(found.values()) < 1e-9


def test_the_kernel_is_chosen_by_the_work(region: Model) -> None:
    few, many = 100, int(WORTH_COMPILING / work(region, months=12, runs=1)) + 1
    assert chosen(region, months=12, runs=few) == "numpy"
    assert chosen(region, months=12, runs=many) == "numba"


def test_without_the_extra_it_is_named(region: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.simulation.kernels.installed", lambda: False)
    with pytest.raises(ModuleNotFoundError, match=r"sayso\[fast\]"):
        simulate(region, months=1, runs=1, seed=0, kernel="numba")
    assert chosen(region, months=120, runs=10**9) == "numpy"
