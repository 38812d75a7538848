"""Cognitive maps and models as NetworkX graphs, and GraphML, which other programs of graphs read.

Needs the extra `graph`.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.models.cognitive_map import CognitiveMap, Concept, Edge
from sayso.models.graph_of_model import model_from_graph, model_to_graph
from sayso.models.graphml import from_graphml, graph_library, to_graphml

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.MultiDiGraph[Any]"

__all__ = [
    "from_graphml",
    "map_from_graph",
    "map_to_graph",
    "model_from_graph",
    "model_to_graph",
    "to_graphml",
]


def map_to_graph(cognitive: CognitiveMap) -> "Graph":
    """Return the map: nodes by number with `code` and `name`, an edge with `weight` for each of its edges."""
    graph = graph_library().MultiDiGraph(name=cognitive.name, activation=cognitive.activation)
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
