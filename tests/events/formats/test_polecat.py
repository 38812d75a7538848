import datetime as dt

import pytest

from tests.events.conftest import LoadBytes
from tests.events.formats.rows import POLECAT_HEADER, in_bytes, polecat_row


def test_a_row_says_root_mode_and_class(load_bytes: LoadBytes) -> None:
    table = load_bytes(in_bytes(POLECAT_HEADER, polecat_row({})))
    (row,) = table.good
    assert table.product == "polecat"
    assert (row["scheme"], row["code"], row["plover"], row["mode"]) == (
        "PLOVER",
        "ACCUSE",
        "ACCUSE",
        "disapprove",
    )
    assert (row["quad"], row["quad_table"], row["intensity"]) == (3, "PLOVER", -2.0)
    assert (row["actor1"], row["actor1_sector"], row["actor2"], row["actor2_sector"]) == (
        "UZB",
        "GOV",
        "RUS",
        "MIL",
    )
    assert (row["date"], row["published"]) == (dt.date(2023, 3, 4), dt.date(2023, 3, 5))
    assert (row["place"], row["country"]) == ("Tashkent", "UZB")


def test_newer_files_have_more_columns_and_another_name_for_the_intensity(load_bytes: LoadBytes) -> None:
    header = POLECAT_HEADER.replace("\tIntensity", "\tEvent Intensity") + "\tHeadline"
    (row,) = load_bytes(in_bytes(header, polecat_row({}) + "\tA headline")).good
    assert row["intensity"] == -2.0


def test_the_cow_code_stands_in_for_the_iso_code(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(
        in_bytes(POLECAT_HEADER, polecat_row({"Actor Country": "None", "Actor COW": "704.0"}))
    ).good
    assert (row["actor1"], row["actor1_code"]) == ("UZB", None)


def test_an_actor_of_two_states_is_of_neither(load_bytes: LoadBytes) -> None:
    (row,) = load_bytes(
        in_bytes(POLECAT_HEADER, polecat_row({"Actor Country": "UZB; KAZ", "Actor COW": "704; 705"}))
    ).good
    assert (row["actor1"], row["actor1_code"]) == (None, "UZB; KAZ")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"Event Type": "SHOUT"}, "the event type is none of PLOVER's"),
        ({"Quad Code": "LOUD CONFLICT"}, "the quad code is none of the four"),
        ({"Event Date": "4 March"}, "the date is none"),
        ({"Event ID": ""}, "no identifier"),
    ],
)
def test_a_bad_row_is_named(load_bytes: LoadBytes, change: dict[str, str], problem: str) -> None:
    table = load_bytes(in_bytes(POLECAT_HEADER, polecat_row({}), polecat_row({"Event ID": "2"} | change)))
    assert table.troubles == {problem: 1}
    assert table.loaded.troubles[0].lines == (3,)
