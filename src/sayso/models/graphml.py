"""Graphs as GraphML, by NetworkX. Needs the extra `graph`.

Source: GraphML, http://graphml.graphdrawing.org.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


def to_graphml(graph: "nx.DiGraph[Any]") -> bytes:
    """Return a graph as GraphML."""
    return "\n".join(graph_library().generate_graphml(graph)).encode("utf-8")


def from_graphml(data: bytes) -> "nx.DiGraph[Any]":
    """Return the directed graph in GraphML; nodes are called by what the file calls them, as text.

    Raises:
        ValueError: if the data are no GraphML.
    """
    try:
        graph: nx.DiGraph[Any] = graph_library().parse_graphml(data.decode("utf-8"))
    except (SyntaxError, UnicodeDecodeError, graph_library().NetworkXError) as error:
        raise ValueError(f"not GraphML: {error}") from error
    return graph


def graph_library() -> Any:
    """Return NetworkX.

    Raises:
        ModuleNotFoundError: if the extra `graph` is not installed.
    """
    try:
        import networkx as nx  # noqa: PLC0415 - heavy, and an extra
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("graphs need the extra: pip install 'sayso[graph]'") from error
    return nx
