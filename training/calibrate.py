"""`python -m training.calibrate`: raw scores of the reader → probabilities.

They are fitted on the development documents, on which nothing was trained; what is fitted here is a handful
of coefficients. Logistic regression (Platt 1999, Probabilistic outputs for support vector machines), with a
weak penalty.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.language.annotate import annotate
from sayso.language.encoder import Encoder, default_encoder
from sayso.reading.agreement import Mark, agree
from sayso.reading.certainty import Raw
from sayso.reading.choose import compared
from sayso.reading.finding import READER, statement_of
from sayso.reading.gold import marks_of, read_marks
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Certainties, Mode

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/sayso/reading/words/certainty.toml"
_PENALTY = 0.02
_HALF = 0.5
_MODES: tuple[Mode, ...] = ("direct", "indirect", "headline", "question", "author")
_Test = Callable[[Mark, Sequence[Mark]], bool]
_UNKNOWN = Certainties(kind=0, factor=0, actors=0, sign=0, speaker=0)


class Found:
    """All findings in the development documents, before any is left out, with the marks of their document."""

    def __init__(self, sets: Sequence[tuple[Path, Path]], encoder: Encoder | None = None) -> None:
        """Read the documents of all sets, each a folder of texts and a file of marks."""
        self.rows: list[tuple[Mode, Raw, Mark, list[Mark]]] = []
        actors, _ = ActorTable.load()
        catalogue, _ = Catalogue.load()
        encoder = encoder or default_encoder()
        reader = Reader(actors=actors, catalogue=catalogue, lexicon=Lexicon.load(), encoder=encoder)
        for folder, file in sets:
            marks, _ = read_marks(file)
            for path in sorted(folder.glob("*.txt")):
                document, _ = read_document(path.read_bytes(), path.name, actors=actors)
                if document is None:
                    continue
                own = [mark for mark in marks if mark.document == path.name]
                for drafted, listed in reader.findings(document, annotate(document, encoder=encoder)):
                    for finding in compared(drafted, listed):
                        statement = statement_of(finding, document, 0.0, _UNKNOWN)
                        (mark,) = marks_of([statement], document=path.name)
                        self.rows.append((finding.utterance.mode, finding.raw, mark, own))


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.calibrate", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parents[1] / "shared", help="folder with seeds and gold"
    )
    given = parser.parse_args()
    development = HERE.parent / "cases/development"
    found = Found(
        [
            (development, development / "gold.jsonl"),
            (given.shared / "seeds", given.shared / "gold/seeds.jsonl"),
        ]
    )
    source = f"python -m training.calibrate: {len(found.rows)} findings of {READER} in development texts"
    lines = [
        "# Raw scores → probabilities: log-odds are intercept + share · logit(raw) + …",
        f'source = "{source}"',
        "",
    ]
    lines += _statement_tables(found)
    lines += _field_tables(found)
    TABLE.write_text("\n".join(lines), encoding="utf-8")


def _right(mark: Mark, own: Sequence[Mark]) -> bool:
    return agree(own, [mark]).matched == 1


def _statement_tables(found: Found) -> list[str]:
    lines: list[str] = []
    for name, rows in (
        ("statement", [row for row in found.rows if not row[1].listed]),
        ("listed", [row for row in found.rows if row[1].listed]),
    ):
        right = np.array([_right(mark, own) for _, _, mark, own in rows], dtype=np.float64)
        columns = {
            "share": [_logit(raw.share) for _, raw, _, _ in rows],
            "named": [float(raw.named) for _, raw, _, _ in rows],
            "agreed": [float(raw.agreed) for _, raw, _, _ in rows],
            "words": [float(min(raw.words, 4)) for _, raw, _, _ in rows],
        }
        weights = fit(np.array(list(columns.values())).T, right)
        lines += [f"[{name}]", f"intercept = {weights[0]:.3f}"]
        lines += [f"{key} = {weight:.3f}" for key, weight in zip(columns, weights[1:], strict=True)]
        lines += [""]
    return lines


def _field_tables(found: Found) -> list[str]:
    """Fit each field on the statements whose place is marked."""
    placed = []
    for _, raw, mark, own in found.rows:
        near = [one for one in own if _overlap(one, mark) >= _HALF]
        if near:
            placed.append((raw, mark, near))
    raws = {"kind": "kind", "factor": "factor", "actors": "parties", "sign": "sign"}
    lines: list[str] = []
    for name, test in _TESTS.items():
        rows = [row for row in placed if name in {"kind", "factor"} or _same_factor(row[1], row[2])]
        model = [row for row in rows if not row[0].listed]
        listed = [row for row in rows if row[0].listed]
        weights = fit(
            np.array([[_logit(getattr(raw, raws[name]))] for raw, _, _ in model]),
            np.array([test(mark, near) for _, mark, near in model], dtype=np.float64),
        )
        share = (sum(test(mark, near) for _, mark, near in listed) + 1) / (len(listed) + 2)
        lines += [
            f"[{name}]",
            f"intercept = {weights[0]:.3f}",
            f"share = {weights[1]:.3f}",
            f"listed = {share:.3f}",
            "",
        ]
    return [*lines, "[speaker]", *_speakers(found), ""]


def _same_factor(mark: Mark, near: Sequence[Mark]) -> list[Mark]:
    return [one for one in near if one.factor.name == mark.factor.name]


_TESTS: dict[str, _Test] = {
    "kind": lambda mark, near: any(one.kind == mark.kind for one in near),
    "factor": lambda mark, near: bool(_same_factor(mark, near)),
    "actors": lambda mark, near: any(one.factor == mark.factor for one in _same_factor(mark, near)),
    "sign": lambda mark, near: any(one.sign == mark.sign for one in _same_factor(mark, near)),
}
"""Whether a field is right, given the marks at the same place."""


def _speakers(found: Found) -> list[str]:
    counts = dict.fromkeys(_MODES, (0, 0))
    for mode, _, mark, own in found.rows:
        near = [one for one in own if _overlap(one, mark) >= _HALF]
        if near:
            right, all_ = counts[mode]
            same = any(_plain(one.speaker) == _plain(mark.speaker) for one in near)
            counts[mode] = (right + same, all_ + 1)
    return [f"{mode} = {(right + 1) / (all_ + 2):.3f}" for mode, (right, all_) in counts.items()]


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")


def _overlap(one: Mark, other: Mark) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / max(one.end - one.start, other.end - other.start, 1)


def _logit(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return float(np.log(share / (1 - share)))


def fit(columns: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return intercept and weights of a logistic regression."""
    if len(right) == 0:
        return np.zeros(1 + columns.shape[-1])
    design = np.column_stack([np.ones(len(right)), columns])

    def loss(weights: NDArray[np.float64]) -> float:
        score = design @ weights
        return float(
            np.mean(np.logaddexp(0, score) - right * score) + _PENALTY * np.sum(weights[1:] ** 2) / 2
        )

    return np.asarray(minimize(loss, np.zeros(design.shape[1])).x)


if __name__ == "__main__":
    main()
