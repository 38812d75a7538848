"""`sayso add`: reports, statements and tables into the workspace."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from sayso.brief.figures import counted
from sayso.cli.examples import epilog
from sayso.cli.output import emit, say, say_problems
from sayso.cli.parameters import (
    actors_option,
    factors_option,
    lexicon_option,
    paths_argument,
    split_piped,
)
from sayso.cli.progress import shown_progress
from sayso.cli.reader_options import ReaderChoice, ReaderName, reader_options, recipe_for
from sayso.cli.workspace_option import opened, workspace_option
from sayso.forecasts.linking import Linked
from sayso.forecasts.table_form import PLAIN, TableForm
from sayso.reading.job import JobError, Means, Recipe, how_to_read
from sayso.reading.job.means import DEFAULT_LIMIT_S
from sayso.reading.llm.recipe import ASKING_LIMIT_S
from sayso.store import Added, Workspace, WorkspaceError
from sayso.store.intake import (
    add_record_file,
    add_statement_file,
    add_table,
    form_of,
    link_claims,
    named,
    sort_of,
)
from sayso.store.reading_in import HowAdded, ReportsAdded, add_reports

NOTHING_ADDED: Final = 2
"""Exit status when nothing could be used."""
_REPORT: Final = "examples/central-asia/wire.txt"
_NAMED: Final = 5
"""Names that stand in one line."""
_FEW: Final = 20
"""Up to so many problems are told one by one."""


@click.command(
    epilog=epilog(
        (
            "reports: read, and kept with what was read",
            f"sayso init && sayso add {_REPORT}",
        ),
        (
            "statements that were read before",
            f"sayso init && sayso read {_REPORT} --out claims.jsonl && sayso add claims.jsonl",
        ),
        (
            "a table of claims, questions and what came of them",
            "sayso init && sayso add examples/ledger/claims.csv",
        ),
    )
)
@paths_argument
@click.option(
    "--form",
    metavar="NAME|FILE.toml",
    help="What the columns of tables say: forecastbench-acled, or a TOML file (docs/ledger.md).  "
    "[default: columns are named after what they say]",
)
@click.option("--again", is_flag=True, help="Read reports anew that were read in the same way before.")
@click.option(
    "--processes",
    type=click.IntRange(1, 4096),
    metavar="N",
    help="Processes that read.  [default: one on each core; 1 where a model is asked]",
)
@workspace_option
@reader_options
@lexicon_option
@actors_option
@factors_option
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    paths: tuple[Path, ...],
    form: str | None,
    again: bool,
    processes: int | None,
    workspace: str | None,
    reader: ReaderName,
    endpoint: str | None,
    model: str | None,
    cache: Path | None,
    lexicon: str,
    actors: tuple[Path, ...],
    factors: tuple[Path, ...],
) -> None:
    """Add reports, statements and tables to the workspace.

    PATH is a report (text or HTML), a folder of them, - for standard input, statements or the ledger as JSON
    Lines (.jsonl), or a table (.csv, .tsv). Reports are read as by `sayso read` and kept by their content, so
    that adding twice adds nothing. What a table quotes is linked to the statements with the same words.

    Ctrl-C keeps what is done; the same command goes on with the rest. What could not be used is told, counted
    and kept. What `sayso export` wrote is for `sayso import`.
    """
    choice = ReaderChoice(reader=reader, endpoint=endpoint, model=model, cache=cache)
    recipe = recipe_for(choice, how_to_read(lexicon=lexicon, actors=actors, factors=factors))
    how = HowAdded(reader=reader, actors=actors, again=again, today=dt.datetime.now(tz=dt.UTC).date())
    means = Means(
        processes=1 if processes is None and choice.asks else processes,
        limit_s=ASKING_LIMIT_S if choice.asks else DEFAULT_LIMIT_S,
    )
    try:
        table = PLAIN if form is None else form_of(form)
    except WorkspaceError as error:
        raise click.UsageError(str(error)) from error
    with opened(workspace) as desk:
        others = [
            path for path in paths if path != Path("-") and not path.is_dir() and sort_of(path) != "report"
        ]
        reports = [path for path in paths if path not in others]
        with _stopping():
            used = [_add_reports(desk, reports, how, recipe, means)] if reports else []
            used.extend(_add_file(desk, path, table) for path in others)
            if reports:
                _tell_links(link_claims(desk), quiet=True)
    if not any(used):
        say("Nothing was added.")
        raise click.exceptions.Exit(NOTHING_ADDED)


@contextmanager
def _stopping() -> Iterator[None]:
    try:
        yield
    except JobError as error:
        raise click.ClickException(f"{error}. What is done is kept.") from error
    except KeyboardInterrupt:
        say("Stopped. What is done is kept; the same command goes on with the rest.")
        raise


def _add_reports(desk: Workspace, paths: Sequence[Path], how: HowAdded, recipe: Recipe, means: Means) -> bool:
    """Add reports and tell what came of it; return whether any could be used."""
    files, piped = split_piped(paths)
    with shown_progress() as show:
        done = add_reports(desk, files, how, recipe=recipe, means=means, piped=piped, on_done=_shower(show))
    _tell_problems(done)
    for line in _report_lines(done):
        emit(f"{line}\n".encode())
    return bool(done.known or done.documents.added or done.documents.known)


def _shower(show: Callable[[str, int, int], None]) -> Callable[[ReportsAdded], None]:
    def told(done: ReportsAdded) -> None:
        show(f"{counted(done.statements.added, 'statement')}", done.done, done.whole)

    return told


def _report_lines(done: ReportsAdded) -> Iterator[str]:
    if done.documents.added or done.statements.added:
        yield (
            f"Added {counted(done.documents.added, 'report')} with "
            f"{counted(done.statements.added, 'new statement')}"
        )
    if done.known:
        were = "was" if done.known == 1 else "were"
        yield f"{counted(done.known, 'report')} {were} read in this way before; nothing was added of them"
    if done.statements.known:
        yield f"{counted(done.statements.known, 'statement')} known already"
    yield from _different(done.statements)


def _add_file(desk: Workspace, path: Path, form: TableForm) -> bool:
    """Add a file that is no report and tell what came of it; return whether anything could be used."""
    sort = sort_of(path)
    linked = None
    if sort == "statements":
        with shown_progress() as show:
            count = 0

            def told(done: Added) -> None:
                nonlocal count
                count += done.added + done.known
                show(f"{counted(count, 'statement')} of {named(Path(path.name))}", 0, 0)

            added = add_statement_file(desk, path, on_committed=told)
    elif sort == "ledger":
        added = add_record_file(desk, path)
    else:
        added, linked = add_table(desk, path, form)
    say_problems(added.problems[:_FEW])
    if added.refused > _FEW:
        say(f"… and {added.refused - _FEW:,} problems more; they are kept in the workspace")
    what = "statement" if sort == "statements" else "record"
    if added.added or added.known:
        emit(f"{named(path)}: {_told(added, what)}\n".encode())
    for line in _different(added):
        emit(f"{line}\n".encode())
    if linked is not None:
        _tell_links(linked, quiet=False)
    return bool(added.added or added.known)


def _told(added: Added, what: str) -> str:
    if not added.added:
        return f"nothing new; {counted(added.known, what)} known already"
    known = f", {added.known:,} known already" if added.known else ""
    refused = f", {added.refused:,} refused" if added.refused else ""
    return f"added {counted(added.added, what)}{known}{refused}"


def _different(added: Added) -> Iterator[str]:
    if added.different:
        named = ", ".join(added.different[:_NAMED]) + (", …" if len(added.different) > _NAMED else "")
        yield (
            f"{len(added.different):,} say something else than what is kept under their name, which stands: "
            f"{named}"
        )


def _tell_links(linked: Linked, *, quiet: bool) -> None:
    if linked.links:
        tolerant = sum(one.how == "tolerant" for one in linked.links)
        like = f", {tolerant} of them by like words" if tolerant else ""
        emit(
            f"Linked {counted(len(linked.links), 'claim')} to statements with the same words{like}\n".encode()
        )
    if linked.unlinked and not quiet:
        say(f"{counted(len(linked.unlinked), 'claim')} linked to no statement:")
        reasons: dict[str, list[str]] = {}
        for claim, why in linked.unlinked:
            reasons.setdefault(why, []).append(claim.statement)
        for why, names in list(reasons.items())[:_FEW]:
            more = ", …" if len(names) > _NAMED else ""
            say(f"  {', '.join(names[:_NAMED])}{more}: {why}")
        if len(reasons) > _FEW:
            say(f"  … and {len(reasons) - _FEW:,} other reasons")


def _tell_problems(done: ReportsAdded) -> None:
    say_problems(done.problems[:_FEW])
    if len(done.problems) > _FEW:
        say(f"… and {len(done.problems) - _FEW:,} problems more; they are kept in the workspace")
