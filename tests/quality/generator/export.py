"""A collection as files: texts, `gold.jsonl`, `structure.jsonl`, and the user's actor and factor files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.quality.generator.collection import Collection
from tests.quality.generator.document import GeneratedDocument
from tests.quality.generator.marks import claim_span, in_order, one_span
from tests.quality.generator.phrase import Claim, Role

STRUCTURE: dict[str, tuple[Role, ...]] = {
    "attribution": ("source", "cue", "content"),
    "condition": ("condition", "consequence"),
    "cause": ("cause", "effect", "signal"),
}
"""The marks of structure, each with its roles."""


def gold(document: GeneratedDocument) -> Iterator[dict[str, Any]]:
    """Yield a document's marks with the fields of `gold.jsonl`, and the phenomena that each shows."""
    number = 0
    for claim in in_order(document.content):
        for effect in claim.matter.written():
            number += 1
            yield {
                "id": f"{Path(document.name).stem}-{number:03d}",
                "report": document.name,
                **_fields(document, claim),
                "effect": effect,
            }


def _fields(document: GeneratedDocument, claim: Claim) -> dict[str, Any]:
    text, whole = document.text, claim_span(document.content, claim)
    hedge = one_span(document.content, claim, "likelihood")
    head = one_span(document.content, claim, "head")
    return {
        "start": whole.start,
        "end": whole.end,
        "quote": text[whole.start : whole.end],
        "speaker": claim.speaker,
        "via": list(claim.via),
        "kind": claim.kind,
        "cause": None if claim.cause is None else claim.cause.written()[0],
        "sign": claim.sign,
        "likelihood": None if hedge is None else text[hedge.start : hedge.end],
        "note": None,
        "head": None if head is None else text[head.start : head.end],
        "phenomena": list(claim.phenomena),
    }


def structure(document: GeneratedDocument) -> Iterator[dict[str, Any]]:
    """Yield the marks of structure: for each role a list of [start, end]."""
    for name, roles in STRUCTURE.items():
        for group in document.structure(*roles):
            yield {"report": document.name, "mark": name, **dict(zip(roles, group, strict=True))}


def write_collection(found: Collection, folder: Path) -> None:
    """Write a collection into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in found.documents:
        (folder / document.name).write_text(document.text + "\n", encoding="utf-8")
    _write_lines(folder / "gold.jsonl", (line for one in found.documents for line in gold(one)))
    _write_lines(folder / "structure.jsonl", (line for one in found.documents for line in structure(one)))
    (folder / "actors.toml").write_text(found.actors, encoding="utf-8")
    if found.factors is not None:
        (folder / "factors.toml").write_text(found.factors, encoding="utf-8")


def _write_lines(path: Path, lines: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
