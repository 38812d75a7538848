"""What a source's forecasts come to."""

import msgspec
import numpy as np
import pytest

from sayso.forecasts.distribution import Beta
from sayso.forecasts.entries import Entry, entries
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.resolution import Outcome
from sayso.forecasts.summary import MeanScore, Summary, summarise
from tests.forecasts.make import answer, forecast, many, question


def summary(made: tuple[Entry, ...], **references: tuple[Entry, ...]) -> Summary:
    named = {name.replace("_", " "): found for name, found in references.items()}
    return summarise(made, rng=np.random.default_rng(2), references=named)


def test_no_share_of_correct_forecasts_is_shown() -> None:
    assert not [
        name
        for name in (*Summary.__struct_fields__, *MeanScore.__struct_fields__)
        if "correct" in name or "right" in name
    ]


def test_the_share_that_can_be_decided_counts_void_and_leaves_out_pending() -> None:
    outcomes: list[Outcome] = ["yes", "no", "void", "unresolvable", "pending"]
    questions = [question(f"{at}?") for at in range(5)]
    records = [
        *questions,
        *(answer(one, outcome) for one, outcome in zip(questions, outcomes, strict=True)),
        *map(forecast, questions),
    ]
    found = summary(entries(Ledger.of(records)))
    assert found.resolvable.value == 0.75
    assert found.outcomes == dict.fromkeys(outcomes, 1)
    assert found.scores["brier"].n == 2
    assert not found.may_be_ordered


def test_a_bare_will_goes_into_no_score_unless_asked_for() -> None:
    one, two = question("1?"), question("2?")
    bare = msgspec.structs.replace(forecast(two, 0.976), unhedged=True)
    made = entries(Ledger.of([one, two, answer(one, "yes"), answer(two, "no"), forecast(one, 0.8), bare]))
    assert summary(made).scores["brier"].mean.mean == pytest.approx(0.04)
    assert summary(made).parts == {"counts": 1, "unhedged": 1}
    apart = summarise(made, rng=np.random.default_rng(2), part="unhedged")
    assert apart.scores["brier"].mean.mean == pytest.approx(0.976**2)


def test_the_band_of_the_mean_is_the_mean_of_the_bands() -> None:
    questions = [question(f"{at}?") for at in range(2)]
    given = [forecast(questions[0], Beta(alpha=8.0, beta=2.0)), forecast(questions[1], 0.5)]
    made = entries(Ledger.of([*questions, *(answer(one, "yes") for one in questions), *given]))
    (band,) = (one for one in made[0].scores if one.rule == "brier")
    assert band.low is not None
    assert band.high is not None
    found = summary(made).scores["brier"]
    wanted = [(band.low + 0.25) / 2, (band.high + 0.25) / 2]
    assert [found.low, found.high] == pytest.approx(wanted)


def test_near_certain_questions_are_told_and_left_out_apart() -> None:
    """protests are highly likely, where there is a protest every week"""
    happened = [True] * 40 + [bool(at % 2) for at in range(20)]
    source = many([0.9] * 40 + [0.7 if yes else 0.3 for yes in happened[40:]], happened)
    rate = many([0.99] * 40 + [0.5] * 20, happened, by="rate")
    found = summary(source, base_rate=rate)
    assert found.near_certain == 40
    assert found.against["base rate"].shared == 60
    assert found.without_near_certain["base rate"].shared == 20
    skill = found.without_near_certain["base rate"].skill
    assert skill == pytest.approx(1 - 0.09 / 0.25)


def test_an_empty_source_has_no_scores() -> None:
    found = summary(())
    assert (found.scores, found.reliability, found.discrimination.value, found.near_certain) == (
        {},
        None,
        None,
        None,
    )
