"""Reports: who says what, from the marks of source, cue and content."""

from sayso.reading.frames import find_frames
from tests.reading.by_hand import paragraph


def words(tokens: object) -> str:
    return " ".join(token.text for token in tokens)  # type: ignore[attr-defined]


def test_each_cue_gets_its_own_source_and_content() -> None:
    """Two reports in one sentence stay apart."""
    _, made = paragraph(
        ["Ada Obi said the army wavers, while Ben Ito insists the cabinet holds."],
        spans={
            "attributions": [
                ("source", 0, 2),
                ("cue", 2, 3),
                ("content", 3, 6),
                ("source", 8, 10),
                ("cue", 10, 11),
                ("content", 11, 14),
            ]
        },
    )
    frames = find_frames(made)[0]
    assert [(words(one.source), words(one.content)) for one in frames] == [
        ("Ada Obi", "the army wavers"),
        ("Ben Ito", "the cabinet holds"),
    ]


def test_content_of_the_next_sentence_belongs_to_the_cue_before_it() -> None:
    """Ada Obi was blunt, she said. The army wavers."""
    _, made = paragraph(
        ["“The army wavers,” she said.", "“The cabinet holds.”"],
        spans={"attributions": [("content", 0, 6), ("source", 6, 7), ("cue", 7, 8), ("content", 9, 14)]},
    )
    (frame,) = find_frames(made)[0]
    assert "wavers" in words(frame.content)
    assert "holds" in words(frame.content)


def test_a_source_takes_in_the_rest_of_its_subject() -> None:
    """Russian analyst Ada Obi said the army wavers."""
    _, made = paragraph(
        ["Russian analyst Ada Obi said the army wavers."],
        heads={
            0: (1, "amod"),
            1: (4, "nsubj"),
            2: (1, "flat"),
            3: (1, "flat"),
            4: (-1, "root"),
            5: (6, "det"),
            6: (7, "nsubj"),
            7: (4, "ccomp"),
        },
        spans={"attributions": [("source", 0, 1), ("cue", 4, 5), ("content", 5, 8)]},
    )
    assert words(find_frames(made)[0][0].source) == "Russian analyst Ada Obi"


def test_a_cue_without_a_source_is_no_report() -> None:
    """It was reported that the army wavers."""
    _, made = paragraph(
        ["It was reported that the army wavers."], spans={"attributions": [("cue", 1, 3), ("content", 3, 7)]}
    )
    assert find_frames(made) == {}
