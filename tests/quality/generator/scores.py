"""How well a reader reads generated documents, by what each claim shows."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from scipy.optimize import linear_sum_assignment

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.reading.read import Reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Statement
from tests.quality.generator.collection import Collection
from tests.quality.generator.document import GeneratedDocument
from tests.quality.generator.marks import claim_span, one_span
from tests.quality.generator.phrase import Claim

Reading: TypeAlias = Callable[[GeneratedDocument], Sequence[Statement]]

FIELDS = ("kind", "factor", "actors", "sign", "speaker", "likelihood", "cause", "all")
"""What is compared of a claim that was found; `factor` is its name, `all` is every field."""
_ARTICLE = re.compile(r"^(?:the|an?) ")
_HALF = 0.5
"""Share of the longer span that a claim and a statement must have in common."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for the claims that show one phenomenon."""

    claims: int
    found: int
    """Claims with a statement at their place."""
    right: Mapping[str, int]
    """Of those found, how many have the field right."""

    def share(self, field: str) -> float:
        """Return the share of all claims that were found with the field right; 0 where there are none."""
        return self.right[field] / self.claims if self.claims else 0.0


@dataclass(frozen=True, slots=True)
class _Owed:
    """One claim about one actor or pair."""

    claim: Claim
    start: int
    end: int
    factor: Factor
    likelihood: str | None


def reading(found: Collection) -> Reading:
    """Return the project's reader with the collection's actor and factor files loaded, as a user would.

    Raises:
        ValueError: if the project finds something wrong with one of the files.
    """
    with tempfile.TemporaryDirectory() as folder:
        actor_file, factor_file = Path(folder, "actors.toml"), Path(folder, "factors.toml")
        actor_file.write_text(found.actors, encoding="utf-8")
        factor_file.write_text(found.factors or "", encoding="utf-8")
        actors, wrong_actors = ActorTable.load(extra=[actor_file])
        catalogue, wrong_factors = Catalogue.load(extra=[factor_file])
    if wrong_actors or wrong_factors:
        raise ValueError("; ".join(str(one) for one in (*wrong_actors, *wrong_factors)))
    reader = Reader(actors=actors, catalogue=catalogue, lexicon=Lexicon.load())

    def read(document: GeneratedDocument) -> Sequence[Statement]:
        one, problems = read_document(document.text.encode(), document.name, actors=actors)
        if one is None:
            raise ValueError(f"{document.name}: {problems}")
        if one.text != document.text:
            raise ValueError(f"{document.name} was changed while it was read")
        return reader.read(one)[0]

    return read


def scores(reader: Reading, documents: Sequence[GeneratedDocument]) -> dict[str, Score]:
    """Return the scores by phenomenon, `all` first; `false claims` counts sentences that claim nothing.

    A claim is found where a statement shares half of the longer span; each is matched once, so that as
    many fields as can be are right. Of `false claims`, `claims` are the sentences that claim nothing and
    `found` those in which a statement was read.
    """
    owed, found = Counter[str](), Counter[str]()
    shows: dict[str, None] = {}
    right: dict[str, Counter[str]] = {}
    silent = broken = 0
    for document in documents:
        statements = reader(document)
        for one, fields in _matched(_owed(document), statements):
            for name in ("all", *one.claim.phenomena):
                shows[name] = None
                owed[name] += 1
                found[name] += fields is not None
                right.setdefault(name, Counter()).update(fields or ())
        for span in (span for span in document.content.spans if span.role == "nothing"):
            silent += 1
            broken += any(span.start <= one.start and one.end <= span.end + 1 for one in statements)
    table = {
        name: Score(owed[name], found[name], {field: right[name][field] for field in FIELDS})
        for name in shows
    }
    return {**table, "false claims": Score(silent, broken, dict.fromkeys(FIELDS, 0))}


def _owed(document: GeneratedDocument) -> Iterator[_Owed]:
    for claim in document.content.claims:
        span = claim_span(document.content, claim)
        hedge = one_span(document.content, claim, "likelihood")
        likelihood = None if hedge is None else document.text[hedge.start : hedge.end]
        for written in claim.matter.written():
            yield _Owed(claim, span.start, span.end, Factor.parse(written), likelihood)


def _matched(
    owed: Iterator[_Owed], statements: Sequence[Statement]
) -> Iterator[tuple[_Owed, frozenset[str] | None]]:
    """Yield each claim with the fields that its statement has right; None where no statement is at its place."""
    rows = list(owed)
    fields = [[_right(one, other) for other in statements] for one in rows]
    gain = np.array([[0 if cell is None else 1 + len(cell) for cell in row] for row in fields])
    if not gain.size:
        yield from ((one, None) for one in rows)
        return
    taken = dict(zip(*(side.tolist() for side in linear_sum_assignment(gain, maximize=True)), strict=True))
    for place, one in enumerate(rows):
        column = taken.get(place)
        yield one, None if column is None else fields[place][column]


def _right(one: _Owed, other: Statement) -> frozenset[str] | None:
    """Return the fields that a statement has right; None where it does not stand at the claim's place."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared < _HALF * max(one.end - one.start, other.end - other.start):
        return None
    stated = other.likelihood
    words = stated.words if stated is not None and not stated.unhedged else None
    causes = None if one.claim.cause is None else one.claim.cause.written()
    right = {
        "kind": other.kind == one.claim.kind,
        "factor": other.factor is not None and other.factor.name == one.factor.name,
        "actors": other.factor is not None and _ends(other.factor) == _ends(one.factor),
        "sign": other.sign == one.claim.sign,
        "speaker": _same_name(other.speaker.name, one.claim.speaker or ""),
        "likelihood": _same_words(words, one.likelihood),
        "cause": causes is None or str(_cause(other)) in causes,
    }
    return frozenset(
        [name for name, good in right.items() if good] + (["all"] if all(right.values()) else [])
    )


def _cause(statement: Statement) -> Factor | None:
    condition = getattr(statement, "condition", None)
    return statement.cause if condition is None else condition.factor


def _ends(factor: Factor) -> tuple[str, str | None]:
    return factor.actor, factor.target


def _same_name(one: str, other: str) -> bool:
    return _ARTICLE.sub("", one.casefold()) == _ARTICLE.sub("", other.casefold())


def _same_words(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def table(found: Mapping[str, Score]) -> str:
    """Return the scores as lines of a table: claims, share found, and share with each field right."""
    head = f"{'phenomenon':44} {'claims':>6} {'found':>6} " + " ".join(f"{field:>10}" for field in FIELDS)
    rows = [
        f"{name[:44]:44} {one.claims:6} {one.found / max(one.claims, 1):6.2f} "
        + " ".join(f"{one.share(field):10.2f}" for field in FIELDS)
        for name, one in found.items()
        if not name.startswith("template:")
    ]
    return "\n".join([head, *rows])
