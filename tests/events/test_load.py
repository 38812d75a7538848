import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.events import load as loading
from sayso.events.census import census
from sayso.events.event_format import Layout
from sayso.events.formats import gdelt_2
from sayso.events.load import tidy
from sayso.events.opening import Plain
from sayso.events.query import select
from sayso.events.repair import ENCODING, LONG, NUL, QUOTE, RETURN
from tests.events.conftest import LoadBytes, Table, load_plain
from tests.events.formats.rows import (
    gdelt_2_row,
    icews_header,
    icews_row,
    in_bytes,
    mention,
    phoenix_historical_header,
    phoenix_historical_row,
)

TOO_FEW = "the row has too few columns"
TOO_MANY = "the row has too many columns"


def rows(*numbers: int) -> list[bytes]:
    return [gdelt_2_row(globaleventid=str(number)).encode() + b"\n" for number in numbers]


def ids(table: Table) -> list[str]:
    return [row["id"] for row in table.good]


def test_wrong_column_counts_are_named_with_their_lines(load_bytes: LoadBytes) -> None:
    few, many = b"21\tshort\n", rows(22)[0].rstrip() + b"\tmore\n"
    table = load_bytes(
        b"".join([*rows(11), few, *rows(12), many, many.replace(b"22", b"23", 1), *rows(13, 14)])
    )
    troubles = {one.what: one for one in table.loaded.troubles}
    assert (troubles[TOO_FEW].rows, troubles[TOO_FEW].lines, troubles[TOO_FEW].ids) == (1, (2,), ("21",))
    assert (troubles[TOO_MANY].rows, troubles[TOO_MANY].lines, troubles[TOO_MANY].ids) == (
        2,
        (4, 5),
        ("22", "23"),
    )
    assert ids(table) == ["11", "12", "13", "14"]


def test_a_row_without_identifier_still_has_its_line(load_bytes: LoadBytes) -> None:
    (trouble,) = load_bytes(
        b"".join([*rows(1), b"\n", *rows(2), gdelt_2_row(globaleventid="").encode()])
    ).loaded.troubles[:1]
    assert (trouble.what, trouble.lines, trouble.ids) == ("no identifier", (4,), ())


def test_a_cut_off_last_line_is_named(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join(rows(1, 2, 3))[:-100])
    assert table.troubles == {TOO_FEW: 1, loading.NO_END: 1}
    assert ids(table) == ["1", "2"]


def test_a_last_line_without_end_is_kept_and_said(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join(rows(1, 2)).removesuffix(b"\n"))
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.kept, trouble.lines) == (loading.NO_END, True, (2,))
    assert ids(table) == ["1", "2"]


def test_line_ends_of_windows(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join(rows(1, 2)).replace(b"\n", b"\r\n"))
    assert table.loaded.troubles == ()
    assert [row["url"] for row in table.good] == ["http://example.org/1"] * 2


def test_line_ends_of_both_kinds(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), rows(2)[0].replace(b"\n", b"\r\n"), *rows(3)]))
    assert ids(table) == ["1", "2", "3"]


def test_a_carriage_return_within_a_line_does_not_cut_it(load_bytes: LoadBytes) -> None:
    """A lone carriage return would make two rows of one, and the blank line would make up for it in the count."""
    broken = rows(2)[0].replace(b"Tashkent", b"Tash\rkent")
    table = load_bytes(b"".join([*rows(1), broken, b"\n"]))
    assert table.troubles == {RETURN: 1}
    assert [row["place"] for row in table.good] == ["Tashkent", "Tash kent"]
    assert (table.loaded.rows, table.loaded.blank) == (2, 1)


def test_blank_lines_are_no_rows(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), b"\n", b"  \t \n", *rows(2), b"\r\n"]))
    assert (table.loaded.rows, table.loaded.blank, table.loaded.troubles) == (2, 3, ())


def test_nul_bytes_are_taken_out(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), rows(2)[0].replace(b"Tashkent", b"Tash\0kent\0")]))
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.kept, trouble.lines) == (NUL, True, (2,))
    assert [row["place"] for row in table.good] == ["Tashkent"] * 2


def test_a_line_that_is_no_utf_8_is_read_as_windows_1252(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), rows(2)[0].replace(b"Tashkent", b"Bogot\xe1"), *rows(3)]))
    assert table.troubles == {ENCODING: 1}
    assert [row["place"] for row in table.good] == ["Tashkent", "Bogotá", "Tashkent"]


@pytest.mark.parametrize("harm", [b"", b"\0"])
def test_a_byte_order_mark_is_no_part_of_the_first_field(load_bytes: LoadBytes, harm: bytes) -> None:
    table = load_bytes(b"\xef\xbb\xbf" + b"".join(rows(1, 2)) + harm)
    assert ids(table) == ["1", "2"]


def test_a_quotation_mark_means_nothing_where_fields_are_not_quoted(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), rows(2)[0].replace(b"Tashkent", b'"Tashkent'), *rows(3)]))
    assert ids(table) == ["1", "2", "3"]
    assert table.good[1]["place"] == '"Tashkent'


def test_a_line_of_megabytes_is_refused_and_the_rest_kept(load_bytes: LoadBytes) -> None:
    table = load_bytes(b"".join([*rows(1), b"2\t" + b"x" * (5 << 20) + b"\n", *rows(3)]))
    assert table.troubles == {LONG: 1}
    assert ids(table) == ["1", "3"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_with_only_a_header_has_no_rows(load_bytes: LoadBytes, end: str) -> None:
    table = load_bytes((icews_header() + end).encode())
    assert (table.loaded.rows, table.loaded.kept, table.loaded.troubles) == (0, 0, ())


def test_an_unclosed_quotation_mark_costs_its_row_and_no_other(load_bytes: LoadBytes) -> None:
    lines = [phoenix_historical_row(eid=f"E{number}") for number in range(40)]
    lines[3] = lines[3].removesuffix('"')
    table = load_bytes(in_bytes(phoenix_historical_header(), *lines))
    (trouble,) = table.loaded.troubles
    assert (trouble.what, trouble.rows, trouble.lines) == (QUOTE, 1, (5,))
    assert set(ids(table)) == {f"E{number}" for number in range(40)} - {"E3"}


def test_a_line_end_within_quotation_marks_is_part_of_the_field(load_bytes: LoadBytes) -> None:
    row = phoenix_historical_row(eid="E1", placename='Saint "Helens"\n\nMerseyside')
    table = load_bytes(in_bytes(phoenix_historical_header(), row, phoenix_historical_row(eid="E2")))
    assert (table.loaded.rows, table.loaded.troubles) == (2, ())
    assert [row["place"] for row in table.good] == ['Saint "Helens"  Merseyside', "London, England"]


def test_numbered_rows_keep_the_order_of_the_file(load_bytes: LoadBytes) -> None:
    lines = [mention(globaleventid=str(number)) for number in range(5000)]
    lines[4000] = mention(globaleventid="4000", confidence="none")
    table = load_bytes(in_bytes(*lines[:10], "", *lines[10:]))
    assert {row["id"] for row in table.rows} == {f"{number}-{number + 1}" for number in range(5000)}
    assert table.loaded.troubles[0].lines == (4002,)


def test_a_format_cannot_make_a_column_that_its_table_lacks() -> None:
    wrong = gdelt_2.FORMAT.__class__(
        name="wrong",
        title="wrong",
        licence=gdelt_2.FORMAT.licence,
        layout=lambda _: None,
        fields={"date": "sqldate", "mood": "avgtone"},
    )
    with pytest.raises(ValueError, match="mood"):
        select(wrong, Layout(columns=gdelt_2.COLUMNS), Path("none"))


def test_a_kept_row_has_a_date_in_every_format(load_bytes: LoadBytes) -> None:
    """February has no 31st: a product without a check of its own on dates gets one."""
    table = load_bytes(in_bytes(icews_header(), icews_row(event_date="2015-02-31")))
    assert table.troubles == {"the date is none": 1}


def test_progress_ends_within_bounds(actors: ActorTable, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"".join(rows(*range(30_000))))
    told: list[float] = []
    tidy(
        Plain(path, path.name),
        gdelt_2.FORMAT,
        Layout(columns=gdelt_2.COLUMNS),
        tmp_path / "tidy.parquet",
        actors=actors,
        scratch=tmp_path,
        progress=told.append,
    )
    assert told[-1] == 1
    assert all(0 <= share <= 1 for share in told)


HARMS = (
    b"\0",
    b"\r",
    b"\xff",
    b"\xc3",
    b'"',
    b"\t",
    b"\n",
    b"\n\n",
    b"\x1f",
    b"\x02",
    b"\xef\xbb\xbf",
    b"\x85",
)


def harmed(line: bytes, place: int, harm: bytes) -> bytes:
    place = min(place, len(line) - 1)
    return line[:place] + harm + line[place:]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    harms=st.lists(
        st.tuples(st.integers(1, 11), st.integers(0, 200), st.sampled_from(HARMS)), min_size=1, max_size=5
    ),
    cut=st.integers(0, 60),
)
def test_harm_to_some_lines_costs_no_other_and_every_line_is_counted(
    actors: ActorTable, harms: list[tuple[int, int, bytes]], cut: int
) -> None:
    lines = rows(*range(1000, 1030))
    touched = {29} if cut else set()
    for number, place, harm in harms:
        lines[number] = harmed(lines[number], place, harm)
        touched.add(number)
    data = b"".join(lines)
    data = data[: len(data) - cut]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        path.write_bytes(data)
        table = load_plain(Plain(path, path.name), actors, Path(folder))
        assert table.loaded.rows + table.loaded.blank == census(path).lines
    untouched = {str(1000 + number) for number in range(30) if number not in touched}
    assert untouched <= set(ids(table))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harms=st.lists(st.tuples(st.integers(1, 8), st.integers(0, 150), st.sampled_from(HARMS)), max_size=4))
def test_rows_of_a_quoted_file_balance_whatever_is_in_them(
    actors: ActorTable, harms: list[tuple[int, int, bytes]]
) -> None:
    lines = [f"{phoenix_historical_row(eid=f'E{number}')}\n".encode() for number in range(10)]
    for number, place, harm in harms:
        lines[number] = harmed(lines[number], place, harm)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        path.write_bytes(phoenix_historical_header().encode() + b"\n" + b"".join(lines))
        table = load_plain(Plain(path, path.name), actors, Path(folder))
    assert len(table.rows) <= table.loaded.rows
    assert "E0" in ids(table)
