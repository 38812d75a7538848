"""Training: phases of mixed batches, checkpoints, going on where it stopped."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.batches import Batch, Pieces, batches, collate, cut
from training.examples import Window
from training.losses import losses
from training.model import Encoder

_SAY = 50
"""Steps from one line of progress to the next."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of training on a mixture of sets."""

    name: str
    passes: dict[str, float]


class Masters:
    """The weights in full precision and AdamW's state; the network itself computes in bfloat16 on a CPU.

    Source: Loshchilov and Hutter (2019), Decoupled weight decay regularization.
    """

    def __init__(self, model: nn.Module, settings: dict[str, Any]) -> None:
        """Copy the trainable weights."""
        self.live = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
        self.full = {
            name: weight.detach().float().clone().requires_grad_() for name, weight in self.live.items()
        }
        encoder = ("layers.", "meaning.", "positions.", "segment", "norm.")
        groups = [
            {
                "params": [
                    weight for name, weight in self.full.items() if name.startswith(encoder) == inside
                ],
                "rate": settings["encoder_rate" if inside else "head_rate"],
            }
            for inside in (True, False)
        ]
        self.adam = torch.optim.AdamW(
            groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=settings["decay"], fused=True
        )

    def step(self, scale: float, clip: float) -> None:
        """Take the gradients of the network, move the weights, and copy them back."""
        for name, weight in self.live.items():
            self.full[name].grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        nn.utils.clip_grad_norm_([weight for weight in self.full.values() if weight.grad is not None], clip)
        for group in self.adam.param_groups:
            group["lr"] = group["rate"] * scale
        self.adam.step()
        with torch.no_grad():
            for name, weight in self.live.items():
                weight.copy_(self.full[name])

    def restore_full(self, model: nn.Module) -> None:
        """Give the network its weights in full precision."""
        model.float()
        with torch.no_grad():
            for name, weight in model.named_parameters():
                if name in self.full:
                    weight.copy_(self.full[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How and where a network is trained."""

    tokenizer: Tokenizer
    settings: dict[str, Any]
    """The table `training` of the recipe."""
    folder: Path
    """Where checkpoints are written, and where a run goes on from."""
    tasks: tuple[str, ...]
    """Heads that label words."""
    labels: tuple[str, ...] = ("causal", "plover", "topic")
    """Heads that label whole windows."""
    precision: torch.dtype = torch.bfloat16
    say: Callable[[str], None] = click.echo
    """Is told how the training goes."""


@dataclass(slots=True)
class Place:
    """Where a run stands: the phase, the next step in it, and all steps done."""

    phase: int = 0
    step: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The batches of a phase; in the last phase the rate falls."""

    name: str
    steps: list[list[Pieces]]
    last: bool


def plan(sets: dict[str, list[Pieces]], phase: Phase, tokens: int, seed: int) -> list[list[Pieces]]:
    """Return all batches of a phase, mixed; each set is gone through so many times."""
    rng = np.random.default_rng(seed)
    pool: list[Pieces] = []
    for name, passes in phase.passes.items():
        whole, part = divmod(passes, 1)
        items = sets[name]
        pool += items * int(whole)
        pool += [items[at] for at in rng.permutation(len(items))[: int(part * len(items))]]
    return list(batches(pool, tokens, rng))


def train(
    model: Encoder, load: dict[str, Callable[[], list[Window]]], phases: list[Phase], *, run: Run
) -> Encoder:
    """Train `model` through the phases and return it in full precision.

    Goes on from the last checkpoint in the run's folder; each phase's last weights are kept under its name.
    """
    run.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(run.settings["seed"])
    model.to(run.precision)
    masters = Masters(model, run.settings)
    state = run.folder / "checkpoint.pt"
    at = Place()
    if state.exists():
        at = _restore(masters, torch.load(state, weights_only=False))
        run.say(f"going on at phase {at.phase}, step {at.step}")
    while at.phase < len(phases):
        phase = phases[at.phase]
        sets = {
            name: [one for window in load[name]() if window.words and (one := cut(window, run.tokenizer))]
            for name in phase.passes
        }
        steps = plan(sets, phase, run.settings["tokens"], run.settings["seed"] + at.phase)
        sizes = ", ".join(f"{name} {len(one)}" for name, one in sets.items())
        run.say(f"phase {phase.name}: {len(steps)} steps; {sizes}")
        stretch = _Stretch(phase.name, steps, last=at.phase == len(phases) - 1)
        _go_through(model, masters, stretch, at=at, run=run)
        at.phase, at.step = at.phase + 1, 0
        _save(masters, state, at)
        torch.save(
            {name: weight.detach() for name, weight in masters.full.items()}, run.folder / f"{phase.name}.pt"
        )
    masters.restore_full(model)
    return model


def _go_through(model: Encoder, masters: Masters, stretch: _Stretch, *, at: Place, run: Run) -> None:
    """Take the steps of a phase from `at` on, which moves with them."""
    settings, steps = run.settings, stretch.steps
    began, seen, running = time.monotonic(), 0, 0.0
    for step in range(at.step, len(steps)):
        torch.manual_seed(settings["seed"] * 7 + at.phase * 1_000_003 + step)
        batch = collate(steps[step], run.tasks, run.labels)
        loss = learn(model, batch, settings)
        masters.step(_scale(at.done, step / len(steps) if stretch.last else 0.0, settings), settings["clip"])
        at.step, at.done = step + 1, at.done + 1
        seen += batch.pieces.numel()
        running = loss if not running else 0.98 * running + 0.02 * loss
        if at.done % _SAY == 0:
            rate = seen / (time.monotonic() - began)
            run.say(f"{stretch.name} {at.step}/{len(steps)} loss {running:.3f} {rate:.0f} pieces/s")
        if at.done % settings["checkpoint"] == 0:
            _save(masters, run.folder / "checkpoint.pt", at)


def learn(model: Encoder, batch: Batch, settings: dict[str, Any]) -> float:
    """Work out the gradients of one batch and return its loss."""
    vectors = model.encode(batch.pieces, batch.shapes, batch.first, dropout=settings["dropout"])
    x, m = (nn.functional.dropout(one, settings["dropout"]) for one in vectors)
    loss: Tensor = losses(model, x, m, batch, weights=settings.get("weights", {}))
    if loss.requires_grad:  # a batch may have nothing that is marked for these tasks
        loss.backward()
    return float(loss.detach())


def _scale(done: int, progress: float, settings: dict[str, Any]) -> float:
    """Return the share of the full rate: a short rise, level, and a linear fall over the last phase."""
    warm_up, final = int(settings["warm_up"]), float(settings["final"])
    return min(1.0, (done + 1) / warm_up) * (1.0 - (1.0 - final) * progress)


def _save(masters: Masters, path: Path, at: Place) -> None:
    """Write a checkpoint; one that is cut short leaves the one before."""
    partial = path.with_suffix(".part")
    torch.save({"full": masters.full, "adam": masters.adam.state_dict(), **asdict(at)}, partial)
    partial.replace(path)


def _restore(masters: Masters, saved: dict[str, Any]) -> Place:
    """Take over a checkpoint and return where it stands."""
    with torch.no_grad():
        for name, weight in saved["full"].items():
            masters.full[name].copy_(weight)
            masters.live[name].copy_(weight)
    masters.adam.load_state_dict(saved["adam"])
    for group, rate in zip(masters.adam.param_groups, saved["adam"]["param_groups"], strict=True):
        group["rate"] = rate["rate"]
    return Place(saved["phase"], saved["step"], saved["done"])


def write_labels(path: Path, labels: dict[str, list[str]]) -> None:
    """Write the label sets beside the weights."""
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
