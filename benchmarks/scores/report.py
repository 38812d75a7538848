"""Scores → a table for people and one line of JSON."""

import json
from collections.abc import Mapping

from benchmarks.scores.intervals import Interval, Measured, by_group


def table(measured: Measured, scores: Mapping[str, Interval]) -> str:
    """Return the scores in percent with their intervals, then those of the groups, counts and notes."""
    sizes = ", ".join(f"{count:,} {name}" for name, count in measured.items.items())
    lines = [sizes, f"{'':28} {'%':>6}   95 % over {measured.unit}"]
    for name, one in scores.items():
        low, high = _percent(one.low), _percent(one.high)
        lines.append(f"{name:28} {_percent(one.value)}   {low} to {high}")
    lines += _groups(measured)
    for row in measured.curve:
        lines.append("   ".join(f"{name} {_shown(value)}" for name, value in row.items()))
    for name in measured.totals:
        lines.append(f"{name:28} {_sum(measured, name):6}")
    lines += [f"note: {note}" for note in measured.notes]
    return "\n".join(lines)


def json_line(measured: Measured, scores: Mapping[str, Interval], about: Mapping[str, object]) -> str:
    """Return the scores in percent, with what was measured, as one JSON object."""
    groups = {
        group: {name: value if name == measured.unit else _rounded(value) for name, value in values.items()}
        for group, values in by_group(measured).items()
    }
    whole: dict[str, object] = {
        **about,
        "items": dict(measured.items),
        "unit": measured.unit,
        "scores": {
            name: {"value": _rounded(one.value), "low": _rounded(one.low), "high": _rounded(one.high)}
            for name, one in scores.items()
        },
    }
    if groups:
        whole["groups"] = groups
    if measured.curve:
        whole["curve"] = [dict(row) for row in measured.curve]
    if measured.totals:
        whole["totals"] = {name: _sum(measured, name) for name in measured.totals}
    return json.dumps(whole)


def _groups(measured: Measured) -> list[str]:
    groups = by_group(measured)
    if len(groups) < 2:  # noqa: PLR2004 - one group is the whole
        return []
    names = list(next(iter(groups.values())))
    widths = [max(len(name), 7) for name in names]
    lines = [f"{'':16} " + " ".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True))]
    for group, values in groups.items():
        cells = [
            f"{values[name]:{width}}" if name == measured.unit else f"{_percent(values[name]):>{width}}"
            for name, width in zip(names, widths, strict=True)
        ]
        lines.append(f"{group:16} " + " ".join(cells))
    return lines


def _sum(measured: Measured, name: str) -> int:
    return sum(row.get(name, 0) for row in measured.counts)


def _percent(value: float | None) -> str:
    return "     -" if value is None else f"{100 * value:6.2f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 2)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
