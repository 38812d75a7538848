"""Heads and feet of texts: what is no claim, and the day that stands among other words. All names are invented."""

import datetime as dt
from collections.abc import Callable

import pytest

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.documents.date_words import written_dates
from sayso.documents.document import Document
from sayso.documents.year_of_writing import own_weekday
from sayso.problems import Problem

Reader = Callable[..., tuple[Document | None, tuple[Problem, ...]]]

BODY = (
    "The talks are likely to go on for the rest of the month, since neither side can afford to leave them.\n\n"
    "Traders in the north say that the road is closed. Unrest will spread to the ports.\n\n"
    "Neighbours watch with concern, and few believe that the treaty will hold.\n"
)
TODAY = dt.date(2026, 3, 1)


def zones(document: Document) -> list[tuple[str, str]]:
    return [(zone.kind, document.text[zone.start : zone.end]) for zone in document.zones]


def on(actors: ActorTable, text: str, *, today: dt.date | None = TODAY) -> tuple[str | None, list[str]]:
    document, problems = read_document(text.encode(), "report.txt", actors=actors, today=today)
    assert document is not None
    date = None if document.date is None else str(document.date.interval)
    return date, [problem.message for problem in problems]


@pytest.mark.parametrize(
    "line",
    [
        "Issued 8 April 2025. For clients only. Page 1 of 4",
        "Published April 8, 2025 6:00 am | 31 comments",
        "Interview | Tuesday 8 April 2025 | Reading time: 6 min",
        "by Ada Obi, 8 April 2025",
        "By Ada Obi | Lagoon Letters | 8 April 2025",
        "Date: 8 April 2025",
        "The Delta Ledger, 8 April 2025, updated 11:40",
        "Weekly Note No. 7, Lagos Desk, 8 April 2025",
        "As of 8 April 2025; next issue in May",
        "Last updated: Tuesday, 8 April 2025 at 10:20 GMT",
    ],
)
def test_a_day_among_other_words_at_the_head_is_the_documents(actors: ActorTable, line: str) -> None:
    assert on(actors, f"The ports are shut again\n{line}\n\n{BODY}") == ("2025-04-08", [])
    document, _ = read_document(
        f"The ports are shut again\n{line}\n\n{BODY}".encode(), "a.txt", actors=actors
    )
    assert document is not None
    assert {words: kind for kind, words in zones(document)}[line] in {"dateline", "byline", "navigation"}


def test_place_and_day_before_the_first_sentence_date_the_text(actors: ActorTable) -> None:
    text = f"A talk by the sea\n\nLagos, 8 April 2025. The historian receives us at home. It rains.\n\n{BODY}"
    assert on(actors, text) == ("2025-04-08", [])


def test_such_a_day_is_set_aside_where_the_text_speaks_of_later_ones(actors: ActorTable) -> None:
    text = f"A town by the sea\n\nLagos, 8 April 1961. The historian was born that day.\n\nSince 2019 she has taught.\n\n{BODY}"
    date, _ = on(actors, text)
    assert date != "1961-04-08"


def test_the_day_of_the_last_change_is_not_the_day_of_writing(actors: ActorTable) -> None:
    text = f"The ports are shut\nBy Ada Obi, 8 April 2025\n\n{BODY}\nLast modified: 03/05/2025 | Contact\n"
    assert on(actors, text)[0] == "2025-04-08"


def test_a_report_that_tells_of_a_publication_is_no_dateline(read: Reader) -> None:
    document, _ = read(
        f"The ports are shut\n\nPublished on 8 April 2025, the law bans all strikes.\n\n{BODY}"
    )
    assert document is not None
    assert ("lede", "Published on 8 April 2025, the law bans all strikes.") in zones(document)


def test_the_day_of_the_week_is_no_month() -> None:
    assert [str(found.exact) for found in written_dates("Tuesday 8 April 2025")] == ["2025-04-08"]


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        # 8 September was a Monday in 2025 and a Sunday in 2024
        ("Gunmen came on Sunday, a source told Sahel Press on Monday", "2025-09-08"),
        ("Gunmen came at night, officials said on Sunday", "2024-09-08"),
        # said on Saturday evening, filed after midnight
        ("Gunmen came at night, officials said on Saturday", "2024-09-08"),
    ],
)
def test_the_weekday_of_a_report_gives_the_year_of_its_dateline(
    actors: ActorTable, opening: str, day: str
) -> None:
    text = (
        f"A raid in the north\n\nNIAMEY, Sept 8 (Sahel Press) - {opening}.\n\n"
        f"The Alliance of Sahel States condemned the raid.\n\n{BODY}"
    )
    assert on(actors, text) == (day, [])


def test_of_several_years_the_latest_stands_and_the_others_are_told(actors: ActorTable) -> None:
    text = (
        f"A raid in the north\n\nNIAMEY, Sept 8 (Sahel Press) - Gunmen came on Monday, they said.\n\n{BODY}"
    )
    date, problems = on(actors, text)
    assert date == "2025-09-08"
    assert len(problems) == 1
    assert "8 September 2014" in problems[0]


def test_the_year_at_the_foot_bounds_a_dateline_without_one(actors: ActorTable) -> None:
    text = (
        f"A raid in the north\n\nNIAMEY, Sept 8 (Sahel Press) - Gunmen came on Friday, they said.\n\n"
        f"The Alliance of Sahel States condemned the raid.\n\n{BODY}\n© Sahel Press 2023\n"
    )
    date, _ = on(actors, text.replace("The Alliance of Sahel States", "The army"))
    assert date == "2023-09-08"


def test_without_today_a_dateline_without_a_year_stays_open(actors: ActorTable) -> None:
    text = (
        f"A raid in the north\n\nNIAMEY, Sept 8 (Sahel Press) - Gunmen came on Monday, they said.\n\n{BODY}"
    )
    assert on(actors, text, today=None)[0] is None


def test_what_somebody_said_goes_before_what_happened() -> None:
    assert own_weekday("A bus was burnt on Sunday, police said on Monday.") == 0
    assert own_weekday("Last Friday was calm. The cabinet fell on Thursday.") == 3


def test_head_and_foot_of_a_briefing_are_no_text(document: Document) -> None:
    """NORTHWIND ADVISORY
    Black Sea Desk, Note No. 14
    Classification: client confidential
    8 April 2025

    MOLDOVA: A COLD SPRING

    1. Summary
    The coalition is likely to hold until the summer. Gas prices will rise, and the north will protest.

    2. Security
    Patrols have been doubled. Nobody expects an attack, though the ministry warns of one every week.

    Next note: 15 April. To unsubscribe, write to the desk.
    """
    kinds = [kind for kind, _ in zones(document)]
    assert kinds[:5] == ["navigation", "navigation", "navigation", "dateline", "title"]
    assert kinds[5:] == ["body", "lede", "body", "body", "navigation"]


def test_head_and_foot_of_a_blog_are_no_text(document: Document) -> None:
    """Letters from the Delta
    a slow blog about fast rivers

    « Older: What the dam forgot

    Is Warri tired of waiting?

    Posted by Ada Obi on 8 April 2025

    The talks are likely to go on for the rest of the month, since neither side can afford to leave them.

    Traders in the north say that the road is closed. Unrest will spread to the ports.

    Posted in Oil, Ports | Tagged dredging | 2 comments

    Ben (Jos) says: Great summary, thanks!
    """
    kinds = [kind for kind, _ in zones(document)]
    assert kinds == [
        *["navigation"] * 3,
        *["title", "byline", "lede", "body", "navigation", "comment form"],
    ]
    assert document.title == "Is Warri tired of waiting?"
    assert document.outlet == "Letters from the Delta"


def test_head_of_a_speech_is_no_text(document: Document) -> None:
    """REPUBLIC OF VALDONIA
    Office of the Prime Minister

    Speech by Dr Vera Malin, Prime Minister, to the Chamber of Deputies
    Kessen, 8 April 2025
    (Check against delivery)

    Mr Speaker, honourable colleagues,

    I have watched this quarrel for twenty years, and I do not think that we shall see its end.

    Our neighbours have helped us, and I thank them.

    Press contact: office@valdonia.example
    """
    kinds = [kind for kind, _ in zones(document)]
    assert kinds[:5] == ["navigation", "navigation", "title", "dateline", "navigation"]
    assert kinds[-1] == "navigation"
    assert document.outlet == "Office of the Prime Minister"
    assert document.author == "Vera Malin"


def test_a_subhead_of_the_text_is_no_author(document: Document) -> None:
    """The ports are shut again

    8 April 2025

    Key Judgements

    The talks are likely to go on for the rest of the month, since neither side can afford to leave them.

    Traders in the north say that the road is closed.
    """
    assert document.author is None
    assert "byline" not in [kind for kind, _ in zones(document)]


def test_wrapped_text_that_goes_on_with_by_stays_one_paragraph(document: Document) -> None:
    """The ports

    The law that shut the ports was signed in the night of the storm
    by President Ana Matei and read out by her spokesman at dawn.

    Traders in the north say that the road is closed.
    """
    assert len(document.zones) == 3
