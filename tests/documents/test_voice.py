"""Whose words a text is where it cites nobody: layouts of many kinds, all with invented names."""

from collections.abc import Callable

import pytest

from sayso.documents.document import Document
from sayso.documents.front_words import is_menu
from sayso.documents.masthead import normal_case, read_masthead
from sayso.documents.speeches import read_announcement
from sayso.problems import Problem

Reader = Callable[..., tuple[Document | None, tuple[Problem, ...]]]

NEWS = (
    "The talks are likely to go on for the rest of the month, since neither side can afford to leave them.\n\n"
    "Traders in the north say that the road has been closed for a week. If the government does not act, unrest "
    "will spread to the ports, where wages have not been paid since the spring.\n\n"
    "Neighbours watch with concern. Few believe that the treaty will hold for long.\n"
)
SPOKEN = (
    "I have watched this quarrel for twenty years, and I do not think that we shall see its end.\n\n"
    "Our neighbours have helped us, and I thank them. But my government will not sell the harbour.\n\n"
    "We must speak of the ports, and of the people who live from them.\n"
)


def voice_of(read: Reader, text: str) -> tuple[str, str] | None:
    document, _ = read(text)
    assert document is not None
    return None if document.voice is None else (document.voice.kind, document.voice.name)


def title_of(read: Reader, text: str) -> str | None:
    document, _ = read(text)
    assert document is not None
    return document.title


@pytest.mark.parametrize(
    ("head", "foot", "publisher", "title"),
    [
        (
            "KESTREL ANALYTICS | Country Briefing\nGhana: the road to the primaries\n4 May 2025",
            "Author: J. Obeng. © 2025 Kestrel Analytics Ltd. All rights reserved.",
            "Kestrel Analytics",
            "Ghana: the road to the primaries",
        ),
        (
            "Weekly Note of Hallam & Partners\nNo. 12 / 14 March 2025\n\nChad after the vote",
            "",
            "Hallam & Partners",
            "Chad after the vote",
        ),
        (
            "ORB FORESIGHT\n\nPolitical Risk Weekly\n\n3 June 2025\n\nBolivia: fuel and fury",
            "Contact: desk@orb.example",
            "Orb Foresight",
            "Bolivia: fuel and fury",
        ),
        (
            "Country Update: Laos\nPrepared by the Meridian Institute for its subscribers\n9 February 2025",
            "",
            "Meridian Institute",
            "Country Update: Laos",
        ),
        (
            "Harbinger Blue\nSouth Caucasus Note No. 9\n17 July 2025\n\nA summer without rain in Tbilisi",
            "",
            "Harbinger Blue",
            "A summer without rain in Tbilisi",
        ),
        (
            "SUDAN: OUTLOOK FOR THE QUARTER\nMARLOWE RISK GROUP\nConfidential – for clients only",
            "",
            "Marlowe Risk Group",
            "SUDAN: OUTLOOK FOR THE QUARTER",
        ),
        (
            "Laos: a bridge too many\n5 June 2024",
            "Analyst: P. Voss. Copyright 2024 Quayside",
            "Quayside",
            "Laos: a bridge too many",
        ),
    ],
)
def test_a_briefing_is_its_publishers(read: Reader, head: str, foot: str, publisher: str, title: str) -> None:
    text = f"{head}\n\n{NEWS}\n{foot}\n"
    document, _ = read(text)
    assert document is not None
    assert document.outlet == publisher
    assert document.title == title
    if document.author is None or "Briefing" in head:
        assert voice_of(read, text) == ("outlet", publisher)


def test_a_briefing_is_its_publishers_even_where_an_analyst_signs(document: Document) -> None:
    """KESTREL ANALYTICS – COUNTRY BRIEFING

    Ghana: the road to the primaries
    By Jane Obeng, senior analyst
    4 May 2025

    The talks are likely to go on for the rest of the month, since neither side can afford to leave them.

    Traders in the north say that the road has been closed for a week.
    """
    assert document.author == "Jane Obeng"
    assert document.voice is not None
    assert (document.voice.kind, document.voice.name) == ("outlet", "Kestrel Analytics")
    assert "briefing" in document.voice.reason.lower()


@pytest.mark.parametrize(
    ("head", "foot", "agency"),
    [
        (
            "Ministers meet\n\nKAMPALA, March 3 (Great Lakes News) - ",
            "(Reporting by Ann Okot)",
            "Great Lakes News",
        ),
        ("Ministers meet over dam\nBy Ann Okot\n(Delta Press) CAIRO, 5 May 2024 - ", "", "Delta Press"),
        ("Ministers meet over dam\n\nBAKU. 5 May 2024. Kaspi-Info - ", "", "Kaspi-Info"),
        ("Ministers meet over dam\n\nLIMA, Peru (Andes Wire) — ", "", "Andes Wire"),
        ("Ministers meet over dam\n\nAccra, June 2 (Volta Press Agency). ", "", "Volta Press Agency"),
        (
            "Ministers meet over dam\nBy Ann Okot, Andes News Agency\nLIMA, 5 May 2024\n\n",
            "",
            "Andes News Agency",
        ),
        ("Ministers meet over dam\n\nLIMA, 5 May 2024 (Andes Wire)\nBy Ann Okot\n\n", "", "Andes Wire"),
    ],
)
def test_a_wire_report_is_its_agencys_before_its_reporters(
    read: Reader, head: str, foot: str, agency: str
) -> None:
    text = f"{head}{NEWS}\n{foot}\n"
    assert voice_of(read, text) == ("outlet", agency)


@pytest.mark.parametrize("note", ["14:05 (GMT)", "(updated)", "10:20 (EAT)"])
def test_a_note_on_the_time_is_no_agency(read: Reader, note: str) -> None:
    text = f"Ministers meet over dam\nBy Ann Okot\nNairobi, 5 May 2024 {note}\n\n{NEWS}"
    assert voice_of(read, text) == ("author", "Ann Okot")


@pytest.mark.parametrize(
    ("head", "foot", "outlet"),
    [
        (
            "THE ADRIATIC COURIER\nOpinion | Milan Horvat\n\nThe sea does not forgive\n\n8 April 2025",
            "",
            "The Adriatic Courier",
        ),
        (
            "COMMENT\nThe sea does not forgive\nMILAN HORVAT\n\nThe Adriatic Courier, 8 April 2025",
            "Milan Horvat teaches history in Split.",
            "The Adriatic Courier",
        ),
        (
            "The sea does not forgive",
            "Dr Milan Horvat is a former ambassador. He lives in Split.\nAdriatic Courier, 8 April 2025",
            "Adriatic Courier",
        ),
        ("Viewpoint: The sea does not forgive\nMilan Horvat | 8 April 2025", "", None),
        (
            "Adriatic Courier\nOPINION\n\nThe sea does not forgive\nNo treaty holds back debts, argues Milan Horvat",
            "",
            "Adriatic Courier",
        ),
        ("The sea does not forgive\nBy Milan Horvat | Adria Blue | 8 April 2025", "", "Adria Blue"),
    ],
)
def test_a_signed_commentary_is_its_authors(read: Reader, head: str, foot: str, outlet: str | None) -> None:
    document, _ = read(f"{head}\n\n{NEWS}\n{foot}\n")
    assert document is not None
    assert document.author == "Milan Horvat"
    assert document.outlet == outlet
    assert document.voice is not None
    assert (document.voice.kind, document.voice.name) == ("author", "Milan Horvat")
    assert "sea does not forgive" in (document.title or "")


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (
            "Lagoon Letters\nnotes on a drowning coast\n\nWhy the port is shut\n\nPosted on 8 April 2025 by Ada Obi",
            "",
        ),
        ("Why the port is shut\n8 April 2025", "— Ada Obi, Lagos"),
        ("DESERT POST-IT\nA blog by Ada Obi\n\nWhy the port is shut\nApril 8th, 2025", ""),
        (
            "LAGOON\nslow politics\n\nHome | About | Archive\n\nWhy the port is shut\nby Ada Obi, 8 April 2025",
            "3 comments",
        ),
        ("Tides\n\n« Older: A dry year\n\nWhy the port is shut\n\nPosted by Ada Obi on 8 April 2025", ""),
    ],
)
def test_a_blog_is_the_ones_who_signs(read: Reader, head: str, foot: str) -> None:
    text = f"{head}\n\n{NEWS}\n{foot}\n"
    assert voice_of(read, text) == ("author", "Ada Obi")
    assert title_of(read, text) == "Why the port is shut"


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        (
            "President Ana Matei: Address to the nation\nChisinau, 8 April 2025\n\nDear fellow citizens,",
            "Ana Matei",
        ),
        ("Transcript: remarks by Foreign Minister Tomasi Vaea at the Pacific Forum", "Tomasi Vaea"),
        (
            "Speech at the opening\nThe Hon. Tomasi Vaea, Minister\n\nYour Majesty, ladies and gentlemen,",
            "Tomasi Vaea",
        ),
        ("Tomasi Vaea, speech at the Harbour Conference\nSuva, 8 April 2025\nAs delivered", "Tomasi Vaea"),
        (
            "Statement by H.E. Ms. Lupe Tau, Permanent Representative, to the Council\n\nMr President,",
            "Lupe Tau",
        ),
        (
            "Opening statement of the Governor of the Central Bank, Dr. Ada Obi, before the Finance Committee",
            "Ada Obi",
        ),
    ],
)
def test_a_speech_is_the_one_who_holds_it(read: Reader, head: str, speaker: str) -> None:
    text = f"{head}\n\n{SPOKEN}"
    assert voice_of(read, text) == ("person", speaker)


def test_a_speaker_whom_the_table_knows_keeps_the_identifier(read: Reader) -> None:
    document, _ = read(f"Address by President Emmanuel Macron to the ambassadors\n\n{SPOKEN}")
    assert document is not None
    assert document.voice is not None
    assert document.voice.actor == "emmanuel-macron"


def test_a_report_on_a_speech_is_not_the_speakers(read: Reader) -> None:
    text = f"Speech by President Ana Matei sparks protests\nBy Ann Okot\n8 April 2025\n\n{NEWS}"
    assert voice_of(read, text) == ("author", "Ann Okot")
    text = f"Statement by Ana Matei at the port\nBy Ann Okot\n8 April 2025\n\n{NEWS}"
    assert voice_of(read, text) == ("author", "Ann Okot")


def test_a_text_without_author_and_outlet_has_no_voice(read: Reader) -> None:
    assert voice_of(read, f"The road is closed again\n\n{NEWS}") is None


@pytest.mark.parametrize("kicker", ["BURKINA FASO", "OPINION", "WAR IN SUDAN", "WORLD NEWS"])
def test_a_kicker_over_the_title_is_no_outlet(read: Reader, kicker: str) -> None:
    document, _ = read(f"{kicker}\n\nThe road is closed again\n8 April 2025\n\n{NEWS}")
    assert document is not None
    assert document.title == "The road is closed again"
    assert document.outlet is None


def test_a_headline_in_capitals_stays_the_title(read: Reader) -> None:
    text = f"GUNMEN ATTACK TWO VILLAGES NEAR THE BORDER\nBY ANN OKOT\n\n{NEWS}"
    assert title_of(read, text) == "GUNMEN ATTACK TWO VILLAGES NEAR THE BORDER"
    assert voice_of(read, text) == ("author", "Ann Okot")


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("NORTH STAR RISK ADVISORY", "North Star Risk Advisory"),
        ("BBC MONITORING", "BBC Monitoring"),
        ("HOUSE OF THE RISING TIDE", "House of the Rising Tide"),
        ("AL-MIDAN DAILY", "Al-Midan Daily"),
        ("L'ÉCHO DU FLEUVE", "L'Écho du Fleuve"),
        ("PEOPLE'S VOICE", "People's Voice"),
        ("KNBS", "KNBS"),
    ],
)
def test_a_masthead_in_capitals_is_given_in_normal_case(capitals: str, written: str) -> None:
    assert normal_case(capitals) == written


def test_a_name_written_elsewhere_in_the_text_is_taken_from_there() -> None:
    assert normal_case("MCBRIDE ADVISORY", "Contact McBride Advisory for more.") == "McBride Advisory"


def test_a_line_that_is_a_sentence_is_no_masthead() -> None:
    assert read_masthead("Guardian of the port says no", whole="", foot="") is None
    assert read_masthead("WHO WILL PAY?", whole="", foot="") is None


def test_a_date_between_bars_is_no_menu() -> None:
    assert not is_menu("Interview | 18 January 2025 | Lima")


@pytest.mark.parametrize(
    "line",
    [
        "The address of the ministry has changed",
        "Statement by the ministry angers farmers",
        "Message from the sea",
        "Remarks by the minister spark protests in the south",
    ],
)
def test_lines_with_the_words_of_speeches_announce_none(line: str) -> None:
    found = read_announcement(line)
    assert found is None or found.speaker is None
