"""What reading takes is summed over all processes and runs, and a reader that can read no more ends the job."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.reading.cost import Cost
from sayso.reading.job import JobError, Means, Outputs, Recipe, list_inputs, read_folder, write_results
from sayso.reading.job.errors import CannotGoOnError

Reports = Callable[..., Path]
Named = Callable[[str], Outputs]


@pytest.fixture
def paid(readers: Any) -> Recipe:
    return Recipe(how=readers.Lines(paid=True), open_reader=readers.open_lines)


@pytest.mark.parametrize("processes", [1, 3])
def test_costs_come_back_from_every_process(
    reports: Reports, outputs: Named, paid: Recipe, processes: int
) -> None:
    """A document over which the reader fails was paid for too; a copy was not."""
    folder = reports(9, bad="This one is RAISE, the minister says.")
    (folder / "report009.txt").write_bytes((folder / "report001.txt").read_bytes())
    listing = list_inputs([folder])
    finished = write_results(listing, outputs("a"), recipe=paid, means=Means(processes=processes))
    assert finished.counts.cost == Cost(windows=10, calls=10, tokens_in=100)


def test_each_result_has_its_own_cost(reports: Reports, paid: Recipe) -> None:
    results = read_folder([reports(3)], recipe=paid, means=Means(processes=1))
    assert [result.cost for result in results] == [Cost(windows=1, calls=1, tokens_in=10)] * 3


def test_a_reader_that_takes_nothing_has_no_cost(reports: Reports, outputs: Named, recipe: Recipe) -> None:
    finished = write_results(list_inputs([reports(2)]), outputs("a"), recipe=recipe, means=Means(processes=1))
    assert finished.counts.cost is None


def test_a_reader_that_can_read_no_more_ends_the_job_which_can_go_on(
    reports: Reports, outputs: Named, paid: Recipe
) -> None:
    """What was done before stays done, and is paid for once."""
    folder, written = reports(8, report004a="This one says STOP."), outputs("a")
    with pytest.raises(CannotGoOnError, match="there is no more paper"):
        write_results(list_inputs([folder]), written, recipe=paid, means=Means(processes=1))
    assert written.out is not None
    assert not written.out.exists()
    (folder / "report004a.txt").unlink()
    finished = write_results(list_inputs([folder]), written, recipe=paid, means=Means(processes=2))
    assert finished.counts.before == 5
    assert finished.counts.cost == Cost(windows=8, calls=8, tokens_in=80)


def test_it_ends_the_job_on_a_cluster_too(reports: Reports, readers: Any) -> None:
    distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")
    recipe = Recipe(how=readers.Lines(), open_reader=readers.open_lines)
    folder = reports(3, report001a="This one says STOP.")
    with (
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address=None,
        ) as cluster,
        pytest.raises(JobError, match="there is no more paper"),
    ):
        list(read_folder([folder], recipe=recipe, means=Means(dask=cluster.scheduler_address)))


def test_only_the_settings_that_are_named_must_be_the_same(
    reports: Reports, outputs: Named, readers: Any, tmp_path: Path
) -> None:
    """Another file of the same use is no other way of reading; another word is."""
    folder, written = reports(8), outputs("a")

    def way(opened: str, word: str) -> Recipe:
        how = readers.Lines(opened=str(tmp_path / opened), word=word)
        return Recipe(how=how, open_reader=readers.open_lines, settings={"word": word})

    def stop(_: object) -> None:
        if written.out is not None and written.out.with_name("claims.jsonl.part").stat().st_size:
            raise KeyboardInterrupt

    listing, means = list_inputs([folder]), Means(processes=1)
    with pytest.raises(KeyboardInterrupt):
        write_results(listing, written, recipe=way("here", "says"), means=means, show=stop)
    with pytest.raises(JobError, match="word was says, now border"):
        write_results(listing, written, recipe=way("here", "border"), means=means)
    finished = write_results(listing, written, recipe=way("there", "says"), means=means)
    assert finished.counts.before > 0
    assert (tmp_path / "there").exists()
