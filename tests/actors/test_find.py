"""Names in texts."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import ActorTable, Mention
from sayso.dates import DateInterval

TABLE, _ = ActorTable.load()
DECEMBER_2014 = DateInterval(dt.date(2014, 12, 1), dt.date(2014, 12, 31))
FEBRUARY_2022 = DateInterval.day(dt.date(2022, 2, 4))


def found(text: str, on: DateInterval | None = None) -> list[tuple[str, str]]:
    return [(mention.words, mention.actor) for mention in TABLE.find(text, on=on)]


def only(text: str, on: DateInterval | None = None) -> Mention:
    (mention,) = TABLE.find(text, on=on)
    return mention


def test_capitals_and_seats_stand_for_governments() -> None:
    """Tashkent told the Kremlin, the White House and Akorda."""
    text = "Tashkent told the Kremlin, the White House and Akorda."
    assert [(m.state, m.how) for m in TABLE.find(text)] == [
        ("UZB", "capital"),
        ("RUS", "capital"),
        ("USA", "capital"),
        ("KAZ", "capital"),
    ]


def test_demonyms_are_adjectives_and_people() -> None:
    """Uzbeks met Uzbekistani and Kazakh officials; the Turks came."""
    text = "Uzbeks met Uzbekistani and Kazakh officials; the Turks came."
    assert [(m.actor, m.how, m.plural) for m in TABLE.find(text)] == [
        ("UZB", "demonym", True),
        ("UZB", "demonym", False),
        ("KAZ", "demonym", False),
        ("TUR", "demonym", True),
    ]


@pytest.mark.parametrize("words", ["US", "U.S.", "USA", "United States", "the States", "America"])
def test_the_united_states_has_many_names(words: str) -> None:
    assert found(f"Then {words} said so.") == [(words, "USA")]


def test_the_pronoun_us_is_nobody() -> None:
    """They told us that turkey and china are cheap, and chad is paper."""
    assert found("They told us that turkey and china are cheap, and chad is paper.") == []


def test_is_in_a_shouted_line_is_a_verb() -> None:
    """PUTIN IS IN TASHKENT TODAY"""
    assert found("PUTIN IS IN TASHKENT TODAY") == [("PUTIN", "vladimir-putin"), ("TASHKENT", "UZB")]


def test_is_in_a_plain_line_is_the_group() -> None:
    """the threat of IS in Syria"""
    assert found("the threat of IS in Syria") == [("IS", "IS"), ("Syria", "SYR")]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Islamic State", "IS"),
        ("Democratic Republic of the Congo", "COD"),
        ("South Korea", "KOR"),
        ("Guinea-Bissau", "GNB"),
        ("Papua New Guinea", "PNG"),
        ("Equatorial Guinea", "GNQ"),
        ("Republic of Uzbekistan", "UZB"),
        ("Central African Republic", "CAF"),
        ("Islamic State Khorasan Province", "ISKP"),
        ("Côte d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("al-Qaeda", "AlQaeda"),
        ("Customs Union", "CustomsUnion"),
        ("Russian Federation", "RUS"),
    ],
)
def test_the_longest_name_wins(words: str, actor: str) -> None:
    assert found(f"on account of {words}, they said") == [(words, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "the Washington Post wrote",
        "New York was cold",
        "basketball with Michael Jordan",
        "a drink with the Atlantic partners",
        "the South China Sea",
        "African-American voters",
        "as Jordan Peterson said",
    ],
)
def test_a_name_inside_another_name_is_not_the_actor(text: str) -> None:
    assert found(text) == []


def test_the_pair_of_two_peoples_is_two_mentions() -> None:
    """US-Russian rivalry, pro-Moscow and anti-American"""
    assert [m.actor for m in TABLE.find("US-Russian rivalry, pro-Moscow and anti-American")] == [
        "USA",
        "RUS",
        "RUS",
        "USA",
    ]


def test_a_name_may_be_cut_by_one_line_break_but_not_by_a_paragraph() -> None:
    assert found("in Central\nAsia") == [("Central\nAsia", "Central Asia")]
    assert found("the Islamic\n\nState") == []


def test_the_uzbek_leader_is_whoever_leads_at_the_date() -> None:
    """“the pendulum” is moving back to Moscow, but the Uzbek leader will liaise"""
    text = "“the pendulum” is moving back to Moscow, but the Uzbek leader will liaise"
    for on, person in ((DECEMBER_2014, "islam-karimov"), (FEBRUARY_2022, "shavkat-mirziyoyev")):
        mention = TABLE.find(text, on=on)[-1]
        assert (mention.words, mention.actor, mention.state, mention.how) == (
            "Uzbek leader",
            person,
            "UZB",
            "office",
        )


def test_without_a_date_the_uzbek_leader_is_the_state() -> None:
    """the Uzbek leader"""
    assert only("the Uzbek leader").actor == "UZB"


def test_a_post_whose_holder_changed_within_the_dates_goes_to_whom_the_text_names() -> None:
    """Islam Karimov is swinging; the Uzbek leader will liaise."""
    whole_2016 = DateInterval(dt.date(2016, 1, 1), dt.date(2016, 12, 31))
    assert only("the Uzbek leader", whole_2016).actor == "UZB"
    text = "Islam Karimov is swinging; the Uzbek leader will liaise."
    assert [m.actor for m in TABLE.find(text, on=whole_2016)] == ["islam-karimov"] * 2


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Kazakhstan's foreign minister", "erlan-idrissov"),
        ("president of the Russian Federation", "vladimir-putin"),
        ("Minister of Foreign Affairs of the Republic of Uzbekistan", "abdulaziz-kamilov"),
        ("US Assistant Secretary for South and Central Asia", "nisha-biswal"),
        ("US Secretary of State", "john-kerry"),
        ("German chancellor", "angela-merkel"),
        ("British leader", "david-cameron"),
        ("Iranian president", "hassan-rouhani"),
        ("Iranian leader", "ali-khamenei"),
        ("NATO chief", "jens-stoltenberg"),
        ("Secretary-General of the United Nations", "ban-ki-moon"),
    ],
)
def test_posts_are_held_by_somebody_at_a_date(words: str, person: str) -> None:
    assert found(f"then the {words} spoke", DECEMBER_2014) == [(words, person)]


@pytest.mark.parametrize(
    "words",
    [
        "former Uzbek president",
        "Uzbek opposition leader",
        "Uzbek deputy prime minister",
        "Uzbek president-elect",
    ],
)
def test_former_deputy_and_opposition_posts_name_no_holder(words: str) -> None:
    assert [m.actor for m in TABLE.find(f"the {words} spoke", on=DECEMBER_2014)] == ["UZB"]


def test_a_post_followed_by_an_unknown_name_is_not_the_holder() -> None:
    """Uzbek President Rashid Tagayev spoke"""
    assert found("Uzbek President Rashid Tagayev spoke", DECEMBER_2014) == [("Uzbek President", "UZB")]


def test_leadership_and_government_are_the_state() -> None:
    """the Russian leadership told the government of Kazakhstan"""
    mentions = TABLE.find("the Russian leadership told the government of Kazakhstan", on=DECEMBER_2014)
    assert [(m.words, m.actor, m.how) for m in mentions] == [
        ("Russian leadership", "RUS", "office"),
        ("government of Kazakhstan", "KAZ", "office"),
    ]


def test_a_surname_alone_is_the_holder_of_an_office_at_the_date() -> None:
    """Clinton met Karimov"""
    assert found("Clinton met Karimov", DateInterval.day(dt.date(2011, 10, 22))) == [
        ("Clinton", "hillary-clinton"),
        ("Karimov", "islam-karimov"),
    ]
    assert found("Clinton spoke", DateInterval.day(dt.date(1998, 1, 1))) == [("Clinton", "bill-clinton")]


def test_in_a_headline_a_verb_before_a_surname_is_no_first_name() -> None:
    """Protesters Defy Tokayev Once More … President Kassym-Jomart Tokayev spoke."""
    text = "Protesters Defy Tokayev Once More\n\nPresident Kassym-Jomart Tokayev spoke."
    assert [m.words for m in TABLE.find(text)] == ["Tokayev", "Kassym-Jomart Tokayev"]


def test_a_surname_of_somebody_else_is_not_the_president() -> None:
    """Bakhrom Karimov left the room. Karimov said nothing."""
    assert found("Bakhrom Karimov left the room. Karimov said nothing.", DECEMBER_2014) == []


def test_a_post_tells_two_bearers_of_a_surname_apart() -> None:
    """President Japarov dismissed Prime Minister Japarov"""
    text = "President Japarov dismissed Prime Minister Japarov"
    assert [m.actor for m in TABLE.find(text, on=DateInterval.day(dt.date(2023, 5, 1)))] == [
        "sadyr-japarov",
        "akylbek-japarov",
    ]


def test_an_ordinary_word_is_a_surname_only_after_a_title_or_the_full_name() -> None:
    """In May the Gates opened. / Theresa May spoke. May left."""
    june_2018 = DateInterval.day(dt.date(2018, 6, 1))
    assert found("In May the Gates opened", june_2018) == []
    assert found("Theresa May spoke. Then May left.", june_2018)[-1] == ("May", "theresa-may")


def test_people_stand_for_whom_they_serve_at_the_date() -> None:
    """Stoltenberg spoke"""
    assert only("Stoltenberg spoke", DateInterval.day(dt.date(2010, 1, 1))).state == "NOR"
    assert only("Stoltenberg spoke", DECEMBER_2014).state == "NATO"


def test_a_demonym_of_two_states_needs_one_of_them_in_the_text() -> None:
    """Congolese troops"""
    assert found("Congolese troops") == []
    assert [m.actor for m in TABLE.find("In DR Congo, Congolese troops fled")] == ["COD", "COD"]


SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not part of the repository")
def test_the_seed_texts_name_whom_a_reader_would_name() -> None:
    bounds = DateInterval(dt.date(2013, 11, 1), dt.date(2016, 12, 31))
    report = TABLE.find((SEEDS / "004_72e4c4436b1034fb.txt").read_text(encoding="utf-8"), on=bounds)
    people = {(m.words, m.actor) for m in report if TABLE.actor(m.actor).kind == "person"}
    assert people == {
        ("US Assistant Secretary for South and Central Asia", "nisha-biswal"),
        ("Nisha Biswal", "nisha-biswal"),
        ("Abdulaziz Kamilov", "abdulaziz-kamilov"),
        ("Nishi Bisval", "nisha-biswal"),
        ("Vladimir Putin", "vladimir-putin"),
        ("Islam Karimov", "islam-karimov"),
        ("Uzbek leader", "islam-karimov"),
        ("Nurmukhammet Khanamov", "nurmukhammet-khanamov"),
    }
    interview = TABLE.find((SEEDS / "000_799b9c242573e817.txt").read_text(encoding="utf-8"), on=FEBRUARY_2022)
    assert {m.actor for m in interview} == {
        "UZB", "KAZ", "RUS", "USA", "TUR", "CHN", "CSTO", "CustomsUnion", "Central Asia", "shavkat-mirziyoyev",
    }  # fmt: skip


pieces = st.sampled_from(
    [
        "Uzbekistan", "Uzbek", "leader", "the", "Republic of", "Islamic", "State", "Karimov", "Islam", "President",
        "U.S.", "U", ".", "-", "'s", "’", "\n", "\n\n", " ", "  ", "al", "Qaeda", "former", "of", "South", "Korea", "IS",
        "Xi", "Jinping", "“", "Nishi", "Bisval", "\u0301", "Türkiye", "ʻ", "\xa0",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join) | st.lists(pieces, max_size=40).map(" ".join) | st.text())
def test_mentions_are_in_order_apart_and_quote_the_text(text: str) -> None:
    end = 0
    for mention in TABLE.find(text, on=DECEMBER_2014):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert TABLE.actor(mention.actor)
        assert mention.state is None or TABLE.actor(mention.state)
        end = mention.end


@pytest.mark.parametrize(
    "unit", ["A ", "Uzbek ", "the Uzbek former ", " ", "Islamic ", "U.", "\n", "of the ", "X" * 7 + " "]
)
def test_a_million_characters_on_one_line_are_read(unit: str) -> None:
    text = (unit * (10**6 // len(unit) + 1))[: 10**6]
    assert all(mention.words in text for mention in TABLE.find(text)[:10])


def test_a_town_says_which_state() -> None:
    """Riots in Almaty; a strike in Hamburg"""
    mentions = TABLE.find("Riots in Almaty; a strike in Hamburg")
    assert [(one.words, one.actor, one.how) for one in mentions] == [
        ("Almaty", "KAZ", "place"),
        ("Hamburg", "DEU", "place"),
    ]


def test_a_town_that_two_states_have_is_the_one_that_the_text_names() -> None:
    """Tripoli is Libya's capital where nothing speaks for Lebanon."""
    assert [one.actor for one in TABLE.find("Tripoli declined.")] == ["LBY"]
    assert [one.actor for one in TABLE.find("Lebanon closed the port of Tripoli.")] == ["LBN", "LBN"]


def test_a_town_is_nobodys_surname_and_has_no_leader() -> None:
    """Charles Darwin; the Kandahar leader"""
    assert TABLE.find("Charles Darwin sailed.") == ()
    assert [one.how for one in TABLE.find("the Kandahar leader said")] == ["place"]


def test_and_before_a_states_name_is_no_first_name() -> None:
    """And Georgia? Tbilisi has turned round."""
    assert found("And Georgia? Tbilisi has turned round.") == [("Georgia", "GEO"), ("Tbilisi", "GEO")]
