"""Events that wait for each other in a circle: none of them could ever be the first."""

from collections.abc import Iterator, Mapping

from sayso.models.model import Model


def waiting_faults(model: Model) -> Iterator[str]:
    """Yield a fault for each circle of events of which none can begin first.

    An event waits for the event that it requires and for those that open its gates. A circle has a way
    in where one of its events comes by its schedule, or may be under way at the start.
    """
    free = {event.id for event in model.events if event.scheduled or event.under_way > 0}
    waits = {
        event.id: tuple(
            other for other in (event.requires, *(gate.event for gate in event.gates)) if other is not None
        )
        for event in model.events
        if event.id not in free
    }
    for circle in _circles(waits):
        way = " waits for ".join((*circle, circle[0]))
        yield (
            f"event {circle[0]} stands in a circle: {way}; none of them can begin first."
            " Take a gate or a requirement away, or date one of them"
        )


def _circles(waits: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the circles that walks along `waits` meet; no walk goes where another has been."""
    been: set[str] = set()
    for first in waits:
        path: list[str] = []
        stack = [(first, 0)]
        while stack:
            name, place = stack.pop()
            if place == 0:
                if name in path:
                    yield tuple(path[path.index(name) :])
                    continue
                if name in been or name not in waits:
                    continue
                been.add(name)
                path.append(name)
            if place < len(waits[name]):
                stack.append((name, place + 1))
                stack.append((waits[name][place], 0))
            else:
                path.pop()
