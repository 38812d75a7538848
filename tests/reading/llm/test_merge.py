"""Two readings of one text become one."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.llm import merge
from sayso.reading.llm.certainty import load_certainties
from sayso.reading.llm.model_reading import Unread
from sayso.statements import KINDS
from sayso.statements.factor import Factor
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Horizon, Speaker, Statement

FIGURES = load_certainties()
LIKELY = Lexicon.load().likelihood("likely")


def made(start: int = 0, end: int = 20, **fields: Any) -> Statement:
    usual: dict[str, Any] = {
        "document": "d" * 64,
        "start": start,
        "end": end,
        "quote": "x" * (end - start),
        "speaker": Speaker(name="Mariam Diallo", kind="person"),
        "mode": "direct",
        "factor": Factor("unrest", "MLI"),
        "sign": 1,
        "likelihood": LIKELY,
        "reader": "rules-1",
        "certainty": 0.65,
    }
    kind = KINDS[fields.pop("kind", "forecast")]
    return kind(**(usual | fields))


def model(start: int = 0, end: int = 20, **fields: Any) -> Statement:
    return made(start, end, **({"reader": "llm:m", "certainty": FIGURES.model_only} | fields))


def test_what_both_found_stands_once_names_both_and_is_surest() -> None:
    (one,) = merge([made()], [model(2, 18)])
    assert (one.reader, one.certainty) == ("rules-1 + llm:m", FIGURES.both)
    assert (one.start, one.end) == (0, 20)


def test_each_difference_makes_it_less_sure_and_the_rules_are_kept() -> None:
    other = Speaker(name="Reuters", kind="outlet")
    certainties = [
        merge([made()], [model(**fields)])[0].certainty
        for fields in ({}, {"sign": -1}, {"sign": -1, "speaker": other}, {"sign": -1, "speaker": other, "likelihood": None})
    ]  # fmt: skip
    assert certainties == [0.9, 0.75, 0.6, 0.45]
    assert certainties[-1] > FIGURES.one_of_two
    (one,) = merge([made()], [model(sign=-1, speaker=other)])
    assert (one.sign, one.speaker.name) == (1, "Mariam Diallo")


def test_what_the_rules_leave_open_comes_from_the_model() -> None:
    (one,) = merge([made(likelihood=None)], [model(horizon=Horizon(words="within a year"))])
    assert one.likelihood == LIKELY
    assert one.horizon == Horizon(words="within a year")
    assert one.certainty == 0.75


def test_what_one_reader_found_keeps_its_name_and_is_less_sure() -> None:
    far = model(100, 120)
    alone = merge([made(), made(40, 60, certainty=0.3)], [far])
    assert [(one.reader, one.certainty) for one in alone] == [
        ("rules-1", FIGURES.one_of_two),
        ("rules-1", 0.3),
        ("llm:m", FIGURES.one_of_two),
    ]


def test_what_the_model_did_not_answer_about_is_not_contradicted() -> None:
    unread = Unread(document="d" * 64, start=10, end=30)
    kept, doubted = merge([made(), made(40, 60)], [], unread=[unread])
    assert (kept.certainty, doubted.certainty) == (0.65, FIGURES.one_of_two)


def test_kind_factor_document_and_half_of_the_span_must_agree() -> None:
    others = [
        model(kind="trend"),
        model(factor=Factor("unrest", "NER")),
        model(document="e" * 64),
        model(11, 31),
        model(factor=None, topic="gold"),
    ]
    assert all(len(merge([made()], [other])) == 2 for other in others)


def test_as_many_are_paired_as_can_be() -> None:
    """The first of the rules fits both of the model's; taking the better of them would leave the second alone."""
    other = {"sign": -1, "speaker": Speaker(name="Reuters", kind="outlet"), "likelihood": None}
    first, second = made(0, 20), made(5, 25, **other)
    wide, narrow = model(4, 24), model(0, 12, **other)
    merged = merge([first, second], [wide, narrow])
    assert [one.reader for one in merged] == ["rules-1 + llm:m"] * 2


def test_of_two_that_fit_the_more_alike_is_paired() -> None:
    other = Speaker(name="Reuters", kind="outlet")
    merged = merge([made()], [model(speaker=other), model()])
    assert sorted(one.certainty for one in merged) == [FIGURES.one_of_two, FIGURES.both]


statements = st.lists(
    st.builds(
        lambda start, length, sign, document: made(start, start + length, sign=sign, document=document * 64),
        st.integers(0, 60),
        st.integers(1, 30),
        st.sampled_from([-1, 1]),
        st.sampled_from(["d", "e"]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(statements, statements)
def test_nothing_is_lost_and_nothing_made_up(rules: list[Statement], found: list[Statement]) -> None:
    by_model = [msgspec.structs.replace(one, reader="llm:m") for one in found]
    merged = merge(rules, by_model)
    ids = {one.id for one in merged}
    both = sum(" + " in one.reader for one in merged)
    assert {one.id for one in rules} <= ids <= {one.id for one in (*rules, *found)}
    assert len(ids) == len(merged)
    assert max(len(rules), len(found)) <= len(merged) + both
    assert all(0 <= one.certainty <= 1 for one in merged)


@given(statements)
def test_a_reading_merged_with_itself_is_agreed_on(rules: list[Statement]) -> None:
    by_model = [msgspec.structs.replace(one, reader="llm:m") for one in rules]
    merged = merge(rules, by_model)
    assert [one.reader for one in merged] == ["rules-1 + llm:m"] * len(rules)
