"""An ensemble as a notebook shows it: small, and with every text escaped."""

from html import escape

import numpy as np

from sayso.simulation.ensemble import Ensemble
from sayso.simulation.quantiles import of_levels

_EVENTS, _FACTORS = 6, 6
_SHARES = (0.1, 0.5, 0.9)


def ensemble_html(ensemble: Ensemble) -> str:
    """Return what was run, how often the likeliest events begin and which factors move most, as HTML."""
    ran = f"{ensemble.runs:,} runs of {ensemble.months} months, seed {ensemble.seed}"
    stopped = f", stopped before {ensemble.asked:,}" if ensemble.partial else ""
    return (
        f"<p><b>{escape(ensemble.model.name)}</b>: {ran}{stopped}</p>{_events(ensemble)}{_levels(ensemble)}"
    )


def _events(ensemble: Ensemble) -> str:
    if not ensemble.events:
        return ""
    begins = ensemble.weights @ (ensemble.outbreaks > 0)
    order = np.argsort(-begins, kind="stable")[:_EVENTS]
    rows = "".join(
        f"<tr><td>{escape(ensemble.events[row])}</td><td>{100 * begins[row]:.1f} %</td></tr>" for row in order
    )
    return f"<table><tr><th>event</th><th>runs in which it begins</th></tr>{rows}</table>"


def _levels(ensemble: Ensemble) -> str:
    if len(ensemble.kept) < 2 or not ensemble.factors:  # noqa: PLR2004 - a first and a last month
        return ""
    first, last = ensemble.levels[:, 0], ensemble.levels[:, -1]
    moved = ensemble.weights @ (last.astype(np.float64) - first)
    rows = []
    for row in np.argsort(-np.abs(moved), kind="stable")[:_FACTORS]:
        low, middle, high = of_levels(last[:, [row]], ensemble.weights, _SHARES)[:, 0]
        rows.append(
            f"<tr><td>{escape(str(ensemble.factors[row]))}</td><td>{moved[row]:+.3f}</td>"
            f"<td>{middle:.2f} ({low:.2f} to {high:.2f})</td></tr>"
        )
    head = (
        f"<tr><th>factor</th><th>mean move since month {ensemble.kept[0]}</th>"
        f"<th>median in month {ensemble.kept[-1]} (80 % of runs)</th></tr>"
    )
    return f"<table>{head}{''.join(rows)}</table>"
