"""The same story in several outlets is found, and two stories are kept apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.job.near_duplicates import Signatures, Twin, jaccard, signature, words_of

WORDS = tuple(f"word{number}" for number in range(5000))


def text(rng: np.random.Generator, length: int) -> list[str]:
    return [WORDS[place] for place in rng.integers(0, len(WORDS), length)]


def edited(words: list[str], share: float, rng: np.random.Generator) -> list[str]:
    """Return the text with a share of its words replaced."""
    return [WORDS[int(rng.integers(len(WORDS)))] if rng.random() < share else word for word in words]


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + 4]) for start in range(max(len(words) - 3, 1))}


def true_jaccard(one: list[str], other: list[str]) -> float:
    return len(runs(one) & runs(other)) / len(runs(one) | runs(other))


def signed(words: list[str]) -> bytes:
    found = signature(words)
    assert found is not None
    return found


def test_the_estimate_is_near_the_true_share_of_common_runs() -> None:
    rng = np.random.default_rng(1)
    errors = []
    for _ in range(200):
        one = text(rng, int(rng.integers(50, 400)))
        other = edited(one, float(rng.random()) * 0.3, rng)
        errors.append(jaccard(signed(one), signed(other)) - true_jaccard(one, other))
    assert abs(float(np.mean(errors))) < 0.01
    assert float(np.std(errors)) < 0.05
    assert float(np.abs(errors).max()) < 0.2


def test_an_edited_story_is_marked_and_another_story_is_not() -> None:
    rng = np.random.default_rng(2)
    signatures = Signatures()
    stories = [text(rng, 300) for _ in range(600)]
    for number, story in enumerate(stories):
        assert signatures.twin(signed(story)) is None
        signatures.add(str(number), signed(story))
    for number, story in enumerate(stories):
        twin = signatures.twin(signed(edited(story, 0.03, rng)))
        assert twin is not None
        assert twin.document == str(number)


def test_the_earliest_of_equals_is_named() -> None:
    story = signed(text(np.random.default_rng(3), 100))
    signatures = Signatures()
    signatures.add("first", story)
    signatures.add("second", story)
    assert signatures.twin(story) == Twin("first", 1.0)


def test_case_and_marks_do_not_count() -> None:
    one = words_of("“MASS unrest is likely”, the minister’s aide said.")
    other = words_of("Mass unrest is LIKELY - the minister’s aide said")
    assert signed(list(one)) == signed(list(other))


def test_a_text_without_words_is_like_no_other() -> None:
    assert signature(words_of("… — !")) is None


def test_a_text_shorter_than_a_run_is_like_itself_alone() -> None:
    assert jaccard(signed(["unrest"]), signed(["unrest"])) == 1
    assert jaccard(signed(["unrest"]), signed(["calm"])) < 0.1


@settings(deadline=None, max_examples=20)
@given(st.integers(4, 9000), st.integers(0, 2**32 - 1))
def test_a_signature_is_the_least_of_those_of_its_parts(length: int, seed: int) -> None:
    """Also where a text is longer than what is hashed at once."""
    rng = np.random.default_rng(seed)
    words = text(rng, length)
    cut = int(rng.integers(1, length))
    parts = [np.frombuffer(signed(part), "<u4") for part in (words[: cut + 3], words[min(cut, length - 4) :])]
    assert np.array_equal(np.frombuffer(signed(words), "<u4"), np.minimum(*parts))
