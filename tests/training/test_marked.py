"""Marked passages and stand-off marks → windows."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.language.tagging import spans_of
from training.examples import Window
from training.labels import KINDS, factors
from training.marked import find, passage, passages
from training.stand_off import marked_sentence, stand_off

BLOCK = """\
a-1 | wire
“Mali will cut its army,” Ada Osei said. Because the budget fell, Mali may well cut it again in Mali's north.
+ forecast | security_capacity(MLI) | - | Mali will cut its army | cut | Mali > - | Ada Osei
+ influence | security_capacity(MLI) | + | Because the budget fell, Mali may well cut it | may well cut | Mali's | author | may well | economic_development(MLI) @ the budget fell
+ trend | no_such_factor(MLI) | + | Mali will cut its army | cut | Mali | author
+ trend | trade(MLI) | + | nowhere to be found | found | Mali | author
@ Ada Osei | said | “Mali will cut its army,”
? Because the budget fell | Mali may well cut it
! the budget fell | Mali may well cut it | Because
"""


def spans(window: Window, task: str) -> list[tuple[str, int]]:
    return [(" ".join(window.words[a:b]), kind) for a, b, kind in spans_of(window.tags[task])]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("he", (4, 6)),
        ("he#2", (7, 9)),
        ("he#3", None),
        ("-", None),
        ("", None),
        ("she", None),
        ("no#1", (0, 4)),
    ],
)
def test_words_are_found_by_their_number(words: str, place: tuple[int, int] | None) -> None:
    assert find("no#1he he", words) == place


def test_a_statement_knows_its_words() -> None:
    window = passage(BLOCK, "a")
    assert window.claims is not None
    cut, again = window.claims
    assert (KINDS[cut.kind], factors()[cut.factor], cut.sign) == ("forecast", "security_capacity", -1)
    assert [window.words[at] for at in (cut.head, cut.start, cut.end, cut.from_word or 0)] == [
        "cut",
        "Mali",
        "army",
        "Mali",
    ]
    assert (cut.to_word, cut.cause_word, cut.cause_factor) == (None, None, None)
    assert again.cause_factor == factors().index("economic_development")
    assert window.words[again.cause_word or 0] == "fell"


def test_a_head_of_three_words_is_a_phrase_that_begins_with_its_head() -> None:
    window = passage(BLOCK, "a")
    assert window.claims is not None
    assert window.words[window.claims[1].head] == "may"


def test_an_actor_is_sought_inside_its_statement_and_without_its_genitive() -> None:
    window = passage(BLOCK, "a")
    assert window.claims is not None
    again = window.claims[1]
    assert again.from_word is not None
    assert again.start < again.from_word < again.end
    assert window.words[again.from_word] == "Mali"


def test_structure_is_marked_beside_statements() -> None:
    window = passage(BLOCK, "a")
    assert spans(window, "attribution") == [("“ Mali will cut its army , ”", 2), ("Ada Osei", 0), ("said", 1)]
    assert spans(window, "condition") == [("Because the budget fell", 0), ("Mali may well cut it", 1)]
    assert spans(window, "cause") == [("the budget fell", 0), ("Mali may well cut it", 1)]
    assert spans(window, "signal") == [("Because", 0)]
    assert spans(window, "hedge") == [("may well", 0)]


def test_a_passage_without_a_cause_says_nothing_about_causes() -> None:
    window = passage("a-2 | blog\nRain fell.\n", "a")
    assert window.tags.keys() == {"attribution", "condition", "hedge"}
    assert window.claims == []
    assert window.source == "a a-2"


def test_attributions_are_read_without_statements(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(f"=== {BLOCK}\n=== {BLOCK}", encoding="utf-8")
    assert [len(one.claims or ()) for one in passages(tmp_path)] == [2, 2]
    first, _ = passages(tmp_path, claims=False)
    assert first.claims is None
    assert first.tags.keys() == {"attribution"}


# --- stand-off marks

SENTENCE = "Mali's army may soon leave, Ada said."
MARK: dict[str, Any] = {
    "corpus": "gum",
    "document": "GUM_news_x",
    "sentence": "GUM_news_x-1",
    "length": len(SENTENCE),
    "statements": [
        {
            "start": 0,
            "end": 26,
            "head": [21, 26],
            "kind": "forecast",
            "effect": "military_presence(MLI>NER)",
            "sign": -1,
            "from": [0, 6],
            "to": None,
            "speaker": "Ada",
            "likelihood": [12, 15],
            "cause": None,
            "cause_span": None,
        },
    ],
    "attributions": [{"source": [28, 31], "cue": [32, 36], "content": [[0, 26]]}],
    "conditions": [],
    "causes": [],
}


def test_offsets_become_words() -> None:
    window = marked_sentence(SENTENCE, MARK)
    assert window.claims is not None
    (claim,) = window.claims
    words = [window.words[at] for at in (claim.start, claim.end, claim.head, claim.from_word or 0)]
    assert words == ["Mali", "leave", "leave", "Mali"]
    assert spans(window, "attribution") == [("Mali 's army may soon leave", 2), ("Ada", 0), ("said", 1)]
    assert spans(window, "hedge") == [("may", 0)]
    assert spans(window, "condition") == []


def corpora_with(folder: Path, text: str) -> Path:
    for part in ("train", "dev"):
        file = folder / "ud_english_gum" / f"en_gum-ud-{part}.conllu"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f"# newdoc id = GUM_news_x\n# sent_id = GUM_news_x-1\n# text = {text}\n1\tx\tx\tX\tX\t_\t0\troot\t_\t_\n",
            encoding="utf-8",
        )
    (folder / "re3d" / "EU").mkdir(parents=True)
    (folder / "re3d" / "EU" / "documents.json").write_text(
        json.dumps({"_id": "d", "text": f"Oslo. {SENTENCE} Yes."}) + ",\n", encoding="utf-8"
    )
    return folder


def test_the_words_of_a_mark_are_taken_from_the_corpus(tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, SENTENCE)
    lines = [MARK, MARK | {"corpus": "re3d", "document": "d", "sentence": "6"}]
    file = tmp_path / "marks.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    gum, report = stand_off(file, corpora)
    assert gum.words == report.words
    assert gum.claims == report.claims
    assert (gum.source, report.source) == ("gum GUM_news_x", "re3d d")


def test_another_version_of_a_corpus_is_refused(tmp_path: Path) -> None:
    corpora = corpora_with(tmp_path, "Some other words.")
    file = tmp_path / "marks.jsonl"
    file.write_text(json.dumps(MARK) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is not in the corpora at hand"):
        list(stand_off(file, corpora))
