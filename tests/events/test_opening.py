import gzip
import io
import os
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.events import opening
from sayso.events.opening import OpeningError, opened

TEXT = b"".join(b"%d\tUZB\tRUS\t%d\n" % (number, number * number) for number in range(500))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def contents(data: bytes, name: str, tmp_path: Path) -> dict[str, bytes]:
    """Return what the file holds by name; nothing is left of it afterwards."""
    kept, scratch = tmp_path / "kept", tmp_path / "scratch"
    for folder in (kept, scratch):
        folder.mkdir(exist_ok=True)
    path = kept / name
    path.write_bytes(data)
    try:
        with opened(path, scratch) as plains:
            return {plain.name: plain.path.read_bytes() for plain in plains if plain.trouble is None}
    finally:
        assert list(scratch.iterdir()) == []


def refusal(data: bytes, name: str, tmp_path: Path) -> str:
    with pytest.raises(OpeningError) as caught:
        contents(data, name, tmp_path)
    return str(caught.value)


def test_a_plain_file_is_read_where_it_lies(tmp_path: Path) -> None:
    assert contents(TEXT, "a.csv", tmp_path) == {"a.csv": TEXT}


def test_a_gz_file_is_unpacked_by_content_and_not_by_name(tmp_path: Path) -> None:
    assert contents(gzip.compress(TEXT), "a.csv.gz", tmp_path) == {"a.csv": TEXT}
    assert contents(gzip.compress(TEXT), "a.csv", tmp_path) == {"a.csv": TEXT}


def test_a_gz_file_of_several_parts_is_one_file(tmp_path: Path) -> None:
    assert contents(gzip.compress(TEXT) + gzip.compress(TEXT), "a.gz", tmp_path) == {"a": TEXT + TEXT}


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_each_file_of_an_archive_is_given(tmp_path: Path, method: int) -> None:
    data = zipped({"2019/a.csv": TEXT, "2019/": b"", "b.csv": b"x", "__MACOSX/._b.csv": b"notes"}, method)
    assert contents(data, "a.zip", tmp_path) == {"a.zip!2019/a.csv": TEXT, "a.zip!b.csv": b"x"}


def test_a_member_may_say_any_path_and_is_written_to_the_scratch_folder_only(tmp_path: Path) -> None:
    assert contents(zipped({"../../escaped.csv": TEXT}), "a.zip", tmp_path) == {
        "a.zip!../../escaped.csv": TEXT
    }
    assert not (tmp_path.parent / "escaped.csv").exists()


def test_a_head_is_the_beginning_of_the_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"in/b.csv": TEXT}))
    with opened(path, tmp_path) as (plain,):
        head = plain.head()
    assert (head.name, head.lines[0]) == ("b.csv", "0\tUZB\tRUS\t0")


@pytest.mark.parametrize("cut", [3, 12, 600, -9, -4, -1])
def test_a_gz_file_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    assert "cut off" in refusal(gzip.compress(TEXT)[:cut], "a.gz", tmp_path)


def test_a_damaged_gz_file_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 255
    assert "damaged" in refusal(bytes(packed), "a.gz", tmp_path)


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.csv": os.urandom(4000)}, zipfile.ZIP_STORED))
    packed[2000] ^= 255
    assert "damaged" in refusal(bytes(packed), "a.zip", tmp_path)


def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    assert "cut off or damaged" in refusal(zipped({"a.csv": TEXT})[:-30], "a.zip", tmp_path)


def test_a_bomb_in_gz_is_refused_by_what_comes_out_of_it(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    assert len(bomb) < 200_000
    assert f"{opening.MOST_GAIN} times" in refusal(bomb, "a.gz", tmp_path)


def test_a_bomb_in_an_archive_is_refused_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_unpack", lambda *_: pytest.fail("it was unpacked"))
    assert f"{opening.MOST_GAIN} times" in refusal(zipped({"a": bytes(80 << 20)}), "a.zip", tmp_path)


def test_many_small_bombs_are_one_bomb(tmp_path: Path) -> None:
    bomb = zipped({str(number): bytes(20 << 20) for number in range(4)})
    assert f"{opening.MOST_GAIN} times" in refusal(bomb, "a.zip", tmp_path)


def test_a_bomb_that_understates_its_size_is_refused(tmp_path: Path) -> None:
    bomb = zipped({"a": bytes(80 << 20)})
    small = (80 << 20).to_bytes(4, "little")
    assert bomb.count(small) == 2
    told = refusal(bomb.replace(small, (1000).to_bytes(4, "little")), "a.zip", tmp_path)
    assert "damaged" in told or "times" in told


def test_a_file_over_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 4000)
    assert "is not read" in refusal(gzip.compress(TEXT), "a.gz", tmp_path)
    assert "is not read" in refusal(zipped({"a": TEXT}), "a.zip", tmp_path)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_MEMBERS", 2)
    assert "more than 2 files" in refusal(zipped({"a": b"1", "b": b"2", "c": b"3"}), "a.zip", tmp_path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (zipped({}), "holds no file"),
        (zipped({"folder/": b""}), "holds no file"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "workbook"),
    ],
)
def test_what_holds_nothing_to_load_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in refusal(data, "a", tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    assert "two files of one name" in refusal(file.getvalue(), "a.zip", tmp_path)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.csv": TEXT}))
    for place in (6, packed.rindex(b"PK\x01\x02") + 8):
        packed[place] |= 1
    assert "encrypted" in refusal(bytes(packed), "a.zip", tmp_path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "none"):
        with pytest.raises(OpeningError), opened(path, tmp_path):
            pass


def test_what_is_unpacked_goes_when_its_user_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(TEXT))
    with pytest.raises(RuntimeError, match="user"), opened(path, tmp_path):
        raise RuntimeError("the user's")
    assert [one.name for one in tmp_path.iterdir()] == ["a.gz"]


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(TEXT))
    with pytest.raises(OpeningError, match="cannot be unpacked to"), opened(path, tmp_path / "none"):
        pass


@settings(max_examples=300, deadline=None)
@given(
    whole=st.sampled_from(
        [
            gzip.compress(TEXT[:400]),
            *(zipped({"a": TEXT[:300], "b": b"1"}, method) for method in (0, 8, 12, 14)),
        ]
    ),
    changes=st.lists(st.tuples(st.integers(4, 10**6), st.integers(0, 255)), max_size=3),
    cut=st.integers(0, 30),
)
def test_no_harm_to_a_packed_file_is_more_than_a_refusal(
    whole: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = contents(bytes(data[: len(data) - cut]), "a", Path(folder))
        except OpeningError:
            return
    assert found
