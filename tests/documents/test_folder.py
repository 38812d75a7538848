"""Paths of every sort give documents, and for each failure a problem with its place."""

import os
from pathlib import Path

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_paths
from sayso.documents.encoding import MAX_BYTES

TEXT = "The talks are likely to go on, the minister said on Monday. Number {}.\n"


def write(path: Path, number: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(number))
    return path


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path, actors: ActorTable) -> None:
    for number, name in enumerate(["b.txt", "a.html", "c", "sub/d.text", "sub/deep/e.HTM"]):
        write(tmp_path / name, number)
    seen: list[Path] = []
    documents, _ = read_paths([tmp_path], actors=actors, on_progress=seen.append)
    names = [Path(document.name).relative_to(tmp_path).as_posix() for document in documents]
    assert names == ["a.html", "b.txt", "c", "sub/d.text", "sub/deep/e.HTM"]
    assert [str(path) for path in seen] == [document.name for document in documents]


def test_what_is_no_report_is_left_in_the_folder(tmp_path: Path, actors: ActorTable) -> None:
    write(tmp_path / "a.txt")
    for name in [
        "b.csv",
        "c.toml",
        "d.json",
        "README.md",
        "README",
        "README.txt",
        "LICENSE",
        ".hidden.txt",
        ".git/e.txt",
    ]:
        write(tmp_path / name, 1)
    documents, problems = read_paths([tmp_path], actors=actors)
    assert len(documents) == 1
    assert all(problem.source.endswith("a.txt") for problem in problems)


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path, actors: ActorTable) -> None:
    write(tmp_path / "good.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    documents, problems = read_paths([tmp_path, tmp_path / "missing"], actors=actors)
    assert [Path(document.name).name for document in documents] == ["good.txt"]
    fatal = {Path(problem.source).name: problem.message for problem in problems if problem.fatal}
    assert set(fatal) == {"empty.txt", "picture.txt", "link.txt", "missing"}
    assert fatal["link.txt"] == "a link to nothing"
    assert "no such file" in fatal["missing"]


def test_a_huge_file_is_refused_unread(tmp_path: Path, actors: ActorTable) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    documents, problems = read_paths([tmp_path], actors=actors)
    assert documents == ()
    assert "100,000,000 bytes" in problems[0].message
    assert f"{MAX_BYTES:,}" in problems[0].message


def test_links_in_a_circle_end(tmp_path: Path, actors: ActorTable) -> None:
    write(tmp_path / "sub/a.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub/self").symlink_to("self")
    documents, _ = read_paths([tmp_path], actors=actors)
    assert len(documents) == 1


def test_a_file_reached_twice_is_read_once(tmp_path: Path, actors: ActorTable) -> None:
    path = write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(path)
    documents, problems = read_paths([path, tmp_path], actors=actors)
    assert len(documents) == 1
    assert not any(problem.fatal for problem in problems)


def test_the_same_bytes_under_two_names_are_read_once_and_told(tmp_path: Path, actors: ActorTable) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    documents, problems = read_paths([tmp_path], actors=actors)
    assert len(documents) == 1
    assert any("the same bytes" in problem.message for problem in problems)


def test_a_folder_without_texts_says_what_is_read(tmp_path: Path, actors: ActorTable) -> None:
    (tmp_path / "data.csv").write_text("a,b\n")
    documents, problems = read_paths([tmp_path], actors=actors)
    assert documents == ()
    assert ".txt" in problems[0].message


def test_a_named_file_is_read_whatever_its_ending(tmp_path: Path, actors: ActorTable) -> None:
    documents, _ = read_paths([write(tmp_path / "report.article")], actors=actors)
    assert len(documents) == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes are made so on POSIX systems only")
def test_a_pipe_is_not_waited_for(tmp_path: Path, actors: ActorTable) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    documents, problems = read_paths([tmp_path / "pipe.txt"], actors=actors)
    assert documents == ()
    assert "neither a file nor a folder" in problems[0].message


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is allowed to this user"
)
def test_what_may_not_be_read_is_told(tmp_path: Path, actors: ActorTable) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    _, problems = read_paths([path], actors=actors)
    assert "no permission" in problems[0].message


def test_a_file_that_vanishes_is_told(tmp_path: Path, actors: ActorTable) -> None:
    for number, name in enumerate(["a.txt", "b.txt", "c.txt"]):
        write(tmp_path / name, number)

    def vanish(path: Path) -> None:
        if path.name == "b.txt":
            path.unlink()

    documents, problems = read_paths([tmp_path], actors=actors, on_progress=vanish)
    assert [Path(document.name).name for document in documents] == ["a.txt", "c.txt"]
    assert any("no such file" in problem.message for problem in problems)


def test_a_name_that_no_file_can_have_is_told(actors: ActorTable) -> None:
    _, problems = read_paths([Path("a\0b")], actors=actors)
    assert problems[0].fatal
