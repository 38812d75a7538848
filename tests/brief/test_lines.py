"""Pictures of lines: what is drawn, what is written, what is refused."""

import datetime as dt
import sys
from pathlib import Path

import pytest

from sayso.brief.lines import Line, Marker, Picture, write_picture

YEARS = [dt.date(year, 1, 1) for year in range(2000, 2010)]


def line(label: str = "Russia", *, known: list[bool] | None = None) -> Line:
    middle = [0.1 * at for at in range(len(YEARS))]
    return Line(
        label=label,
        days=YEARS,
        middle=middle,
        low=[value - 0.5 for value in middle],
        high=[value + 0.5 for value in middle],
        known=known or [True] * len(YEARS),
    )


def picture(**changes: object) -> Picture:
    given: dict[str, object] = {
        "title": "Uzbekistan between Russia and China",
        "subtitle": "by the year",
        "unit": "closeness",
        "lines": [line(), line("China")],
        "markers": [Marker(dt.date(2005, 5, 13), "Shots in Andijan.")],
    }
    return Picture(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "begins"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.HTML", b"<!doctype html>")]
)
def test_the_ending_says_what_is_drawn(name: str, begins: bytes) -> None:
    assert write_picture(picture(), Path(name)).startswith(begins)


def test_another_ending_is_refused_with_those_that_can_be() -> None:
    with pytest.raises(ValueError, match=r"'a.pdf' ends in none of .html, .png, .svg"):
        write_picture(picture(), Path("a.pdf"))


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.html"])
def test_the_same_picture_has_the_same_bytes(name: str) -> None:
    assert write_picture(picture(), Path(name)) == write_picture(picture(), Path(name))


def test_the_page_has_the_numbers_and_says_where_there_are_no_data() -> None:
    known = [True] * 9 + [False]
    page = write_picture(picture(lines=[line(known=known)]), Path("a.html")).decode()
    assert page.count("no data") == 1
    assert "<td>0.900</td>" in page
    assert "Shots in Andijan." in page


def test_hostile_words_are_text() -> None:
    page = write_picture(
        picture(
            title="<script>alert(1)</script>",
            lines=[line("</svg><img src=x onerror=alert(2)>")],
            markers=[Marker(YEARS[3], "<b onclick=alert(3)>\u202e")],
            notes=["&lt;<a href=javascript:alert(4)>"],
        ),
        Path("a.html"),
    ).decode()
    for alive in ("<script", "<img", "<b ", "<a ", "\u202e"):
        assert alive not in page


def test_without_matplotlib_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install 'sayso\[plots\]'"):
        write_picture(picture(), Path("a.png"))


def test_a_series_of_one_period_and_values_that_are_not_finite_are_drawn() -> None:
    one = Line(
        label="x",
        days=YEARS[:1],
        middle=[float("nan")],
        low=[float("-inf")],
        high=[float("inf")],
        known=[False],
    )
    assert write_picture(picture(lines=[one], markers=[]), Path("a.svg"))
