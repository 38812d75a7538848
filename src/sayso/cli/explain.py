"""`sayso explain`: which sentences, links and starting levels carry an outcome."""

from pathlib import Path
from typing import Any

import click

from sayso.brief.explanation_tables import to_text
from sayso.brief.run_tables import to_json
from sayso.cli.examples import epilog
from sayso.cli.modelling import choose_model, model_options, outcome_asked
from sayso.cli.output import emit
from sayso.cli.progress import shown_progress
from sayso.scenarios.basis import EVERYBODY
from sayso.scenarios.explanation import Size, explain

_SMALL = "--states KAZ,KGZ --patrons RUS --runs 640 --top 3"


@click.command(
    epilog=epilog(
        (
            "what carries an outcome in the model of what a report says",
            f"sayso explain 'mass unrest in Kyrgyzstan' examples/central-asia/wire.txt {_SMALL}",
        ),
        (
            "by identifier, in the model of two states alone, as JSON",
            f"sayso explain 'alignment(KGZ>RUS) up' {_SMALL} --json",
        ),
    )
)
@click.argument("outcome")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[REPORT]...")
@click.option(
    "--top",
    type=click.IntRange(1, 200),
    default=6,
    show_default=True,
    help="How many links, and how many sentences, are taken out: those that reach furthest.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@model_options
def command(*, outcome: str, reports: tuple[Path, ...], top: int, as_json: bool, **model: Any) -> None:
    """Show which sentences, links and starting levels carry OUTCOME.

    OUTCOME is an identifier, as mass_unrest(KAZ), or plain words: “mass unrest in Kazakhstan”. A sentence
    or a link is taken out and the same runs are made again; what is not told apart from noise says so.
    Without --speaker the model is that of all claims taken together.
    """
    chosen = choose_model(reports, model, speaker=EVERYBODY if reports else None)
    asked = outcome_asked(outcome, chosen)
    size = Size(months=chosen.months, runs=chosen.runs, seed=chosen.seed, taken_out=top)
    try:
        with shown_progress() as show:
            found = explain(chosen.basis, asked, size, actors=chosen.horizon.scope.actors, on_progress=show)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    emit(to_json(found) if as_json else to_text(found, chosen.basis, places=chosen.places).encode())
