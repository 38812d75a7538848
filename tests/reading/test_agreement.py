from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.agreement import Mark, agree
from sayso.statements.factor import Factor


def mark(start: int, end: int, *, kind: str = "trend", speaker: str = "A", note: str | None = None) -> Mark:
    return Mark(
        document="d",
        start=start,
        end=end,
        speaker=speaker,
        kind=kind,
        factor=Factor("unrest", "KAZ"),
        sign=1,
        likelihood=None,
        note=note,
    )


marks = st.lists(
    st.builds(
        lambda start, length, kind: mark(start, start + length, kind=kind),
        st.integers(0, 60),
        st.integers(1, 30),
        st.sampled_from(["trend", "event"]),
    ),
    max_size=8,
)


def test_half_of_the_longer_span_must_be_shared() -> None:
    assert agree([mark(0, 20)], [mark(10, 30)]).matched == 1
    assert agree([mark(0, 20)], [mark(11, 31)]).matched == 0


def test_kind_must_agree() -> None:
    assert agree([mark(0, 20)], [mark(0, 20, kind="event")]).matched == 0


def test_one_finding_matches_one_mark() -> None:
    found = agree([mark(0, 20), mark(0, 20)], [mark(0, 20)])
    assert (found.matched, found.recall) == (1, 0.5)


def test_a_power_in_a_marks_note_is_neither_owed_nor_wrong() -> None:
    gold = Mark(
        document="d", start=0, end=9, speaker="A", kind="trend", factor=Factor("soft_power", "USA", "UZB"),
        sign=-1, likelihood=None, note="also CHN and TUR",
    )  # fmt: skip
    beside = Mark(
        document="d", start=0, end=9, speaker="A", kind="trend", factor=Factor("soft_power", "CHN", "UZB"),
        sign=-1, likelihood=None,
    )  # fmt: skip
    assert agree([gold], [gold, beside]).precision == 1.0


@given(marks)
def test_a_set_agrees_with_itself(some: list[Mark]) -> None:
    assert agree(some, some).matched == len(some)


@given(marks, marks)
def test_agreement_is_symmetric_and_bounded(one: list[Mark], other: list[Mark]) -> None:
    there, back = agree(one, other), agree(other, one)
    assert there.matched == back.matched <= min(len(one), len(other))
    assert 0 <= there.f1 <= 1
