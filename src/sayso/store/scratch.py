"""A workspace for the length of one command: files, looked into as if they had been added."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sayso.forecasts.table_form import PLAIN, TableForm
from sayso.problems import Problem
from sayso.reading.job import Recipe
from sayso.store.intake import add_record_file, add_statement_file, add_table, sort_of
from sayso.store.reading_in import HowAdded, add_reports
from sayso.store.workspace import Workspace


@contextmanager
def scratch_workspace(
    paths: Sequence[Path], how: HowAdded, *, recipe: Recipe, form: TableForm = PLAIN
) -> Iterator[tuple[Workspace, tuple[Problem, ...]]]:
    """Give a workspace that holds what is in some files, with the problems; it is gone afterwards.

    Raises:
        WorkspaceError: if there is no room for it.
        JobError: if reports are to be read and the reader cannot be opened.
    """
    with (
        tempfile.TemporaryDirectory(prefix="sayso-") as folder,
        Workspace.create(Path(folder) / "workspace") as workspace,
    ):
        problems: list[Problem] = []
        reports = [path for path in paths if path.is_dir() or sort_of(path) == "report"]
        for path in (one for one in paths if one not in reports):
            sort = sort_of(path)
            if sort == "statements":
                problems.extend(add_statement_file(workspace, path).problems)
            elif sort == "ledger":
                problems.extend(add_record_file(workspace, path).problems)
            else:
                problems.extend(add_table(workspace, path, form)[0].problems)
        if reports:
            problems.extend(add_reports(workspace, reports, how, recipe=recipe).problems)
        yield workspace, tuple(problems)
