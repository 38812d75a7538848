"""`python -m training.folds`: predictions for the Causal News Corpus by networks that never saw the sentence.

Five times the pretrained transformer, which has seen nothing of the corpus, is trained on four fifths of it
(and on BECAUSE) and asked about the rest. `benchmarks/accuracy.py causal --folds FILE` scores what this
writes.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.language.tagging import best_tags, spans_of
from training.batches import Pieces, batches, collate, cut
from training.build import network, pretrained, tokenizer_of
from training.corpora import because, causal_news
from training.labels import CAUSE, SIGNAL, TAGGERS
from training.losses import pool
from training.model import Encoder
from training.train import Masters, learn

FOLDS = 5
UNSEEN = -10.0
"""Log-odds of a cause that stand for "none found"."""
HERE = Path(__file__).parent


def main() -> None:
    """Train five times and write the predictions."""
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build/training")
    parser.add_argument("--out", type=Path, default=HERE.parent / "build/training/folds.jsonl")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    recipe = tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))
    tokenizer = tokenizer_of(pretrained(recipe))
    labels = json.loads((given.work / "labels.json").read_text(encoding="utf-8"))
    corpora = given.shared / "data/corpora"
    windows = [one for one in causal_news(corpora / "causal_news_corpus/data/V2") if one.words]
    items = _cut(windows, tokenizer)
    more = _cut(because(corpora / "because"), tokenizer)
    order = np.random.default_rng(recipe["training"]["seed"]).permutation(len(items))
    done = _done(given.out)
    with given.out.open("a", encoding="utf-8") as file:
        for fold in range(FOLDS):
            asked = [items[at] for at in order[fold::FOLDS]]
            if done.issuperset(item.window.source.split()[1] for item in asked):
                click.echo(f"fold {fold + 1} of {FOLDS} stands in {given.out}")
                continue
            taught = [items[at] for number, at in enumerate(order) if number % FOLDS != fold]
            torch.manual_seed(recipe["training"]["seed"] + fold)  # the heads begin with random weights
            model = network(labels)
            model.load_pretrained(pretrained(recipe) / "model.safetensors")
            _teach(model, taught + more, recipe)
            file.writelines(json.dumps(line) + "\n" for line in _predictions(model, asked))
            file.flush()
            click.echo(f"fold {fold + 1} of {FOLDS}")
        seen = {item.window.source for item in items}
        for one in windows:  # what is too long for the network counts as a sentence in which it finds nothing
            if one.source not in seen and (index := one.source.split()[1]) not in done:
                file.write(json.dumps({"index": index, "label_score": UNSEEN, "spans": []}) + "\n")


def _done(path: Path) -> set[str]:
    """Return the sentences that an interrupted run has predicted; a fold is written when it is whole."""
    if not path.exists():
        return set()
    with path.open(encoding="utf-8") as file:
        return {json.loads(line)["index"] for line in file}


def _cut(windows: Iterable[Any], tokenizer: Tokenizer) -> list[Pieces]:
    return [one for window in windows if window.words and (one := cut(window, tokenizer))]


def _teach(model: Encoder, items: list[Pieces], recipe: dict[str, Any]) -> None:
    settings = recipe["training"]
    model.to(torch.bfloat16)
    masters = Masters(model, settings)
    rng = np.random.default_rng(settings["seed"])
    steps = [
        batch for _ in range(recipe["folds"]["passes"]) for batch in batches(items, settings["tokens"], rng)
    ]
    for at, step in enumerate(steps):
        torch.manual_seed(settings["seed"] + at)
        learn(model, collate(step, (*TAGGERS, "features", "relation"), ("causal", "plover")), settings)
        rise = min(1.0, (at + 1) / settings["warm_up"])
        masters.step(rise * (1.0 - 0.95 * at / len(steps)), settings["clip"])
    masters.restore_full(model)


def _predictions(model: Encoder, items: list[Pieces]) -> list[dict[str, Any]]:
    """Return what the network says of each sentence: the log-odds that it tells a cause, and the spans."""
    said = []
    with torch.no_grad():
        for at in range(0, len(items), 32):
            part = items[at : at + 32]
            batch = collate(part, ("cause", "signal"), ("causal",))
            outputs = model(batch.pieces, batch.shapes, batch.first)
            scores = pool(outputs["causal"], batch.first > 0)[:, 0].tolist()
            for row, item in enumerate(part):
                size = len(item.window.words)
                spans = [
                    (first, last, names[kind])
                    for head, names in (("cause", CAUSE), ("signal", SIGNAL))
                    for first, last, kind in spans_of(best_tags(outputs[head][row, :size].numpy()))
                ]
                said.append(
                    {"index": item.window.source.split()[1], "label_score": scores[row], "spans": spans}
                )
    return said


if __name__ == "__main__":
    main()
