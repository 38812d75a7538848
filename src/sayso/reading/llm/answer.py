"""What a model may answer: one JSON object of bounded size, checked strictly."""

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sayso.reading.llm.refused import RefusedError
from sayso.statements.statement import SpeakerKind, Strength

MOST_STATEMENTS = 200
"""Statements in one answer; a window of text holds some dozens."""

# What a model thinks aloud before it answers, and the fence that many put around JSON in spite of the prompt.
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A```(?:json)?[ \t]*\n(.*?)\n?```\Z", re.DOTALL | re.IGNORECASE)
_SHOWN = 80

Kind: TypeAlias = Literal[
    "event", "assessment", "trend", "forecast", "influence", "conditional", "prescription"
]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=120)]
Words: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
Direction: TypeAlias = Literal[-1, 0, 1]


class _Strict(BaseModel):
    """Nothing is turned into another type, and no key is let through that was not asked for."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class SpeakerAnswer(_Strict):
    """Who makes a claim, or passes one on."""

    name: Name = Field(description="The fullest name or description that the text has for the speaker.")
    kind: SpeakerKind = Field(description="What sort of source it is.")
    role: Words | None = Field(default=None, description="As given in the text: `opposition leader`.")


class FactorAnswer(_Strict):
    """A factor of the list and whose it is."""

    name: Name = Field(description="One of the factors listed below.")
    actor: Name = Field(description="The actor; for a pair, the side that is FROM.")
    target: Name | None = Field(default=None, description="For a pair only: the side that is TO.")


class ConditionAnswer(_Strict):
    """What must hold for the consequence of a conditional."""

    words: Words = Field(description="The condition, copied from the text.")
    factor: FactorAnswer | None = Field(default=None, description="What the condition is about.")
    sign: Direction = Field(description="1: it must be high or rise; -1: low or fall; 0: neither.")


class ConfidenceAnswer(_Strict):
    """The speaker's stated confidence in the basis of a claim."""

    words: Words = Field(description="Copied from the text: `with high confidence`.")
    level: Literal["low", "moderate", "high"]


class StatementAnswer(_Strict):
    """One claim by one source."""

    paragraph: Annotated[int, Field(ge=1, le=100_000)] = Field(
        description="The number of the paragraph that holds the quote."
    )
    quote: Annotated[str, Field(min_length=1, max_length=1500)] = Field(
        description="The claim's words, copied character by character from that one paragraph."
    )
    kind: Kind
    speaker: SpeakerAnswer
    via: Annotated[list[SpeakerAnswer], Field(max_length=6)] = Field(
        default=[], description="Who relays the claim, nearest to the reader last; not the document's author."
    )
    speech: Literal["direct", "indirect", "author"] = Field(
        description="direct: in quotation marks or an interview; indirect: reported; author: the text's own."
    )
    endorsed: bool | None = Field(
        default=None, description="For a question: whether the answer takes up what it says. Else null."
    )
    factor: FactorAnswer | None = Field(description="What the claim is about; null where none fits.")
    topic: Words | None = Field(
        default=None, description="Where no factor fits: the text's words for what the claim is about."
    )
    cause: FactorAnswer | None = Field(default=None, description="What moves the factor, if that is said.")
    sign: Direction
    likelihood: Words | None = Field(
        default=None, description="The words that say how likely, copied: `highly likely`, `may`, `will`."
    )
    confidence: ConfidenceAnswer | None = None
    strength: Strength | None = Field(default=None, description="From words of degree; null where none.")
    horizon: Words | None = Field(
        default=None, description="The words for the time that it is about, copied: `within a year`."
    )
    condition: ConditionAnswer | None = Field(default=None, description="For a conditional only.")
    addressee: Name | None = Field(default=None, description="For a prescription: the actor that should act.")


class Answer(_Strict):
    """All claims of the paragraphs asked about."""

    statements: Annotated[list[StatementAnswer], Field(max_length=MOST_STATEMENTS)]


class _Envelope(_Strict):
    """An answer whose statements are not looked at yet: one bad statement does not spoil the others."""

    statements: Annotated[list[dict[str, Any]], Field(max_length=MOST_STATEMENTS)]


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, without the titles that pydantic adds."""
    found: dict[str, Any] = _without_titles(Answer.model_json_schema())
    return found


def read_answer(content: str) -> tuple[dict[str, Any], ...] | str:
    """Return the statements of an answer, not checked yet, or what is wrong with the answer as a whole.

    >>> read_answer('{"statements": []}')
    ()
    >>> read_answer("My answer:")
    'is not JSON (expected value at line 1 column 1)'
    """
    text = _THOUGHT.sub("", content, count=1).strip()
    fenced = _FENCED.fullmatch(text)
    try:
        return tuple(_Envelope.model_validate_json(fenced[1] if fenced else text).statements)
    except ValidationError as error:
        return _described(error)


def check_statement(found: dict[str, Any]) -> StatementAnswer:
    """Return one statement of an answer.

    Raises:
        RefusedError: if a field is missing, unknown, of another type or out of bounds.
    """
    try:
        return StatementAnswer.model_validate(found)
    except ValidationError as error:
        raise RefusedError("is not of the form asked for", _described(error)) from None


def _described(error: ValidationError) -> str:
    """Return the first thing found wrong, with its place, on one line."""
    first = error.errors(include_url=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return f"is not JSON ({first['msg'].removeprefix('Invalid JSON: ')})"
    where = ".".join(str(part)[:_SHOWN] for part in first["loc"]) or "the whole"
    return f"{where}: {first['msg'][:_SHOWN]}"


def _without_titles(schema: Any) -> Any:
    if isinstance(schema, dict):
        # "title" is a keyword only where it is a text; a property of that name would be a schema
        return {
            key: _without_titles(value)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str))
        }
    if isinstance(schema, list):
        return [_without_titles(value) for value in schema]
    return schema
