"""`sayso lexicon`: what words of likelihood mean, all scales side by side."""

from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Table

from sayso.brief.figures import percent, span
from sayso.cli.examples import epilog
from sayso.cli.output import emit, say
from sayso.statements.lexicon import LEXICONS, Lexicon, interval

UNKNOWN = 2
"""Exit status when no scale knows the words."""
_WIDTH = 100


@click.command(
    epilog=epilog(
        ("what “highly likely” means on every scale", 'sayso lexicon "highly likely"'),
        ("words as they stand in a sentence", "sayso lexicon it will probably fall"),
        ("the scales and their phrases", "sayso lexicon"),
    )
)
@click.argument("words", nargs=-1)
def command(*, words: tuple[str, ...]) -> None:
    """Show what WORDS of likelihood mean, all scales side by side; without WORDS, the scales themselves.

    The band holds 80% of the distribution that a scale gives the words.
    """
    lexicons = [Lexicon.load(name) for name in LEXICONS]
    if not words:
        emit(_drawn(_scales(lexicons)))
        return
    table = _meanings(" ".join(words), lexicons)
    if table.row_count == 0:
        say(f"No scale knows {' '.join(words)!r}; `sayso lexicon` lists the phrases.")
        raise click.exceptions.Exit(UNKNOWN)
    emit(_drawn(table))


def _meanings(words: str, lexicons: Iterable[Lexicon]) -> Table:
    table = Table("Scale", "Phrase", "Mean", "80% band", "Of", box=None, padding=(0, 2, 0, 0))
    for lexicon in lexicons:
        found = lexicon.likelihood(words)
        if found is not None:
            band = span(*interval(found))
            borrowed = "" if found.lexicon == lexicon.id else f" (its phrase from {found.lexicon})"
            table.add_row(
                lexicon.name, found.phrase, percent(found.mean), band, LEXICONS[lexicon.name] + borrowed
            )
    return table


def _scales(lexicons: Iterable[Lexicon]) -> Table:
    table = Table("Scale", "Phrase", "Mean", "80% band", box=None, padding=(0, 2, 0, 0))
    for lexicon in lexicons:
        table.add_row(f"{lexicon.name}", LEXICONS[lexicon.name], "", "")
        for entry in sorted(lexicon.entries, key=lambda each: each.mean, reverse=True):
            found = lexicon.likelihood(entry.phrase)
            if found is not None:
                table.add_row("", entry.phrase, percent(found.mean), span(*interval(found)))
    return table


def _drawn(table: Table) -> bytes:
    console = Console(width=max(_WIDTH, Console().width))
    with console.capture() as captured:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()).encode()
