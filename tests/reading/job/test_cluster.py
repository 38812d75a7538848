"""A cluster reads what one machine reads, byte for byte."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.reading.job import JobError, Means, Outputs, Recipe, list_inputs, read_folder, write_results
from sayso.reading.job.tally import Counts

Reports = Callable[..., Path]
Named = Callable[[str], Outputs]
INSTALLED = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not INSTALLED, reason="the extra dask is not installed")


@pytest.fixture
def address() -> Iterator[str]:
    """Start two workers in this process that talk over the loopback interface."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra dask is not installed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


def contents(outputs: Outputs) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in outputs.files().items()}


def test_the_bytes_are_those_of_one_machine(
    reports: Reports, outputs: Named, recipe: Recipe, address: str
) -> None:
    """Near-duplicates, copies, and documents that crash, raise or hang included."""
    folder = reports(
        12,
        report003a="This one says CRASH.",
        report005a="This one says RAISE.",
        report007a="This one says HANG.",
        report009a="This one says TIRING.",
    )
    (folder / "copy.txt").write_bytes((folder / "report004.txt").read_bytes())
    here, there = outputs("here"), outputs("there")
    write_results(list_inputs([folder]), here, recipe=recipe, means=Means(processes=1, limit_s=2))
    write_results(list_inputs([folder]), there, recipe=recipe, means=Means(dask=address, limit_s=2))
    assert contents(there) == contents(here)
    assert contents(here)["problems"].count(b'"fatal":true') == 3


def test_a_job_begun_on_one_machine_goes_on_on_a_cluster(
    reports: Reports, outputs: Named, recipe: Recipe, address: str
) -> None:
    folder, whole, moved = reports(10), outputs("whole"), outputs("moved")
    write_results(list_inputs([folder]), whole, recipe=recipe, means=Means(processes=1))

    def stop(counts: Counts) -> None:
        if counts.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_results(list_inputs([folder]), moved, recipe=recipe, means=Means(processes=1), show=stop)
    finished = write_results(list_inputs([folder]), moved, recipe=recipe, means=Means(dask=address))
    assert finished.counts.before == 5
    assert contents(moved) == contents(whole)


def test_a_reader_that_cannot_be_opened_there_ends_the_job(
    reports: Reports, readers: Any, address: str
) -> None:
    recipe = Recipe(how=readers.Lines(refuse="no such table there"), open_reader=readers.open_lines)
    with pytest.raises(JobError, match="no such table there"):
        list(read_folder([reports(2)], recipe=recipe, means=Means(dask=address)))


@needs_dask
def test_an_address_without_a_scheduler_is_told(
    reports: Reports, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.reading.job.cluster._ANSWER_S", 1)
    with pytest.raises(JobError, match="no Dask scheduler answers at tcp://127"):
        list(read_folder([reports(1)], recipe=recipe, means=Means(dask="tcp://127.0.0.1:9")))


@pytest.mark.skipif(INSTALLED, reason="the extra dask is installed")
def test_without_the_extra_it_is_named(reports: Reports, recipe: Recipe) -> None:
    with pytest.raises(JobError, match=r"sayso\[dask\]"):
        list(read_folder([reports(1)], recipe=recipe, means=Means(dask="tcp://127.0.0.1:9")))
