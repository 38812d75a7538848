"""Two readings of the same documents → one: matched, with agreement as certainty."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from sayso.reading.agreement import Agreement, agree
from sayso.reading.gold import marks_of
from sayso.reading.llm.certainty import load_certainties
from sayso.reading.llm.model_reading import Unread
from sayso.statements.statement import Statement

_COMPARED = 3
"""Fields beyond kind and factor that are compared: speaker, sign, likelihood."""
_FILLED = ("likelihood", "confidence", "strength", "horizon")
"""What the rules leave open in a matched statement is taken from the model."""

_Pairs = Mapping[int, tuple[int, Agreement]]


def merge(
    rules: Sequence[Statement], model: Sequence[Statement], *, unread: Sequence[Unread] = ()
) -> tuple[Statement, ...]:
    """Return the statements of both readers, each claim once, by document and place.

    Two are the same claim by the rules of `reading.agreement`: half of the longer span, kind, factor and
    actors; as many are paired as can be. A pair keeps what the rules say where the two differ, since that
    can be had again without the model, names both readers, and is surer the more they agree. What one reader
    alone found keeps its reader's name and is less sure, unless it touches one of the stretches `unread`,
    which the model did not answer about. The figures stand in `certainty.toml` and are not calibrated.
    """
    pairs = _pairs(rules, model)
    taken = {column for column, _ in pairs.values()}
    merged: dict[str, Statement] = {}
    for row, statement in enumerate(rules):
        pair = pairs.get(row)
        one = _alone(statement, unread) if pair is None else _both(statement, model[pair[0]], pair[1])
        merged.setdefault(one.id, one)
    for column, statement in enumerate(model):
        if column not in taken:
            merged.setdefault(statement.id, _alone(statement, ()))
    order = {document: at for at, document in enumerate(_documents(rules, model))}
    return tuple(sorted(merged.values(), key=lambda one: (order[one.document], one.start, one.end, one.id)))


def _documents(rules: Sequence[Statement], model: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.document for one in (*rules, *model)))


def _both(rule: Statement, other: Statement, found: Agreement) -> Statement:
    figures = load_certainties()
    differences = _COMPARED - _agreed(found)
    filled = {name: getattr(other, name) for name in _FILLED if getattr(rule, name) is None}
    return msgspec.structs.replace(
        rule,
        **filled,
        reader=f"{rule.reader} + {other.reader}",
        certainty=round(max(figures.both - differences * figures.difference, 0.0), 2),
    )


def _alone(statement: Statement, unread: Sequence[Unread]) -> Statement:
    if any(_touches(statement, stretch) for stretch in unread):
        return statement
    certainty = min(statement.certainty, load_certainties().one_of_two)
    return msgspec.structs.replace(statement, certainty=certainty)


def _touches(statement: Statement, stretch: Unread) -> bool:
    same = statement.document == stretch.document
    return same and statement.start < stretch.end and stretch.start < statement.end


def _pairs(rules: Sequence[Statement], model: Sequence[Statement]) -> _Pairs:
    """Return the model's statement for each of the rules' that has one, with how far the two agree."""
    pairs: dict[int, tuple[int, Agreement]] = {}
    for document in _documents(rules, model):
        candidates = {
            (row, column): found
            for row, column in _overlapping(rules, model, document)
            if (found := _compared(rules[row], model[column])) is not None
        }
        pairs.update({row: (column, candidates[row, column]) for row, column in _matched(candidates)})
    return pairs


def _overlapping(
    rules: Sequence[Statement], model: Sequence[Statement], document: str
) -> Iterator[tuple[int, int]]:
    """Yield the places of statements of one document whose spans share a character."""
    columns = sorted(
        (column for column, one in enumerate(model) if one.document == document),
        key=lambda column: model[column].start,
    )
    for row, rule in enumerate(rules):
        if rule.document != document:
            continue
        for column in columns:
            if model[column].start >= rule.end:
                break
            if model[column].end > rule.start:
                yield row, column


def _compared(rule: Statement, other: Statement) -> Agreement | None:
    """Return how far two statements agree, or None where they are not the same claim."""
    found = agree(marks_of([rule], document=rule.document), marks_of([other], document=other.document))
    return found if found.matched else None


def _agreed(found: Agreement) -> int:
    return found.speaker + found.sign + found.likelihood


def _matched(candidates: Mapping[tuple[int, int], Agreement]) -> list[tuple[int, int]]:
    """Return as many pairs as can be, each statement in one at most; among these the most agreement."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - 0.5 s, wanted where two readings are merged only

    if not candidates:
        return []
    rows = tuple(dict.fromkeys(row for row, _ in candidates))
    columns = tuple(dict.fromkeys(column for _, column in candidates))
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    gain = np.zeros((len(rows), len(columns)))
    for (row, column), found in candidates.items():
        # agreement breaks ties only: all of it together weighs less than one more pair
        gain[row_at[row], column_at[column]] = 1 + _agreed(found) / ((_COMPARED + 1) * len(candidates))
    chosen = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
    pairs = [(rows[row], columns[column]) for row, column in chosen]
    return [pair for pair in pairs if pair in candidates]
