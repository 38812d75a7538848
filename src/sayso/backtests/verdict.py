"""The verdict in plain words: first whether the model has skill, then on what, with figures."""

from collections.abc import Sequence
from typing import Final

from sayso.backtests.question import Backtest
from sayso.backtests.summary import Cell, Comparison, Summary
from sayso.measures.panel import Step

NAMES: Final = {
    "model": "the model",
    "weighted": "the weighted runs",
    "calibrated": "the calibrated model",
    "persistence": "persistence",
    "walk": "the measure’s own walk",
    "climatology": "the base rate",
}
"""How forecasters are called in sentences."""
_SAYING: Final = {
    "better": "better than",
    "worse": "worse than",
    "no difference": "not told apart from",
    "too few": "too few starts to hold it against",
}


def headline(found: Backtest, summary: Summary) -> str:
    """Return the first line of a report: whether the model has skill, and on which factors and horizons."""
    cells, step = summary.cells, found.question.step
    good = [cell for cell in cells if cell.verdict == "better"]
    bad = [cell for cell in cells if cell.verdict == "worse"]
    few = [cell for cell in cells if cell.verdict == "too few"]
    if not cells:
        return "Nothing could be scored."
    if len(few) == len(cells):
        return (
            "Too few starts to say whether the model has skill: "
            f"{found.done} leave too few stretches of time that do not overlap."
        )
    rest = [cell for cell in cells if cell.verdict == "no difference"]
    parts = []
    if good:
        parts.append(f"The model has skill on {_where(good, step)}: better than every reference")
    else:
        parts.append(f"The model has no skill that can be told on {_where([*rest, *bad], step)}")
        parts.append("it is nowhere better than every reference")
    if bad:
        parts.append(f"worse than at least one on {_where(bad, step)}")
    if good and rest:
        parts.append(f"not told apart on {_where(rest, step)}")
    if few:
        parts.append(f"too few starts to say on {_where(few, step)}")
    return "; ".join(parts) + "."


def findings(found: Backtest, summary: Summary) -> tuple[str, ...]:
    """Return a sentence for each factor and horizon, with its figures."""
    return tuple(_finding(cell, found.question.step) for cell in summary.cells)


def variants(found: Backtest, summary: Summary) -> tuple[str, ...]:
    """Return a sentence for each variant: whether it forecast better than the model as shipped."""
    step = found.question.step
    sentences = []
    for name, does in (
        ("weighted", "Weighting earlier runs by the record so far"),
        ("calibrated", "Calibrating persistence and spread before the cut"),
    ):
        pairs = summary.of("crps", name, "model")
        if not pairs:
            continue
        told = [_against(one, step) for one in pairs if one.verdict in {"better", "worse"}]
        if told:
            sentences.append(f"{does} made a difference: {'; '.join(told)}.")
        else:
            low, high = (signed(end(one.difference.mean for one in pairs)) for end in (min, max))
            span = low if low == high else f"{low} to {high}"
            sentences.append(f"{does} made no difference that can be told (CRPS {span}).")
    return tuple(sentences)


def _finding(cell: Cell, step: Step) -> str:
    first = cell.comparisons[0] if cell.comparisons else None
    score = "" if first is None else f"CRPS {first.score:.3f} over {first.cases:,} cases; "
    parts = []
    for verdict, words in _SAYING.items():
        those = [one for one in cell.comparisons if one.verdict == verdict]
        if those:
            parts.append(f"{words} " + ", ".join(f"{NAMES[one.reference]} ({_apart(one)})" for one in those))
    return f"{cell.factor}, {horizon_words(cell.horizon, step)} ahead: {score}{'; '.join(parts)}."


def _apart(one: Comparison) -> str:
    error = "" if one.difference.error is None else f"\u00a0±\u00a0{one.difference.error:.3f}"
    return f"{signed(one.difference.mean)}{error}"


def signed(number: float) -> str:
    """Return a number with its sign, to three digits.

    >>> signed(-0.0312)
    '−0.031'
    """
    return f"{number:+.3f}".replace("-", "−")


def figures_of(one: Comparison) -> str:
    """Return a comparison's figures: both scores, and their difference with its standard error."""
    return f"{one.score:.3f} against {one.reference_score:.3f}, {_apart(one)}"


def _against(one: Comparison, step: Step) -> str:
    return f"{one.verdict} on {one.factor} {horizon_words(one.horizon, step)} ahead ({figures_of(one)})"


def horizon_words(horizon: int, step: Step) -> str:
    """Return a horizon in words.

    >>> horizon_words(1, "month"), horizon_words(3, "year")
    ('1 month', '3 years')
    """
    return f"{horizon} {step}{'' if horizon == 1 else 's'}"


def _where(cells: Sequence[Cell], step: Step) -> str:
    """Return factors with their horizons: `unrest at 1 and 3 months`."""
    by_factor: dict[str, list[int]] = {}
    for cell in cells:
        by_factor.setdefault(cell.factor, []).append(cell.horizon)
    parts = []
    for factor, horizons in by_factor.items():
        last = horizon_words(horizons[-1], step)
        before = ", ".join(str(one) for one in horizons[:-1])
        parts.append(f"{factor} at {f'{before} and {last}' if before else last}")
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
