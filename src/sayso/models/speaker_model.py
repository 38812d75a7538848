"""A source's model: the common model with what the source claims."""

from collections.abc import Sequence

import msgspec

from sayso.actors import ActorTable
from sayso.models.builders import contributions
from sayso.models.model import Model
from sayso.models.scope import Scope
from sayso.models.starting import with_nodes, with_starting_levels
from sayso.problems import Problem
from sayso.statements.statement import Statement


def build_speaker(
    common: Model, statements: Sequence[Statement], *, actors: ActorTable
) -> tuple[Model, tuple[Problem, ...]]:
    """Return the model of the source that made `statements`, and those that found no place in it.

    What the source says of levels, trends and reported events replaces what the common model
    starts from. Influences and conditionals become links that carry the statement's identifier as their
    origin. Nodes, events and links of the common model stay first and in order, and intercepts
    stay those of the common model: under one seed the two models differ by the claims alone.
    """
    scope = Scope.of(common, actors)
    parts = contributions(statements, scope)
    links = tuple(link for _, part in parts for link in part.links)
    problems = tuple(problem for _, part in parts for problem in part.problems)
    named = [factor for link in links for factor in (link.source, link.target)]
    name = statements[0].speaker.name if statements else common.name
    model = msgspec.structs.replace(common, name=name, links=common.links + links)
    return with_starting_levels(with_nodes(model, named), parts), problems
