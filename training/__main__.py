"""`python -m training`: corpora → weights → int8 ONNX in the package."""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import click
import onnxruntime
import torch

from training.build import label_sets, network, pretrained, tokenizer_of
from training.data import training_sets
from training.export import export
from training.labels import TAGGERS
from training.train import Phase, Run, train, write_labels

HERE = Path(__file__).parent


def main() -> None:
    """Train by the recipe and write the package data."""
    given = _arguments()
    torch.set_num_threads(given.threads)
    recipe = tomllib.loads(given.recipe.read_text(encoding="utf-8"))
    folder = pretrained(recipe)
    labels = label_sets(given.shared / "data/corpora")
    given.work.mkdir(parents=True, exist_ok=True)
    write_labels(given.work / "labels.json", labels)
    torch.manual_seed(recipe["training"]["seed"])  # the heads begin with random weights
    model = network(labels)
    model.load_pretrained(folder / "model.safetensors")
    numbered = {
        name: {label: at for at, label in enumerate(labels[name])} for name in ("relation", "features")
    }
    sets = training_sets(given.shared, HERE.parent / "cases", numbered["relation"], numbered["features"])
    run = Run(
        tokenizer=tokenizer_of(folder),
        settings=recipe["training"],
        folder=given.work,
        tasks=(*TAGGERS, "features", "relation"),
    )
    phases = [Phase(one["name"], one["passes"]) for one in recipe["phases"]][: given.phases]
    model = train(model, sets, phases, run=run)
    if given.no_export or len(phases) < len(recipe["phases"]):
        click.echo("nothing was exported")
        return
    written = export(
        model, labels, tokenizer=folder / "tokenizer.json", folder=given.out, about=origin(recipe)
    )
    click.echo(f"wrote {written}")


def origin(recipe: dict[str, Any]) -> dict[str, Any]:
    """Return what `encoder.json` tells of how the weights were made."""
    return {
        "name": recipe["name"],
        "version": recipe["version"],
        "base": {"package": recipe["base"]["package"], "sha256": recipe["base"]["sha256"]},
        "seed": recipe["training"]["seed"],
        "phases": recipe["phases"],
        "versions": {"torch": torch.__version__, "onnxruntime": onnxruntime.__version__},
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parents[1] / "shared", help="folder that holds data/corpora"
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=HERE.parent / "build/training",
        help="checkpoints; a run goes on from here",
    )
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.toml")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--phases", type=int, help="do the first so many only; the rate falls over the last one"
    )
    parser.add_argument(
        "--out", type=Path, default=HERE.parent / "src/sayso/language/data", help="where the encoder goes"
    )
    parser.add_argument("--no-export", action="store_true", help="write checkpoints only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
