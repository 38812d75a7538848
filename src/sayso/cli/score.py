"""`sayso score`: what became of what was said, and how sure it was said."""

import shutil
from pathlib import Path

import click
import msgspec
import numpy as np

from sayso.brief.plotted import picture_kind
from sayso.brief.scores.book import Book, Choice
from sayso.brief.scores.exchange import to_csv, to_json
from sayso.brief.scores.pages import file_names, index_page, picture_page, source_page
from sayso.brief.scores.records import Sheets
from sayso.brief.scores.sheet import sheets
from sayso.brief.scores.sources import PEOPLE, REFERENCES, Source, find_source
from sayso.brief.scores.text import to_text
from sayso.cli import score_input
from sayso.cli.examples import epilog
from sayso.cli.output import check_writable, emit, say, write_whole
from sayso.cli.parameters import DateParameter, lexicon_option
from sayso.cli.picturing import check_ending
from sayso.cli.workspace_option import workspace_option
from sayso.dates import DateInterval

_EXAMPLE = "examples/ledger/claims.csv"


@click.command(
    epilog=epilog(
        ("every source of a table of claims", f"sayso score {_EXAMPLE}"),
        (
            "one speaker, statement by statement, also as a page",
            f"sayso score {_EXAMPLE} --speaker Adviser --page adviser.html",
        ),
        (
            "two sources on the questions that both answered",
            f"sayso score {_EXAMPLE} --speaker Adviser --against Columnist",
        ),
    )
)
@click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[FILE]..."
)
@click.option("--speaker", metavar="NAME", help="Only this speaker or person, statement by statement.")
@click.option("--model", metavar="NAME", help="Only this model or pool; `base rate` and `persistence` too.")
@click.option("--topic", metavar="WORDS", help="Only what is about a factor, or holds all these words.")
@click.option("--from", "since", type=DateParameter(), help="First day, month or year of forecasts.")
@click.option("--to", "until", type=DateParameter(), help="Last day, month or year of forecasts.")
@click.option(
    "--against",
    metavar="NAME",
    help="Compare on shared questions with base-rate, persistence or another source.",
)
@click.option("--by-topic", is_flag=True, help="Also show each topic.")
@workspace_option
@click.option(
    "--form",
    metavar="NAME|FILE.toml",
    help="What the columns of tables say: forecastbench-acled, or a TOML file (docs/ledger.md).  "
    "[default: columns are named after what they say]",
)
@lexicon_option
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Write the source's page; of several a list, and each page in a folder beside it.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    metavar="FILE.html|png|svg",
    help="Draw reliability and score over time.",
)
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FILE", help="Also write a CSV file."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Seed.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    files: tuple[Path, ...],
    speaker: str | None,
    model: str | None,
    topic: str | None,
    since: DateInterval | None,
    until: DateInterval | None,
    against: str | None,
    by_topic: bool,
    workspace: str | None,
    form: str | None,
    lexicon: str,
    page: Path | None,
    plot: Path | None,
    table: Path | None,
    as_json: bool,
    seed: int,
) -> None:
    """Show what became of what was said: scores with their bands, and how much can be told from them.

    FILE is a ledger as JSON Lines, or a table of claims, questions and answers as CSV; without one it is the
    workspace's ledger. One source is shown statement by statement, several as a table of counts: nobody is
    ranked by a handful. docs/scores.md says how to read it.
    """
    _check_outputs(page, plot, table)
    if speaker is not None and model is not None:
        raise click.UsageError("--speaker and --model are two sources; want one, and the other as --against")
    if files and workspace is not None and _given("workspace"):
        raise click.UsageError("FILE and --workspace are two ledgers; want one of them")
    found = score_input.read(files, None if files else workspace, form, lexicon=lexicon)
    choice = Choice(
        topic=topic,
        since=None if since is None else since.start,
        until=None if until is None else until.end,
    )
    try:
        book = Book.of(found.ledger, choice, names=found.names)
        source = _source(book, speaker, model)
        shown = sheets(
            book,
            name=found.name,
            rng=np.random.default_rng(seed),
            source=source,
            against=_other(book, against, source),
            choice=choice,
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if not shown.sources and not shown.references:
        raise click.ClickException(
            f"nothing to score in {found.name}: no claim, and no forecast that is asked for"
        )
    shown = msgspec.structs.replace(shown, seed=seed)
    _write(shown, page, plot, table)
    width = max(80, min(shutil.get_terminal_size((100, 24)).columns, 160))
    emit(
        to_json(shown)
        if as_json
        else to_text(shown, by_topic=by_topic, width=width).encode(errors="backslashreplace")
    )


def _given(name: str) -> bool:
    """Tell whether an option stands on the command line, rather than in the environment."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def _check_outputs(page: Path | None, plot: Path | None, table: Path | None) -> None:
    for path in (page, plot, table):
        if path is not None:
            check_writable(path)
    if plot is not None:
        check_ending(plot)
    if page is not None and page.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError(f"{page.name!r} does not end in .html")


def _source(book: Book, speaker: str | None, model: str | None) -> Source | None:
    if speaker is not None:
        return find_source(book.sources, speaker, PEOPLE)
    if model is None:
        return None
    reference = _reference(model)
    if reference is not None:
        return reference
    return find_source(book.sources, model, {"model", "pool"})


def _reference(words: str) -> Source | None:
    plain = words.casefold().replace("-", " ").strip()
    return next((Source(kind=kind, name=name) for kind, name in REFERENCES.items() if name == plain), None)


def _other(book: Book, against: str | None, source: Source | None) -> Source | None:
    if against is None:
        return None
    if source is None:
        raise click.UsageError("--against compares one source; say which: --speaker or --model")
    return _reference(against) or find_source(book.sources, against)


def _write(shown: Sheets, page: Path | None, plot: Path | None, table: Path | None) -> None:
    if table is not None:
        write_whole(table, to_csv(shown))
    if page is not None:
        _write_pages(shown, page)
    if plot is not None:
        write_whole(plot, _drawn(shown, plot))
        say(f"The picture is in {plot}")


def _write_pages(shown: Sheets, page: Path) -> None:
    every = (*shown.sources, *shown.references)
    if len(every) == 1:
        write_whole(page, source_page(every[0], shown).encode())
        say(f"The page is in {page}")
        return
    folder = page.with_suffix("")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"cannot make the folder {folder}: {error.strerror}") from error
    names = file_names(shown)
    for sheet in every:
        path = folder / names[sheet.source.title]
        write_whole(path, source_page(sheet, shown, back=f"../{page.name}").encode())
    addresses = {title: f"{folder.name}/{name}" for title, name in names.items()}
    write_whole(page, index_page(shown, addresses).encode())
    say(f"The list is in {page}, each source's page in {folder}")


def _drawn(shown: Sheets, plot: Path) -> bytes:
    if plot.suffix.lower() == ".html":
        return picture_page(shown).encode()
    from sayso.brief.scores.plots import pictures  # noqa: PLC0415 - matplotlib is an extra

    try:
        return pictures(shown, picture_kind(plot.name))
    except (ImportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
