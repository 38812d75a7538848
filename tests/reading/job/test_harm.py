"""A document that harms the process that reads it is a problem, and the others are read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.reading.job import JobError, Means, Recipe, Result, read_folder

Reports = Callable[..., Path]


def read(folder: Path, recipe: Recipe, means: Means) -> dict[str, Result]:
    return {Path(result.name).stem: result for result in read_folder([folder], recipe=recipe, means=means)}


@pytest.mark.parametrize(
    ("text", "limit_s", "told"),
    [
        ("This one says CRASH.", 60, "ended the process that read it: SIGSEGV"),
        ("This one says HANG.", 2, "took longer than the limit of 2 s"),
        ("This one says EAT.", 60, "took more memory than the bound of 400 MB"),
        (
            "This one says RAISE.",
            60,
            "the reader failed on it: ZeroDivisionError: nothing to divide by (lines_reader",
        ),
    ],
)
def test_it_is_named_and_the_others_are_read(
    reports: Reports, recipe: Recipe, text: str, limit_s: float, told: str
) -> None:
    folder = reports(5, report002a=text)
    results = read(folder, recipe, Means(processes=2, limit_s=limit_s, memory_mb=400))
    (problem,) = results["report002a"].problems
    assert problem.message.startswith(told)
    assert problem.source == str(folder / "report002a.txt")
    assert problem.fatal
    assert results["report002a"].lines == b""
    assert [results[f"report{number:03}"].statement_count for number in range(5)] == [1, 2, 3, 4, 1]


def test_a_process_worn_out_by_others_is_not_held_against_a_document(
    reports: Reports, recipe: Recipe
) -> None:
    """The reader crashes on TIRING only when it has read something before."""
    results = read(reports(3, report001a="This one says TIRING."), recipe, Means(processes=1))
    assert results["report001a"].problems == ()
    assert results["report001a"].statement_count == 1
    assert results["report002"].statement_count == 3


def test_many_that_crash_in_a_row_are_each_told(reports: Reports, recipe: Recipe) -> None:
    texts = {f"crash{number}": f"Number {number} says CRASH." for number in range(4)}
    results = read(reports(2, **texts), recipe, Means(processes=2))
    assert [len(results[name].problems) for name in texts] == [1, 1, 1, 1]
    assert results["report001"].statement_count == 2


def test_what_a_library_prints_is_not_among_the_claims(
    reports: Reports, recipe: Recipe, capfd: pytest.CaptureFixture[str]
) -> None:
    results = read(reports(1, report001="This one says PRINT."), recipe, Means(processes=1))
    assert results["report001"].statement_count == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "words of another" in captured.err


@pytest.mark.parametrize("processes", [1, 3])
def test_a_reader_that_cannot_be_opened_ends_the_job(reports: Reports, processes: int, readers: Any) -> None:
    recipe = Recipe(how=readers.Lines(refuse="the table of lines is missing"), open_reader=readers.open_lines)
    with pytest.raises(JobError, match="the table of lines is missing"):
        read(reports(3), recipe, Means(processes=processes))


def test_a_process_that_dies_over_opening_its_reader_ends_the_job(reports: Reports, readers: Any) -> None:
    with pytest.raises(JobError, match="ended while opening the reader: exit status 7"):
        read(reports(1), Recipe(how=readers.Lines(), open_reader=readers.open_and_die), Means(processes=1))


def test_a_bound_too_small_for_the_reader_is_told(reports: Reports, recipe: Recipe) -> None:
    with pytest.raises(JobError, match=r"memory|within 1 MB"):
        read(reports(1), recipe, Means(processes=1, memory_mb=1))


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ({"processes": 0}, "want 1 or more"),
        ({"processes": 2, "dask": "tcp://127.0.0.1:8786"}, "leave out their number"),
        ({"limit_s": 0.0}, "above 0"),
        ({"memory_mb": 0}, "want 1 or more"),
    ],
)
def test_means_that_nothing_can_be_done_with_are_refused(means: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Means(**means)  # type: ignore[arg-type]  # the table holds several kinds of means
