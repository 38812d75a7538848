"""Starting levels, slopes and events under way, from assessments, trends and reported events."""

from collections.abc import Iterable
from statistics import fmean

import msgspec

from sayso.models.contribution import Contribution, Shift
from sayso.models.model import Model, Node
from sayso.models.settings import node_for
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement

Said = dict[Factor, dict[str, list[Shift]]]
"""Factor → speaker → what that speaker said of it."""


def with_starting_levels(model: Model, parts: Iterable[tuple[Statement, Contribution]]) -> Model:
    """Return the model with the starting levels that statements give.

    They replace what was said before of the same factors. A speaker who says a thing five times
    says it once: a speaker's statements of a factor are averaged, then the speakers. Factors that
    the model lacks are added.
    """
    said: Said = {}
    for statement, part in parts:
        for shift in part.shifts:
            said.setdefault(shift.factor, {}).setdefault(statement.speaker.name, []).append(shift)
    model = with_nodes(model, said)
    nodes = tuple(_started(node, said[node.factor]) if node.factor in said else node for node in model.nodes)
    events = tuple(
        msgspec.structs.replace(event, under_way=_under_way(said[event.factor]))
        if event.factor in said
        else event
        for event in model.events
    )
    return msgspec.structs.replace(model, nodes=nodes, events=events)


def with_nodes(model: Model, factors: Iterable[Factor]) -> Model:
    """Return the model with nodes for those of `factors` that it lacks, after its own."""
    have = set(model.factors) | {event.factor for event in model.events}
    new = tuple(node_for(factor) for factor in dict.fromkeys(factors) if factor not in have)
    return msgspec.structs.replace(model, nodes=model.nodes + new)


def _started(node: Node, by_speaker: dict[str, list[Shift]]) -> Node:
    """Return the node with its starting level and slope."""
    levels = [fmean(shift.level for shift in shifts) for shifts in by_speaker.values()]
    slopes = [fmean(shift.slope for shift in shifts) for shifts in by_speaker.values()]
    kept = min(shift.sd_kept for shifts in by_speaker.values() for shift in shifts)
    usual_sd = node.start_sd if node.normal_sd is None else node.normal_sd
    return msgspec.structs.replace(
        node, start=node.normal + fmean(levels), start_sd=usual_sd * kept, slope=fmean(slopes)
    )


def _under_way(by_speaker: dict[str, list[Shift]]) -> float:
    return fmean(max(shift.under_way or 0.0 for shift in shifts) for shifts in by_speaker.values())
