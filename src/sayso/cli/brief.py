"""`sayso brief`: read reports, show the brief, write the page."""

import datetime as dt
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from sayso.brief.build import build_brief
from sayso.brief.exchange import to_json
from sayso.brief.gather import Settings
from sayso.brief.html import to_html
from sayso.brief.markdown import to_markdown
from sayso.brief.records import Brief
from sayso.brief.terminal import to_terminal
from sayso.cli.examples import epilog
from sayso.cli.output import check_writable, emit, say, say_problems, write_whole
from sayso.cli.parameters import (
    actors_option,
    factors_option,
    lexicon_option,
    paths_argument,
    split_piped,
)
from sayso.cli.progress import shown_progress
from sayso.events import RECORD
from sayso.opinions import Way

POOLINGS: Final[tuple[Way, ...]] = ("geometric odds", "linear", "median")
"""Ways to pool that need no number more; `extremised` wants an exponent that nothing here can tell."""
NOTHING_READ = 2
"""Exit status when there was no document to read."""


@click.command(
    epilog=epilog(
        ("every report in a folder; also writes brief.html here", "sayso brief examples/central-asia"),
        (
            "by the scale of United States intelligence, the page under another name",
            "sayso brief examples/central-asia/wire.txt --lexicon us-nic --out note.html",
        ),
        (
            "standard input, as Markdown for a note",
            "cat examples/central-asia/wire.txt | sayso brief - --markdown --no-html",
        ),
    )
)
@paths_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("brief.html"),
    show_default=True,
    metavar="FILE.html",
    help="Where to write the page; an older one is replaced.",
)
@click.option("--no-html", is_flag=True, help="Write no page.")
@click.option("--json", "as_json", is_flag=True, help="Print the brief as JSON instead of text.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the brief as Markdown instead of text.")
@click.option(
    "--runs", type=click.IntRange(100, 200_000), default=None, help="Runs of the model.  [default: 2560]"
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Seed.")
@click.option(
    "--months", type=click.IntRange(1, 60), default=12, show_default=True, help="How far the outlook reaches."
)
@click.option(
    "--pooling",
    type=click.Choice(POOLINGS),
    default=Settings().pooling,
    show_default=True,
    help="How the speakers' probabilities of an outcome are made one.",
)
@click.option(
    "--certainty",
    type=click.FloatRange(0, 1),
    default=Settings().certainty,
    show_default=True,
    help="Leave out claims that the reader is less sure to have read rightly; how many is said.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    envvar="SAYSO_RECORD",
    show_envvar=True,
    metavar="FOLDER",
    help=f"Folder of loaded event files to put claims beside.  [default: {RECORD}, if it is here]",
)
@lexicon_option
@actors_option
@factors_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    paths: tuple[Path, ...],
    out: Path,
    no_html: bool,
    as_json: bool,
    as_markdown: bool,
    runs: int | None,
    seed: int,
    months: int,
    pooling: Way,
    certainty: float,
    record: Path | None,
    lexicon: str,
    actors: tuple[Path, ...],
    factors: tuple[Path, ...],
) -> None:
    """Read reports and show who says what, and what it would mean.

    PATH is a report (text or HTML), a folder of them, or - for standard input. A file chronology.csv in
    a folder adds the dated facts of the year before; a record of event files (`sayso events add`) puts
    measures beside the claims. The brief is printed and written as one HTML page.
    """
    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown are two ways to print the brief; want one of them")
    settings = Settings(
        runs=runs,
        seed=seed,
        months=months,
        pooling=pooling,
        certainty=certainty,
        lexicon=lexicon,
        actors=actors,
        factors=factors,
        today=dt.datetime.now(tz=dt.UTC).date(),
        record=record or _record_here(),
    )
    if not no_html:
        check_writable(out)
    brief = _built(paths, settings)
    if not brief.documents:
        say_problems(brief.problems)
        say("Nothing was read.")
        raise click.exceptions.Exit(NOTHING_READ)
    if not no_html:
        _write_page(brief, out)
    if as_json:
        emit(to_json(brief))
    elif as_markdown:
        emit(to_markdown(brief).encode(errors="backslashreplace"))
    else:
        emit(_text(brief))


def _record_here() -> Path | None:
    here = Path(RECORD)
    return here if here.is_dir() else None


def _built(paths: tuple[Path, ...], settings: Settings) -> Brief:
    reports, piped = split_piped(paths)
    try:
        with shown_progress() as show:
            return build_brief(reports, settings=settings, piped=piped, on_progress=show)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from error


def _write_page(brief: Brief, out: Path) -> None:
    if out.exists() and any(_is_same(out, Path(document.name)) for document in brief.documents):
        raise click.ClickException(f"{out} is one of the reports and is kept; choose another --out")
    write_whole(out, to_html(brief).encode())
    say(f"The page is in {out}")


def _is_same(out: Path, report: Path) -> bool:
    return report.exists() and out.samefile(report)


def _text(brief: Brief) -> bytes:
    console = Console()
    with console.capture() as captured:
        to_terminal(brief, console)
    return captured.get().encode(errors="backslashreplace")
