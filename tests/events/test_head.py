from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.head import SIZE, Head, column_name
from sayso.events.neighbours import Neighbours


def test_rows_may_hold_line_ends_in_quotations() -> None:
    """a,"b

    c",d and a second row"""
    head = Head(b'a,"b\n\nc",d\ne,f,g\n', "table.csv")
    assert head.rows(",") == (("a", "b\n\nc", "d"), ("e", "f", "g"))


def test_a_row_that_the_head_cuts_off_is_left_out() -> None:
    row = b"a,b,c\n"
    data = (row * (SIZE // len(row) + 1))[:SIZE]
    assert set(Head(data, "table.csv").rows(",")) == {("a", "b", "c")}
    long = b'a,"' + b"x" * SIZE
    assert Head(long[:SIZE], "table.csv").rows(",") == ()


def test_the_columns_of_parquet_are_read_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS one, 2 AS two) TO '{path}' (FORMAT parquet)")
    data = path.read_bytes()
    assert Head(data, path.name, path).parquet_columns == ("one", "two")
    path.write_bytes(data[:-8])
    assert Head(path.read_bytes(), path.name, path).parquet_columns == ()


def test_what_lies_beside_a_file_is_found_in_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("x")
    assert (
        Head(b"", "a", tmp_path / "work" / "unpacked", Neighbours(tmp_path)).beside("names.txt")
        == tmp_path / "names.txt"
    )
    assert Head(b"", "a", None, Neighbours(tmp_path)).beside("nothing.txt") is None
    assert Head(b"", "a").beside("names.txt") is None


@given(st.text(max_size=20))
def test_a_columns_name_can_stand_in_sql(written: str) -> None:
    name = column_name(written)
    assert name
    assert all(letter.isalnum() or letter == "_" for letter in name)
    assert column_name(name) == name
