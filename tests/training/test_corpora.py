"""Every form of corpus → windows, on inputs made up for the purpose."""

import json
from pathlib import Path

import pytest

from sayso.language.tagging import spans_of
from training.corpora import (
    because,
    cameo_to_plover,
    causal_news,
    causal_pairs,
    crossner,
    event_sentences,
    plover_examples,
    re3d,
    to_words,
    uner,
)
from training.examples import Window
from training.labels import PLOVER


def spans(window: Window, task: str) -> list[tuple[str, int]]:
    """Return the words and the kind of each span of a task."""
    return [(" ".join(window.words[a:b]), kind) for a, b, kind in spans_of(window.tags[task])]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- names


def test_crossner_has_persons_organisations_and_places_and_nothing_else(tmp_path: Path) -> None:
    file = write(
        tmp_path / "train.txt",
        "Ada\tB-politician\nOsei\tI-politician\nleft\tO\nthe\tO\nBlue\tB-politicalparty\nParty\tI-politicalparty\n"
        "in\tO\nAccra\tB-location\nafter\tO\nthe\tO\nPoll\tB-election\n\nYes\tO\n",
    )
    first, second = crossner(file)
    assert spans(first, "names") == [("Ada Osei", 0), ("Blue Party", 1), ("Accra", 2)]
    assert second.words == ["Yes"]


def test_two_names_side_by_side_are_two(tmp_path: Path) -> None:
    file = write(
        tmp_path / "train.txt", "Accra\tB-location\nLagos\tB-location\nAda\tB-person\nOsei\tI-location\n"
    )
    assert spans(next(crossner(file)), "names") == [("Accra", 2), ("Lagos", 2), ("Ada", 0), ("Osei", 2)]


def test_universal_ner_is_read_from_its_second_and_third_column(tmp_path: Path) -> None:
    file = write(
        tmp_path / "dev.iob2",
        "# newdoc id = a\n# text = Ada of Oxfam\n1\tAda\tB-PER\t-\t-\n2\tof\tO\t-\t-\n3\tOxfam\tB-ORG\t-\t-\n\n"
        "# text = # 9\n1\t#\tO\t-\t-\n2\t9\tB-OTH\t-\t-\n",
    )
    first, second = uner(file)
    assert spans(first, "names") == [("Ada", 0), ("Oxfam", 1)]
    assert second.words == ["#", "9"]
    assert spans(second, "names") == []


def test_re3d_is_cut_into_sentences_and_articles_stay_outside(tmp_path: Path) -> None:
    """The Security Council met in Oslo. Ada Osei spoke."""
    text = "The Security Council met in Oslo. Ada Osei spoke.\n\nIt ended."
    marks = [
        (0, 20, "Organisation"),
        (4, 12, "Organisation"),
        (28, 32, "Location"),
        (34, 42, "Person"),
        (43, 48, "Act"),
    ]
    write(tmp_path / "documents.json", json.dumps({"_id": "d", "text": text}) + ",\n")
    write(
        tmp_path / "entities.json",
        "[\n"
        + ",\n".join(
            json.dumps({"documentId": "d", "begin": a, "end": b, "type": kind}) for a, b, kind in marks
        )
        + "\n]\n",
    )
    windows = list(re3d(tmp_path))
    assert [window.words[0] for window in windows] == ["The", "Ada", "It"]
    assert spans(windows[0], "names") == [("Security Council", 1), ("Oslo", 2)]
    assert spans(windows[1], "names") == [("Ada Osei", 0)]
    assert spans(windows[2], "names") == []


def test_a_word_is_touched_by_any_part_of_it() -> None:
    words = [(0, 3), (4, 9), (9, 10)]
    assert to_words(words, 5, 6, 1) == (1, 2, 1)
    assert to_words(words, 2, 10) == (0, 3, 0)
    assert to_words(words, 3, 4) is None


# --- causes


def test_causal_news_has_labels_for_all_and_spans_where_they_are_known(tmp_path: Path) -> None:
    write(
        tmp_path / "train_subtask1.csv",
        "\ufeffindex,text,label\na_1,Crowds left after the ban .,1\na_2,Rain fell .,0\na_3,He fled so they won .,1\n",
    )
    write(
        tmp_path / "train_subtask2_grouped.csv",
        "\ufefftext,causal_text_w_pairs\n"
        "Crowds left after the ban .,\"['<ARG1>Crowds left</ARG1> <SIG0>after</SIG0> <ARG0>the ban</ARG0> .',"
        " '<ARG0>Crowds</ARG0> <ARG1>left</ARG1> after the ban .']\"\n",
    )
    ban, rain, fled = causal_news(tmp_path)
    assert [one.labels["causal"] for one in (ban, rain, fled)] == [1, 0, 1]
    assert [one.source for one in (ban, rain, fled)] == ["cnc a_1", "cnc a_2", "cnc a_3"]
    assert spans(ban, "cause") == [("Crowds left", 1), ("the ban", 0)]
    assert spans(ban, "signal") == [("after", 0)]
    assert spans(rain, "cause") == spans(rain, "signal") == []
    assert "cause" not in fled.tags


def test_a_signal_inside_an_argument_is_read() -> None:
    """From the markup of the corpus: `<ARG0><SIG0>to</SIG0> foil it</ARG0>`."""
    assert causal_pairs("['They moved <ARG0><SIG0>to</SIG0> foil it</ARG0> .']") == [[(2, 3, 2), (2, 5, 0)]]


def test_because_is_read_from_brat(tmp_path: Path) -> None:
    """Prices rose because of the drought. Nobody came. It rained, so he left and so did she."""
    text = "Prices rose because of the drought. Nobody came. It rained, so he left and so did she."
    write(tmp_path / "MASC" / "wire.txt", text)
    write(
        tmp_path / "MASC" / "wire.ann",
        "T1\tConsequence 12 19;20 22\tbecause of\nT2\tArgument 0 11\tPrices rose\nT3\tArgument 23 34\tthe drought\n"
        "E1\tConsequence:T1 Cause:T3 Effect:T2\nA1\tDegree E1 Facilitate\n"
        "T4\tConsequence 60 62\tso\nE2\tConsequence:T4\n",
    )
    rose, nobody, rained = because(tmp_path)
    assert spans(rose, "cause") == [("Prices rose", 1), ("the drought", 0)]
    assert spans(rose, "signal") == [("because of", 0)]
    assert nobody.tags["cause"] == [0] * len(nobody.words)
    assert "cause" not in rained.tags, "a relation without arguments says nothing"


# --- events


@pytest.mark.parametrize(
    ("code", "root"),
    [("036", "AGREE"), ("0871", "RETREAT"), ("084", "CONCEDE"), ("190", "ASSAULT"), ("112", "ACCUSE")],
)
def test_a_cameo_code_has_the_root_that_plover_gives_it(code: str, root: str) -> None:
    assert cameo_to_plover(code) == root
    assert root in PLOVER


@pytest.mark.parametrize("code", ["01", "023", "", "NA", "99"])
def test_statements_appeals_and_what_is_no_code_have_no_root(code: str) -> None:
    assert cameo_to_plover(code) is None


def test_plover_records_and_cameo_examples_are_read(tmp_path: Path) -> None:
    records = [
        {"event": "DEMAND", "text": "Ada demanded talks."},
        {"event": "PROTEST", "text": "Crowds\tgathered."},
        {"event": "DOCUMENT", "text": "About this file."},
        {"event": "AID", "text": ""},
    ]
    # the file has tabs inside its strings, which JSON does not allow
    write(
        tmp_path / "gold/plover-gsr/PLOVER_GSR_CAMEO.txt",
        json.dumps(records).replace("Crowds\\t", "Crowds\t"),
    )
    write(
        tmp_path / "cameo/codes.csv",
        '"code","example"\n"01","Ada spoke."\n"036","Mali agreed to meet."\n"043",""\n',
    )
    windows = list(plover_examples(tmp_path / "gold", tmp_path / "cameo"))
    assert [(PLOVER[one.labels["plover"]], one.words[0]) for one in windows] == [
        ("REQUEST", "Ada"),
        ("PROTEST", "Crowds"),
        ("AGREE", "Mali"),
    ]


def test_sentences_without_an_event_are_not_learnt_as_a_root(tmp_path: Path) -> None:
    write(
        tmp_path / "events-1.txt",
        "AID\tNiger\tMali\tNiger sent grain to Mali.\nNONE\t-\t-\tThe museum opened.\n",
    )
    (only,) = event_sentences(tmp_path)
    assert (PLOVER[only.labels["plover"]], only.words[-1]) == ("AID", ".")
