"""`sayso why`: which counts, votes and facts moved a measure."""

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from sayso.actors import ActorTable
from sayso.cli.examples import epilog
from sayso.cli.known_actor import known_actor
from sayso.cli.leaning import ADD_EXAMPLE, Leaning, ask, lean_options
from sayso.cli.output import emit
from sayso.measures.lean import Lean
from sayso.measures.why import Contribution, why

_SHOWN = 12


@click.group(
    epilog=epilog(
        (
            "load the example, roll calls alone, then what moved Uzbekistan from 2004 to 2005",
            f"{ADD_EXAMPLE} && sayso why lean UZB --between USA RUS --toward USA --in 2005",
        ),
        (
            "over several years, as JSON",
            f"{ADD_EXAMPLE} && sayso why lean UZB --between USA RUS --toward USA --in 2008 --json",
        ),
    )
)
def command() -> None:
    """Show which event counts, votes and dated facts moved a measure."""


@command.command("lean")
@lean_options
@click.option("--toward", required=True, metavar="POWER", help="The power whose closeness is asked about.")
@click.option("--in", "period", required=True, type=int, metavar="YEAR", help="The year that it moved to.")
@click.option(
    "--since",
    "before",
    type=int,
    metavar="YEAR",
    help="The year that it moved from.  [default: the one before]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the contributions as JSON.")
def lean(*, toward: str, period: int, before: int | None, as_json: bool, **asked: Any) -> None:
    """Show what moved STATE toward or away from a power in a year.

    The contributions add up to the change. Each names what was seen: events by quad class beside what was to
    be expected, agreement on roll calls, dated facts.
    """
    leaning = ask(asked)
    power = known_actor(ActorTable.load(asked["actors"])[0], toward)
    fit = leaning.answer.fit
    try:
        change = Lean(fit).difference(leaning.state, power, before or period - 1, period)
        found = why(fit, leaning.state, power, period, since=before)
    except (KeyError, ValueError) as error:
        raise click.UsageError(str(error.args[0])) from error
    if as_json:
        emit(json.dumps([_plain(one) for one in found], indent=1).encode() + b"\n")
        return
    console = Console()
    with console.capture() as captured:
        console.print(
            f"{leaning.name} toward {power}, {before or period - 1} → {period}: {change.mean:+.2f} "
            f"\\[{change.low:+.2f}, {change.high:+.2f}], P(lower) {change.lower:.3f}\n",
            highlight=False,
        )
        console.print(_table(leaning, found[:_SHOWN]))
        rest = sum(one.size for one in found[_SHOWN:])
        console.print(f"\n{len(found[_SHOWN:])} smaller ones add {rest:+.3f}.", highlight=False)
        for line in leaning.sources():
            console.print(line, highlight=False)
    emit(captured.get().encode())


def _table(leaning: Leaning, found: tuple[Contribution, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("adds", "evidence", "power", leaning.step, "what was seen"):
        table.add_column(heading, justify="right" if heading == "adds" else "left")
    for one in found:
        seen = one.fact.what if one.fact is not None else _numbers(one)
        when = "" if one.period is None else leaning.written(one.period)
        if one.fact is not None:
            when = one.fact.date
        table.add_row(f"{one.size:+.3f}", one.evidence, one.power or "", when, seen)
    return table


def _numbers(one: Contribution) -> str:
    return ", ".join(
        f"{name} {value:g}" for name, value in ((k, round(v, 2)) for k, v in one.numbers.items())
    )


def _plain(one: Contribution) -> dict[str, object]:
    return {
        "evidence": one.evidence,
        "size": one.size,
        "power": one.power,
        "period": None if one.period is None else one.period.isoformat(),
        "numbers": dict(one.numbers),
        "fact": None
        if one.fact is None
        else {"date": one.fact.date, "what": one.fact.what, "source": one.fact.source},
    }
