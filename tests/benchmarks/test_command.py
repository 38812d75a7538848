"""The command lines, and the encoder's windows."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.scores.__main__ import FORMS, command
from benchmarks.scores.windows import LONGEST, read_sentences
from sayso.language.encoder import MOST_PIECES, default_encoder

ROOT = Path(__file__).resolve().parents[2]

CONLLU = """\
# newpar
# text = Ada sleeps .
1	Ada	Ada	PROPN	NNP	Number=Sing	2	nsubj	_	_
2	sleeps	sleep	VERB	VBZ	_	0	root	_	_
3	.	.	PUNCT	.	_	2	punct	_	_

"""


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(ROOT / "benchmarks" / script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "tests",
    )
    return done.stdout


def test_the_last_line_is_one_json_object_that_says_what_was_measured(tmp_path: Path) -> None:
    file = tmp_path / "tiny.conllu"
    file.write_text(CONLLU * 3, encoding="utf-8")
    for options in ([], ["--raw"]):
        printed = run("accuracy.py", "conllu", str(file), "--samples", "20", *options)
        whole = json.loads(printed.splitlines()[-1])
        assert {"form", "path", "sayso", "encoder", "encoder_sha256", "items", "unit", "seed"} <= set(whole)
        assert len(whole["encoder_sha256"]) == 64
        assert set(whole["scores"]["las"]) == {"value", "low", "high"}
        assert whole["items"]["words"] == 9


def test_every_form_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    for form in FORMS:
        with pytest.raises(SystemExit) as ended:
            command().parse_args([form, "--help"])
        assert ended.value.code == 0
        assert FORMS[form].path in " ".join(capsys.readouterr().out.split())


def test_the_speed_of_the_reader_has_its_help() -> None:
    assert "one core" in run("speed_reader.py", "--help")


def read(*sentences: Sequence[str], new_paragraph: Sequence[bool] | None = None) -> tuple[int, ...]:
    """Return the numbers of roots in each sentence, all else being checked."""
    encoder = default_encoder()
    reading = read_sentences(encoder, sentences, new_paragraph=new_paragraph or [True] * len(sentences))
    size = sum(len(sentence) for sentence in sentences)
    assert len(reading.upos) == len(reading.heads) == len(reading.relations) == reading.starts[-1] == size
    roots = []
    for at, sentence in enumerate(sentences):
        heads = reading.heads[reading.starts[at] : reading.starts[at + 1]]
        assert all(0 <= head <= len(sentence) for head in heads)
        assert all(head != number for number, head in enumerate(heads, start=1))
        roots.append(heads.count(0))
    return tuple(roots)


def test_every_sentence_of_a_window_has_its_own_root() -> None:
    """Three short sentences of one paragraph."""
    assert read(
        ["It", "rains", "."], ["We", "stay", "."], ["Why", "?"], new_paragraph=[True, False, False]
    ) == (1, 1, 1)


def test_a_sentence_too_long_for_the_encoder_is_read_in_parts_and_stays_one_tree() -> None:
    long = ["The", "minister", "said", "nothing", ","] * MOST_PIECES
    assert read(["It", "rains", "."], long, ["Why", "?"], new_paragraph=[True, False, False]) == (1, 1, 1)


def test_a_paragraph_of_more_words_than_a_window_holds_is_read_whole() -> None:
    sentence = ["It", "rains", "in", "the", "north", "."]
    count = 3 * LONGEST // len(sentence)
    assert read(*[sentence] * count, new_paragraph=[True] + [False] * (count - 1)) == (1,) * count
