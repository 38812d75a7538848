"""Whatever a power failure leaves of the files, the job goes on from the last document that is whole."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.job.journal import Journal, Outputs
from sayso.reading.job.sidecar import FORMAT, Made, Read

MADE = Made(format=FORMAT, sayso="1", reader="r", settings={"limit": 1.0}, today="2026-01-01")
Contents = tuple[bytes, bytes]


def outputs(folder: Path) -> Outputs:
    return Outputs(out=folder / "claims", problems=folder / "problems", commit_s=0)


def line(number: int) -> Read:
    return Read(
        name=f"report{number}",
        key=str(number),
        ends={},
        size=1,
        document=None,
        read=True,
        statements=0,
        words=0,
    )


def write(folder: Path, documents: list[Contents], *, until: int | None = None) -> int:
    """Write a job up to a document and return how many were done before."""
    with Journal(outputs(folder)) as journal:
        last, place, done = None, 0, 0
        for found, end in journal.done(MADE):
            assert found.name == f"report{done}"
            last, place, done = found, end, done + 1
        journal.go_on(MADE, last, place)
        for number, (claims, problems) in enumerate(documents[:until]):
            if number >= done:
                journal.add({"out": claims, "problems": problems}, line(number))
        if until is None:
            journal.complete(empty=False)
    return done


texts = st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=5)), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(documents=texts, data=st.data())
def test_files_cut_or_torn_anywhere_behind_what_is_certain_end_as_if_never_cut(
    documents: list[Contents], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(data.draw(st.integers(1, 4), label="interruptions")):
            until = data.draw(st.integers(0, len(documents)), label="until")
            write(folder, documents, until=until)
            progress = folder / "claims.progress"
            whole = progress.read_bytes()
            kept = whole[: data.draw(st.integers(0, len(whole)), label="bytes of the sidecar")]
            progress.write_bytes(kept + data.draw(st.sampled_from([b"", b"\0" * 9, b'{"line":"re', b"{}\n"])))
            with (folder / "claims.part").open("ab") as part:
                part.write(data.draw(st.binary(max_size=9), label="written, and not yet certain"))
        write(folder, documents)
        assert (folder / "claims").read_bytes() == b"".join(claims for claims, _ in documents)
        assert (folder / "problems").read_bytes() == b"".join(problems for _, problems in documents)
        assert sorted(path.name for path in folder.iterdir()) == ["claims", "problems"]


@settings(deadline=None, max_examples=30)
@given(documents=texts, data=st.data())
def test_results_that_were_cut_by_hand_are_written_again(
    documents: list[Contents], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, documents, until=len(documents))
        part = folder / "claims.part"
        size = part.stat().st_size
        part.write_bytes(part.read_bytes()[: data.draw(st.integers(0, size))])
        write(folder, documents)
        assert (folder / "claims").read_bytes() == b"".join(claims for claims, _ in documents)


def test_a_power_failure_between_two_names_leaves_a_finished_job(tmp_path: Path) -> None:
    documents = [(b"a\n", b"p\n"), (b"b\n", b"")]
    write(tmp_path, documents)
    whole = (tmp_path / "problems").read_bytes()
    (tmp_path / "problems").rename(tmp_path / "problems.part")
    (tmp_path / "claims.progress").write_bytes(b'{"line":"complete"}\n')
    Journal(outputs(tmp_path)).__exit__(None, None, None)
    assert (tmp_path / "problems").read_bytes() == whole
    assert write(tmp_path, documents) == 0
    assert (tmp_path / "claims").read_bytes() == b"a\nb\n"


def test_a_device_is_written_to_as_it_is() -> None:
    """There is nothing to go on with, and nothing beside it."""
    with Journal(Outputs(out=Path(os.devnull), commit_s=0)) as journal:
        journal.go_on(MADE, None, 0)
        journal.add({"out": b"a\n"}, line(0))
        journal.complete(empty=False)
    assert not Path(os.devnull).is_file()
    assert not Path(f"{os.devnull}.progress").exists()


def test_a_job_that_never_began_leaves_nothing(tmp_path: Path) -> None:
    with Journal(outputs(tmp_path)):
        assert (tmp_path / "claims.progress").exists()
    assert not list(tmp_path.iterdir())
