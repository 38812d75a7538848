"""`sayso run`: run a model, of reports or of states alone, and tell what its runs say."""

import io
from pathlib import Path
from typing import Any

import click
import numpy as np

from sayso import __version__
from sayso.brief.run_tables import to_csv, to_json, to_picture, to_text
from sayso.cli.examples import epilog
from sayso.cli.modelling import choose_model, factors_asked, model_options, outcomes_asked, read_scenarios
from sayso.cli.output import check_writable, emit, say, say_problems, write_whole
from sayso.cli.picturing import check_picture, plot_option, write_plot
from sayso.cli.progress import shown_progress
from sayso.scenarios.summary import Wish, run_model
from sayso.simulation.ensemble import Ensemble
from sayso.simulation.to_xarray import to_xarray

SAVED = (".nc", ".npz")
"""Endings of files that runs can be saved to."""


@click.command(
    epilog=epilog(
        (
            "two states and a patron, from a date",
            "sayso run --states KAZ,KGZ --patrons RUS --from 2022-06 --runs 640",
        ),
        (
            "the same under a scenario, with a level, as CSV too",
            (
                "sayso run --states KAZ,KGZ --patrons RUS --runs 640 --level 'unrest(KGZ)'"
                " --scenario examples/scenarios/spread.toml --csv run.csv"
            ),
        ),
        ("what reports say of levels as the start", "sayso run examples/central-asia/wire.txt --runs 640"),
    )
)
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[REPORT]...")
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Run it under this scenario; several act together.",
)
@click.option("--outcome", "outcomes", multiple=True, metavar="WORDS", help="By identifier or in words.")
@click.option("--level", "levels", multiple=True, metavar="FACTOR", help="Show the level of this factor.")
@click.option("--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="Also write CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    metavar="FILE.npz|nc",
    help="Also save every run: NumPy arrays, or NetCDF (needs the extra `xarray`).",
)
@plot_option
@model_options
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    reports: tuple[Path, ...],
    scenarios: tuple[Path, ...],
    outcomes: tuple[str, ...],
    levels: tuple[str, ...],
    table: Path | None,
    as_json: bool,
    save: Path | None,
    plot: Path | None,
    **model: Any,
) -> None:
    """Run a model and show how likely outcomes are and where levels go.

    The model is that of REPORTs (files or folders), whose claims about levels, trends and events say where
    it starts, or that of --states alone. --speaker adds one source's claimed links and likelihoods.
    """
    check_picture(plot)
    for path in (table, save):
        if path is not None:
            check_writable(path)
    if save is not None and save.suffix.lower() not in SAVED:
        raise click.UsageError(f"{save.name!r} ends in none of {', '.join(SAVED)}")
    chosen = choose_model(reports, model, scenarios=scenarios)
    read = read_scenarios(scenarios, chosen)
    asked = outcomes_asked(outcomes, chosen)
    wish = Wish(
        months=chosen.months,
        runs=chosen.runs,
        seed=chosen.seed,
        outcomes=asked,
        factors=factors_asked(levels, chosen, asked),
        views=chosen.basis.views,
        changes=tuple(change for one in read for change in one.changes),
        scenarios=tuple(one.name for one in read),
    )
    try:
        with shown_progress() as show:
            show("Running the model", 0, 0)
            summary, ensemble = run_model(chosen.basis.model, wish)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    say_problems(chosen.basis.problems if as_json else ())
    emit(to_json(summary) if as_json else to_text(summary, chosen.basis).encode())
    if table is not None:
        write_whole(table, to_csv(summary))
    if save is not None:
        write_whole(save, saved(ensemble, save))
        say(f"The runs are in {save}")
    if plot is not None:
        write_plot(to_picture(summary, chosen.basis), plot)


def saved(ensemble: Ensemble, path: Path) -> bytes:
    """Return the runs as the ending of `path` wants them.

    Raises:
        click.ClickException: if xarray is wanted and not installed.
    """
    content = io.BytesIO()
    if path.suffix.lower() == ".npz":
        np.savez_compressed(
            content,
            levels=ensemble.levels,
            factors=np.array([str(factor) for factor in ensemble.factors]),
            months=np.array(ensemble.kept),
            start=np.array(ensemble.model.start.isoformat()),
            first=ensemble.first,
            events=np.array(ensemble.events),
            active=ensemble.active,
            parameter_draw=ensemble.parameter_draw,
            presence_of_draw=ensemble.presence_of_draw,
            seed=np.array(str(ensemble.seed)),
            model=np.array(ensemble.model.name),
            version=np.array(__version__),
        )
        return content.getvalue()
    try:
        data = to_xarray(ensemble)
    except ModuleNotFoundError as error:
        raise click.ClickException(str(error)) from error
    # NetCDF 3 takes a dimension of length 0 for one without a limit
    held = data.drop_dims([name for name, size in data.sizes.items() if not size])
    return bytes(held.to_netcdf(engine="scipy"))
