"""`sayso factors`: what claims can be about."""

import textwrap
from collections.abc import Iterable
from pathlib import Path

import click

from sayso.cli.examples import epilog
from sayso.cli.output import emit, say_problems
from sayso.cli.parameters import factors_option
from sayso.statements.catalogue import Catalogue, FactorDefinition

_WIDTH = 100


@click.command(
    epilog=epilog(
        ("all factors", "sayso factors"),
        ("one of them: what more of it means, which phrases and events show it", "sayso factors alignment"),
    )
)
@click.argument("name", required=False)
@factors_option
def command(*, name: str | None, factors: tuple[Path, ...]) -> None:
    """Show the factors that claims can be about, or the one called NAME.

    A factor has one actor, as in unrest(KAZ), or two, as in alignment(UZB>RUS).
    """
    catalogue, problems = Catalogue.load(factors)
    say_problems(problems)
    if name is None:
        lines = [line for each in catalogue.names for line in _line(catalogue.definition(each))]
    else:
        try:
            lines = list(_details(catalogue.definition(name)))
        except KeyError as error:
            raise click.UsageError(str(error.args[0])) from error
    emit("".join(f"{line}\n" for line in lines).encode())


def _written(definition: FactorDefinition) -> str:
    return f"{definition.name}(FROM>TO)" if definition.dyadic else f"{definition.name}(ACTOR)"


def _line(definition: FactorDefinition) -> Iterable[str]:
    yield _written(definition)
    yield from _wrapped(definition.definition)


def _details(definition: FactorDefinition) -> Iterable[str]:
    yield _written(definition)
    yield from _wrapped(definition.definition)
    yield from _wrapped(f"More of it: {definition.more}")
    if definition.roles is not None:
        yield from _wrapped(f"FROM is the {definition.roles.actor}, TO the {definition.roles.target}")
    yield from _wrapped(f"Said by: {', '.join(definition.cues_more)}")
    if definition.cues_less:
        yield from _wrapped(f"Its opposite by: {', '.join(definition.cues_less)}")
    for measure in definition.measures:
        direction = "more" if measure.direction > 0 else "less"
        yield from _wrapped(f"{measure.scheme} {measure.code} ({measure.side}): {direction} of it")
    yield from _wrapped(f"Source: {definition.source}")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="    ")
