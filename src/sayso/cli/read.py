"""`sayso read`: the claims in reports as JSON Lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from sayso.cli.examples import epilog
from sayso.cli.output import check_writable, emit, say
from sayso.cli.parameters import (
    actors_option,
    factors_option,
    lexicon_option,
    paths_argument,
    split_piped,
)
from sayso.cli.reader_options import ReaderChoice, ReaderName, reader_options, recipe_for
from sayso.reading.cost import told
from sayso.reading.job import (
    Finished,
    JobError,
    Means,
    Outputs,
    Recipe,
    how_to_read,
    list_inputs,
    write_results,
)
from sayso.reading.job.errors import BusyError, CannotOpenError, MadeOtherwiseError
from sayso.reading.job.means import DEFAULT_LIMIT_S
from sayso.reading.job.tally import Counts, pace, summary
from sayso.reading.llm.recipe import ASKING_LIMIT_S

NOTHING_READ = 2
"""Exit status when there was no document to read."""

_file = click.Path(path_type=Path)


@click.command(
    epilog=epilog(
        ("the claims in one report", "sayso read examples/central-asia/wire.txt"),
        (
            "a folder of any size into files; interrupted, the same command goes on",
            "sayso read examples/central-asia --out claims.jsonl --documents documents.jsonl",
        ),
        ("from standard input", "cat examples/central-asia/wire.txt | sayso read -"),
    )
)
@paths_argument
@click.option(
    "-o", "--out", type=_file, metavar="FILE", help="Write to this file instead of standard output."
)
@click.option(
    "--documents",
    type=_file,
    metavar="FILE",
    help="Write a line on each document: date, outlet, words, statements, and which earlier one it is like.",
)
@click.option("--problems", type=_file, metavar="FILE", help="Write a line on each problem.")
@click.option(
    "--restart",
    is_flag=True,
    help="Throw away what an interrupted run with the same --out left, and begin anew.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 4096),
    metavar="N",
    help="Processes that read.  [default: one on each core; 1 where a model is asked]",
)
@click.option(
    "--limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Give up a document that takes longer.  "
    f"[default: {DEFAULT_LIMIT_S:g}; {ASKING_LIMIT_S:g} where a model is asked]",
)
@click.option(
    "--memory",
    type=click.IntRange(1),
    metavar="MB",
    help="Give up a document for which a process would hold more data than this.",
)
@click.option(
    "--dask", metavar="ADDRESS", help="Read on the machines of this Dask scheduler: tcp://host:8786."
)
@reader_options
@lexicon_option
@actors_option
@factors_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    paths: tuple[Path, ...],
    out: Path | None,
    documents: Path | None,
    problems: Path | None,
    restart: bool,
    processes: int | None,
    limit: float | None,
    memory: int | None,
    dask: str | None,
    reader: ReaderName,
    endpoint: str | None,
    model: str | None,
    cache: Path | None,
    lexicon: str,
    actors: tuple[Path, ...],
    factors: tuple[Path, ...],
) -> None:
    """Write every claim in reports as one line of JSON.

    PATH is a report (text or HTML), a folder of them, or - for standard input. `sayso schema` describes
    the lines. What could not be read is told on standard error.

    Several processes read at the same time; the lines come in the order of the files all the same. With
    --out, a run that was interrupted goes on where it stopped when the same command is given again: until
    it is done, the claims stand in FILE.part and what was read in FILE.progress. A report that crashes the
    reader, takes longer than --limit or needs more than --memory is reported, and the others are read.

    Near-duplicates, as one wire story in several outlets, are read like any other report; the lines of
    --documents say which earlier report one is like, and how like.

    Sayso reads offline. Only with --reader llm or both are the paragraphs of the reports sent to a language
    model, the one at --endpoint (any that speaks OpenAI's chat completions; pip install 'sayso[llm]'). A key,
    where one is needed, is taken from the environment variable SAYSO_API_KEY. The time and tokens that it
    took are told at the end.
    """
    choice = ReaderChoice(reader=reader, endpoint=endpoint, model=model, cache=cache)
    recipe = recipe_for(choice, how_to_read(lexicon=lexicon, actors=actors, factors=factors))
    for path in (out, documents, problems):
        if path is not None:
            check_writable(path)
    outputs = Outputs(
        out=out, documents=documents, problems=problems, restart=restart, emit=emit if out is None else None
    )
    if choice.asks:
        # several questions at once are more than most endpoints of one's own are made for
        processes = 1 if processes is None and dask is None else processes
        limit = ASKING_LIMIT_S if limit is None else limit
    means = _means(processes, DEFAULT_LIMIT_S if limit is None else limit, memory, dask)
    finished = _finished(paths, outputs, means=means, recipe=recipe)
    for line in finished.report:
        say(line)
    if model is not None and finished.counts.cost is not None:
        say(told(finished.counts.cost, model=model))
    if not finished.counts.documents:
        say("Nothing was read.")
        raise click.exceptions.Exit(NOTHING_READ)
    if out is not None:
        say(summary(finished.counts))


def _means(processes: int | None, limit: float, memory: int | None, dask: str | None) -> Means:
    try:
        return Means(processes=processes, limit_s=limit, memory_mb=memory, dask=dask)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _finished(paths: tuple[Path, ...], outputs: Outputs, *, means: Means, recipe: Recipe) -> Finished:
    reports, piped = split_piped(paths)
    listing = list_inputs(reports, piped=piped)
    try:
        with _shown_counts(quiet=outputs.out is None and sys.stdout.isatty()) as show:
            return write_results(listing, outputs, recipe=recipe, means=means, show=show)
    except CannotOpenError as error:
        raise click.UsageError(str(error)) from error
    except BusyError as error:
        raise click.ClickException(str(error)) from error
    except MadeOtherwiseError as error:
        raise click.ClickException(f"{error}. --restart throws it away and begins anew.") from error
    except JobError as error:
        raise click.ClickException(f"{error}{_again(outputs)}") from error
    except KeyboardInterrupt:
        if outputs.out is not None:
            say(f"Stopped{_again(outputs)}")
        raise


def _again(outputs: Outputs) -> str:
    return "" if outputs.out is None else ". The same command goes on where it stopped."


@contextmanager
def _shown_counts(*, quiet: bool) -> Iterator[Callable[[Counts], None]]:
    """Yield a function that shows on a terminal how far the job is; `quiet` where the claims go there."""
    console = Console(stderr=True)
    bar = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,}/{task.total:,.0f} documents"),
        TextColumn("{task.fields[pace]}", markup=False),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    task = bar.add_task("", total=0, pace="opening the reader")

    def show(counts: Counts) -> None:
        bar.update(task, completed=counts.done, total=counts.whole, pace=pace(counts))

    with bar:
        yield show
