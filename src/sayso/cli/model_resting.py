"""`sayso model resting` and `sayso model tipping`: where a model comes to rest, and where it tips."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from sayso.brief import resting_tables, tipping_tables
from sayso.cli.examples import epilog
from sayso.cli.model_parts import ONE, or_say, reports_argument
from sayso.cli.modelling import Chosen, choose_model, factors_asked, model_options, outcome_asked
from sayso.cli.output import check_writable, emit, say, write_whole
from sayso.cli.picturing import check_picture, plot_option
from sayso.cli.progress import shown_progress
from sayso.nearest import near
from sayso.simulation.keep import Keep
from sayso.simulation.resting import resting_states
from sayso.simulation.resting_shares import event_shares, shares_nearest, states_by_draw
from sayso.simulation.resting_skeleton import EventShare
from sayso.simulation.simulate import simulate
from sayso.simulation.tipping import chance_map, sweep, tipping_map
from sayso.views.outcome import holds

csv_option = click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="Also write CSV."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
events_option = click.option(
    "--events",
    type=click.Choice(["off", "mean"]),
    default="off",
    show_default=True,
    help="Events off, or at the share of months in which the runs have them.",
)
during_option = click.option(
    "--during", multiple=True, metavar="EVENT", help="As things are while this event lasts."
)


@click.command(
    epilog=epilog(
        ("with events off", f"sayso model resting {ONE} --runs 320"),
        (
            "with events at their mean share of months, a picture and all numbers",
            f"sayso model resting {ONE} --runs 320 --events mean --plot rest.html --csv rest.csv",
        ),
    )
)
@reports_argument
@events_option
@during_option
@click.option("--starts", type=click.IntRange(1, 10_000), default=64, show_default=True)
@click.option(
    "--draws",
    type=click.IntRange(0, 10_000),
    default=0,
    show_default=True,
    help="Also count the resting states in so many draws of the weights.",
)
@csv_option
@json_option
@plot_option
@model_options
def resting(  # noqa: PLR0913 - one parameter for each option
    *,
    reports: tuple[Path, ...],
    events: str,
    during: tuple[str, ...],
    starts: int,
    draws: int,
    table: Path | None,
    as_json: bool,
    plot: Path | None,
    **model: Any,
) -> None:
    """Find the states that a model comes to rest in, and the share of its runs nearest to each.

    The model is run without noise, with weights at their means, from many starts; what it comes to is made
    exact and told stable from unstable. Its runs, with all their noise and draws of weights, are then put to
    the nearest stable state, with an 80 % interval. docs/resting-states.md has the method.
    """
    check_picture(plot)
    if table is not None:
        check_writable(table)
    chosen = choose_model(reports, model)
    with shown_progress() as show:
        show("Running the model", 0, 0)
        ensemble = simulate(
            chosen.basis.model,
            months=chosen.months,
            runs=chosen.runs,
            seed=chosen.seed,
            keep=Keep(months=(chosen.months,)),
        )
        held = event_shares(ensemble) if events == "mean" else {}
        held = {**held, **_lasting(during, chosen)}
        show("Looking for resting states", 0, 0)
        found = resting_states(chosen.basis.model, events=held, starts=starts, seed=chosen.seed)
        by_draw = states_by_draw(chosen.basis.model, draws=draws, seed=chosen.seed) if draws else ()
    rested = resting_tables.Rested(
        found=found,
        shares=shares_nearest(ensemble, found) if found.stable else (),
        months=chosen.months,
        runs=chosen.runs,
        by_draw=by_draw,
    )
    emit(resting_tables.to_json(rested) if as_json else resting_tables.to_text(rested).encode())
    if table is not None:
        write_whole(table, resting_tables.to_csv(rested))
    if plot is not None:
        write_whole(plot, or_say(partial(resting_tables.to_picture, rested, plot)))
        say(f"The picture is in {plot}")


@click.command(
    epilog=epilog(
        (
            "which resting state each start leads to, and the way back",
            f"sayso model tipping 'unrest(KGZ)' 'repression(KGZ)' {ONE} --sweep",
        ),
        (
            "how probable a fall of the government is from each start",
            (
                f"sayso model tipping 'unrest(KGZ)' 'regime_stability(KGZ)' {ONE} "
                "--outcome 'fall(KGZ)' --steps 3 --runs 160 --plot fall.html"
            ),
        ),
    )
)
@click.argument("across")
@click.argument("up")
@reports_argument
@click.option(
    "--outcome", metavar="WORDS", help="Show how probable this is within --months, by the runs of the model."
)
@click.option(
    "--steps",
    type=click.IntRange(2, 200),
    help="Levels of each factor.  [default: 25; 9 with --outcome]",
)
@click.option("--sweep", "swept", is_flag=True, help="Also drive ACROSS up and down again and follow UP.")
@during_option
@csv_option
@json_option
@plot_option
@model_options
def tipping(  # noqa: PLR0913 - one parameter for each option
    *,
    across: str,
    up: str,
    reports: tuple[Path, ...],
    outcome: str | None,
    steps: int | None,
    swept: bool,
    during: tuple[str, ...],
    table: Path | None,
    as_json: bool,
    plot: Path | None,
    **model: Any,
) -> None:
    """Show where starting levels of the factors ACROSS and UP lead, all other factors at their start.

    Without --outcome: which resting state, without noise and with weights at their means. With it: the
    probability from runs with all their chance, --runs of them for each pair of levels.
    """
    check_picture(plot)
    if table is not None:
        check_writable(table)
    chosen = choose_model(reports, model)
    one, other = factors_asked((across, up), chosen, ())
    if one == other:
        raise click.UsageError(f"both factors are {one}; want two")
    made, held = chosen.basis.model, _lasting(during, chosen)
    if outcome is None:
        drawn: Any = tipping_map(made, one, other, steps=steps or 25, events=held)
    else:
        wanted = outcome_asked(outcome, chosen)
        with shown_progress() as show:
            drawn = chance_map(
                made,
                one,
                other,
                happens=lambda ensemble: holds(ensemble, wanted),
                says=wanted.label,
                months=chosen.months,
                runs=chosen.runs,
                steps=steps or 9,
                seed=chosen.seed,
                on_progress=partial(show, "Running the model"),
            )
    tipped = tipping_tables.Tipped(map=drawn, sweep=sweep(made, one, other, events=held) if swept else None)
    emit(tipping_tables.to_json(tipped) if as_json else tipping_tables.to_text(tipped).encode())
    if table is not None:
        write_whole(table, tipping_tables.to_csv(tipped))
    if plot is not None:
        write_whole(plot, or_say(partial(tipping_tables.to_picture, tipped, plot)))
        say(f"The picture is in {plot}")


def _lasting(during: tuple[str, ...], chosen: Chosen) -> dict[str, EventShare]:
    """Return the events that last all the time, by identifier.

    Raises:
        click.UsageError: if the model has none of that name; the nearest is named.
    """
    known = [event.id for event in chosen.basis.model.events]
    for name in during:
        if name not in known:
            raise click.UsageError(f"no event {name!r} in this model{_nearest(name, known)}")
    return {name: EventShare(under_way=1.0) for name in during}


def _nearest(name: str, known: list[str]) -> str:
    found = near(name, known)
    there = f"; there are {', '.join(known)}" if known else "; it has none"
    return f"; nearest is {found[0]}" if found else there
