"""`sayso compare`: what scenarios change, side by side on one set of runs."""

from pathlib import Path
from typing import Any

import click

from sayso.brief.comparison_tables import to_csv, to_picture, to_text
from sayso.brief.run_tables import to_json
from sayso.cli.examples import epilog
from sayso.cli.modelling import choose_model, factors_asked, model_options, outcomes_asked, read_scenarios
from sayso.cli.output import check_writable, emit, write_whole
from sayso.cli.picturing import check_picture, plot_option, write_plot
from sayso.cli.progress import shown_progress
from sayso.scenarios.effect import compare

_SMALL = "--states KAZ,KGZ --patrons RUS --runs 640"


@click.command(
    epilog=epilog(
        (
            "unrest from outside, and a closed border, on two states",
            f"sayso compare examples/scenarios/spread.toml examples/scenarios/border.toml {_SMALL}",
        ),
        (
            "one outcome in words, as CSV month by month",
            (
                "sayso compare examples/scenarios/spread.toml --outcome 'mass unrest in Kyrgyzstan'"
                f" {_SMALL} --csv effects.csv"
            ),
        ),
    )
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SCENARIO.toml... [REPORT]..."
)
@click.option("--outcome", "outcomes", multiple=True, metavar="WORDS", help="By identifier or in words.")
@click.option("--level", "levels", multiple=True, metavar="FACTOR", help="Show the level of this factor.")
@click.option("--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="Also write CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plot_option
@model_options
def command(
    *,
    files: tuple[Path, ...],
    outcomes: tuple[str, ...],
    levels: tuple[str, ...],
    table: Path | None,
    as_json: bool,
    plot: Path | None,
    **model: Any,
) -> None:
    """Show what scenarios change: the same runs with each and without.

    Files that end in .toml are scenarios, docs/scenarios.md says how to write one; other files and folders
    are REPORTs to make the model of, unless --states names states. With --speaker the runs are weighed by
    what the speaker calls likely as things stand, and keep their weight under every scenario.
    """
    check_picture(plot)
    if table is not None:
        check_writable(table)
    scenarios = tuple(path for path in files if path.suffix.lower() == ".toml")
    if not scenarios:
        raise click.UsageError("want one scenario or more, as SCENARIO.toml")
    reports = tuple(path for path in files if path not in scenarios)
    chosen = choose_model(reports, model, scenarios=scenarios)
    read = read_scenarios(scenarios, chosen)
    asked = outcomes_asked(outcomes, chosen)
    try:
        with shown_progress() as show:
            found = compare(
                chosen.basis.model,
                read,
                months=chosen.months,
                runs=chosen.runs,
                seed=chosen.seed,
                outcomes=asked,
                factors=factors_asked(levels, chosen, asked),
                views=chosen.basis.views,
                on_progress=lambda name: show(f"Running: {name}", 0, 0),
            )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    emit(to_json(found) if as_json else to_text(found, chosen.basis).encode())
    if table is not None:
        write_whole(table, to_csv(found))
    if plot is not None:
        write_plot(to_picture(found, chosen.basis), plot)
