import hashlib
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.events import census as counting
from sayso.events.census import blank_lines, census
from sayso.events.lines import LONGEST, bounded_lines, lines_of_ids


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=40)
    | st.lists(st.sampled_from([b"\r", b"\n", b"a", b"\0"]), max_size=12).map(b"".join)
)
def test_a_census_is_right_wherever_the_pieces_end(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    for piece in (1, 2, 8 << 20):
        counting._CHUNK = piece  # noqa: SLF001 - to put the seams everywhere
        try:
            found = census(path)
        finally:
            counting._CHUNK = 8 << 20  # noqa: SLF001
        assert found.sha256 == hashlib.sha256(data).hexdigest()
        assert (found.size, found.lines) == (len(data), len(io.BytesIO(data).readlines()))
        assert (found.nul, found.ended) == (b"\0" in data, not data or data.endswith(b"\n"))
        assert found.lone_return == (b"\r" in data.replace(b"\r\n", b""))


def test_blank_lines_hold_white_space_only(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\n\n \t\r\n\x0b\nb\n ")
    assert blank_lines(path) == 4


def test_of_a_line_without_end_in_sight_only_the_beginning_is_held() -> None:
    data = b"a\n" + b"x" * (3 * LONGEST) + b"\nb\n" + b"y" * LONGEST
    found = [(len(line), whole) for line, whole in bounded_lines(io.BytesIO(data))]
    assert found == [(2, True), (LONGEST, False), (2, True), (LONGEST, False)]


def test_an_identifier_is_found_whole_and_in_its_column(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b'121\t12\n12\tx\n"7"\t5\n5\t7\r\n')
    assert lines_of_ids(path, ["12", "7", "no"], column=0, delimiter="\t") == {"12": 2, "7": 3}
    assert lines_of_ids(path, ["12", "7"], column=1, delimiter="\t") == {"12": 1, "7": 4}
