"""Attribution in brat's form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores import attribution
from benchmarks.scores.attribution import Part
from benchmarks.scores.intervals import summed

TEXT = "“It rains,” Ada said, “and pours.”\n\nShe left."
NOTES = """\
T1\tContent 0 11;22 34\t“It rains,” “and pours.”
T2\tSource 12 15\tAda
T3\tCue 16 20\tsaid
T4\tAttribution 16 20\tsaid
E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2
T5\tDiscard 37 46\tShe left.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "paper_rain.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "paper_rain_b2.ann").write_text("", encoding="utf-8")
    (tmp_path / "attributions" / "paper_rain_a1.ann").write_text(NOTES, encoding="utf-8")
    (tmp_path / "attributions" / "paper_none_a1.ann").write_text(NOTES, encoding="utf-8")
    return tmp_path


def scores(gold: list[Part], found: list[Part]) -> dict[str, float]:
    row = attribution.document_counts(TEXT, gold, found)
    return {name: float(value[0]) for name, value in attribution.scores(summed([row])).items()}


def test_sources_cues_and_contents_are_read_and_nothing_else() -> None:
    assert attribution.read_parts(NOTES) == [
        Part("content", ((0, 11), (22, 34))),
        Part("source", ((12, 15),)),
        Part("cue", ((16, 20),)),
    ]


def test_of_several_annotators_the_first_by_name_is_taken(folder: Path) -> None:
    chosen = attribution.first_annotators(folder)
    assert {name: path.name for name, path in chosen.items()} == {"paper_rain": "paper_rain_a1.ann"}


def test_finding_what_is_marked_is_perfect(folder: Path) -> None:
    measured = attribution.measure(folder, lambda _: attribution.read_parts(NOTES), limit=None)
    found = attribution.scores(summed(measured.counts))
    assert all(value[0] == 1 for value in found.values())
    assert measured.items["words"] == 16
    assert measured.items["contents"] == 1


def test_a_content_found_in_two_spans_covers_the_words_of_the_broken_one() -> None:
    parts = attribution.read_parts(NOTES)
    found = scores(parts, [Part("content", ((0, 11),)), Part("content", ((22, 34),)), *parts[1:]])
    assert found["token_f1_content"] == found["overlap_f1_content"] == 1
    assert found["exact_f1_content"] == 0
    assert found["exact_f1_source"] == 1


def test_part_of_a_word_is_the_word() -> None:
    """Ada without her last letter, with the space before"""
    assert scores([Part("source", ((12, 15),))], [Part("source", ((11, 14),))])["exact_f1_source"] == 1


def test_nothing_found_is_nothing_right() -> None:
    found = scores(attribution.read_parts(NOTES), [])
    assert found["token_f1_all"] == found["overlap_f1_all"] == 0


def test_a_line_is_a_paragraph() -> None:
    sentences, firsts = attribution.sentences_of(TEXT)
    assert firsts[0]
    assert firsts.count(True) == 2
    assert TEXT[slice(*sentences[-1][0])] == "She"


@given(
    st.lists(
        st.tuples(st.sampled_from(attribution.KINDS), st.integers(0, 33), st.integers(1, 12)), min_size=1
    )
)
def test_any_parts_agree_with_themselves(drawn: list[tuple[str, int, int]]) -> None:
    # Every part has a letter, so that it has a word.
    parts = [Part(kind, ((0, 4), (start, start + size))) for kind, start, size in drawn]
    found = scores(parts, parts)
    assert found["token_f1_all"] == found["exact_f1_all"] == found["overlap_f1_all"] == 1
