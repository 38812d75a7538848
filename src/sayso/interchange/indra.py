"""INDRA Statement JSON: claims of influence and of change as INDRA and its relatives assemble them.

An influence becomes an Influence, a conditional one from its condition, a trend or an event an Event over
its factor. INDRA has nothing for a level, a forecast or a prescription, and an Event would say that what is
only expected, or wished for, has come about; those are left out, as are questions that nobody took up and
statements that a person rejected. The whole statement stands in the evidence's annotations. Source:
statements_schema.json and indra.statements of INDRA (B. Gyori et al., Mol. Syst. Biol. 13:954, 2017).
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from sayso import __version__
from sayso.interchange.holdings import Holdings
from sayso.interchange.item import Item, item_of, row_of
from sayso.interchange.json_array import array, decoded
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.statements.conditional import Conditional
from sayso.statements.corrected import corrected, decided
from sayso.statements.event import Event
from sayso.statements.factor import Factor
from sayso.statements.influence import Influence
from sayso.statements.statement import Statement
from sayso.statements.trend import Trend

_API: Final = "sayso"
_ROW: Final = "statement"


def write_indra(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield a JSON array of INDRA statements."""
    yield from array(_statements(holdings, tally))
    yield b"\n"


def _statements(holdings: Holdings, tally: Tally) -> Iterator[dict[str, Any]]:
    for one in holdings.items("statements"):
        if isinstance(one, Statement):
            found = statement_of(one)
            if isinstance(found, str):
                tally.left(found)
            else:
                yield found
                tally.wrote("statements")


def statement_of(given: Statement) -> dict[str, Any] | str:
    """Return a statement as INDRA's, or why INDRA has none for it."""
    if decided(given) == "rejected":
        return "rejected in review"
    statement = corrected(given)
    if statement.mode == "question" and not statement.endorsed:
        return f"{statement.kind} asked, not asserted"
    if statement.factor is None:
        return f"{statement.kind} without a factor"
    if isinstance(statement, (Trend, Event)) and statement.cause is None:
        made = _event(statement.factor, statement.sign, given.id)
    elif isinstance(statement, (Influence, Trend, Event, Conditional)):
        source, sign = _source(statement)
        if source is None:
            return f"{statement.kind} without a cause"
        made = {
            "type": "Influence",
            "subj": _event(source, sign, f"{given.id}:subj"),
            "obj": _event(statement.factor, statement.sign, f"{given.id}:obj"),
            "id": _uuid(given.id),
        }
    else:
        return f"{statement.kind}, which INDRA has no form for"
    return made | {"evidence": [_evidence(given)]}


def _source(statement: Statement) -> tuple[Factor | None, int]:
    if isinstance(statement, Conditional):
        return statement.condition.factor, statement.condition.sign
    return statement.cause, 1


def _event(factor: Factor, sign: int, name: str) -> dict[str, Any]:
    written = str(factor)
    return {
        "type": "Event",
        "concept": {"name": written, "db_refs": {"SAYSO": written}},
        "delta": {"type": "qualitative", "polarity": sign or None},
        "id": _uuid(name),
    }


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sayso:statement:{name}"))


def _evidence(statement: Statement) -> dict[str, Any]:
    said = statement.likelihood
    evidence: dict[str, Any] = {
        "source_api": _API,
        "source_id": statement.id,
        "text": statement.quote,
        "annotations": {"generator": f"Sayso {__version__}", _ROW: row_of(statement)},
    }
    return evidence if said is None else evidence | {"epistemics": {"hedgings": [said.words]}}


def read_indra(stream: BinaryIO, source: str) -> Iterator[Item | Problem]:
    """Yield the statement of each piece of evidence that Sayso wrote; others hold no place in a text."""
    found = decoded(stream, source, wanted="a JSON array of statements")
    if isinstance(found, Problem):
        yield found
        return
    for number, one in enumerate(found, start=1):
        evidence_list = one.get("evidence")
        for evidence in evidence_list if isinstance(evidence_list, list) and evidence_list else [None]:
            statement = _read(evidence)
            if isinstance(statement, str):
                yield Problem(source=source, message=f"statement {number} {statement}")
            else:
                yield statement


def _read(evidence: Any) -> Item | str:
    if not isinstance(evidence, Mapping) or evidence.get("source_api") != _API:
        return "has evidence of another program, which gives no place in a document"
    annotations = evidence.get("annotations")
    row = annotations.get(_ROW) if isinstance(annotations, Mapping) else None
    if not isinstance(row, Mapping):
        return "has evidence without the statement in its annotations"
    try:
        return item_of(row)
    except ValueError as error:
        return f"has evidence that is no statement: {error}"
