"""Reports into a workspace: read once, kept with what was read, and stopped without loss."""

import datetime as dt
from pathlib import Path

import pytest

from sayso.reading.job import Means, Recipe
from sayso.store import ReadingDone, ReadingProblem, Workspace
from sayso.store.reading_in import HowAdded, ReportsAdded, add_reports
from tests.store.lines_recipe import LINES

HOW = HowAdded(reader="lines", today=dt.date(2026, 1, 1))
ONE = Means(processes=1)


def _reports(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(
            f"{text} says so, and the sky is blue today.\n" * 3, encoding="utf-8"
        )
    return folder


def _add(workspace: Workspace, *paths: Path, recipe: Recipe = LINES, **more: object) -> ReportsAdded:
    return add_reports(workspace, paths, HOW, recipe=recipe, means=ONE, **more)  # type: ignore[arg-type]  # as named


def test_reports_are_kept_with_their_statements_and_how_they_were_read(folder: Path, tmp_path: Path) -> None:
    reports = _reports(tmp_path / "reports", "Ann", "Bob")
    with Workspace.open(folder) as workspace:
        done = _add(workspace, reports)
        assert (done.documents.added, done.statements.added, done.known) == (2, 6, 0)
        originals = list(workspace.documents())
        assert [workspace.original(one.document) for one in originals] == [
            path.read_bytes() for path in sorted(reports.iterdir())
        ]
        kept = list(workspace.records(ReadingDone))
        assert {one.document for one in kept} == {one.document for one in originals}
        assert all(one.statements == 3 and one.at is not None for one in kept)
        assert list(workspace.check()) == []


def test_adding_twice_reads_nothing_and_adds_nothing(folder: Path, tmp_path: Path) -> None:
    reports = _reports(tmp_path / "reports", "Ann", "Bob")
    with Workspace.open(folder) as workspace:
        _add(workspace, reports)
        again = _add(workspace, reports)
        assert (again.known, again.documents, again.statements.added) == (2, ReportsAdded().documents, 0)
        (reports / "2.txt").write_text("Cid says so, as everybody knows by now.\n", encoding="utf-8")
        more = _add(workspace, reports)
        assert (more.known, more.documents.added, more.statements.added) == (2, 1, 1)
        anew = add_reports(
            workspace,
            [reports],
            HowAdded(reader="lines", today=HOW.today, again=True),
            recipe=LINES,
            means=ONE,
        )
        assert (anew.known, anew.statements.added, anew.statements.known) == (0, 0, 7)
        assert len(list(workspace.records(ReadingDone))) == 3


def test_who_stops_keeps_what_is_done_and_goes_on_with_the_rest(folder: Path, tmp_path: Path) -> None:
    reports = _reports(tmp_path / "reports", "Ann", "Bob", "Cid")

    def stop(done: ReportsAdded) -> None:
        if done.done == 2:
            raise KeyboardInterrupt

    with Workspace.open(folder) as workspace:
        with pytest.raises(KeyboardInterrupt):
            _add(workspace, reports, on_done=stop)
        assert workspace.count_statements() == 6
        rest = _add(workspace, reports)
        assert (rest.known, rest.documents.added) == (2, 1)
        assert workspace.count_statements() == 9
        assert list(workspace.check()) == []


def test_what_cannot_be_read_is_counted_and_kept(folder: Path, tmp_path: Path) -> None:
    reports = _reports(tmp_path / "reports", "Ann")
    (reports / "bad.txt").write_bytes(bytes(range(256)) * 40)
    with Workspace.open(folder) as workspace:
        done = _add(workspace, reports)
        assert done.documents.added == 1
        kept = {str(one.source): one for one in workspace.records(ReadingProblem)}
        assert kept[str(reports / "bad.txt")].fatal
        assert {one.message for one in done.problems} == {
            one.message for one in workspace.records(ReadingProblem)
        }


def test_names_that_lead_out_of_the_folder_are_names_and_no_places(folder: Path, tmp_path: Path) -> None:
    """`reports/../../x` is the name of the document; its bytes lie under their hash."""
    reports = _reports(tmp_path / "reports", "Ann")
    with Workspace.open(folder) as workspace:
        _add(workspace, reports / ".." / "reports" / "0.txt")
        (original,) = workspace.documents()
        assert ".." in original.name
    inside = {path.name for path in (folder / "originals").rglob("*") if path.is_file()}
    assert inside == {original.document}


def test_the_same_bytes_under_two_names_are_read_once_and_both_names_are_kept(
    folder: Path, tmp_path: Path
) -> None:
    reports = _reports(tmp_path / "reports", "Ann")
    (reports / "copy.txt").write_bytes((reports / "0.txt").read_bytes())
    with Workspace.open(folder) as workspace:
        done = _add(workspace, reports)
        assert done.statements.added == 3
        assert [Path(one.name).name for one in workspace.documents()] == ["0.txt", "copy.txt"]
        assert len({one.document for one in workspace.documents()}) == 1


def test_standard_input_is_a_report(folder: Path) -> None:
    data = b"Ann says so, and the sky is blue today.\n"
    with Workspace.open(folder) as workspace:
        assert _add(workspace, piped=data).documents.added == 1
        assert _add(workspace, piped=data).known == 1
        (original,) = workspace.documents()
        assert original.name == "standard input"
