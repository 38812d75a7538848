"""`sayso levels`: how far above or below its own normal a factor of an actor is, period by period."""

from pathlib import Path

import click
import duckdb

from sayso.actors import ActorTable
from sayso.brief.level_tables import name_of, to_csv, to_json, to_listing, to_picture, to_text
from sayso.cli.examples import epilog
from sayso.cli.known_actor import known_actor
from sayso.cli.output import check_writable, emit, say, say_problems, write_whole
from sayso.cli.parameters import (
    CSV_HELP,
    STDOUT,
    DateParameter,
    actors_option,
    check_order,
    factors_option,
    refuse_two,
)
from sayso.cli.picturing import check_ending, drawn
from sayso.cli.record_option import record_option
from sayso.cli.record_words import record_words, sound_entries
from sayso.dates import DateInterval
from sayso.events.record import Record
from sayso.measures.levels import Level, Levels, levels, measurable
from sayso.measures.panel import Step
from sayso.measures.telling import Asked, NothingTellsError
from sayso.statements.catalogue import Catalogue

_EXAMPLE = "examples/events/central-african-republic.csv"


@click.command(
    epilog=epilog(
        (
            "load the example, then political violence in the Central African Republic by year",
            f"sayso events add {_EXAMPLE} && sayso levels 'Central African Republic' radicalism --by year",
        ),
        (
            "which factors of an actor the record can show, with their latest levels",
            f"sayso events add {_EXAMPLE} && sayso levels CAF --by year",
        ),
    )
)
@click.argument("actor")
@click.argument("factor", required=False)
@click.option(
    "--toward", metavar="ACTOR", help="The other side of a factor of two, as in alignment(UZB>RUS)."
)
@click.option(
    "--by",
    "step",
    type=click.Choice(["month", "year"]),
    default="month",
    show_default=True,
    help="Length of a period.",
)
@click.option("--from", "since", type=DateParameter(), help="First day, month or year that is shown.")
@click.option("--to", "until", type=DateParameter(), help="Last day, month or year that is shown.")
@click.option(
    "--product", metavar="NAME", help="Data product to use.  [default: the one with data for most periods]"
)
@click.option("--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help=CSV_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    metavar="FILE.html|png|svg",
    help="Draw the numbers.",
)
@record_option
@actors_option
@factors_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    actor: str,
    factor: str | None,
    toward: str | None,
    step: Step,
    since: DateInterval | None,
    until: DateInterval | None,
    product: str | None,
    table: Path | None,
    as_json: bool,
    plot: Path | None,
    record: Path,
    actors: tuple[Path, ...],
    factors: tuple[Path, ...],
) -> None:
    """Show how far above or below its own normal a FACTOR of an ACTOR is, from the record's events.

    Without FACTOR: every factor that the record can show for the actor (with --toward: for the two).
    What is normal is told from all periods, also those that are not shown. docs/levels.md has the method.
    """
    refuse_two(table, as_json=as_json)
    _check_outputs(table, plot, factor)
    known, problems = ActorTable.load(actors)
    say_problems(problems)
    catalogue, problems = Catalogue.load(factors)
    say_problems(problems)
    if actor in catalogue.definitions and actor not in known.actors:
        raise click.UsageError(f"{actor!r} is a factor; the actor comes first: sayso levels ACTOR {actor}")
    one = known_actor(known, actor)
    other = None if toward is None else known_actor(known, toward)
    check_order(since, until)
    kept = Record(record)
    sound_entries(kept)
    if factor is None:
        with record_words(kept):
            _list(kept.connection(), catalogue, one, other, step, product, as_json=as_json)
        return
    try:
        definition = catalogue.definition(factor)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error
    if definition.dyadic and other is None:
        raise click.UsageError(f"{factor} is between two; say whom it is toward: --toward ACTOR")
    asked = Asked(definition=definition, actor=one, target=other, step=step, product=product)
    try:
        with record_words(kept):
            found = levels(kept.connection(), asked)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    shown = _shown(found, since, until)
    if table == STDOUT:
        emit(to_csv(found, shown))
    else:
        emit(to_json(found, shown) if as_json else to_text(found, shown).encode())
    if table is not None and table != STDOUT:
        write_whole(table, to_csv(found, shown))
    if plot is not None:
        write_whole(plot, drawn(to_picture(found, shown), plot))


def _check_outputs(table: Path | None, plot: Path | None, factor: str | None) -> None:
    for path in (table, plot):
        if path is not None:
            if factor is None:
                raise click.UsageError("--csv and --plot need a FACTOR")
            if path != STDOUT:
                check_writable(path)
    if plot is not None:
        check_ending(plot)


def _shown(found: Levels, since: DateInterval | None, until: DateInterval | None) -> tuple[Level, ...]:
    first = None if since is None or since.start is None else since.start.replace(day=1)
    if first is not None and found.step == "year":
        first = first.replace(month=1)
    last = None if until is None else until.end
    shown = tuple(
        one
        for one in found.levels
        if (first is None or one.period >= first) and (last is None or one.period <= last)
    )
    if not shown:
        raise click.ClickException(
            f"nothing to show: {found.factor} has levels from {name_of(found.levels[0], found.step)} "
            f"to {name_of(found.levels[-1], found.step)}"
        )
    return shown


def _list(  # noqa: PLR0913 - what is asked, each apart
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    actor: str,
    target: str | None,
    step: Step,
    product: str | None,
    *,
    as_json: bool,
) -> None:
    """Show each factor of the actor, or of the two, that the record can show, with its latest level."""
    found: list[Levels] = []
    untold: list[str] = []
    for name in measurable(tuple(catalogue.definitions.values())):
        definition = catalogue.definition(name)
        if definition.dyadic != (target is not None):
            continue
        try:
            found.append(
                levels(
                    connection,
                    Asked(definition=definition, actor=actor, target=target, step=step, product=product),
                )
            )
        except NothingTellsError:
            untold.append(name)
        except ValueError as error:
            say(str(error))
    if untold:
        say(f"no event of the record could show {', '.join(untold)}")
    if not found:
        whose = actor if target is None else f"{actor}>{target}"
        raise click.ClickException(f"the record shows no factor of {whose} by {step}")
    if as_json:
        emit(b"[" + b",".join(to_json(one, one.levels[-1:]).strip() for one in found) + b"]\n")
    else:
        emit(to_listing(found).encode())
