"""Fuzzy cognitive maps: concepts that push each other, read from files, stepped, and made into models.

A concept is on (1) or off (0). In a step it comes on where what is on pushes it up to the activation
threshold T, and goes off where not: s_j(t + 1) = 1 if Σ_i w_ij s_i(t) ≥ T else 0. Clamped concepts stay on.

Source: Kosko 1986, Fuzzy cognitive maps, International Journal of Man-Machine Studies 24(1); Osoba & Kosko
2017, Fuzzy cognitive maps of public support for insurgency and terrorism, Journal of Defense Modeling and
Simulation 14(1), for maps of the kind that the reader reads.
"""

import ast
import csv
import datetime as dt
import operator
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.mechanisms.link import Link, Prior
from sayso.models.model import Model, Node
from sayso.problems import Problem
from sayso.statements.factor import Factor

Floats = npt.NDArray[np.float64]

_COMMENT = re.compile(r"\(\*.*?\*\)", re.DOTALL)
_LIST = re.compile(r"\w+\s*=\s*\{(?=\s*\{)")
_CONSTANT = re.compile(r"^\s*(\w+)\s*=\s*([^;={}]+);", re.MULTILINE)
_EDGE = re.compile(r"\{\s*(\d+)\s*,\s*(\d+)\s*,\s*([^{}]+?)\s*\}")
_THRESHOLD_NAME = "$activationThreshold"
_OPERATORS: Mapping[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_CELLS = 3
_ROUNDING = 1e-9
_MARGIN = 0.01
"""How far below T a model puts the middle of its step, so that a push of just T is well past it."""
_HELD = 8.0
"""z of a concept that is held on: a level of 0.9997."""


class Concept(msgspec.Struct, frozen=True):
    """A concept: its number and code in the file, and its name."""

    number: int
    code: str
    name: str


class Edge(msgspec.Struct, frozen=True):
    """What one concept does to another while it is on."""

    source: int
    """Number of the concept."""
    target: int
    weight: float


class CognitiveMap(msgspec.Struct, frozen=True, kw_only=True):
    """Concepts and edges; numbers of edges are those of concepts."""

    name: str
    concepts: tuple[Concept, ...]
    edges: tuple[Edge, ...]
    activation: float
    """T, the least push at which a concept comes on."""

    def matrix(self) -> Floats:
        """Return w_ij, (concepts, concepts): row i pushes column j. Edges between the same two add up."""
        rows = {concept.number: row for row, concept in enumerate(self.concepts)}
        weights = np.zeros((len(rows), len(rows)))
        for edge in self.edges:
            weights[rows[edge.source], rows[edge.target]] += edge.weight
        return weights

    def run(self, on: Iterable[str], *, clamped: Iterable[str] = (), steps: int) -> npt.NDArray[np.bool_]:
        """Return which concepts are on, (steps + 1, concepts), from those with the codes `on`.

        Those with the codes `clamped` are on from the first step on, whatever pushes them.

        Raises:
            KeyError: if the map has no concept with a code.
        """
        held = self._marked(clamped)
        weights = self.matrix()
        path = [self._marked(on)]
        for _ in range(steps):
            path.append((path[-1] @ weights >= self.activation - _ROUNDING) | held)
        return np.array(path)

    def _marked(self, codes: Iterable[str]) -> npt.NDArray[np.bool_]:
        rows = {concept.code: row for row, concept in enumerate(self.concepts)}
        marked = np.zeros(len(rows), dtype=np.bool_)
        for code in codes:
            if code not in rows:
                raise KeyError(f"the map {self.name} has no concept {code}; it has {', '.join(rows)}")
            marked[rows[code]] = True
        return marked


def read_map(
    concepts: bytes, edges: bytes, *, name: str, activation: float = 0.5
) -> tuple[CognitiveMap | None, tuple[Problem, ...]]:
    """Return the map in two files, or None, and everything that could not be read.

    `concepts` has lines `number, code, name`. `edges` is written as a list of the Wolfram Language: constants
    (`weakLink = $activationThreshold/4;`), then `{source, target, weight}` in braces, comments in `(* *)`. Of
    several lists in the file the first counts. Weights are sums, products and quotients of numbers and
    constants; `$activationThreshold` is `activation`.
    """
    found, problems = _concepts(concepts, name)
    text = _COMMENT.sub(" ", edges.decode("utf-8", errors="replace"))
    begin = _LIST.search(text)
    if begin is None or not found:
        missing = "no concepts" if not found else "no list of {source, target, weight}"
        return None, (*problems, Problem(source=name, message=missing, fatal=True))
    rest = text[begin.end() :]
    end = re.search(r"\}\s*;", rest)
    constants = {_THRESHOLD_NAME: activation}
    read: list[Edge] = []
    numbers = {concept.number for concept in found}
    for constant in _CONSTANT.finditer(text[: begin.start()]):
        value = _value(constant[2], constants)
        if value is not None:
            constants[constant[1]] = value
    for match in _EDGE.finditer(rest if end is None else rest[: end.start() + 1]):
        source, target, weight = int(match[1]), int(match[2]), _value(match[3], constants)
        lost = {source, target} - numbers
        if weight is None:
            problems.append(Problem(source=name, message=f"{match[0]}: the weight cannot be worked out"))
        elif lost:
            problems.append(Problem(source=name, message=f"{match[0]}: there is no concept {min(lost)}"))
        else:
            read.append(Edge(source, target, weight))
    made = CognitiveMap(name=name, concepts=tuple(found), edges=tuple(read), activation=activation)
    return made, tuple(problems)


def _concepts(data: bytes, name: str) -> tuple[list[Concept], list[Problem]]:
    found: dict[int, Concept] = {}
    problems = []
    lines = data.decode("utf-8", errors="replace").splitlines()
    for at, cells in enumerate(csv.reader(lines, skipinitialspace=True), start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < _CELLS or not cells[0].strip().isdigit() or int(cells[0]) in found:
            message = f"{', '.join(cells)!r}; want a number of its own, a code and a name"
            problems.append(Problem(source=name, line=at, message=message))
            continue
        number = int(cells[0])
        found[number] = Concept(number, cells[1].strip(), ", ".join(cells[2:]).strip())
    return list(found.values()), problems


def _value(written: str, constants: Mapping[str, float]) -> float | None:
    """Return what a sum, product or quotient of numbers and constants comes to, or None."""
    # the dollar sign is no part of a name in Python
    names = {name.replace("$", "dollar_"): value for name, value in constants.items()}
    try:
        tree = ast.parse(written.strip().replace("$", "dollar_").replace("\n", " "), mode="eval")
        return _evaluated(tree.body, names)
    except (SyntaxError, KeyError, ZeroDivisionError):
        return None


def _evaluated(node: ast.expr, names: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return names[name]
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_evaluated(left, names), _evaluated(right, names))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_evaluated(operand, names))
    raise KeyError(ast.dump(node))


def to_model(
    cognitive: CognitiveMap,
    *,
    start: dt.date,
    actor: str,
    on: Iterable[str],
    clamped: Iterable[str] = (),
    gain: float = 400.0,
) -> Model:
    """Return the map as a model: a node for each concept, a step a month, L near 1 for on and 0 for off.

    With κ = 1 a node keeps nothing of its own, and level links with w = gain × w_ij / 2 and a rest of
    gain × (Σ_i w_ij / 2 − T) give z_j(t + 1) = gain × (Σ_i w_ij L_i(t) − T): the map's rule, made steep by
    `gain`, with T lower by a hair. Noise is 0; raise it, or put priors on the weights, to ask how sure the
    map's course is.
    Concepts become factors of `actor` by their codes in small letters.

    Raises:
        KeyError: if the map has no concept with a code of `on` or `clamped`.
        ValueError: if two concepts would become one factor.
    """
    held = {str(code) for code in clamped}
    begins = cognitive.run([*on, *held], steps=0)[0]
    factors = {concept.number: _factor(concept, actor) for concept in cognitive.concepts}
    if len(set(factors.values())) < len(factors):
        raise ValueError(f"two concepts of {cognitive.name} have the same code in small letters")
    free = {concept.number for concept in cognitive.concepts if concept.code not in held}
    pushes = cognitive.matrix().sum(axis=0)
    nodes = tuple(
        Node(
            factor=factors[concept.number],
            start=_HELD if first else -_HELD,
            start_sd=0.0,
            rest=gain * (push / 2.0 - cognitive.activation + _MARGIN) if concept.number in free else _HELD,
            kappa=1.0,
            noise=0.0,
        )
        for concept, push, first in zip(cognitive.concepts, pushes, begins, strict=True)
    )
    links = tuple(
        Link(
            source=factors[edge.source],
            target=factors[edge.target],
            form="level",
            weight=Prior(mean=gain * edge.weight / 2.0, sd=0.0, source=cognitive.name),
            origin=cognitive.name,
        )
        for edge in cognitive.edges
        if edge.target in free
    )
    return Model(name=cognitive.name, start=start, nodes=nodes, links=links)


def _factor(concept: Concept, actor: str) -> Factor:
    name = re.sub(r"[^a-z0-9]+", "_", concept.code.lower()).strip("_")
    return Factor(name, actor)
