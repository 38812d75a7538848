import itertools
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.hedges import words_of
from sayso.statements.lexicon import LEXICONS, Lexicon, interval
from sayso.statements.likelihood import Likelihood

CAPPHRASE = Lexicon.load()
OFFICIAL = [name for name in LEXICONS if name != "capphrase"]


def read(words: str, lexicon: Lexicon = CAPPHRASE) -> Likelihood:
    found = lexicon.likelihood(words)
    assert found is not None, f"no likelihood in {words!r}"
    return found


def test_every_lexicon_of_the_folder_is_listed() -> None:
    folder = Path(str(resources.files("sayso.statements"))) / "lexicons"
    assert {path.stem for path in folder.glob("*.toml")} == set(LEXICONS)


@pytest.mark.parametrize("name", LEXICONS)
def test_a_lexicon_is_named_versioned_attributed_and_sourced(name: str) -> None:
    lexicon = Lexicon.load(name)
    assert lexicon.id == f"{name}-2026.1"
    assert lexicon.attribution
    assert lexicon.licence
    assert lexicon.formula
    assert all(entry.source and entry.basis for entry in lexicon.entries)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("highly likely", "highly likely"),
        ("It is HIGHLY likely that", "highly likely"),
        ("are highly likely to", "highly likely"),
        ("admitted the possibility of", "possibly"),
        ("cannot be ruled out", "possibly"),
        ("possibility", "possibly"),
        ("Apparently", "probably"),
        ("Certainly", "certainly"),
        ("it is obvious that", "certainly"),
        ("should be expected", "should be expected"),
        ("in all likelihood", "highly likely"),
        ("there is a real chance that", "real possibility"),
        ("more likely than not", "better than even"),
        ("about as likely as not", "about even"),
        ("not likely", "unlikely"),
        ("isn't likely", "unlikely"),
        ("not a good chance", "little chance"),
        ("is not very likely", "unlikely"),
        ("perhaps", "maybe"),
        ("no chance", "impossible"),
    ],
)
def test_words_resolve_to_their_entry(words: str, phrase: str) -> None:
    assert read(words).phrase == phrase


@pytest.mark.parametrize("words", ["will", "will not", "won't", "won’t", "is going to", "cannot"])
def test_the_bare_indicative_is_a_class_of_its_own(words: str) -> None:
    assert read(words).unhedged


@pytest.mark.parametrize(
    "words", ["will probably", "will almost certainly", "may", "impossible", "likely will"]
)
def test_a_hedge_goes_before_the_bare_indicative(words: str) -> None:
    assert not read(words).unhedged


@pytest.mark.parametrize(
    "words", ["", "like", "the unlikeliest", "less likely", "not certain", "maybes", "probability", "the willing", "no real possibility"]
)  # fmt: skip
def test_words_without_a_reading_get_none(words: str) -> None:
    assert CAPPHRASE.likelihood(words) is None


@pytest.mark.parametrize(
    "order",
    [
        ["never", "highly unlikely", "unlikely", "possibly", "about even", "likely", "highly likely", "will"],
        ["almost no chance", "little chance", "improbable", "probable", "almost certain"],
        ["unlikely", "may", "better than even", "probably", "highly likely", "almost certainly", "certainly"],
        ["remote chance", "might", "maybe", "realistic possibility", "very good chance"],
    ],
)
def test_stronger_words_mean_higher_probabilities(order: list[str]) -> None:
    means = [read(words).mean for words in order]
    assert means == sorted(means)


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_scale_keeps_the_order_of_its_bands(name: str) -> None:
    entries = [entry for entry in Lexicon.load(name).entries if entry.band is not None]
    assert entries
    by_band = sorted(entries, key=lambda entry: entry.band or (0, 0), reverse=True)
    means = [entry.mean for entry in by_band]
    assert means == sorted(means, reverse=True)


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_scales_word_lies_in_its_band(name: str) -> None:
    """Nine tenths of the distribution; a band that reaches 0 or 1 has its other end at the 5 % tail."""
    lexicon = Lexicon.load(name)
    for entry in lexicon.entries:
        assert entry.band is not None
        said = read(entry.phrase, lexicon)
        assert said.lexicon == lexicon.id
        low, high = interval(said, 0.9)
        assert entry.band[0] <= said.mean <= entry.band[1]
        if entry.band[0] > 0:
            assert low == pytest.approx(entry.band[0], abs=2e-4)
        if entry.band[1] < 1:
            assert high == pytest.approx(entry.band[1], abs=2e-4)


def test_where_an_official_scale_is_silent_the_survey_answers_under_its_own_name() -> None:
    nato = Lexicon.load("nato")
    assert read("perhaps", nato).lexicon == CAPPHRASE.id
    assert read("likely", nato).lexicon == nato.id


def test_highly_halves_the_distance_to_the_edge_and_keeps_the_concentration() -> None:
    plain, more = read("doubtful"), read("highly doubtful")
    assert more.mean == pytest.approx(plain.mean / 2)
    assert more.alpha + more.beta == pytest.approx(plain.alpha + plain.beta)


def test_very_possible_means_more_than_possible() -> None:
    assert read("very possible").mean == pytest.approx((1 + read("possible").mean) / 2)
    assert read("may well").mean > read("may").mean


def test_a_listed_modifier_keeps_its_own_numbers() -> None:
    assert (read("very likely").alpha, read("very likely").beta) == (17.89, 2.85)


def test_not_after_a_hedge_turns_it_round() -> None:
    assert read("perhaps not").mean == pytest.approx(1 - read("perhaps").mean)


def test_the_words_are_the_texts_own() -> None:
    assert read("that it is Highly Likely to rain").words == "Highly Likely"


def test_several_hedges_are_found_in_order_with_their_places() -> None:
    """It may rain, but snow is not likely and hail is less likely."""
    words = words_of("It may rain, but snow is not likely and hail is less likely.", lower=False)
    found = [(words[hedge.first : hedge.last], hedge.likelihood is None) for hedge in CAPPHRASE.find(words)]
    assert found == [(["may"], False), (["not", "likely"], False), (["less", "likely"], True)]


@pytest.mark.parametrize("name", LEXICONS)
def test_every_phrase_of_a_lexicon_has_a_reading_by_itself(name: str) -> None:
    lexicon = Lexicon.load(name)
    assert len(set(lexicon.phrases)) == len(lexicon.phrases)
    lengths = [len(phrase.split()) for phrase in lexicon.phrases]
    assert lengths == sorted(lengths, reverse=True)
    for phrase in lexicon.phrases:
        assert read(phrase, lexicon).words == phrase


@given(
    st.lists(st.sampled_from([*" ".join(CAPPHRASE.phrases).split(), "x", "well", "as", "not"]), max_size=8)
)
def test_any_words_give_likelihoods_inside_the_unit_interval(words: list[str]) -> None:
    hedges = CAPPHRASE.find(words)
    assert all(before.last <= after.first for before, after in itertools.pairwise(hedges))
    for hedge in hedges:
        assert 0 <= hedge.first < hedge.last <= len(words)
        assert hedge.likelihood is None or 0 < hedge.likelihood.mean < 1


@given(st.floats(0.01, 0.98))
def test_a_wider_mass_gives_a_wider_interval_around_the_median(mass: float) -> None:
    narrow, wide = interval(read("likely"), mass), interval(read("likely"), mass + 0.01)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_the_survey_interval_is_that_of_its_file() -> None:
    """phrase_beta_defaults.csv: likely, 10 % and 90 % quantiles 0.595 and 0.853."""
    assert interval(read("likely")) == pytest.approx((0.595, 0.853), abs=1e-3)


@pytest.mark.parametrize("mass", [0, 1, -1, 2, float("nan")])
def test_an_interval_needs_a_mass_between_0_and_1(mass: float) -> None:
    with pytest.raises(ValueError, match="mass"):
        interval(read("likely"), mass)


def test_an_unknown_lexicon_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="capphrase"):
        Lexicon.load("capphrases")
