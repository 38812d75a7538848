"""An endpoint's reply: the words of the model, why it stopped, and the tokens counted."""

from typing import Final, Literal, TypeAlias

import msgspec
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

Remedy: TypeAlias = Literal["ask again", "halve", "stop", "none"]
"""What may help: the same question later, half the text, nothing for any window, nothing for this one."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a model answered, whole."""

    content: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer."""

    message: str
    remedy: Remedy = "none"
    wait_s: float | None = None
    """Seconds that the endpoint asks to wait."""
    cut_off: bool = False
    """Whether the model answered, and was cut off."""
    unreachable: bool = False
    """Whether nothing answered at all."""
    tokens_in: int | None = None
    """Counted for an answer that could not be used."""
    tokens_out: int | None = None


CUT_OFF: Final = Failure(
    message="the answer was cut off at the greatest length", remedy="halve", cut_off=True
)


class _Lenient(BaseModel):
    """Endpoints add fields of their own; those that are read must be of the right type."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Message(_Lenient):
    content: str | None = None


class _Choice(_Lenient):
    message: _Message
    finish_reason: str | None = None


class _Completion(_Lenient):
    choices: list[_Choice] = Field(min_length=1)
    usage: JsonValue = None


def read_completion(body: bytes) -> Reply | Failure:
    """Return the reply in the body of a chat completion.

    >>> read_completion(b'{"choices": [{"message": {"content": "[]"}, "finish_reason": "length"}]}').remedy
    'halve'
    """
    try:
        found = _Completion.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return Failure(
            message=f"the reply is no chat completion ({where}: {first['msg']})", remedy="ask again"
        )
    choice = found.choices[0]
    counted = found.usage if isinstance(found.usage, dict) else {}
    tokens_in, tokens_out = _count(counted.get("prompt_tokens")), _count(counted.get("completion_tokens"))
    content = choice.message.content or ""
    failure = _unusable(choice.finish_reason, content)
    if failure is not None:
        return msgspec.structs.replace(failure, tokens_in=tokens_in, tokens_out=tokens_out)
    return Reply(content=content, tokens_in=tokens_in, tokens_out=tokens_out)


def _unusable(finish: str | None, content: str) -> Failure | None:
    if finish == "length":
        return CUT_OFF
    if finish == "content_filter":
        return Failure(message="the endpoint's filter stopped the answer")
    return None if content.strip() else Failure(message="the answer holds no words")


def _count(found: JsonValue) -> int | None:
    """Return a number of tokens, or None for anything that is none."""
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None
