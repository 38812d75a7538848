"""Batches, going on after an interruption, and what is exported; only where torch is installed."""
# ruff: noqa: E402 - nothing else of this can be imported where torch is missing

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[training]'")
pytest.importorskip("onnx", reason="onnx is not installed: pip install '.[training]'")

from sayso.language.encoder import Encoder as Reader
from training import train as training
from training.__main__ import origin
from training.batches import LENGTHS, Pieces, batches, collate, cut
from training.build import network, tokenizer_of
from training.examples import NONE, Window
from training.export import export
from training.labels import KINDS, PLOVER, POINTERS, TAGGERS, factors
from training.marked import passage
from training.model import Encoder
from training.train import Phase, Run, plan, train

DATA = Path(__file__).parents[2] / "src/sayso/language/data"
TASKS = (*TAGGERS, "features", "relation")
LABELS = {
    **TAGGERS,
    "features": ["_"],
    "relation": ["nsubj", "root"],
    "plover": list(PLOVER),
    "kinds": list(KINDS),
    "factors": factors(),
    "pointers": list(POINTERS),
}
SETTINGS: dict[str, Any] = {
    "seed": 7,
    "tokens": 40,
    "encoder_rate": 1e-4,
    "head_rate": 1e-3,
    "decay": 0.01,
    "clip": 2.0,
    "warm_up": 3,
    "dropout": 0.1,
    "final": 0.05,
    "checkpoint": 2,
}
PASSAGE = """\
a-{0} | wire
Mali will cut its army, Ada said.
+ forecast | security_capacity(MLI) | - | Mali will cut its army | cut | Mali | Ada
@ Ada | said | Mali will cut its army
"""


def windows() -> list[Window]:
    tree = Window(
        ["Rain", "fell"], "t", tags={"upos": [7, 15], "relation": [0, 1]}, heads=[2, 0], sentences=[0, 0]
    )
    event = Window(["Crowds", "met", "."], "e", labels={"plover": 1, "causal": 0})
    return [tree, event, *(passage(PASSAGE.format(number), "a") for number in range(6))]


def items(sizes: list[int]) -> list[Pieces]:
    """Windows of so many pieces; the first piece is the number of the window."""
    return [Pieces(Window(["x"], "x"), [at] * size, [0] * size, [1]) for at, size in enumerate(sizes)]


# --- batches


@pytest.mark.parametrize("seed", range(5))
def test_batches_hold_each_window_once_and_are_not_too_large(seed: int) -> None:
    sizes = np.random.default_rng(seed).integers(3, 190, 80).tolist()
    made = list(batches(items(sizes), 600, np.random.default_rng(seed)))
    assert sorted(one.pieces[0] for batch in made for one in batch) == list(range(80))
    for batch in made:
        padded = next(length for length in LENGTHS if length >= max(len(one.pieces) for one in batch))
        assert len(batch) * padded <= 600


def order(seed: int) -> list[list[int]]:
    sets = {"a": items([5] * 40), "b": items([30] * 9)}
    made = plan(sets, Phase("one", {"a": 1.5, "b": 2}), 100, seed)
    return [[one.pieces[0] for one in batch] for batch in made]


def test_the_same_seed_gives_the_same_batches() -> None:
    assert order(3) == order(3)
    assert order(3) != order(4)


def test_a_pass_and_a_half_takes_every_window_once_and_half_of_them_twice() -> None:
    made = plan({"a": items([5] * 40)}, Phase("one", {"a": 1.5}), 100, 3)
    seen = [one.pieces[0] for batch in made for one in batch]
    assert len(seen) == 60
    assert set(seen) == set(range(40))


def test_a_window_too_long_for_the_network_is_left_out() -> None:
    tokenizer = tokenizer_of(DATA)
    assert cut(Window(["rain"] * 300, "x"), tokenizer) is None
    short = cut(Window(["Rain", "fell"], "x"), tokenizer)
    assert short is not None
    assert (len(short.pieces), short.first) == (4, [1, 2])


def test_what_a_window_does_not_mark_says_nothing() -> None:
    tokenizer = tokenizer_of(DATA)
    rows = [one for window in windows()[:2] if (one := cut(window, tokenizer))]
    batch = collate(rows, TASKS, ("causal", "plover"))
    assert batch.tags["upos"].tolist() == [[7, 15, NONE], [NONE] * 3]
    assert batch.arcs.tolist() == [[2, 0, NONE], [NONE] * 3]
    assert batch.labels["plover"].tolist() == [NONE, 1]
    assert batch.pieces.shape == (2, LENGTHS[0])


# --- a run


class Interruption(Exception):  # noqa: N818 - it stands for the power going off
    """What stops a run."""


@pytest.fixture
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def trained(folder: Path) -> tuple[Encoder, list[str]]:
    """Train from the same beginning, or from where `folder` stands; return the network and what was said."""
    torch.manual_seed(1)
    lines: list[str] = []
    run = Run(tokenizer=tokenizer_of(DATA), settings=SETTINGS, folder=folder, tasks=TASKS, say=lines.append)
    phases = [Phase("first", {"a": 1}), Phase("last", {"a": 1, "b": 1})]
    load: dict[str, Callable[[], list[Window]]] = {"a": lambda: windows()[:4], "b": lambda: windows()[4:]}
    return train(network(LABELS), load, phases, run=run), lines


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    ("steps", "begins"),
    [(1, "phase first: 2 steps"), (3, "going on at phase 1, step 0"), (4, "going on at phase 1, step 2")],
)
def test_a_run_that_was_interrupted_ends_in_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, begins: str
) -> None:
    straight, said = trained(tmp_path / "straight")
    assert [line.split(";")[0] for line in said] == ["phase first: 2 steps", "phase last: 4 steps"]
    number = count()

    def learn(*given: Any) -> float:
        if next(number) == steps:
            raise Interruption
        return learnt(*given)

    learnt = training.learn
    with monkeypatch.context() as patched:
        patched.setattr(training, "learn", learn)
        with pytest.raises(Interruption):
            trained(tmp_path / "broken")
    gone_on, said = trained(tmp_path / "broken")
    assert said[0].startswith(begins)
    weights = gone_on.state_dict()
    for name, weight in straight.state_dict().items():
        assert torch.equal(weight, weights[name]), name


@pytest.mark.usefixtures("one_thread")
def test_a_finished_run_is_taken_as_it_is(tmp_path: Path) -> None:
    first, _ = trained(tmp_path)
    again, said = trained(tmp_path)
    assert said == ["going on at phase 2, step 0"]
    assert all(torch.equal(weight, again.state_dict()[name]) for name, weight in first.state_dict().items())


@pytest.mark.filterwarnings("ignore::Warning")  # the exporter has many, all known
@pytest.mark.usefixtures("one_thread")
def test_what_is_exported_can_be_read_with(tmp_path: Path) -> None:
    torch.manual_seed(1)
    recipe = {
        "name": "toy",
        "version": "0",
        "base": {"package": "p", "sha256": "0"},
        "training": SETTINGS,
        "phases": [{"name": "first", "passes": {"a": 1}}],
    }
    export(network(LABELS), LABELS, tokenizer=DATA / "tokenizer.json", folder=tmp_path, about=origin(recipe))
    about = json.loads((tmp_path / "encoder.json").read_text(encoding="utf-8"))
    assert about["phases"] == recipe["phases"]
    assert about["versions"]["torch"] == torch.__version__
    reader = Reader(tmp_path)
    (said,) = reader.read([[["Rain", "fell", "."]]])
    assert reader.name == "toy-0"
    assert len(said.upos) == 3
