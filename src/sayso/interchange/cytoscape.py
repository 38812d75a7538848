"""Cytoscape JSON: claim maps for Cytoscape and Cytoscape.js.

Source: Cytoscape.js JSON, https://js.cytoscape.org/#notation/elements-json, and Cytoscape's export of it
(CyJS); `key` tells parallel edges apart and `value` names nodes for NetworkX.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from sayso import __version__
from sayso.interchange.claim_map import ClaimMap, Edge, Node, claims
from sayso.interchange.holdings import Holdings
from sayso.interchange.json_array import array, member
from sayso.interchange.tally import Tally


def write_cytoscape(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield the map: first its nodes, then its edges, for which the holdings are gone through twice."""
    opening = {
        "format_version": "1.0",
        "generated_by": f"Sayso {__version__}",
        "target_cytoscapejs_version": "~3.0",
        "data": {"name": "claims"},
        "directed": True,
        "multigraph": True,
    }
    yield b"{" + b",".join(member(name, value) for name, value in opening.items())
    yield b',"elements":{"nodes":'
    yield from array(_nodes(holdings))
    yield b',"edges":'
    yield from array(_edges(holdings, tally))
    yield b"}}\n"


def node_id(node: Node) -> str:
    """Return what a node is called: `factor: unrest(UZB)`."""
    return f"{node.sort}: {node.label}"


def _nodes(holdings: Holdings) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for claim in claims(holdings, Tally()):
        for node in (claim.source, claim.target):
            name = node_id(node)
            if name not in seen:
                seen.add(name)
                yield {"data": {"id": name, "value": name, "name": node.label, **msgspec.to_builtins(node)}}


def _edges(holdings: Holdings, tally: Tally) -> Iterator[dict[str, Any]]:
    for claim in claims(holdings, tally):
        edge = claim.edge
        ends = {"source": node_id(claim.source), "target": node_id(claim.target)}
        shown = {"id": edge.statement, "key": edge.statement, **ends, "interaction": edge.relation}
        yield {"data": shown | msgspec.to_builtins(edge)}


def read_cytoscape(data: bytes) -> ClaimMap:
    """Return the claim map in JSON as `write_cytoscape` makes it.

    Raises:
        ValueError: if the data are no such map.
    """
    try:
        found = msgspec.json.decode(data)
        elements = found["elements"]
        nodes = {one["data"]["id"]: msgspec.convert(one["data"], Node) for one in elements["nodes"]}
        edges = tuple(
            (
                nodes[one["data"]["source"]],
                nodes[one["data"]["target"]],
                msgspec.convert(one["data"], Edge),
            )
            for one in elements["edges"]
        )
        return ClaimMap(nodes=tuple(nodes.values()), edges=edges, generator=found["generated_by"])
    except (LookupError, TypeError, RecursionError, UnicodeError) as error:
        raise ValueError(f"not a claim map: {error}") from error
