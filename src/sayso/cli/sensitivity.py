"""`sayso sensitivity`: which weights, links, base rates and starting levels an outcome depends on."""

from pathlib import Path
from typing import Any

import click
import msgspec
import numpy as np

from sayso.brief.explanation_tables import sensitivity_text
from sayso.brief.run_tables import to_json
from sayso.cli.examples import epilog
from sayso.cli.modelling import Chosen, choose_model, model_options, outcome_asked
from sayso.cli.output import emit
from sayso.cli.progress import shown_progress
from sayso.scenarios.paths import every_month
from sayso.scenarios.reach import reach_of
from sayso.scenarios.sensitivity import Sensitivity, sensitivity
from sayso.scenarios.sobol import SobolIndex, sobol_indices
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.simulate import simulate
from sayso.views.outcome import Outcome

_SMALL = "--states KAZ,KGZ --patrons RUS --runs 640"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    seed: int
    sensitivity: Sensitivity
    sobol: tuple[SobolIndex, ...]


@click.command(
    epilog=epilog(
        (
            "what a lean depends on, in the model of two states and a patron",
            f"sayso sensitivity 'Kyrgyzstan leans more to Russia' {_SMALL}",
        ),
        (
            "the same with an identifier, as JSON",
            f"sayso sensitivity 'alignment(KGZ>RUS) up' {_SMALL} --json",
        ),
    )
)
@click.argument("outcome")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[REPORT]...")
@click.option(
    "--sobol",
    type=click.IntRange(2, 20),
    metavar="COUNT",
    help="Also Sobol indices of the weights that reach furthest (extra `sensitivity`; minutes).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@model_options
def command(
    *, outcome: str, reports: tuple[Path, ...], sobol: int | None, as_json: bool, **model: Any
) -> None:
    """Show which of the things that are drawn OUTCOME depends on.

    The shares come from the runs themselves: what is drawn for a run (weights, which links are there, base
    rates, where levels start) is held against whether the outcome comes true in it. docs/scenarios.md has
    the method.
    """
    chosen = choose_model(reports, model)
    asked = msgspec.structs.replace(outcome_asked(outcome, chosen), months=chosen.months)
    try:
        with shown_progress() as show:
            show("Running the model", 0, 0)
            base = chosen.basis.model
            keep = every_month(base, months=chosen.months, runs=chosen.runs)
            ensemble = simulate(base, months=chosen.months, runs=chosen.runs, seed=chosen.seed, keep=keep)
            found = sensitivity(ensemble, asked, rng=np.random.default_rng(chosen.seed))
            indices = () if sobol is None else _sobol(ensemble, asked, sobol, chosen, show)
    except (ValueError, ModuleNotFoundError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        emit(to_json(Answer(seed=chosen.seed, sensitivity=found, sobol=indices)))
    else:
        emit(sensitivity_text(found, chosen.basis, seed=chosen.seed, sobol=indices).encode())


def _sobol(
    ensemble: Ensemble, outcome: Outcome, count: int, chosen: Chosen, show: Any
) -> tuple[SobolIndex, ...]:
    """Return the Sobol indices of the weights that reach the outcome furthest and are not sure."""
    reach = reach_of(ensemble, outcome)
    order = np.argsort(-reach.of_drive, kind="stable").tolist()
    links = [row for row in order if reach.drives[row].weight.sd > 0 and reach.of_drive[row] > 0][:count]
    return sobol_indices(
        chosen.basis.model,
        outcome,
        links,
        months=chosen.months,
        seed=chosen.seed,
        on_progress=lambda done, whole: show("Sobol: running", done, whole),
    )
