"""Cognitive maps and models as NetworkX graphs, and as GraphML, which other programs of graphs read.

Needs the extra `graph`.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.models.cognitive_map import CognitiveMap, Concept, Edge
from sayso.models.model import Model

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.MultiDiGraph[Any]"


def map_to_graph(cognitive: CognitiveMap) -> "Graph":
    """Return the map: nodes by number with `code` and `name`, an edge with `weight` for each of its edges."""
    graph = _library().MultiDiGraph(name=cognitive.name, activation=cognitive.activation)
    for concept in cognitive.concepts:
        graph.add_node(concept.number, code=concept.code, name=concept.name)
    for edge in cognitive.edges:
        graph.add_edge(edge.source, edge.target, weight=edge.weight)
    return graph


def map_from_graph(graph: "nx.DiGraph[Any]", *, activation: float | None = None) -> CognitiveMap:
    """Return the map in a directed graph, with or without parallel edges.

    Nodes that are no whole numbers get the next free one; one without `code` or `name` goes by what it is
    called. An edge without `weight` has 1. `activation` None: the graph's own, or ½.

    Raises:
        ValueError: if the graph has no directions.
    """
    if not graph.is_directed():
        raise ValueError("a cognitive map has directions; this graph has none")
    numbers: dict[Any, int] = {}
    taken = {int(node) for node in graph.nodes if str(node).isdigit()}
    free = (number for number in range(1, len(graph) + len(taken) + 1) if number not in taken)
    concepts = []
    for node, data in graph.nodes(data=True):
        numbers[node] = int(node) if str(node).isdigit() else next(free)
        code = str(data.get("code", node))
        concepts.append(Concept(numbers[node], code, str(data.get("name", code))))
    edges = tuple(
        Edge(numbers[source], numbers[target], float(data.get("weight", 1.0)))
        for source, target, data in graph.edges(data=True)
    )
    threshold = float(graph.graph.get("activation", 0.5)) if activation is None else activation
    name = str(graph.graph.get("name", "cognitive map"))
    return CognitiveMap(name=name, concepts=tuple(concepts), edges=edges, activation=threshold)


def model_to_graph(model: Model) -> "Graph":
    """Return the model: a node for each factor and event, an edge for each link and hazard term.

    Edges carry `form`, `weight` and `weight_sd` (z a month; log hazard for terms), `presence`, `lag` in
    months and `origin`; a constant term, which has no source, is left out.
    """
    graph = _library().MultiDiGraph(name=model.name, start=model.start.isoformat())
    for node in model.nodes:
        graph.add_node(str(node.factor), kind="factor", kappa=node.kappa, noise=node.noise, start=node.start)
    for event in model.events:
        graph.add_node(event.id, kind="event", name=event.name)
    for link in model.links:
        graph.add_edge(str(link.source), str(link.target), form=link.form, **_drive(link))
    for event in model.events:
        for term in event.terms:
            if term.source is not None:
                graph.add_edge(str(term.source), event.id, form="hazard", **_drive(term))
    return graph


def to_graphml(graph: "nx.DiGraph[Any]") -> bytes:
    """Return a graph as GraphML."""
    return "\n".join(_library().generate_graphml(graph)).encode("utf-8")


def from_graphml(data: bytes) -> "nx.DiGraph[Any]":
    """Return the directed graph in GraphML; nodes are called by what the file calls them, as text.

    Raises:
        ValueError: if the data are no GraphML.
    """
    try:
        graph: nx.DiGraph[Any] = _library().parse_graphml(data.decode("utf-8"))
    except (SyntaxError, UnicodeDecodeError, _library().NetworkXError) as error:
        raise ValueError(f"not GraphML: {error}") from error
    return graph


def _drive(part: Any) -> dict[str, float | int | str]:
    return {
        "weight": part.weight.mean,
        "weight_sd": part.weight.sd,
        "presence": part.presence,
        "lag": part.lag,
        "origin": part.origin,
    }


def _library() -> Any:
    """Return NetworkX.

    Raises:
        ModuleNotFoundError: if the extra `graph` is not installed.
    """
    try:
        import networkx as nx  # noqa: PLC0415 - heavy, and an extra
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("graphs need the extra: pip install 'sayso[graph]'") from error
    return nx
