import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import Stemmer

from sayso.statements.catalogue import Catalogue, FactorDefinition
from sayso.statements.cues import GAP, LONGEST_GAP

CATALOGUE, BASE_PROBLEMS = Catalogue.load()
ACTOR_FACTORS = [
    "unrest",
    "grievance",
    "opposition_organisation",
    "repression",
    "security_capacity",
    "security_loyalty",
    "regime_stability",
    "radicalism",
    "external_threat",
    "economic_development",
    "welfare",
    "corruption",
    "democratic_institutions",
    "human_rights",
    "election",
]
PAIR_FACTORS = [
    "alignment",
    "cooperation",
    "conflict",
    "engagement",
    "influence",
    "military_support",
    "military_presence",
    "intervention",
    "security_credibility",
    "economic_integration",
    "trade",
    "investment",
    "soft_power",
    "democratic_pressure",
    "migration",
    "rivalry",
]
PORTER2 = Stemmer.Stemmer("english")


@cache
def stem(word: str) -> str:
    return str(PORTER2.stemWord(word.lower()))


def stems(text: str) -> list[str]:
    return [stem(word) for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)]


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase's stems, each with a space after it; `~` for up to three words."""
    gap = rf"(?:\S+ ){{0,{LONGEST_GAP}}}"
    return re.compile(
        " " + "".join(gap if part == GAP else re.escape(stem(part)) + " " for part in phrase.split())
    )


@cache
def patterns() -> dict[str, list[tuple[str, int, re.Pattern[str]]]]:
    """Every cue's factor, sign and pattern by the stem of its first word."""
    found: dict[str, list[tuple[str, int, re.Pattern[str]]]] = {}
    for definition, sign, cue in every_cue():
        found.setdefault(stem(cue.split()[0]), []).append((definition.name, sign, pattern(cue)))
    return found


def directions(text: str) -> set[tuple[str, int]]:
    """The factors, each with +1 or -1, whose cues stand in a text."""
    row = stems(text)
    written = f" {' '.join(row)} "
    cues = (cue for first in set(row) for cue in patterns().get(first, ()))
    return {(name, sign) for name, sign, wanted in cues if wanted.search(written)}


def every_cue() -> Iterator[tuple[FactorDefinition, int, str]]:
    for definition in CATALOGUE.definitions.values():
        yield from ((definition, 1, cue) for cue in definition.cues_more)
        yield from ((definition, -1, cue) for cue in definition.cues_less)


def test_the_catalogue_has_every_factor_of_the_vocabulary() -> None:
    assert BASE_PROBLEMS == ()
    assert set(CATALOGUE.names) == {*ACTOR_FACTORS, *PAIR_FACTORS}
    assert {name for name in CATALOGUE.names if CATALOGUE.definition(name).dyadic} == set(PAIR_FACTORS)


@pytest.mark.parametrize("name", [*ACTOR_FACTORS, *PAIR_FACTORS])
def test_a_factor_is_defined_sourced_and_has_cues_in_both_directions(name: str) -> None:
    definition = CATALOGUE.definition(name)
    assert definition.definition.endswith(".")
    assert definition.more.endswith(".")
    assert definition.source
    assert len(definition.cues_more) >= 25
    assert len(definition.cues_less) >= 5


@pytest.mark.parametrize("name", PAIR_FACTORS)
def test_a_pair_says_who_stands_on_which_side(name: str) -> None:
    definition = CATALOGUE.definition(name)
    assert definition.roles is not None
    same_part = definition.roles.actor == definition.roles.target
    assert same_part == definition.symmetric


def test_patrons_are_where_the_design_puts_them() -> None:
    """alignment(UZB>RUS) is the client's lean; engagement(RUS>UZB) is the patron's activity."""
    sides = {name: CATALOGUE.definition(name).roles for name in ("alignment", "engagement")}
    assert sides["alignment"] is not None
    assert (sides["alignment"].actor, sides["alignment"].target) == ("client", "patron")
    assert sides["engagement"] is not None
    assert (sides["engagement"].actor, sides["engagement"].target) == ("patron", "client")


def test_no_cue_says_both_more_and_less_of_one_factor() -> None:
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    clashes = [
        (definition.name, cue)
        for definition, sign, cue in every_cue()
        if seen.setdefault((definition.name, tuple(map(stem, cue.split()))), sign) != sign
    ]
    assert clashes == []


def test_no_cue_leaves_the_negation_to_itself() -> None:
    """Readers turn a cue round after `not` and `no`; a cue that begins with them would be turned twice."""
    assert [
        cue
        for _, _, cue in every_cue()
        if cue.split()[0] in {"no", "not", "never", "without"} and len(cue.split()) == 2
    ] == ["without leader"]


def test_event_codes_are_of_their_scheme() -> None:
    plover = {
        "SUPPORT",
        "MOBILIZE",
        "ASSAULT",
        "CONCEDE",
        "ACCUSE",
        "SANCTION",
        "PROTEST",
        "RETREAT",
        "THREATEN",
        "REQUEST",
        "CONSULT",
        "REJECT",
        "AID",
        "COERCE",
        "COOPERATE",
        "AGREE",
    }
    for definition in CATALOGUE.definitions.values():
        for measure in definition.measures:
            if measure.scheme == "PLOVER":
                assert measure.code in plover
            else:
                assert re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", measure.code)
            assert definition.dyadic == (measure.side in {"from", "between"})


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("Thousands took to the streets of Minsk after the vote", "unrest", 1),
        ("Demonstrators stormed the parliament building in Bishkek", "unrest", 1),
        ("The protests have fizzled out", "unrest", -1),
        ("Public anger over fuel queues is growing in Colombo", "grievance", 1),
        ("The opposition remains divided", "opposition_organisation", -1),
        ("Riot police fired tear gas and arrested dozens of activists", "repression", 1),
        ("The junta released several political prisoners", "repression", -1),
        ("The army is unable to contain the insurgency in the north", "security_capacity", -1),
        ("Soldiers refused to fire on the crowd", "security_loyalty", -1),
        ("Officers in Ouagadougou seized power in a coup", "security_loyalty", -1),
        ("The prime minister was forced to resign", "regime_stability", -1),
        ("The ruling family consolidated its power", "regime_stability", 1),
        ("Jihadists are recruiting among the herders", "radicalism", 1),
        ("Militants crossed in a cross-border raid", "external_threat", 1),
        ("Hyperinflation and a debt crisis have crippled the country", "economic_development", -1),
        ("The cost of living is rising", "welfare", -1),
        ("Billions were embezzled by the president's relatives", "corruption", 1),
        ("The president scrapped the two-term limit and rules by decree", "democratic_institutions", -1),
        ("Reports of torture and arbitrary detention", "human_rights", -1),
        ("Voters head to the polls on Sunday", "election", 1),
        ("Serbia is drifting towards Beijing", "alignment", 1),
        ("Manila has pivoted to Washington", "alignment", 1),
        ("Yerevan froze out and moved away from Moscow", "alignment", -1),
        ("The two ministers signed a cooperation agreement", "cooperation", 1),
        ("Algiers severed all ties with Rabat", "cooperation", -1),
        ("Greek and Turkish jets clashed and tensions between the two mounted", "conflict", 1),
        ("A high-level delegation visited Honiara", "engagement", 1),
        ("The White House has lost interest in the Balkans", "engagement", -1),
        ("Beijing's clout in Phnom Penh is growing", "influence", 1),
        ("Paris is losing influence in the Sahel", "influence", -1),
        ("Turkey delivered armed drones and is training soldiers", "military_support", 1),
        ("France withdrew its troops from Niger", "military_presence", -1),
        ("Saudi Arabia sent tanks and troops to Bahrain", "intervention", 1),
        ("ECOWAS threatened a military intervention", "intervention", 1),
        ("Taipei doubts the American commitment", "security_credibility", -1),
        ("Washington offered security guarantees", "security_credibility", 1),
        ("Moldova applied for membership of the bloc", "economic_integration", 1),
        ("Bilateral trade between the two reached a record", "trade", 1),
        ("China lent the government two billion dollars in soft loans", "investment", 1),
        ("Turkish soap operas are watched in every home", "soft_power", 1),
        ("Brussels criticised the elections and imposed a visa ban", "democratic_pressure", 1),
        ("Washington turned a blind eye", "democratic_pressure", -1),
        ("Refugees are fleeing to Colombia", "migration", 1),
        ("India and China are vying for influence in Male", "rivalry", 1),
    ],
)  # fmt: skip
def test_news_from_other_places_speaks_of_the_factor(text: str, name: str, sign: int) -> None:
    assert (name, sign) in directions(text)


@pytest.mark.parametrize(
    "text",
    [
        "The party was held in good order at the company headquarters",
        "It is important to note that he ordered the usual breakfast",
        "The team won the cup after an extremely general and fundamental change of coach",
        "She has access to the library and opened an account at the bank",
        "The film is based in London and directed by a former model",
        "Doctors performed the operation on several patients",
        "A likely storm moved over the desert",
    ],
)
def test_everyday_words_speak_of_no_factor(text: str) -> None:
    assert directions(text) == set()


def test_an_unknown_factor_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="alignment"):
        CATALOGUE.definition("alignement")


NEW = """
[water_stress]
dyadic = false
definition = "Scarcity of water."
more = "Less water per head."
valence = -1
source = "FAO AQUASTAT"
cues_more = ["water shortage", "dry up ~ reservoir", "reservoir ~ dry up"]
"""


def extra(folder: Path, text: str) -> Path:
    path = folder / "factors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_adds_a_factor(tmp_path: Path) -> None:
    catalogue, problems = Catalogue.load([extra(tmp_path, NEW)])
    assert problems == ()
    assert catalogue.names[-1] == "water_stress"
    assert catalogue.definition("water_stress").cues_less == ()


def test_a_users_file_adds_cues_to_a_factor(tmp_path: Path) -> None:
    catalogue, problems = Catalogue.load([extra(tmp_path, '[unrest]\ncues_more = ["hartal"]\n')])
    assert problems == ()
    assert catalogue.definition("unrest").cues_more[-1] == "hartal"
    assert catalogue.definition("unrest").definition == CATALOGUE.definition("unrest").definition


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("cues_more", "cue_more"), "nearest is 'cues_more'"),
        (("valence = -1", "valence = 2"), "valence"),
        (('source = "FAO AQUASTAT"\n', ""), "source"),
        (("dyadic = false", "dyadic = true"), "roles"),
        (("dyadic = false", "dyadic = false\nsymmetric = true"), "dyadic"),
        (("dyadic = false", 'dyadic = "no"'), "dyadic"),
        (('"water shortage"', '"~ shortage"'), "~ shortage"),
        (('"water shortage"', "3"), "cues_more"),
        (("[water_stress]", '["Water stress"]'), "not a factor's name"),
        (("cues_more", 'measures = [{ scheme = "ACLED", code = "1", direction = 1, side = "within" }]\ncues_more'), "scheme"),
    ],
)  # fmt: skip
def test_a_bad_entry_is_a_problem_with_its_line_and_the_rest_is_read(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    good = NEW.replace("water_stress", "air_quality")
    catalogue, problems = Catalogue.load([extra(tmp_path, NEW.replace(*change) + good)])
    assert set(catalogue.names) == {*CATALOGUE.names, "air_quality"}
    assert len(problems) == 1
    assert said in problems[0].message
    assert problems[0].line == 2


def test_a_factor_that_is_there_cannot_be_redefined(tmp_path: Path) -> None:
    catalogue, problems = Catalogue.load([extra(tmp_path, NEW.replace("water_stress", "unrest"))])
    assert "already there" in problems[0].message
    assert catalogue == CATALOGUE


@pytest.mark.parametrize("data", [b"[unrest\n", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_a_fatal_problem(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "factors.toml"
    path.write_bytes(data)
    catalogue, problems = Catalogue.load([path, tmp_path / "absent.toml"])
    assert catalogue == CATALOGUE
    assert [problem.fatal for problem in problems] == [True, True]


def test_a_value_where_a_table_should_be_is_a_problem(tmp_path: Path) -> None:
    _, problems = Catalogue.load([extra(tmp_path, "water = 3\n")])
    assert "want a table" in problems[0].message
