from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.documents.document import Document
from sayso.language.annotate import SPOKEN_ZONES
from sayso.reading.llm.windows import Window, halves, windows_of

ACTORS = ActorTable.load()[0]
SENTENCE = st.sampled_from(
    [
        "Prices rose.",
        "The strike is spreading to the north of the country.",
        "“Nobody obeys,” he said.",
        "x" * 90,
    ]
)
TEXTS = st.lists(st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6).map(
    "\n\n".join
)


def read(text: str) -> Document | None:
    return read_document(text.encode(), "text.txt", actors=ACTORS)[0]


def covered(windows: tuple[Window, ...]) -> list[int]:
    return [place for one in windows for part in one.passages for place in range(part.start, part.end)]


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(40, 400))
def test_every_word_that_can_hold_a_claim_is_in_one_window(text: str, longest: int) -> None:
    document = read(text)
    if document is None:
        return
    windows = windows_of(document, longest=longest)
    places = covered(windows)
    assert len(places) == len(set(places))
    spoken = {
        place
        for zone in document.zones
        if zone.kind in SPOKEN_ZONES
        for place in range(zone.start, zone.end)
        if not document.text[place].isspace()
    }
    assert spoken <= set(places)
    assert all(sum(part.end - part.start for part in one.passages) <= longest for one in windows)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_halves_of_a_window_are_the_window(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for window in windows_of(document, longest=500):
        parts = halves(document, window)
        if parts:
            whole, split = covered((window,)), covered(parts)
            lost = [place for place in whole if place not in set(split)]
            assert split == sorted(set(split))
            assert set(split) <= set(whole)
            assert all(document.text[place].isspace() for place in lost)


def test_one_sentence_is_not_halved() -> None:
    document = read("The strike in Mali is spreading to the north of the country.")
    assert document is not None
    (window,) = windows_of(document, longest=500)
    assert halves(document, window) == ()


def test_bylines_and_credits_are_not_asked_about() -> None:
    text = "The mines\n\nThe strike in Mali is spreading to the north.\n\nPhoto source: Bamako Courier\n"
    document = read(text)
    assert document is not None
    (window,) = windows_of(document, longest=500)
    assert text[window.start : window.end].endswith("north.")
