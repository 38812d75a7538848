"""`sayso import`: what `sayso export` wrote, into a workspace."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from sayso.brief.figures import counted
from sayso.cli.examples import epilog
from sayso.cli.output import emit, say, say_problems
from sayso.cli.progress import shown_progress
from sayso.cli.workspace_option import by_option, opened, workspace_option
from sayso.interchange import FORMATS
from sayso.interchange.into_workspace import Imported, Source, import_files
from sayso.store import Added

NOTHING_ADDED: Final = 2
"""Exit status when nothing could be used."""
_READ_BACK: Final = tuple(name for name, one in FORMATS.items() if one.read is not None)
_FEW: Final = 20
"""Up to so many problems are told one by one."""
_PIPED: Final = "standard input"
_FROM: Final = "sayso export --in examples/ledger/claims.csv"


@click.command(
    epilog=epilog(
        (
            "another workspace's ledger and statements, as JSON Lines",
            f"{_FROM} -o all.jsonl && sayso init && sayso import all.jsonl && sayso score",
        ),
        (
            "questions and forecasts as tables, in any order",
            (
                f"{_FROM} forecasts -o said.csv && {_FROM} questions -o asked.csv && sayso init"
                " && sayso import said.csv asked.csv"
            ),
        ),
    )
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True, exists=True, dir_okay=False),
    metavar="FILE...",
)
@click.option(
    "--format",
    "name",
    type=click.Choice(_READ_BACK),
    help="Format of all FILEs.  [default: told by their content]",
)
@click.option(
    "--documents",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Where the documents that FILEs describe are looked for, by their content; can be given again.",
)
@by_option
@workspace_option
def command(
    *,
    files: tuple[Path, ...],
    name: str | None,
    folders: tuple[Path, ...],
    by: str | None,
    workspace: str | None,
) -> None:
    """Add what `sayso export` wrote to the workspace.

    FILE is any format that export writes and that can be read back (`sayso export --list`), or - for standard
    input: statements with their reviews, questions, forecasts, answers and the rest, in any order. What is
    known adds nothing. A line that is no item is told, counted and kept, and the others are added. Exports
    hold no document's bytes; --documents finds them. Quotes that do not stand in a kept document are told.

    Reports, and tables of one's own, are for `sayso add`.
    """
    with _sources(files, name) as sources, opened(workspace, by=by) as desk, shown_progress() as show:
        count = 0

        def told(done: Added) -> None:
            nonlocal count
            count += done.added + done.known
            show(counted(count, "statement"), 0, 0)

        done = import_files(desk, sources, folders=folders, on_committed=told)
    _tell(done)
    if not done.whole.added + done.whole.known:
        say("Nothing was added. Reports, and tables of one's own, are for `sayso add`.")
        raise click.exceptions.Exit(NOTHING_ADDED)


@contextmanager
def _sources(files: Sequence[Path], name: str | None) -> Iterator[tuple[Source, ...]]:
    """Give the files, standard input as one that is gone afterwards: they are gone through more than once."""
    if Path("-") not in files:
        yield tuple(Source(path=path, name=str(path), format=name) for path in files)
        return
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        piped = Path(folder) / "piped"
        with piped.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield tuple(
            Source(path=piped, name=_PIPED, format=name)
            if path == Path("-")
            else Source(path=path, name=str(path), format=name)
            for path in files
        )


def _tell(done: Imported) -> None:
    whole = done.whole
    problems = (*whole.problems, *done.astray)
    say_problems(problems[:_FEW])
    if len(problems) > _FEW:
        say(f"… and {len(problems) - _FEW:,} problems more; they are kept in the workspace")
    added = [
        counted(part.added, what)
        for part, what in (
            (done.documents, "document"),
            (done.statements, "statement"),
            (done.reviews, "review"),
            (done.records, "record"),
        )
        if part.added
    ]
    if whole.added + whole.known:
        rest = [f"{whole.known:,} known already"] if whole.known else []
        rest += [f"{whole.refused:,} refused"] if whole.refused else []
        new = f"Added {', '.join(added)}" if added else "Nothing new"
        emit(f"{'; '.join((new, *rest))}\n".encode())
    if whole.different:
        say(f"{len(whole.different):,} say something else than what is kept under their name, which stands")
    if done.undocumented:
        say(
            f"{counted(done.undocumented, 'document')} described and not at hand: "
            "--documents FOLDER finds the reports themselves, `sayso add` reads them"
        )
