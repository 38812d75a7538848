"""What comes out of a job, whoever reads and however many."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_paths
from sayso.reading.job import (
    JobError,
    Means,
    Outputs,
    Recipe,
    how_to_read,
    list_inputs,
    read_folder,
    sayso_recipe,
    write_results,
)
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.jsonl import statements_to_jsonl
from sayso.statements.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[3]
Reports = Callable[..., Path]
Named = Callable[[str], Outputs]


def contents(outputs: Outputs) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in outputs.files().items()}


def rows(path: Path | None) -> list[dict[str, object]]:
    assert path is not None
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_bytes_are_the_same_for_any_number_of_processes(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    folder = reports(23, slow="This report says SLEEP.", bad="This one is RAISE, the minister says.")
    (folder / "copy.txt").write_bytes((folder / "report003.txt").read_bytes())
    found = []
    for processes in (1, 3):
        written = outputs(str(processes))
        write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=processes))
        found.append(contents(written))
    assert found[0] == found[1]
    assert all(found[0].values())


def test_the_lines_stand_in_the_order_of_the_files(reports: Reports, recipe: Recipe) -> None:
    folder = reports(12, report000a="The first says SLEEP and comes late, the minister says.")
    names = [
        Path(result.name).name for result in read_folder([folder], recipe=recipe, means=Means(processes=2))
    ]
    assert names == sorted(names)
    assert len(names) == 13


def test_each_process_opens_its_reader_once(reports: Reports, tmp_path: Path, readers: Any) -> None:
    recipe = Recipe(how=readers.Lines(opened=str(tmp_path / "opened")), open_reader=readers.open_lines)
    assert len(list(read_folder([reports(20)], recipe=recipe, means=Means(processes=2)))) == 20
    opened = (tmp_path / "opened").read_text(encoding="utf-8").split()
    assert len(opened) == len(set(opened)) == 2


def test_statements_come_as_records_too(reports: Reports, recipe: Recipe) -> None:
    result = next(iter(read_folder([reports(4)], recipe=recipe, means=Means(processes=1))))
    assert [one.quote for one in result.statements] == [
        "The minister says that the border will stay closed until the end of the winter, as number 0 of 0 shows."
    ]
    assert result.statement_count == 1


def test_whoever_stops_early_leaves_no_process_behind(
    reports: Reports, recipe: Recipe, capfd: pytest.CaptureFixture[str]
) -> None:
    results = read_folder([reports(30)], recipe=recipe, means=Means(processes=2))
    next(iter(results))
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert capfd.readouterr().err == ""


def test_a_documents_line_joins_with_its_statements(reports: Reports, outputs: Named, recipe: Recipe) -> None:
    written = outputs("a")
    write_results(list_inputs([reports(5)]), written, recipe=recipe, means=Means(processes=1))
    documents, statements = rows(written.documents), rows(written.out)
    assert [row["document"] for row in documents for _ in range(int(str(row["statements"])))] == [
        row["document"] for row in statements
    ]
    assert all(row["language"] == "en" and int(str(row["words"])) > 10 for row in documents)


def test_the_same_bytes_are_read_once_and_marked(reports: Reports, outputs: Named, recipe: Recipe) -> None:
    folder = reports(3)
    (folder / "report009.txt").write_bytes((folder / "report001.txt").read_bytes())
    written = outputs("a")
    write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    copy = rows(written.documents)[-1]
    assert copy["statements"] == 0
    assert copy["duplicate_of"] == copy["document"] == rows(written.documents)[1]["document"]
    assert "the same bytes as" in str(rows(written.problems)[0]["message"])


def test_a_near_duplicate_is_marked_and_read_all_the_same(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    story = " ".join(
        f"The ministry says of district {word} that its wells hold." for word in "abcdefghijklmnop"
    )
    folder = reports(other="Quite another text says that harvests were good in the valley of the north.")
    reports(wire1=story, wire2=f"{story} This outlet adds a line.")
    written = outputs("a")
    write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    other, first, second = rows(written.documents)
    assert other["duplicate_of"] is first["duplicate_of"] is None
    assert second["duplicate_of"] == first["document"]
    assert 0.8 < float(str(second["jaccard"])) < 1
    assert second["statements"] == first["statements"] != 0


def test_what_is_wrong_with_the_users_tables_is_told_first(
    reports: Reports, outputs: Named, readers: Any
) -> None:
    recipe = Recipe(how=readers.Lines(word="faulty"), open_reader=readers.open_lines)
    written = outputs("a")
    finished = write_results(list_inputs([reports(2)]), written, recipe=recipe, means=Means(processes=1))
    assert finished.report == ("tables: a table has a fault",)
    assert rows(written.problems)[0]["source"] == "tables"


def test_an_older_result_stays_until_the_new_one_is_whole(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    written = outputs("a")
    assert written.out is not None
    written.out.write_bytes(b"older\n")
    seen = []

    def look(_: object) -> None:
        assert written.out is not None
        seen.append(written.out.read_bytes())

    write_results(list_inputs([reports(3)]), written, recipe=recipe, means=Means(processes=1), show=look)
    assert set(seen) == {b"older\n"}
    assert written.out.read_bytes() != b"older\n"
    assert {path.name for path in written.out.parent.iterdir()} == {
        "claims.jsonl",
        "documents.jsonl",
        "problems.jsonl",
    }


def test_two_results_do_not_go_into_one_file(reports: Reports, tmp_path: Path, recipe: Recipe) -> None:
    outputs = Outputs(out=tmp_path / "a", documents=tmp_path / "a")
    with pytest.raises(JobError, match="the same file"):
        write_results(list_inputs([reports(1)]), outputs, recipe=recipe)


def test_a_report_is_not_written_over(reports: Reports, recipe: Recipe) -> None:
    folder = reports(2)
    before = (folder / "report001.txt").read_bytes()
    with pytest.raises(JobError, match="one of the reports"):
        write_results(list_inputs([folder]), Outputs(problems=folder / "report001.txt"), recipe=recipe)
    assert (folder / "report001.txt").read_bytes() == before


def test_a_name_that_is_no_text_is_written_all_the_same(
    reports: Reports, outputs: Named, recipe: Recipe
) -> None:
    folder = reports()
    try:
        (folder / "caf\udce9.txt").write_text(
            "The owner says that it is open on most days.\n", encoding="utf-8"
        )
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    (folder / "\udcff.txt").write_bytes(b"")
    written = outputs("a")
    write_results(list_inputs([folder]), written, recipe=recipe, means=Means(processes=1))
    assert str(rows(written.documents)[0]["name"]).endswith("caf\\udce9.txt")
    assert any(str(row["source"]).endswith("\\udcff.txt") for row in rows(written.problems))


def test_the_reader_that_comes_with_sayso_reads_as_it_does_alone() -> None:
    examples = ROOT / "examples" / "central-asia"
    recipe = sayso_recipe(how_to_read(lexicon="us-nic"))
    results = list(read_folder([examples], recipe=recipe, means=Means(processes=1)))
    actors = ActorTable.load()[0]
    alone = Reader(actors=actors, catalogue=Catalogue.load()[0], lexicon=Lexicon.load("us-nic"))
    documents, _ = read_paths([examples], actors=actors)
    assert [result.lines for result in results] == [
        statements_to_jsonl(alone.read(document)[0]) for document in documents
    ]
    assert all(result.lines for result in results)


def test_a_lexicon_that_there_is_not_ends_the_job(reports: Reports) -> None:
    recipe = sayso_recipe(how_to_read(lexicon="natto"))
    with pytest.raises(JobError, match="'nato'"):
        list(read_folder([reports(1)], recipe=recipe, means=Means(processes=1)))


def test_a_table_that_changes_under_the_job_ends_it(reports: Reports, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('source = "my notes"\n', encoding="utf-8")
    recipe = sayso_recipe(how_to_read(actors=[mine]))
    mine.write_text('source = "my other notes"\n', encoding="utf-8")
    with pytest.raises(JobError, match=r"mine\.toml is not what it was"):
        list(read_folder([reports(1)], recipe=recipe, means=Means(processes=1)))
