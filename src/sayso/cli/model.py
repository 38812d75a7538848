"""`sayso model`: a model's card, its links as a graph, where it comes to rest and where it tips."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from sayso.actors import ActorTable
from sayso.brief import card_text
from sayso.brief.graph_picture import to_picture as graph_picture
from sayso.brief.plotted import PICTURES
from sayso.cli.examples import epilog
from sayso.cli.model_parts import ONE, or_say, reports_argument
from sayso.cli.model_resting import resting, tipping
from sayso.cli.modelling import Chosen, choose_model, factors_asked, model_options
from sayso.cli.output import check_writable, emit, say, write_whole
from sayso.models.card import card_of
from sayso.models.graph import model_to_graph, to_graphml
from sayso.simulation.resting import resting_states
from sayso.simulation.resting_words import headline

GRAPHML = ".graphml"


@click.group(
    epilog=epilog(
        ("what a model is made of, as Markdown", f"sayso model card {ONE}"),
        (
            "where it comes to rest, and while mass unrest lasts",
            f"sayso model resting {ONE} --runs 320 --during 'mass_unrest(KGZ)'",
        ),
        (
            "where two starting levels lead, with a picture",
            f"sayso model tipping 'unrest(KGZ)' 'repression(KGZ)' {ONE} --plot tipping.html",
        ),
    )
)
def command() -> None:
    """Show what a model is made of, where it rests and where it tips.

    The model is that of reports, or of --states alone, as in `sayso run`.
    """


@command.command(
    epilog=epilog(
        ("of reports, with the sentences", "sayso model card examples/central-asia --speaker everybody"),
        ("of two states, as JSON", "sayso model card --states KAZ,UZB --patrons RUS --from 2022-02 --json"),
    )
)
@reports_argument
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE.md", help="Write it to this file."
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of Markdown.")
@model_options
def card(*, reports: tuple[Path, ...], out: Path | None, as_json: bool, **model: Any) -> None:
    """Write a model's card: what it is, what each part rests on, and what it is not for.

    A card names every link with its prior, its source and, where somebody said it, the sentence; where each
    factor starts and who said so; base rates with their sources; what found no place; versions and seed.
    """
    if out is not None:
        check_writable(out)
    chosen = choose_model(reports, model)
    made = card_of(
        chosen.basis.model,
        actors=_actors(model),
        statements=chosen.basis.statements,
        problems=chosen.basis.problems,
        resting=headline(resting_states(chosen.basis.model, starts=24, seed=chosen.seed)),
        seed=chosen.seed,
        runs=chosen.runs,
    )
    written = card_text.to_json(made) if as_json else card_text.to_markdown(made).encode(errors="replace")
    if out is None:
        emit(written)
    else:
        write_whole(out, written)
        say(f"The card is in {out}")


@command.command(
    epilog=epilog(
        (
            "all of it, for Gephi, yEd or NetworkX",
            f"sayso model graph {ONE} --out model.graphml",
        ),
        (
            "the links round one factor, as a page",
            f"sayso model graph {ONE} --around 'unrest(KGZ)' --out unrest.html",
        ),
    )
)
@reports_argument
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.graphml|html|svg|png",
    help="GraphML of the whole model, or a picture of what is round one factor.",
)
@click.option("--around", metavar="FACTOR", help="The factor or event in the middle of the picture.")
@model_options
def graph(*, reports: tuple[Path, ...], out: Path, around: str | None, **model: Any) -> None:
    """Write a model's factors, events and links as GraphML, or draw what is round one factor.

    GraphML holds all of the model: `sayso.models.graph.model_from_graph` gives it back.
    """
    ending = out.suffix.lower()
    if ending not in {GRAPHML, *PICTURES}:
        raise click.UsageError(f"{out.name!r} ends in none of {', '.join((GRAPHML, *PICTURES))}")
    if ending != GRAPHML and around is None:
        raise click.UsageError("a picture wants a factor or an event in its middle: --around FACTOR")
    check_writable(out)
    chosen = choose_model(reports, model)
    made = chosen.basis.model
    if ending == GRAPHML:
        write_whole(out, or_say(lambda: to_graphml(model_to_graph(made))))
    else:
        middle = _middle(around or "", chosen)
        write_whole(out, or_say(partial(graph_picture, made, middle, out)))
    say(f"The {'graph' if ending == GRAPHML else 'picture'} is in {out}")


def _actors(options: dict[str, Any]) -> ActorTable:
    return ActorTable.load(options["actors"])[0]


def _middle(words: str, chosen: Chosen) -> str:
    """Return the written factor or event that `words` name.

    Raises:
        click.UsageError: if there is none; the nearest is named.
    """
    made = chosen.basis.model
    if any(event.id == words for event in made.events):
        return words
    return str(factors_asked((words,), chosen, ())[0])


command.add_command(resting)
command.add_command(tipping)
