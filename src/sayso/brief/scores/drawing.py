"""Reliability and score over time as inline SVG, in the page's own colours, light or dark."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from markupsafe import Markup

from sayso.brief.scores.marks import (
    BINS,
    MOST_POINTS,
    Point,
    bars,
    ceiling,
    days_marked,
    dots,
    interval_edges,
    steps,
)  # fmt: skip
from sayso.forecasts.over_time import Running
from sayso.forecasts.reliability import Reliability

_WIDTH: Final = 360
_LEFT: Final = 40
_RIGHT: Final = 350
_TOP: Final = 24
_BOTTOM: Final = 300
_HEIGHT: Final = 340
_BAR: Final = 34
"""Height of the tallest bar of the histogram."""
_QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Where numbers stand in the drawing; y falls as numbers rise."""

    first: float = 0.0
    last: float = 1.0
    top: float = 1.0

    def x(self, at: float) -> float:
        return _LEFT + (at - self.first) / (self.last - self.first) * (_RIGHT - _LEFT)

    def y(self, at: float) -> float:
        return _BOTTOM - min(at, self.top) / self.top * (_BOTTOM - _TOP)

    def path(self, points: Iterable[Point]) -> str:
        return " ".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)


def reliability_svg(found: Reliability) -> Markup:
    """Return the reliability diagram: what happened where the source said p, and the band of chance."""
    frame = _Frame()
    xs = found.probabilities
    curve = list(zip(xs, found.curve, strict=True))
    low, high = list(zip(xs, found.null.low, strict=True)), list(zip(xs, found.null.high, strict=True))
    most = max(bars(found))
    parts = [
        *_grid(frame, _QUARTERS, [(at, f"{at:.0%}") for at in _QUARTERS], percent=True),
        *_band("null", low, high, frame),
        *(
            f'<rect class="bar" x="{frame.x(at / BINS) + 0.5:.1f}" width="{(_RIGHT - _LEFT) / BINS - 1:.1f}" '
            f'y="{_BOTTOM - count / most * _BAR:.1f}" height="{count / most * _BAR:.1f}"/>'
            for at, count in enumerate(bars(found))
            if count and not dots(found)
        ),
        _line("diagonal", [(0.0, 0.0), (1.0, 1.0)], frame),
        _line("curve", curve, frame),
        *(_circle("point", one, frame) for one in curve if len(curve) <= MOST_POINTS),
        *(
            f'<circle class="dot {"yes" if one.yes else "no"}" r="3" cx="{frame.x(one.probability):.1f}" '
            f'cy="{(_TOP - 6 - 7 * one.stack) if one.yes else (_BOTTOM - 7 - 7 * one.stack):.1f}"/>'
            for one in dots(found)
            if one.stack < _MOST_STACKED
        ),
        _words(_LEFT, _HEIGHT - 3, "said, in words or as a number", "name"),
    ]
    return _svg(parts)


_MOST_STACKED: Final = 12


def running_svg(found: Sequence[Running]) -> Markup:
    """Return the mean Brier score as answers came in, its interval, and what chance alone would show."""
    days = [float(one.day.toordinal()) for one in found]
    room = max(days[-1] - days[0], 30.0) * 0.05
    frame = _Frame(first=days[0] - room, last=days[-1] + room, top=ceiling(found))
    at_days = [(float(day.toordinal()), words) for day, words in days_marked(found[0].day, found[-1].day)]
    lows, highs = interval_edges(found)
    calibrated = [one.calibrated for one in found]
    theirs = [(day, one.reference) for day, one in zip(days, found, strict=True) if one.reference is not None]
    mean = [(day, one.mean) for day, one in zip(days, found, strict=True)]
    parts = [
        *_grid(frame, steps(frame.top), at_days, percent=False),
        *_band("known", zip(days, lows, strict=True), zip(days, highs, strict=True), frame),
        *_band(
            "null",
            [(day, low) for day, (low, _) in zip(days, calibrated, strict=True)],
            [(day, high) for day, (_, high) in zip(days, calibrated, strict=True)],
            frame,
        ),
        _line("coin", [(frame.first, 0.25), (frame.last, 0.25)], frame),
        _line("reference", theirs, frame),
        _line("curve", mean, frame),
        *(_circle("point", one, frame) for one in mean if len(mean) <= MOST_POINTS),
        _words(_LEFT, _HEIGHT - 3, "day of the answer", "name"),
    ]
    return _svg(parts)


def chance_svg(mean: float, low: float | None, high: float | None) -> Markup:
    """Return a bar from 0 to 100 %: the band of the words and its mean."""
    ends = "" if low is None or high is None else (
        f'<line class="extent" x1="{low:.1%}" x2="{high:.1%}" y1="7" y2="7"/>'
    )  # fmt: skip
    return Markup(  # noqa: S704 - numbers only
        '<svg class="band" width="100%" height="14" aria-hidden="true">'
        f'<line class="track" x1="0" x2="100%" y1="7" y2="7"/>{ends}'
        f'<line class="centre" x1="{mean:.1%}" x2="{mean:.1%}" y1="1" y2="13"/></svg>'
    )


def _grid(
    frame: _Frame, rows: Sequence[float], columns: Sequence[tuple[float, str]], *, percent: bool
) -> list[str]:
    made = []
    for at in rows:
        y = frame.y(at)
        made.append(f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        made.append(_words(_LEFT - 5, y + 4, f"{at:.0%}" if percent else f"{at:.2f}", "end"))
    for at, words in columns:
        x = frame.x(at)
        made.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>')
        place = "end" if x > _RIGHT - 16 else "start" if x < _LEFT + 16 else "middle"
        made.append(_words(x, _BOTTOM + 15, words, place))
    return made


def _band(name: str, low: Iterable[Point], high: Iterable[Point], frame: _Frame) -> list[str]:
    """Return the area between two lines; over a single place a bar of 12 units."""
    below, above = list(low), list(high)
    if len(below) == 1:
        x, top, bottom = frame.x(below[0][0]), frame.y(above[0][1]), frame.y(below[0][1])
        height = max(bottom - top, 1.0)
        return [f'<rect class="{name}" x="{x - 6:.1f}" width="12" y="{top:.1f}" height="{height:.1f}"/>']
    return [f'<polygon class="{name}" points="{frame.path([*below, *above[::-1]])}"/>']


def _line(name: str, points: Sequence[Point], frame: _Frame) -> str:
    return f'<polyline class="{name}" points="{frame.path(points)}"/>' if len(points) > 1 else ""


def _circle(name: str, point: Point, frame: _Frame) -> str:
    return f'<circle class="{name}" r="3.4" cx="{frame.x(point[0]):.1f}" cy="{frame.y(point[1]):.1f}"/>'


def _words(x: float, y: float, words: str, place: str) -> str:
    return f'<text class="{place}" x="{x:.1f}" y="{y:.1f}">{words}</text>'


def _svg(parts: Iterable[str]) -> Markup:
    """Return the drawing; its parts hold numbers and words of our own only."""
    return Markup(  # noqa: S704 - as above
        f'<svg class="drawing" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>'
    )
