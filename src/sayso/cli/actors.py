"""`sayso actors`: how a name resolves, and who that is."""

from collections.abc import Iterable
from pathlib import Path

import click

from sayso.actors import Actor, ActorTable
from sayso.cli.examples import epilog
from sayso.cli.output import emit, say, say_problems
from sayso.cli.parameters import DateParameter, actors_option
from sayso.dates import DateInterval
from sayso.nearest import near

UNKNOWN = 2
"""Exit status when the name means nobody in the table."""


@click.command(
    epilog=epilog(
        ("a person under another spelling", 'sayso actors "Nishi Bisval"'),
        ("who that was at a time", 'sayso actors "the Uzbek leader" --on 2014-12'),
        ("a state: its memberships, offices and neighbours in a year", "sayso actors Uzbekistan --on 2014"),
    )
)
@click.argument("name")
@click.option(
    "--on", type=DateParameter(), default=None, help="A day, month or year: 2014-12-01, 2014-12 or 2014."
)
@actors_option
def command(*, name: str, on: DateInterval | None, actors: tuple[Path, ...]) -> None:
    """Show how NAME resolves, and who that is.

    NAME is a name, an alias, a capital, an office or an identifier, as a report might write it.
    """
    table, problems = ActorTable.load(actors)
    say_problems(problems)
    found = table.actors.get(name)
    how = "identifier"
    if found is None:
        mention = table.resolve(name, on=on)
        if mention is None:
            say(f"{name!r} means nobody in the table{_nearest(name, table)}")
            raise click.exceptions.Exit(UNKNOWN)
        found, how = table.actor(mention.actor), mention.how
        if mention.state is not None and mention.state != mention.actor:
            how = f"{how}, for {table.actor(mention.state).name}"
    emit("".join(f"{line}\n" for line in _lines(found, how, table, on)).encode())


def _nearest(name: str, table: ActorTable) -> str:
    spellings = [one for actor in table.actors.values() for one in (actor.name, *actor.aliases)]
    found = near(name, spellings, many=3)
    return f"; nearest: {', '.join(found)}" if found else ""


def _lines(actor: Actor, how: str, table: ActorTable, on: DateInterval | None) -> Iterable[str]:
    yield f"{actor.name} ({actor.id}), {actor.kind}, found by {how}"
    facts = (
        ("also", ", ".join(actor.aliases)),
        ("people", ", ".join((*actor.demonyms, *actor.people))),
        ("capital", actor.capital or ""),
        ("government", ", ".join(actor.government)),
        ("codes", ", ".join(f"{code.system} {code.code}" for code in actor.codes)),
        ("neighbours", ", ".join(table.neighbours(actor.id)) if actor.kind == "state" else ""),
        ("regions", ", ".join(table.regions_of(actor.id)) if actor.kind == "state" else ""),
        ("lifetime", "" if actor.lifetime == DateInterval() else str(actor.lifetime)),
        ("source", actor.source),
    )
    yield from (f"  {label:<11} {words}" for label, words in facts if words)
    if actor.kind in {"organisation", "region"}:
        when = on or DateInterval()
        yield f"  {'members':<11} {', '.join(table.members(actor.id, when))}"
    for row in table.memberships(actor.id, on):
        yield f"  {row.status:<11} of {row.organisation}, {row.during} ({row.source})"
    for office in table.offices(holder=actor.id, on=on):
        yield f"  {'held':<11} {office.title}, {office.of}, {office.during} ({office.source})"
    for office in table.offices(of=actor.id, on=on):
        yield f"  {'office':<11} {office.title}: {table.actor(office.holder).name}, {office.during}"
