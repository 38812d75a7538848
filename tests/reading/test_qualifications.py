import datetime as dt
from collections.abc import Callable

import pytest

from sayso.statements.statement import Statement

Reading = Callable[[str], tuple[Statement, ...]]


def only(statements: tuple[Statement, ...]) -> Statement:
    assert len(statements) == 1, [(one.kind, str(one.factor), one.quote) for one in statements]
    return statements[0]


def note(sentence: str) -> str:
    return f"A short note\n\n5 March 2024\n\n{sentence} It was written for a test of the reader.\n"


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Mass protests in Nepal are unlikely.", "unlikely"),
        ("I think mass protests in Nepal are unlikely.", "unlikely"),
        ("Mass protests may break out in Nepal.", "may happen"),
        ("It is highly likely that mass protests will break out in Nepal.", "highly likely"),
    ],
)
def test_the_hedge_that_counts_is_the_one_on_the_claim(read: Reading, sentence: str, phrase: str) -> None:
    found = only(read(note(sentence)))
    assert found.likelihood is not None
    assert (found.kind, found.likelihood.phrase) == ("forecast", phrase)


def test_a_bare_will_is_a_class_of_its_own(read: Reading) -> None:
    found = only(read(note("Mass protests will break out in Nepal.")))
    assert found.likelihood is not None
    assert found.likelihood.unhedged


def test_will_not_turns_the_sign_and_stays_sure(read: Reading) -> None:
    """Otherwise "will not" would be counted twice: once as a sign, once as a small chance."""
    found = only(read(note("Mass protests will not break out in Nepal.")))
    assert found.likelihood is not None
    assert found.sign == -1
    assert found.likelihood.mean > 0.9


def test_not_likely_is_a_small_chance_and_no_negation(read: Reading) -> None:
    found = only(read(note("Mass protests in Nepal are not likely.")))
    assert found.likelihood is not None
    assert (found.sign, found.likelihood.mean < 0.3) == (1, True)


def test_may_the_month_is_no_likelihood(read: Reading) -> None:
    found = only(read(note("Mass protests broke out in Nepal in May.")))
    assert (found.kind, found.likelihood) == ("event", None)


@pytest.mark.parametrize(
    ("sentence", "factor", "sign"),
    [
        ("There is no organised opposition in Cuba.", "opposition_organisation(CUB)", -1),
        ("There is no sign that mass protests are subsiding in Chile.", "unrest(CHL)", 1),
        ("Popular discontent is declining in Chile.", "grievance(CHL)", -1),
        ("Nobody in Chile believes that corruption is widespread.", "corruption(CHL)", -1),
        ("Not only students joined the mass protests in Chile.", "unrest(CHL)", 1),
    ],
)
def test_negation_turns_the_factor_it_governs(read: Reading, sentence: str, factor: str, sign: int) -> None:
    found = [one for one in read(note(sentence)) if str(one.factor) == factor]
    assert [one.sign for one in found] == [sign]


def test_a_horizon_is_resolved_against_the_documents_date(read: Reading) -> None:
    found = only(read(note("Mass protests will break out in Nepal within a year.")))
    assert found.horizon is not None
    assert found.horizon.dates is not None
    assert (found.horizon.dates.start, found.horizon.dates.end) == (
        dt.date(2024, 3, 5),
        dt.date(2025, 3, 5),
    )


def test_a_degree_word_gives_the_strength(read: Reading) -> None:
    found = read(note("Corruption is dramatically increasing popular discontent in Lebanon."))
    assert [one.strength for one in found] == ["strong"]


def test_powers_named_side_by_side_are_a_statement_each(read: Reading) -> None:
    text = note("Armenia does not trust security guarantees from Russia, or from China, or even from Turkey.")
    patrons = {one.factor.actor for one in read(text) if one.factor is not None}
    assert patrons == {"RUS", "CHN", "TUR"}


def test_the_mightier_is_the_patron(read: Reading) -> None:
    found = only(read(note("Serbia is moving closer to Russia.")))
    assert str(found.factor) == "alignment(SRB>RUS)"


def test_a_goal_makes_the_deed_the_means(read: Reading) -> None:
    """If A wants B, it must do C: doing C brings B about."""
    text = note(
        "If Russia wants to maintain its influence in Armenia, it must deploy more troops in Armenia."
    )
    found = [one for one in read(text) if one.kind == "conditional"]
    assert [(str(one.factor), str(one.cause)) for one in found] == [
        ("influence(RUS>ARM)", "military_presence(RUS>ARM)")
    ]


def test_an_open_question_claims_nothing(read: Reading) -> None:
    assert read(note("Will mass protests break out in Nepal?")) == ()


def test_what_wonders_whether_claims_nothing(read: Reading) -> None:
    assert read(note("Observers disagree on whether mass protests will break out in Nepal.")) == ()


def test_this_year_lasts_to_its_end(read: Reading) -> None:
    found = only(read(note("Mass protests are likely in Nepal this year.")))
    assert found.horizon is not None
    assert found.horizon.dates is not None
    assert found.horizon.dates.end == dt.date(2024, 12, 31)


def test_small_protests_are_a_weak_claim(read: Reading) -> None:
    assert only(read(note("Small protests will probably return to Nepal."))).strength == "weak"


def test_one_hinting_word_is_no_ground_for_an_assessment(read: Reading) -> None:
    assert read(note("Crowds in Lebanon are in the newspapers.")) == ()


def test_a_hint_is_enough_where_something_is_said_to_move_something(read: Reading) -> None:
    found = only(read(note("Inflation in Lebanon will fuel mass protests.")))
    assert (found.kind, str(found.cause)) == ("influence", "welfare(LBN)")
