"""GraphML: claim maps for yEd, Gephi, igraph and NetworkX.

Source: GraphML 1.0, http://graphml.graphdrawing.org/specification.html; characters as in XML 1.0, section
2.2.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, cast
from xml.parsers import expat

import msgspec

from sayso import __version__
from sayso.interchange.claim_map import ClaimMap, Edge, Node, claims
from sayso.interchange.columns import Column, columns_of
from sayso.interchange.holdings import Holdings
from sayso.interchange.tally import Tally

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final[Mapping[str, str]] = MappingProxyType({"whole": "int", "number": "double", "flag": "boolean"})
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any way."""
_REPLACED: Final = "\ufffd"
_MARKUP: Final[Mapping[str, str]] = MappingProxyType({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_GENERATOR: Final = "generator"


def write_graphml(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield a directed graph; a node stands before the first edge that needs it."""
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n'
        f'<key id="{_GENERATOR}" for="graph" attr.name="{_GENERATOR}" attr.type="string"/>\n'
    ).encode()
    for owner, kind in (("node", Node), ("edge", Edge)):
        for column in columns_of([kind]):
            sort = _TYPES.get(column.leaf, "string")
            name = column.name
            yield (
                f'<key id="{_key(owner, name)}" for="{owner}" attr.name="{name}" attr.type="{sort}"/>\n'
            ).encode()
    yield b'<graph id="claims" edgedefault="directed">\n' + _data(_GENERATOR, f"Sayso {__version__}") + b"\n"
    numbers: dict[Node, str] = {}
    for claim in claims(holdings, tally):
        for node in (claim.source, claim.target):
            if node not in numbers:
                numbers[node] = f"n{len(numbers)}"
                yield f'<node id="{numbers[node]}">'.encode() + _fields("node", node) + b"</node>\n"
        edge = claim.edge
        yield (
            (
                f'<edge id="{edge.statement}" '
                f'source="{numbers[claim.source]}" target="{numbers[claim.target]}">'
            ).encode()
            + _fields("edge", edge)
            + b"</edge>\n"
        )
    yield b"</graph>\n</graphml>\n"


def _key(owner: str, name: str) -> str:
    return f"{owner}.{name}"


def _fields(owner: str, record: Node | Edge) -> bytes:
    found = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return b"".join(_data(_key(owner, name), value) for name, value in found if value is not None)


def _data(key: str, value: Any) -> bytes:
    text = ("false", "true")[value] if isinstance(value, bool) else str(value)
    return f'<data key="{key}">{escape(text)}</data>'.encode()


def escape(text: str) -> str:
    r"""Return text as it stands between tags; what XML cannot hold becomes U+FFFD.

    >>> escape("R&D\x00 <b>") == "R&amp;D\ufffd &lt;b&gt;"
    True
    """
    return "".join(_MARKUP.get(one, one) for one in _FORBIDDEN.sub(_REPLACED, text))


def read_graphml(data: bytes) -> ClaimMap:
    """Return the claim map in GraphML as `write_graphml` makes it.

    Raises:
        ValueError: if the data are no such map; a document type, which could hold entities, is refused.
    """
    found = _Handler()
    try:
        found.parser.Parse(data, True)
        return found.result()
    except expat.ExpatError as error:
        raise ValueError(f"not GraphML: {error}") from error
    except LookupError as error:
        raise ValueError(f"not a claim map: it lacks {error}") from error


class _Handler:
    """What has been read so far."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._nodes: dict[str, dict[str, str]] = {}
        self._edges: list[tuple[str, str, dict[str, str]]] = []
        self._graph: dict[str, str] = {}
        self._at: dict[str, str] = self._graph
        self._key: str | None = None

    def _refuse(self, *_: Any) -> None:
        raise ValueError("it has a document type, which is refused")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "node":
            self._at = self._nodes.setdefault(attributes["id"], {})
        elif name == "edge":
            self._at = {}
            self._edges.append((attributes["source"], attributes["target"], self._at))
        elif name == "data":
            self._key = attributes["key"]
            self._at[self._key] = ""

    def _end(self, name: str) -> None:
        if name == "data":
            self._key = None
        elif name in {"node", "edge"}:
            self._at = self._graph

    def _text(self, text: str) -> None:
        if self._key is not None:
            self._at[self._key] += text

    def result(self) -> ClaimMap:
        nodes = {name: cast("Node", _record("node", Node, found)) for name, found in self._nodes.items()}
        edges = tuple(
            (nodes[source], nodes[target], cast("Edge", _record("edge", Edge, found)))
            for source, target, found in self._edges
        )
        return ClaimMap(nodes=tuple(nodes.values()), edges=edges, generator=self._graph[_GENERATOR])


def _record(owner: str, kind: type[msgspec.Struct], found: Mapping[str, str]) -> msgspec.Struct:
    named = ((column, found.get(_key(owner, column.name))) for column in columns_of([kind]))
    values = {column.name: _value(text, column) for column, text in named if text is not None}
    return msgspec.convert(values, kind)


def _value(text: str, column: Column) -> Any:
    if column.leaf == "flag":
        return text == "true"
    return {"whole": int, "number": float}.get(column.leaf, str)(text)
