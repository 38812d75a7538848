"""What becomes of the rows of a chronology."""

import csv
import datetime as dt
import doctest
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.events import KINDS, DatedFact, read_chronology, write_chronology
from sayso.events.chronology import LONGEST_FIELD, MOST_ACTORS
from sayso.events.fact import PRECISIONS, FactKind, Precision
from sayso.events.table import LONGEST_LINE, LONGEST_ROW
from sayso.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
HEADER = "date,actors,kind,what,source\n"
GOOD = "2005-05-13,UZB,unrest,Shots in Andijan.,OSCE\n"
ACTORS, _ = ActorTable.load()


def read(text: str | bytes) -> tuple[tuple[DatedFact, ...], tuple[Problem, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_chronology(data, "facts.csv", actors=ACTORS)


def only(text: str) -> DatedFact:
    facts, problems = read(HEADER + text)
    assert problems == ()
    (fact,) = facts
    return fact


def refusal(text: str) -> str:
    """Return the message for a first row that is left out while the good row after it is read."""
    facts, problems = read(HEADER + text + GOOD)
    assert [fact.what for fact in facts] == ["Shots in Andijan."]
    (problem,) = problems
    assert problem.line == 2
    assert not problem.fatal
    assert problem.message.endswith("left out")
    return problem.message


def fatal(text: str | bytes) -> str:
    facts, problems = read(text)
    assert facts == ()
    (problem,) = problems
    assert problem.fatal
    return problem.message


def test_a_row_becomes_a_fact_with_its_source_and_place() -> None:
    fact = only('2014-12-10,UZB RUS,visit,"Putin came, debts went.",Kremlin press service\n')
    assert fact == DatedFact(
        day=dt.date(2014, 12, 10),
        precision="day",
        actors=("UZB", "RUS"),
        kind="visit",
        what="Putin came, debts went.",
        source="Kremlin press service",
        file="facts.csv",
        line=2,
    )


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2009", dt.date(2009, 1, 1), "year"),
        ("2012-02", dt.date(2012, 2, 1), "month"),
        ("2012-02-29", dt.date(2012, 2, 29), "day"),
    ],
)
def test_a_date_keeps_how_much_of_it_is_known(written: str, day: dt.date, precision: Precision) -> None:
    fact = only(f"{written},UZB,unrest,x,y\n")
    assert (fact.day, fact.precision, fact.date) == (day, precision, written)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_byte_order_mark_and_line_endings_make_no_difference(mark: bytes, ending: str) -> None:
    text = (HEADER + "2016-09-02,UZB,leadership,Ислам Каримов died.,RFE/RL\n").replace("\n", ending)
    facts, problems = read(mark + text.encode())
    assert problems == ()
    assert facts[0].what == "Ислам Каримов died."
    assert facts[0].line == 2


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_may_be_a_semicolon_or_a_tab(separator: str) -> None:
    facts, problems = read((HEADER + GOOD).replace(",", separator))
    assert problems == ()
    assert facts[0].source == "OSCE"


def test_columns_may_stand_in_any_order_and_in_capitals() -> None:
    facts, problems = read(
        "Source,URL,What,Kind,Actors, Date \nOSCE,https://osce.org,x,Unrest,UZB,2005-05-13\n"
    )
    assert problems == ()
    assert (facts[0].kind, facts[0].url) == ("unrest", "https://osce.org")


def test_blank_lines_and_rows_of_empty_fields_are_no_rows() -> None:
    facts, problems = read("\n" + HEADER + "\n" + GOOD + ",,,,\n  \n")
    assert problems == ()
    assert [fact.line for fact in facts] == [4]


def test_empty_fields_that_a_spreadsheet_adds_are_ignored() -> None:
    facts, problems = read("date,actors,kind,what,source,,\n2005-05-13,UZB,unrest,x,OSCE,,\n")
    assert problems == ()
    assert len(facts) == 1


def test_a_sentence_over_two_lines_is_one_sentence() -> None:
    facts, problems = read(f'{HEADER}2005,UZB,unrest,"Shots in\nAndijan.",OSCE\n{GOOD}')
    assert problems == ()
    assert [(fact.line, fact.what) for fact in facts] == [(2, "Shots in Andijan."), (4, "Shots in Andijan.")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2022-02-30,UZB,unrest,x,y\n", "'2022-02-30' is not in the calendar"),
        ("24.02.2022,UZB,unrest,x,y\n", "is 2022-02-24 meant?"),
        ("2022/2/4,UZB,unrest,x,y\n", "is 2022-02-04 meant?"),
        ("Feb 2022,UZB,unrest,x,y\n", "'Feb 2022' is no date; want YYYY-MM-DD, YYYY-MM or YYYY"),
        (",UZB,unrest,x,y\n", "there is no date"),
        ("0000,UZB,unrest,x,y\n", "not in the calendar"),
        ("٢٠٢٢,UZB,unrest,x,y\n", "is no date"),
        ("2022,UZB,unrset,x,y\n", "is 'unrest' meant?"),
        ("2022,UZB,,x,y\n", "there is no kind"),
        ("2022,UZB,unrest,,y\n", "the column 'what' is empty"),
        ("2022,UZB,unrest,x,\n", "the column 'source' is empty"),
        ("2022,,unrest,x,y\n", "there are no actors"),
        ("2022,UZB,unrest,x\n", "4 fields where the header has 5"),
        ("2022,UZB,unrest,x, and more,y\n", "6 fields where the header has 5"),
        ("2022,UZB,unrest,x\x00,y\n", "NUL"),
        ('2022,UZB,unrest,"x" y,z\n', "closes inside a field"),
    ],
)
def test_a_bad_row_is_left_out_and_the_next_is_read(row: str, words: str) -> None:
    assert words in refusal(row)


def test_an_ambiguous_date_is_not_guessed() -> None:
    """04.02.2022"""
    assert "meant" not in refusal("04.02.2022,UZB,unrest,x,y\n")


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    message = refusal("soon,XXQ,unrset,,y\n")
    assert all(words in message for words in ("no date", "XXQ", "'unrest'", "'what' is empty"))


def test_a_quotation_mark_that_never_closes_costs_one_row() -> None:
    facts, problems = read(f'{HEADER}2022,UZB,unrest,"x,y\n{GOOD * 1}2006,UZB,unrest,z,y\n')
    assert [fact.line for fact in facts] == [3, 4]
    assert [problem.line for problem in problems] == [2]
    assert "does not close" in problems[0].message


def test_a_stray_mark_that_another_closes_costs_the_rows_of_the_marks_only() -> None:
    rows = '2022,UZB,unrest,"x,y\n' + GOOD + '2023,UZB,unrest,"z,y\n2024,UZB,unrest,w,y\n'
    facts, problems = read(HEADER + rows)
    assert [fact.line for fact in facts] == [3, 5]
    assert [problem.line for problem in problems] == [2, 4]


def test_a_row_does_not_grow_without_end() -> None:
    late = LONGEST_ROW + 5
    facts, problems = read(f'{HEADER}2022,UZB,unrest,"x{chr(10) * late}",y\n{GOOD}')
    assert len(facts) == 1
    assert problems[0].line == 2


def test_an_unknown_actor_beside_a_known_one_is_kept_apart_and_said() -> None:
    facts, problems = read(HEADER + "2005,UZB KAZZ,agreement,x,y\n")
    assert facts[0].actors == ("UZB",)
    assert facts[0].unknown_actors == ("KAZZ",)
    (problem,) = problems
    assert problem.line == 2
    assert "KAZZ" in problem.message
    assert "KAZ" in problem.message.replace("KAZZ", "")
    assert problem.message.endswith("kept")


def test_a_row_without_any_known_actor_is_left_out_with_the_nearest_match() -> None:
    assert "'UZB'" in refusal("2005,UZBB,unrest,x,y\n") or "UZB," in refusal("2005,UZBB,unrest,x,y\n")


def test_an_actor_named_twice_counts_once_and_a_space_may_be_part_of_a_name() -> None:
    fact = only('2005,"UZB, Central Asia; UZB",agreement,x,y\n')
    assert fact.actors == ("UZB", "Central Asia")


def test_a_row_that_repeats_another_is_left_out() -> None:
    rows = "2005,UZB RUS,agreement,A treaty.,UN\n2005,RUS UZB,agreement,A  Treaty.,Kremlin\n"
    facts, problems = read(HEADER + rows)
    assert [fact.line for fact in facts] == [2]
    assert [(problem.line, problem.message) for problem in problems] == [
        (3, "the row repeats line 2 and is left out")
    ]


def test_the_same_sentence_on_another_day_is_another_fact() -> None:
    facts, problems = read(HEADER + "2005-01-01,UZB,unrest,x,y\n2005-01,UZB,unrest,x,y\n")
    assert problems == ()
    assert len(facts) == 2


def test_an_address_that_is_none_is_dropped_and_the_fact_kept() -> None:
    facts, problems = read("date,actors,kind,what,source,url\n2005,UZB,unrest,x,y,javascript:alert(1)\n")
    assert facts[0].url is None
    assert "no address" in problems[0].message


def test_a_fact_still_to_come_is_kept_and_said() -> None:
    data = (HEADER + "2030-01-01,UZB,election,x,y\n").encode()
    facts, problems = read_chronology(data, "facts.csv", actors=ACTORS, as_of=dt.date(2022, 6, 21))
    assert len(facts) == 1
    assert "2030-01-01 lies after 2022-06-21" in problems[0].message


def test_a_column_nobody_asked_for_is_named_and_the_rest_is_read() -> None:
    facts, problems = read("date,actors,kind,what,source,ulr\n2005,UZB,unrest,x,y,z\n")
    assert len(facts) == 1
    assert problems[0].message == "the column 'ulr' is not read; is 'url' meant?"
    assert problems[0].line == 1


def test_a_missing_column_stops_the_reading_and_names_the_nearest() -> None:
    message = fatal("date,actors,kind,what,sources\n2005,UZB,unrest,x,y\n")
    assert "no column 'source'; is 'sources' meant for it?" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n \n", "empty"),
        (HEADER.encode(), "no rows"),
        (GOOD.encode(), "no header"),
        ((HEADER + GOOD).encode("utf-16"), "UTF-16"),
        ((HEADER + GOOD).encode("utf-16-le"), "UTF-16"),
        ((HEADER + GOOD).encode("utf-32"), "UTF-32"),
        (b"date,date,actors,kind,what,source\n", "'date' stands there twice"),
        (b"%PDF-1.7\n\xb5\xb5\n", "no column"),
        (b'"date,actors', "does not close"),
    ],
)
def test_a_file_that_is_no_chronology_is_one_fatal_problem(text: bytes, words: str) -> None:
    assert words in fatal(text)


def test_rows_in_another_encoding_are_left_out_one_by_one() -> None:
    """CP1251 in the second row"""
    bad = "2016,UZB,leadership,Каримов,RFE/RL\n".encode("cp1251")
    facts, problems = read(HEADER.encode() + bad + GOOD.encode())
    assert [fact.line for fact in facts] == [3]
    assert "0xCA is not UTF-8" in problems[0].message


def test_a_field_of_a_million_characters_costs_its_row_only() -> None:
    assert "1,000,0" in refusal(f"2005,UZB,unrest,{'x' * 1_000_000},y\n")
    assert f"{LONGEST_FIELD:,}" in refusal(f"2005,UZB,unrest,{'x' * (LONGEST_FIELD + 1)},y\n")
    assert f"{MOST_ACTORS}" in refusal(f"2005,{'UZB ' * (LONGEST_LINE // 5)},unrest,x,y\n")


def test_every_kind_is_explained() -> None:
    assert tuple(KINDS) == get_args(FactKind)


def test_the_documentations_example_gives_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs" / "chronology.md"), module_relative=False)
    assert failed == 0
    assert tried > 0


def test_every_kind_is_in_the_documentation_with_the_same_words() -> None:
    page = (ROOT / "docs" / "chronology.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` | {means} |" in page for kind, means in KINDS.items())


words = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and "\ufeff" not in text)
)


@st.composite
def dates(draw: st.DrawFn) -> tuple[dt.date, Precision]:
    """A first day and how much of it is known."""
    precision = draw(st.sampled_from(PRECISIONS))
    day = draw(st.dates(min_value=dt.date(1000, 1, 1)))
    if precision != "day":
        day = day.replace(day=1)
    return (day.replace(month=1) if precision == "year" else day), precision


@st.composite
def chronologies(draw: st.DrawFn) -> tuple[DatedFact, ...]:
    """Facts as they come out of a file: no two the same, numbered by their lines."""
    texts = draw(st.lists(words, max_size=6, unique_by=str.casefold))
    facts = []
    for line, what in enumerate(texts, start=2):
        day, precision = draw(dates())
        fact = DatedFact(
            day=day,
            precision=precision,
            actors=tuple(draw(st.sets(st.sampled_from(["UZB", "RUS", "CSTO", "Central Asia"]), min_size=1))),
            kind=draw(st.sampled_from(list(KINDS))),
            what=what,
            source=draw(words),
            url=draw(st.none() | st.just("https://example.org/a,b")),
            file="facts.csv",
            line=line,
        )
        facts.append(fact)
    return tuple(facts)


@given(chronologies())
def test_facts_that_are_written_read_back_the_same(facts: tuple[DatedFact, ...]) -> None:
    again, problems = read(write_chronology(facts))
    assert again == facts
    assert all(problem.message == "no rows below the header" for problem in problems)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    facts, problems = read(data)
    assert facts or problems


pieces = st.text(st.sampled_from('"",;\n\r\t\x00 2005-UZB,unrestxé'), max_size=120)


@given(pieces, st.sampled_from([b"", b"\xcf\xf0", b"\xff"]))
def test_rows_are_facts_and_problems_whatever_stands_below_the_header(text: str, raw: bytes) -> None:
    data = (HEADER + text).encode() + raw + ("\n" + GOOD).encode()
    facts, problems = read(data)
    # without a quotation mark a row is a line, and can be told without the reader
    height = len(list(_lines(data)))
    assert {problem.line for problem in problems} <= set(range(1, height + 1))
    lines = [problem.line for problem in problems]
    assert len(lines) == len(set(lines))
    assert len({fact.line for fact in facts}) == len(facts)
    if '"' not in text:
        rows = _rows(data)
        assert rows == {fact.line for fact in facts} | {line for line in lines if line != 1}


def _lines(data: bytes) -> Iterable[str]:
    return io.StringIO(data.decode("utf-8", "surrogateescape"), newline="")


def _rows(data: bytes) -> set[int]:
    """Return the numbers of the lines below the header with anything but commas and space on them."""
    numbered = enumerate(_lines(data), start=1)
    return {number for number, line in numbered if re.search(r"[^,\s]", line) and number > 1}


good_rows = st.just("2005-05-13,UZB,unrest,{},OSCE")
bad_rows = st.sampled_from(
    [
        "2005-13-01,UZB,unrest,{},OSCE",
        "2005,NOBODY,unrest,{},OSCE",
        "2005,UZB,unrest",
        "2005,UZB,unrest,{},OSCE,more",
        "2005,UZB,unrest,the same,OSCE",
        'x,"{}',
    ]
)


@given(st.lists(good_rows | bad_rows, min_size=1, max_size=LONGEST_ROW // 2))
def test_facts_and_rows_left_out_add_up_to_the_rows(rows: list[str]) -> None:
    lines = [row.replace("{}", f"row {number}") for number, row in enumerate(rows)]
    facts, problems = read(HEADER + "\n".join(lines))
    left_out = {problem.line for problem in problems} - {fact.line for fact in facts}
    assert len(facts) + len(left_out) == len(lines)
    good = sum(row.startswith("2005-05-13") for row in rows)
    assert len(facts) == good + (1 if any("the same" in row for row in rows) else 0)


def test_what_is_written_is_plain_csv() -> None:
    fact = only('2005,UZB,unrest,"He said ""no"", then left.",y\n')
    rows = list(csv.reader(io.StringIO(write_chronology([fact]).decode(), newline=""), strict=True))
    assert rows == [
        ["date", "actors", "kind", "what", "source"],
        ["2005", "UZB", "unrest", 'He said "no", then left.', "y"],
    ]
