"""How well Sayso reads marked text.

    python benchmarks/accuracy.py FORM PATH [options]

prints a table of scores with their 95 % bootstrap intervals; the last line is one JSON object. `FORM --help`
says what PATH holds and how it is scored.
"""

import argparse
import hashlib
import importlib
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import resources
from pathlib import Path
from types import MappingProxyType

import numpy as np

import sayso
from benchmarks.scores import attribution, causal, conditionals, conllu, names, plover, raw, statements
from benchmarks.scores.intervals import Measured, intervals
from benchmarks.scores.report import json_line, table
from sayso.language.encoder import Encoder
from sayso.reading.read import READER

DEFAULT_ENCODER = Path(str(resources.files("sayso.language") / "data"))


@dataclass(frozen=True, slots=True)
class Form:
    """A form of corpus."""

    module: str
    """Its docstring is the help."""
    path: str
    measure: Callable[[Namespace], Measured]
    genres: bool = False


def _encoder(given: Namespace) -> Encoder:
    return Encoder(given.encoder, threads=given.threads)


def _conllu(given: Namespace) -> Measured:
    measure = raw.measure if given.raw else conllu.measure
    return measure(given.path, _encoder(given), genres=given.genres, limit=given.limit)


def _conditionals(given: Namespace) -> Measured:
    return conditionals.measure(
        given.path, _encoder(given), genres=given.genres, limit=given.limit, scheme=given.gold
    )


def _names(given: Namespace) -> Measured:
    return names.measure(given.path, _encoder(given), genres=given.genres, limit=given.limit)


def _attribution(given: Namespace) -> Measured:
    find = partial(attribution.attribution_spans, encoder=_encoder(given))
    return attribution.measure(given.path, find, limit=given.limit)


def _causal(given: Namespace) -> Measured:
    sentences = causal.read_corpus(given.path, given.part, given.limit)
    if given.folds is not None:
        return causal.measure(sentences, causal.read_folds(given.folds, sentences))
    notes = ["the encoder that ships was trained on the part `train`; --folds scores text that was not seen"]
    return causal.measure(sentences, causal.predict(sentences, _encoder(given)), notes=notes)


def _plover(given: Namespace) -> Measured:
    return plover.measure(given.path, _encoder(given), threshold=given.threshold, limit=given.limit)


def _statements(given: Namespace) -> Measured:
    marks = given.marks or given.path / "gold.jsonl"
    return statements.measure(given.path, marks, _encoder(given), limit=given.limit)


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "conllu": Form("conllu", "a CoNLL-U file", _conllu, genres=True),
        "conditionals": Form(
            "conditionals", "a CoNLL-U file of English-EWT or -GUM", _conditionals, genres=True
        ),
        "names": Form(
            "names", "a .conllu file of English-GUM, an .iob2 file or one of two columns", _names, genres=True
        ),
        "attribution": Form("attribution", "a folder with text/ and attributions/", _attribution),
        "causal": Form("causal", "a folder with NAME_subtask1.csv and NAME_subtask2_grouped.csv", _causal),
        "plover": Form("plover", "a tab-separated file", _plover),
        "statements": Form("statements", "a folder of documents", _statements),
    }
)


def command() -> ArgumentParser:
    """Return the parser of the command line."""
    parser = ArgumentParser(
        prog="accuracy.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    forms = parser.add_subparsers(dest="form", metavar="FORM", required=True)
    for name, form in FORMS.items():
        said = importlib.import_module(f"benchmarks.scores.{form.module}").__doc__ or ""
        one = forms.add_parser(
            name,
            help=said.splitlines()[0],
            description=said,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_argument("path", metavar="PATH", type=Path, help=form.path)
        _add_own(one, name)
        if form.genres:
            one.add_argument("--genres", type=_listed, default=(), help="genres of English-GUM, with commas")
        one.add_argument("--encoder", type=Path, default=DEFAULT_ENCODER, help="folder of another encoder")
        one.add_argument("--threads", type=int, default=1)
        one.add_argument("--limit", type=int, help="only the first sentences, paragraphs or documents")
        one.add_argument("--samples", type=int, default=1000, help="bootstrap samples")
        one.add_argument("--seed", type=int, default=20261122, help="of the bootstrap")
    return parser


def _add_own(parser: ArgumentParser, form: str) -> None:
    if form == "conllu":
        parser.add_argument(
            "--raw", action="store_true", help="from running text, aligned as in CoNLL 2018, F1 of everything"
        )
    elif form == "conditionals":
        parser.add_argument(
            "--gold", choices=list(conditionals.GOLD), help="default: pdtb for GUM, else ucxn"
        )
    elif form == "causal":
        parser.add_argument("--part", default="train", metavar="NAME")
        parser.add_argument("--folds", type=Path, metavar="FILE", help="saved predictions")
    elif form == "plover":
        parser.add_argument(
            "--threshold", type=float, default=0.5, help="least probability of a root; default 0.5"
        )
    elif form == "statements":
        parser.add_argument("--marks", type=Path, metavar="FILE", help="default: PATH/gold.jsonl")


def about(given: Namespace) -> dict[str, object]:
    """Return what produced the scores: form, path, versions, and the encoder by its digest."""
    whole = {"form": given.form, "path": str(given.path), "sayso": sayso.__version__, "seed": given.seed}
    whole |= {"samples": given.samples, "limit": given.limit}
    options = {name: getattr(given, name, None) for name in ("raw", "gold", "part", "threshold")}
    whole |= {name: value for name, value in options.items() if value is not None}
    if getattr(given, "genres", ()):
        whole["genres"] = list(given.genres)
    if getattr(given, "folds", None) is not None:
        return {**whole, "folds": str(given.folds)}
    if given.form == "statements":
        whole["reader"] = READER
    network = given.encoder / "encoder.onnx"
    card = json.loads((given.encoder / "encoder.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(network.read_bytes()).hexdigest()
    return {**whole, "encoder": f"{card['name']}-{card['version']}", "encoder_sha256": digest}


def _listed(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(",") if part.strip())


def main() -> None:
    """Score a corpus and print the result."""
    given = command().parse_args()
    measured = FORMS[given.form].measure(given)
    scores = intervals(measured, samples=given.samples, rng=np.random.default_rng(given.seed))
    print(table(measured, scores))
    print(json_line(measured, scores, about(given)))


if __name__ == "__main__":
    main()
