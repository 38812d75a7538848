"""The library of mechanisms: listed, sourced, in the catalogue's words, and equal to the record."""

import csv
import math
import re
from importlib import resources
from pathlib import Path

import pytest
from scipy.stats import gamma

from sayso.mechanisms import MECHANISMS
from sayso.mechanisms.library import faults, library, read_mechanism
from sayso.mechanisms.mechanism import Mechanism
from sayso.mechanisms.reference import reference
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor

ROOT = Path(__file__).resolve().parents[2]
RATES = ROOT.parent / "shared" / "data" / "simulation" / "base_rates_computed.csv"


def named(name: str) -> Mechanism:
    return library()[MECHANISMS.index(name)]


def priors(mechanism: Mechanism) -> list[str]:
    links = [link.effect.source for link in mechanism.links]
    terms = [term.weight.source for term in mechanism.terms]
    return links + terms + [impulse.size.source for event in mechanism.events for impulse in event.impulses]


def test_every_file_of_mechanisms_is_listed() -> None:
    folder = resources.files("sayso.mechanisms") / "data"
    files = {entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")}
    assert files == set(MECHANISMS)
    assert len(MECHANISMS) == len(set(MECHANISMS))


@pytest.mark.parametrize("mechanism", library(), ids=MECHANISMS)
def test_a_mechanism_names_its_literature_its_sources_and_what_would_refute_it(mechanism: Mechanism) -> None:
    assert mechanism.says.endswith(".")
    assert len(mechanism.refuted_by) > 20
    assert mechanism.argument is not None
    assert len(mechanism.argument) > 80
    assert mechanism.literature
    assert all(re.search(r"\b(19|20)\d\d\b", work) for work in mechanism.literature)
    assert all(len(source) > 10 for source in priors(mechanism))
    assert not list(faults(mechanism))


def test_mechanisms_speak_of_the_catalogue_and_of_their_own_events() -> None:
    catalogue, _ = Catalogue.load()
    events = {event.id.partition("(")[0] for mechanism in library() for event in mechanism.events}
    templates = {
        template
        for mechanism in library()
        for link in mechanism.links
        for template in (link.source, link.target, link.gate.factor if link.gate else None)
        if template
    }
    templates |= {term.source for mechanism in library() for term in mechanism.terms if term.source}
    for factor in map(Factor.parse, templates):
        if factor.name not in events:
            assert catalogue.definition(factor.name).dyadic == (factor.target is not None), factor


def test_pairs_stand_in_the_direction_of_the_catalogue() -> None:
    """alignment(X>P) is the client's, engagement(P>X) the patron's"""
    catalogue, _ = Catalogue.load()
    seen = 0
    for link in (link for mechanism in library() for link in mechanism.links):
        for factor in (Factor.parse(link.source), Factor.parse(link.target)):
            roles = catalogue.definition(factor.name).roles if factor.name in catalogue.names else None
            if roles is not None and roles.actor in {"client", "patron", "origin"}:
                seen += 1
                assert (factor.actor in {"P", "Q"}) == (roles.actor == "patron"), factor
    assert seen > 30


@pytest.mark.skipif(not RATES.exists(), reason="the table of base rates lies beside the repository")
@pytest.mark.parametrize(
    ("mechanism", "row"),
    [
        ("mobilisation", "same, autocracy-years 1989-2006"),
        ("fall", "autocratic regime end per year, no nonviolent campaign"),
    ],
)
def test_base_rates_are_those_of_the_table(mechanism: str, row: str) -> None:
    with RATES.open(encoding="utf-8", newline="") as file:
        table = {line["rate"]: line for line in csv.DictReader(file)}
    rate = named(mechanism).events[0].rate
    assert rate is not None
    assert [rate.yearly, rate.low, rate.high] == [
        float(table[row][key]) for key in ("estimate", "lo90", "hi90")
    ]


@pytest.mark.skipif(not RATES.exists(), reason="the table of base rates lies beside the repository")
@pytest.mark.parametrize(
    ("mechanism", "term", "with_event", "without"),
    [
        (
            "spread",
            0,
            "onset, autocracy, onset in UN subregion t-1..t",
            "onset, autocracy, no onset in UN subregion t-1..t",
        ),
        (
            "coups",
            0,
            "coup attempt in autocracy-year, campaign",
            "coup attempt in autocracy-year, no campaign",
        ),
    ],
)
def test_ratios_of_hazards_are_those_of_the_table(
    mechanism: str, term: int, with_event: str, without: str
) -> None:
    with RATES.open(encoding="utf-8", newline="") as file:
        table = {line["rate"]: float(line["estimate"]) for line in csv.DictReader(file)}
    ratio = math.log1p(-table[with_event]) / math.log1p(-table[without])
    assert named(mechanism).terms[term].weight.mean == pytest.approx(math.log(ratio), abs=0.01)


@pytest.mark.skipif(not RATES.exists(), reason="the table of base rates lies beside the repository")
def test_hazards_of_campaigns_are_those_of_the_table_per_year_lived() -> None:
    """A campaign of D years touches 1 + D calendar years: one for each campaign, or spell, is taken off."""
    with RATES.open(encoding="utf-8", newline="") as file:
        table = {line["rate"]: line for line in csv.DictReader(file)}

    def counts(row: str) -> tuple[int, int]:
        return int(table[row]["events"]), int(table[row]["exposure"])

    ever, campaigns = counts("nonviolent campaign ever sees security-force defection")
    _, before = counts("first defection per nonviolent campaign-year")
    won, refusal_years = counts("success in campaign-year with defection, nonviolent")
    won_without, other_years = counts("success in campaign-year w/o defection, nonviolent")
    _, autocracies = counts("autocratic regime end per year, no nonviolent campaign")
    assert autocracies == 4161
    in_refusal = refusal_years - ever
    elsewhere = refusal_years + other_years - campaigns - in_refusal
    refusal = named("refusal").events[0].rate
    calm = named("fall").events[0].rate
    assert refusal is not None
    assert calm is not None
    assert -math.log1p(-refusal.yearly) == pytest.approx(ever / (before - campaigns), abs=1e-3)
    unrest, refused = (term.weight.mean for term in named("fall").terms[:2])
    lifted = -math.log1p(-calm.yearly) * math.exp(unrest)
    assert lifted == pytest.approx(won_without / elsewhere, rel=0.01)
    low, high = gamma.ppf([0.05, 0.95], won + 0.5) / in_refusal
    assert low < lifted * math.exp(refused) < high
    lost = campaigns - (won + won_without) - 3  # three more succeeded in years without a record of defection
    years = refusal_years + other_years - campaigns
    assert 12.0 * years / lost == pytest.approx(named("mobilisation").events[0].duration_months, rel=0.01)


def test_a_users_mechanism_is_read() -> None:
    text = """
        name = "hunger"
        says = "Dear bread brings people to the streets."
        literature = ["Bellemare 2015, Rising Food Prices, Food Price Volatility, and Social Unrest"]
        refuted_by = "No more protest in years of dear bread."
        [[links]]
        source = "welfare(X)"
        target = "unrest(X)"
        effect = { mean = -0.5, sd = 0.2, source = "judgement: sign from Bellemare 2015" }
    """
    mechanism, problems = read_mechanism(text.encode(), "hunger.toml")
    assert problems == ()
    assert mechanism is not None
    assert mechanism.links[0].target == "unrest(X)"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("presence = 1.2", "presence 1.2; want 0 to 1"),
        ("lag = -1", "lag -1"),
        ('form = "sudden"', "sudden"),
        ("steepness = 0.0", "steepness"),
        ('source = "welfare(UZB)"', "'UZB'"),
        ('source = "welfare"', "not a factor"),
        ("strenght = 3", "strenght"),
        ("effect = { mean = nan, sd = 0.1, source = 's' }", "finite"),
    ],
)
def test_a_fault_in_a_users_mechanism_is_a_problem_with_its_place(line: str, said: str) -> None:
    fields = {
        "source": 'source = "welfare(X)"',
        "target": 'target = "unrest(X)"',
        "effect": "effect = { mean = 1.0, sd = 0.1, source = 'judgement' }",
    }
    fields[line.split(" ", maxsplit=1)[0]] = line
    head = 'name = "n"\nsays = "s"\nliterature = []\nrefuted_by = "r"\n[[links]]\n'
    mechanism, problems = read_mechanism((head + "\n".join(fields.values())).encode(), "mine.toml")
    assert mechanism is None
    assert problems[0].source == "mine.toml"
    assert any(said in problem.message for problem in problems)


def test_bytes_that_are_no_toml_are_a_problem() -> None:
    mechanism, problems = read_mechanism(b"\xff\xfe\x00", "noise.toml")
    assert mechanism is None
    assert problems[0].fatal


def test_the_page_of_mechanisms_is_written_from_the_records() -> None:
    page = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    assert page == reference(library()), "write it anew; the page itself says how"
