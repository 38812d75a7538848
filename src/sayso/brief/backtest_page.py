"""A back-test as one HTML file: no network, no script, whatever came from outside escaped."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from sayso import __version__
from sayso.actors import ActorTable
from sayso.backtests.past import PERIODS
from sayso.backtests.question import LOOKBACK, THRESHOLD, Backtest, Thinning
from sayso.backtests.summary import REFERENCES, VARIANTS, Comparison, Rule, Summary
from sayso.backtests.verdict import findings, headline, horizon_words, variants
from sayso.backtests.weighting import FLOOR
from sayso.brief import backtest_figures as figures
from sayso.brief.backtest_tables import SHORT, data_lines, difference_words, left_out_lines
from sayso.brief.page import environment, policy, resource


def to_page(found: Backtest, summary: Summary, actors: ActorTable) -> str:
    """Return the report as one self-contained page; its first line is the verdict."""
    style = resource("brief.css") + resource("backtest.css")
    return (
        environment()
        .get_template("backtest.html")
        .render(
            found=found,
            asked=found.question,
            headline=headline(found, summary),
            findings=findings(found, summary),
            variants=variants(found, summary),
            rows=_rows(found, summary),
            events=_events(found, summary),
            references=[SHORT[name] for name in REFERENCES],
            others=[SHORT[name] for name in VARIANTS if summary.of("crps", name, "model")],
            charts=figures.crps_charts(found, summary),
            legend=[
                (at, SHORT[name])
                for at, name in enumerate(figures.ORDER)
                if any(score.forecaster == name for score in found.scores)
            ],
            places=figures.places(found, summary),
            reliability=figures.reliability_charts(found),
            size=figures,
            left_out=left_out_lines(found.left_out),
            data=data_lines(found),
            names=[actors.actor(one).name for one in found.question.states],
            powers=[actors.actor(one).name for one in found.question.patrons],
            weights=_weights(found.thinnings),
            threshold=THRESHOLD,
            floor=FLOOR,
            lookback=horizon_words(LOOKBACK[found.question.step], found.question.step),
            least=horizon_words(PERIODS[found.question.step], found.question.step),
            version=__version__,
            policy=policy(style),
            style=Markup(style),  # noqa: S704 - the project's own files
        )
    )


def _rows(found: Backtest, summary: Summary) -> list[dict[str, Any]]:
    """Return the skill table: a row for each factor and horizon, CRPS."""
    rows = []
    for cell in summary.cells:
        by_reference = {one.reference: one for one in cell.comparisons}
        pairs = [
            one
            for name in VARIANTS
            for one in summary.of("crps", name, "model")
            if (one.factor, one.horizon) == (cell.factor, cell.horizon)
        ]
        by_variant = {one.forecaster: one for one in pairs}
        shown = [name for name in VARIANTS if summary.of("crps", name, "model")]
        first = cell.comparisons[0] if cell.comparisons else None
        rows.append(
            {
                "factor": cell.factor,
                "ahead": horizon_words(cell.horizon, found.question.step),
                "cases": 0 if first is None else first.cases,
                "score": None if first is None else first.score,
                "against": [_shown(by_reference.get(name)) for name in REFERENCES],
                "variants": [_shown(by_variant.get(name)) for name in shown],
            }
        )
    return rows


def _events(found: Backtest, summary: Summary) -> list[dict[str, Any]]:
    """Return the table of the event: Brier and log score of the model beside each reference."""
    rows = []
    for cell in summary.cells:
        mine = [
            score
            for score in found.scores
            if score.forecaster == "model"
            and score.horizon == cell.horizon
            and score.factor.partition("(")[0] == cell.factor
        ]
        row: dict[str, Any] = {
            "factor": cell.factor,
            "ahead": horizon_words(cell.horizon, found.question.step),
            "cases": len(mine),
            "happened": sum(score.above for score in mine),
            "brier": float(np.mean([score.brier for score in mine])) if mine else None,
            "log": float(np.mean([score.log for score in mine])) if mine else None,
        }
        rules: tuple[Rule, ...] = ("brier", "log")
        for rule in rules:
            row[f"{rule}_against"] = [
                _shown(
                    next(
                        (
                            one
                            for one in summary.of(rule, "model", name)
                            if (one.factor, one.horizon) == (cell.factor, cell.horizon)
                        ),
                        None,
                    )
                )
                for name in REFERENCES
            ]
        rows.append(row)
    return rows


def _shown(one: Comparison | None) -> tuple[str, str]:
    """Return a difference in words, and its verdict as a class name."""
    return difference_words(one), "none" if one is None else one.verdict.replace(" ", "-")


def _weights(thinnings: Sequence[Thinning]) -> dict[str, float] | None:
    """Return how the weights of runs fared, over starts and states; None where there are none."""
    if not thinnings:
        return None
    return {
        "number": len(thinnings),
        "tempered": sum(one.power < 1 for one in thinnings) / len(thinnings),
        "power": float(np.median([one.power for one in thinnings])),
        "untempered": float(np.median([one.untempered for one in thinnings])),
        "effective": float(np.median([one.effective for one in thinnings])),
    }
