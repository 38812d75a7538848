"""Statements as people have put them right."""

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import msgspec

from sayso.nearest import hint
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.lexicon import LEXICONS, Lexicon
from sayso.statements.span import place_changes
from sayso.statements.statement import Statement

Field: TypeAlias = Literal["speaker", "kind", "factor", "sign", "likelihood"]

FIELDS: Final[Mapping[Field, str]] = MappingProxyType(
    {
        "speaker": "who makes the claim, as a name",
        "kind": "event, assessment, trend, forecast, influence or prescription",
        "factor": "what it is about, as unrest(KAZ) or alignment(UZB>RUS); empty where no factor fits",
        "sign": "+1 high, rising or holding; -1 low, falling or failing; 0 neither",
        "likelihood": "words of likelihood, as highly likely; empty where none is said",
    }
)
"""What a person can put right, and how it is written."""
NONE: Final = ""
"""How a correction says that there is no factor, or no word of likelihood."""
_SIGNS: Final = {"+1": "1", "1": "1", "-1": "-1", "−1": "-1", "0": "0", "+": "1", "-": "-1"}


def decided(statement: Statement) -> str | None:
    """Return the verdict that stands: the last one, None where nobody decided or it was taken back."""
    last = statement.review[-1].verdict if statement.review else "unseen"
    return None if last == "unseen" else last


def heard(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements as people left them: none that is rejected, corrections made.

    Everything that statements are made into (models, views) starts from these. A corrected statement goes by
    the identifier that its corrected words give.
    """
    return tuple(corrected(one) for one in statements if decided(one) != "rejected")


def corrected(statement: Statement) -> Statement:
    """Return the statement with the correction that stands, or as it is where none does.

    A kind that has fields of its own (a conditional's condition) is not made out of one that has not. Words
    of likelihood are read by the lexicon that read the statement. The identifier of the result may be
    another: keep that of `statement`.
    """
    if decided(statement) != "corrected":
        return statement
    right = statement.review[-1].correction
    changes = place_changes(right)
    if right.get("speaker"):
        changes["speaker"] = msgspec.structs.replace(statement.speaker, name=right["speaker"], actor=None)
    if "factor" in right:
        changes["factor"] = Factor.parse(right["factor"]) if right["factor"] else None
    if "sign" in right:
        changes["sign"] = int(right["sign"])
    if "likelihood" in right and not right["likelihood"]:
        changes["likelihood"] = None
    elif "likelihood" in right:
        found = _lexicon_of(statement).likelihood(right["likelihood"])
        changes["likelihood"] = found or statement.likelihood
    changed = msgspec.structs.replace(statement, **changes)
    return _of_kind(changed, right["kind"]) if right.get("kind") else changed


def _lexicon_of(statement: Statement) -> Lexicon:
    """Return the lexicon that read the statement's words of likelihood; the usual one where none did."""
    said = statement.likelihood
    return _lexicon(None if said is None else said.lexicon.rpartition("-")[0])


@functools.cache
def _lexicon(name: str | None) -> Lexicon:
    return Lexicon.load() if name is None or name not in LEXICONS else Lexicon.load(name)


def checked(field: Field, written: str, *, catalogue: Catalogue, lexicon: Lexicon) -> str:
    """Return a correction as it is kept, from what a person wrote.

    Raises:
        ValueError: if it is none; the message says what is allowed and names the nearest.
    """
    words = " ".join(written.split())
    if field == "speaker":
        if not words:
            raise ValueError("want a name")
        return words
    if field == "kind":
        return _one_of(words.lower(), [kind for kind in KINDS if kind != "conditional"], "kind")
    if field == "sign":
        if words not in _SIGNS:
            raise ValueError(f"{words!r} is no sign; want +1, -1 or 0")
        return _SIGNS[words]
    if field == "likelihood":
        if words and lexicon.likelihood(words) is None:
            raise ValueError(f"{lexicon.id} does not know {words!r}{hint(words, lexicon.phrases)}")
        return words
    return _factor(words, catalogue)


def _factor(words: str, catalogue: Catalogue) -> str:
    if not words:
        return NONE
    factor = Factor.parse(words)
    definition = catalogue.definition(_one_of(factor.name, list(catalogue.names), "factor"))
    if definition.dyadic != (factor.target is not None):
        want = "name(FROM>TO)" if definition.dyadic else "name(ACTOR)"
        raise ValueError(f"{factor.name} is of {'two' if definition.dyadic else 'one'}; want {want}")
    return str(factor)


def _one_of(words: str, allowed: list[str], what: str) -> str:
    if words in allowed:
        return words
    there = f"; there are {', '.join(allowed)}"
    raise ValueError(f"no {what} {words!r}{hint(words, allowed, otherwise=there)}")


def _of_kind(statement: Statement, name: str) -> Statement:
    kind = KINDS.get(name)
    if kind is None or kind is type(statement):
        return statement
    fields = {
        one.name: getattr(statement, one.name)
        for one in msgspec.structs.fields(kind)
        if hasattr(statement, one.name)
    }
    missing = [one.name for one in msgspec.structs.fields(kind) if one.required and one.name not in fields]
    return statement if missing else kind(**fields)
