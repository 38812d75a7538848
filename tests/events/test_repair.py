import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.events.event_format import Layout
from sayso.events.repair import ENCODING, QUOTE, SEPARATOR, clean_layout, lines_of_rows, repair

QUOTED = Layout(columns=("a", "b", "c"), delimiter=",", quoted=True)
PLAIN = Layout(columns=("a", "b", "c"), delimiter=",")
FIELD = st.text(st.characters(exclude_characters="\r\0\ufeff", exclude_categories=["Cs"]), max_size=12)


def repaired(data: bytes, layout: Layout, tmp_path: Path) -> tuple[list[list[str]], dict[str, list[int]]]:
    """Return the fields of the clean rows, and the lines of what was wrong."""
    path, clean = tmp_path / "file", tmp_path / "clean"
    path.write_bytes(data)
    done = repair(path, layout, clean)
    text = clean.read_bytes().decode()
    lines = text.split("\n")[:-1]
    assert len(lines) == done.rows
    return [line.split(clean_layout(layout).delimiter) for line in lines], done.places


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.lists(FIELD, min_size=3, max_size=3), max_size=8), end=st.sampled_from(["\n", "\r\n"])
)
def test_what_a_table_program_writes_comes_back(table: list[list[str]], end: str, tmp_path: Path) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    fields, wrong = repaired(written.getvalue().encode(), QUOTED, tmp_path)
    want = [[one.replace("\n", " ").replace(SEPARATOR, " ") for one in row] for row in table]
    assert (fields, wrong) == (want, {})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300) | st.text('ab",\n', max_size=300).map(str.encode),
    layout=st.sampled_from([QUOTED, PLAIN]),
)
def test_every_line_of_any_bytes_is_a_row_or_blank_or_refused(
    data: bytes, layout: Layout, tmp_path: Path
) -> None:
    path, clean = tmp_path / "file", tmp_path / "clean"
    path.write_bytes(data)
    done = repair(path, layout, clean)
    assert clean.read_bytes().count(b"\n") == done.rows
    assert b"\0" not in clean.read_bytes()
    assert b"\r" not in clean.read_bytes()
    lines = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    counted = done.rows + done.blank + sum(done.refused.values())
    assert counted <= lines if layout.quoted else counted == lines


def test_a_quotation_mark_within_a_field_is_a_letter(tmp_path: Path) -> None:
    fields, wrong = repaired(b'1,the "Free" Party,x\n2,5" gun,y\n', QUOTED, tmp_path)
    assert fields == [["1", 'the "Free" Party', "x"], ["2", '5" gun', "y"]]
    assert wrong == {}


def test_a_mark_that_opens_a_later_field_closes_no_earlier_one(tmp_path: Path) -> None:
    """The first row's field is never closed; the mark in the third row opens a field there."""
    fields, wrong = repaired(b'1,"open,x\n2,b,y\n3,"whole, of it",z\n', QUOTED, tmp_path)
    assert fields == [["2", "b", "y"], ["3", "whole, of it", "z"]]
    assert wrong == {QUOTE: [1]}


def test_several_unclosed_marks_cost_a_row_each(tmp_path: Path) -> None:
    fields, wrong = repaired(b'1,"a,x\n2,"b,y\n3,c,z\n4,"d,z', QUOTED, tmp_path)
    assert fields == [["3", "c", "z"]]
    assert wrong == {QUOTE: [1, 2, 4]}


def test_lines_of_rows_count_blank_and_many_line_rows(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b'a,b,c\n\n1,"two\nlines",x\n\n2,b,y\n3,c,z\n')
    layout = Layout(columns=("a", "b", "c"), delimiter=",", quoted=True, header=True)
    assert lines_of_rows(path, layout, {1, 2, 3, 9}) == {1: 3, 2: 6, 3: 7}


def test_only_the_first_places_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\xe9\n" * 9)
    done = repair(path, Layout(columns=("a",)), tmp_path / "clean", examples=2)
    assert (done.mended[ENCODING], done.places[ENCODING]) == (9, [1, 2])
