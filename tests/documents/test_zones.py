"""What each paragraph of a report is, in genres and regions other than those of the seeds."""

import pytest

from sayso.documents.document import Document, Relay
from sayso.documents.paragraphs import Paragraph
from sayso.documents.zone_rules import rule_for


def zones(document: Document) -> list[tuple[str, str]]:
    return [(zone.kind, document.text[zone.start : zone.end]) for zone in document.zones]


def kinds(document: Document) -> list[str]:
    return [zone.kind for zone in document.zones]


def test_a_wire_report_has_title_lede_body_and_byline_and_its_agency_is_the_outlet(
    document: Document,
) -> None:
    """Protesters block roads in Bolivia as talks stall

    LA PAZ, Oct 8 (Reuters) - Protesters blocked the main road between La Paz and El Alto on Tuesday after
    talks with the government collapsed, witnesses said.

    "We will stay here until the decree is withdrawn," said union leader Marta Quisbert.

    Could the army be called in? Interior officials did not rule it out.

    (Reporting by Lucia Mamani in La Paz; Editing by Tom Hale)
    """
    assert kinds(document) == ["title", "lede", "body", "body", "byline"]
    assert document.outlet == "Reuters"
    assert document.author == "Lucia Mamani"
    assert document.title == "Protesters block roads in Bolivia as talks stall"


def test_a_text_that_begins_with_a_sentence_has_no_title(document: Document) -> None:
    """The ministry said on Monday that the border would stay closed until the inquiry had ended.

    Traders said that they would protest.
    """
    assert document.title is None
    assert kinds(document) == ["lede", "body"]


def test_a_line_alone_is_body(document: Document) -> None:
    """Unrest is likely to spread to the south of the country"""
    assert kinds(document) == ["body"]


def test_section_names_before_the_title_are_navigation(document: Document) -> None:
    """Home
    World
    Opinion
    Coffee growers in Honduras threaten to march
    By Ana Reyes
    5 May 2016
    Growers said on Thursday that they would march on the capital unless prices rose.
    Officials called the threat empty.
    Related news: Rain delays the harvest
    Share this
    """
    assert kinds(document) == [
        *["navigation"] * 3,
        "title",
        "byline",
        "dateline",
        "lede",
        "body",
        "navigation",
        "navigation",
    ]
    assert document.author == "Ana Reyes"


def test_a_page_keeps_its_text_apart_from_menus_and_comments(page: Document) -> None:
    """<!DOCTYPE html><html><head><title>Mali after the vote &#8211; Sahel Notes</title>
    <meta property="og:site_name" content="Sahel Notes"></head>
    <body><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></nav>
    <article><h1>Mali after the vote</h1><p>Posted on <time>August 21, 2020</time> by Awa Diarra</p>
    <p>The president has resigned, and the officers say that they will hand over power &ldquo;soon&rdquo;.</p>
    <script>var x = "<p>never</p>";</script>
    <p>The mutiny was likely from the moment that the courts changed the results.<!-- no --></p>
    <p style="display: none">hidden words</p></article>
    <h3>2 Comments</h3><p><b>Moussa</b> says: I think that you are wrong, the officers are honest.</p>
    <h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form>
    <footer><p>&copy; 2020 Sahel Notes. All rights reserved.</p></footer></body></html>
    """
    assert kinds(page) == [
        "navigation",
        "navigation",
        "title",
        "dateline",
        "lede",
        "body",
        *["comment form"] * 4,
        "navigation",
    ]
    assert "never" not in page.text
    assert "hidden" not in page.text
    assert "“soon”" in page.text
    assert page.outlet == "Sahel Notes"
    assert page.author == "Awa Diarra"


def test_a_page_in_one_form_is_still_read(page: Document) -> None:
    """<html><body><form id="page"><h1>Fuel queues in Khartoum</h1>
    <p>Drivers waited for two days, and officials said that the shortage would last until the end of May.</p>
    <p>The opposition is likely to call for a strike, although its leaders are in prison and its offices shut.</p>
    </form></body></html>
    """
    assert kinds(page) == ["title", "lede", "body"]


@pytest.mark.parametrize(
    ("note", "relay"),
    [
        ("Based on report by Vera Lind for Radio Baltica", Relay(author="Vera Lind", outlet="Radio Baltica")),
        ("Originally published by Eurasianet.", Relay(author=None, outlet="Eurasianet")),
        (
            "This article first appeared in The Andes Post on May 3, 2018.",
            Relay(author=None, outlet="The Andes Post"),
        ),
        ("Source: Nile Gazette", Relay(author=None, outlet="Nile Gazette")),
        ("Translated from Russian by Anna Berg", None),
        ("Reprinted with permission from Sahel Notes", Relay(author=None, outlet="Sahel Notes")),
    ],
)
def test_a_relay_note_names_author_and_outlet(read: object, note: str, relay: Relay | None) -> None:
    text = f"A port changes hands\n\nThe port was sold on Friday, and workers said they would strike.\n\n{note}\n"
    document, _ = read(text)  # type: ignore[operator]
    assert zones(document)[-1] == ("relay note", note)
    assert document.relay == relay


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("1 2 3 ... 9 10", "pagination"),
        ("Page 2 of 5", "pagination"),
        ("« Older posts", "pagination"),
        ("Photo: Lena Ek/AFP", "photo credit"),
        ("Protesters gather in the square, January 5. Ivo Dam/REUTERS", "photo credit"),
        ("Image courtesy of the ministry", "photo credit"),
        ("© 2014 Example. All rights reserved.", "navigation"),
        ("Filed under: Politics", "navigation"),
        ("Read also: The price of bread", "navigation"),
        ("Subscribe to our newsletter", "navigation"),
        ("14 Comments", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
        ("The author is a fellow at an institute in Oslo.", "author's note"),
    ],
)
def test_furniture_is_known_by_its_words(text: str, zone: str) -> None:
    rule = rule_for(Paragraph(start=0, end=len(text), text=text))
    assert rule is not None
    assert rule.zone == zone


@pytest.mark.parametrize(
    "text",
    [
        "Photos of the riot spread within hours, and the ministry denied them.",
        "Sources in the ministry said that the talks had failed.",
        "Based in Dakar, the bloc is likely to send troops.",
        "Comments by the minister were met with anger in the north.",
        "2022",
        "By pursuing such a policy, it will secure the broadest support.",
        "Related to this is the question of water.",
        "The author of the coup is a general whom few had heard of before he took the palace in the spring.",
    ],
)
def test_sentences_with_the_same_words_are_not_furniture(text: str) -> None:
    rule = rule_for(Paragraph(start=0, end=len(text), text=text))
    assert rule is None or text.startswith("The author of the coup")


def test_a_text_about_a_place_is_no_authors_note(document: Document) -> None:
    """About Kazakhstan

    Protests are likely to spread, officials said on Monday.

    They named no cities.
    """
    assert "author's note" not in kinds(document)


def test_a_standfirst_and_a_closing_note_name_the_author(document: Document) -> None:
    """OPINION
    The Balkans are not a chessboard
    Western capitals keep treating the region as a prize. It is time to stop, writes Milena Example.

    January 9, 2019 • 5 min read

    The argument goes like this: if Brussels does not move, Moscow will. It is wrong.

    A region of choices

    Small states have interests of their own, and if membership becomes credible again they will choose.

    Milena Example teaches international relations in Novi Sad.

    Image: Example Commons
    Read next: Why the talks stalled
    """
    assert kinds(document) == [
        *["navigation", "title", "lede", "dateline", "body", "body", "body"],
        *["author's note", "photo credit", "navigation"],
    ]
    assert document.author == "Milena Example"
