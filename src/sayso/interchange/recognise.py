"""Which format a file has, by its content alone."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

HEAD: Final = 65536
"""Bytes that are looked at."""
_ENTRY: Final = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_LINE: Final = re.compile(r'^\s*\{.*"(?:record|kind)"\s*:', re.MULTILINE)


def recognised(stream: BinaryIO) -> str | None:
    """Return the name of the format that a stream begins like, None where of none; sets the stream back.

    A table counts where its heading has a column `sayso`, as every table that Sayso writes has.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("{"):
        return _object(text)
    if text.startswith("["):
        keys = _first(text[1:].lstrip()).keys()
        return "csl" if {"custom", "language", "issued"} & keys else "indra"
    if text.startswith("<"):
        return "graphml" if "<graphml" in text else None
    columns = next(csv.reader(io.StringIO(text.partition("\n")[0].rstrip("\r"))), [])
    if "output_type_id" in columns:
        return "hubverse"
    if "sayso" in columns:
        return "csv"
    return "bibtex" if _ENTRY.search(text) else _lines(text)


def _object(text: str) -> str | None:
    keys = _first(text).keys()
    if "@context" in keys or text[:200].lstrip("{ \r\n\t").startswith('"@context"'):
        return "annotation"
    if "elements" in keys or '"elements"' in text.partition("\n")[0]:
        return "cytoscape"
    return _lines(text)


def _lines(text: str) -> str | None:
    """Return `jsonl` where any line looks like an item's, so that a broken first one hides nothing."""
    return "jsonl" if _LINE.search(text) else None


def _first(text: str) -> Mapping[str, Any]:
    """Return the first object of a text; an empty one where it does not end in what was read."""
    try:
        value: Any = json.JSONDecoder().raw_decode(text)[0]
    except (json.JSONDecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
