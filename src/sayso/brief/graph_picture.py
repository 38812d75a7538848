"""A picture of what is round one factor or event: what acts on it, and what it acts on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.brief.drawing import COLOURS, INK, PAPER, SOFT, Sheet, plain, write_drawing
from sayso.models.model import Model

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_UP, _DOWN = COLOURS[0], COLOURS[4]
_SPACE = 0.36
"""Height of a line of the picture in inches."""
_WIDEST = 3.0
_UNITS = {"hazard": "log hazard", "impulse": "z at once"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One link, hazard term or impulse."""

    source: str
    target: str
    form: str
    weight: float
    sd: float
    presence: float
    origin: str


def arrows_at(model: Model, middle: str) -> tuple[tuple[Arrow, ...], tuple[Arrow, ...]]:
    """Return what acts on a factor or event and what it acts on, the strongest first.

    Raises:
        KeyError: if the model has no factor or event of that name.
    """
    if middle not in {*map(str, model.factors), *(event.id for event in model.events)}:
        raise KeyError(f"the model has no factor or event {middle}")
    arrows = _arrows(model)
    onto = sorted((one for one in arrows if one.target == middle), key=_strength)
    out = sorted((one for one in arrows if one.source == middle != one.target), key=_strength)
    return tuple(onto), tuple(out)


def _arrows(model: Model) -> list[Arrow]:
    found = [
        Arrow(
            source=str(link.source),
            target=str(link.target),
            form=link.form,
            weight=link.weight.mean,
            sd=link.weight.sd,
            presence=link.presence,
            origin=link.origin,
        )
        for link in model.links
    ]
    for event in model.events:
        found += [
            Arrow(
                source=str(term.source),
                target=event.id,
                form="hazard",
                weight=term.weight.mean,
                sd=term.weight.sd,
                presence=term.presence,
                origin=term.origin,
            )
            for term in event.terms
            if term.source is not None
        ]
        found += [
            Arrow(
                source=event.id,
                target=str(impulse.target),
                form="impulse",
                weight=impulse.size.mean,
                sd=impulse.size.sd,
                presence=1.0,
                origin=impulse.origin,
            )
            for impulse in event.impulses
        ]
    return found


def _strength(arrow: Arrow) -> tuple[str, float]:
    # weights of links, hazards and impulses have units of their own
    return _UNITS.get(arrow.form, ""), -abs(arrow.weight) * arrow.presence


def to_picture(model: Model, middle: str, path: Path) -> bytes:
    """Return the picture as the ending of `path` says: what acts on `middle` left, what it moves right.

    Raises:
        KeyError: if the model has no factor or event of that name.
        ImportError: if matplotlib is not installed.
        ValueError: if the ending of `path` is none of a picture.
    """
    onto, out = arrows_at(model, middle)
    sheet = Sheet(
        title=f"Round {middle}",
        subtitle=f"Model “{model.name}”: what acts on it to the left, what it moves to the right",
        notes=[
            "Blue raises, red lowers; the thicker, the stronger within its kind.",
            "Dashed: more likely absent than there.",
            "Links are z a month, hazards log hazard, impulses z at once.",
        ],
        headings=["from", "to", "form", "weight", "± sd", "presence", "origin"],
        rows=[
            (
                one.source,
                one.target,
                one.form,
                f"{one.weight:+.3g}",
                f"{one.sd:.2g}",
                f"{one.presence:.2g}",
                one.origin,
            )
            for one in (*onto, *out)
        ],
    )
    height = 1.1 + _SPACE * max(len(onto), len(out), 2)

    def draw(figure: "Figure") -> None:
        axes = figure.add_axes((0.0, 0.0, 1.0, 1 - 0.75 / height))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.axis("off")
        _side(axes, onto, left=True)
        _side(axes, out, left=False)
        box = {"boxstyle": "round,pad=0.4", "facecolor": PAPER, "edgecolor": INK}
        axes.text(
            0.5, 0.5, plain(middle, most=28), ha="center", va="center", fontsize=9, weight="bold", bbox=box
        )

    return write_drawing(sheet, draw, path, size=(8.4, height))


def _side(axes: "Axes", arrows: Sequence[Arrow], *, left: bool) -> None:
    most = dict.fromkeys((*_UNITS.values(), ""), 0.0)
    for one in arrows:
        unit = _UNITS.get(one.form, "")
        most[unit] = max(most[unit], abs(one.weight))
    for number, one in enumerate(arrows):
        y = 1 - (number + 0.5) / len(arrows)
        name = one.source if left else one.target
        itself = " itself" if one.source == one.target else ""
        words = f"{plain(name, most=32)}{itself}{'' if one.form == 'level' else f' · {one.form}'}"
        edge = 0.29 if left else 0.71
        axes.text(
            edge + (-0.01 if left else 0.01),
            y,
            words,
            ha="right" if left else "left",
            va="center",
            fontsize=8,
        )
        inner = 0.42 if left else 0.58
        ends = ((edge, y), (inner, 0.5)) if left else ((inner, 0.5), (edge, y))
        unit = _UNITS.get(one.form, "")
        axes.annotate(
            "",
            xy=ends[1],
            xytext=ends[0],
            arrowprops={
                "arrowstyle": "-|>",
                "color": _UP if one.weight > 0 else _DOWN if one.weight < 0 else SOFT,
                "linewidth": 0.6 + _WIDEST * abs(one.weight) / (most[unit] or 1.0),
                "linestyle": "-" if one.presence >= 0.5 else "--",  # noqa: PLR2004 - more likely there than not
                "shrinkA": 0,
                "shrinkB": 2,
                "connectionstyle": "arc3,rad=0",
                "alpha": 0.85,
            },
        )
