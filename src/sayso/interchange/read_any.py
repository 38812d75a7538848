"""Reading back: a file in any format that is written here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from sayso.interchange.item import Item
from sayso.interchange.table import FORMATS
from sayso.problems import Problem

_HEAD: Final = 65536
"""Bytes that are looked at to tell formats with one extension apart."""


def read_any(path: Path) -> Iterator[Item | Problem]:
    """Yield what a file holds, by its extension and beginning; JSON Lines and CSV are read line by line."""
    try:
        with path.open("rb") as stream:
            name = format_of(path, stream)
            reader = None if name is None else FORMATS[name].read
            if reader is None:
                yield Problem(source=str(path), message=refusal(name), fatal=True)
                return
            yield from reader(stream, str(path))
    except OSError as error:
        yield Problem(source=str(path), message=f"cannot be read: {error.strerror or error}", fatal=True)


def is_exported(path: Path) -> bool:
    """Tell whether a file is one that was exported, so that it is no report and no table to be read."""
    suffix = path.suffix.lower()
    if suffix != ".csv":
        return suffix in {".ndjson", *(one.extension for one in FORMATS.values())}
    try:
        with path.open("rb") as stream:
            heading = stream.readline(_HEAD)
    except OSError:
        return False
    return b"sayso" in heading.rstrip(b"\r\n").split(b",")


def format_of(path: Path, stream: BinaryIO) -> str | None:
    """Return the name of an open file's format, or None where it has none of these; sets the stream back."""
    suffix = path.suffix.lower()
    found = [name for name, one in FORMATS.items() if one.extension == suffix]
    if suffix == ".ndjson":
        found = ["jsonl"]
    if len(found) < 2:  # noqa: PLR2004 - no choice
        return found[0] if found else None
    head = stream.read(_HEAD)
    stream.seek(0)
    if suffix == ".csv":
        heading = head.partition(b"\n")[0]
        return "hubverse" if b"output_type_id" in heading else "csv"
    return _of_json(head, found)


def _of_json(head: bytes, found: list[str]) -> str | None:
    """Return which sort of JSON a file begins like."""
    text = head.decode("utf-8-sig", "replace")
    first = text.lstrip()[:1]
    if first == "{":
        return "cytoscape" if '"elements"' in text and "cytoscape" in found else None
    if first != "[":
        return None
    keys = _first_keys(text)
    return "csl" if {"custom", "language", "issued"} & keys else "indra"


def _first_keys(text: str) -> set[str]:
    """Return the keys of the first object of a list; none where it does not end in what was read."""
    rest = text.lstrip()[1:].lstrip()
    try:
        value: Any = json.JSONDecoder().raw_decode(rest)[0]
    except (json.JSONDecodeError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()


def refusal(name: str | None) -> str:
    """Return why a file in a format, or in none that is known, is not read."""
    if name is not None:
        return f"is {name}, which holds claims flattened and is not read back as statements"
    return f"is no format that is read; want {', '.join(one for one, form in FORMATS.items() if form.read)}"
