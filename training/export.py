"""The trained network as an int8 ONNX file, with what the reader needs beside it."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.model import Encoder

OPSET = 17


class _Outputs(nn.Module):
    """The network with its outputs in a fixed order, as ONNX wants them."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model
        self.names: list[str] = []

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        said = self.model(pieces, shapes, first)
        self.names = list(said)
        return tuple(said.values())


def export(
    model: Encoder, labels: dict[str, list[str]], *, tokenizer: Path, folder: Path, about: dict[str, Any]
) -> Path:
    """Write what the reader needs to `folder` and return the path of the network, `encoder.onnx` (int8).

    Beside it stand `encoder.json` (`about`, the digest of the network, the label sets), the tokenizer, and
    `relations.npz`: the scorer of relations stays outside the graph, for it is asked only about the arcs of
    the decoded tree.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = model.float().eval()
    target = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        _graph(model, full)
        quantize_dynamic(
            str(full),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    np.savez_compressed(
        folder / "relations.npz", weight=model.relations.weight.detach().numpy().astype(np.float16)
    )
    shutil.copy(tokenizer, folder / "tokenizer.json")
    about = {**about, "sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "labels": labels}
    (folder / "encoder.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return target


def _graph(model: Encoder, path: Path) -> None:
    """Write the network in full precision as ONNX, for any number of texts, pieces and words."""
    wrapped = _Outputs(model)
    example = (
        torch.ones(2, 9, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
        torch.ones(2, 5, dtype=torch.long),
    )
    with torch.no_grad():
        wrapped(*example)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "shapes")}
    axes |= {name: {0: "batch", 1: "words"} for name in ("first", *wrapped.names)}
    torch.onnx.export(
        wrapped,
        example,
        str(path),
        input_names=["pieces", "shapes", "first"],
        output_names=wrapped.names,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
