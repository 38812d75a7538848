"""The words around names: posts, what may stand before a surname, names that need care."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from sayso.actors.office import Role


class PostWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words for a post, and how the offices are found that they can mean."""

    words: tuple[str, ...]
    role: Role | None = None
    title: str | None = None
    """How the office's title begins."""
    leads: bool = False
    """The words mean whoever leads."""
    government: bool = False
    """The words mean the government as such and no person."""


class Lexis(msgspec.Struct, frozen=True, kw_only=True):
    """Word tables; all in small letters but names."""

    posts: tuple[PostWords, ...]
    not_holder: frozenset[str]
    holder: frozenset[str]
    titles: frozenset[str]
    office_titles: frozenset[str]
    openers: frozenset[str]
    namesakes: frozenset[str]
    common_surnames: frozenset[str]
    shouted_words: frozenset[str]
    never_small: frozenset[str]
    given_forms: tuple[tuple[str, ...], ...]


@cache
def load_lexis() -> Lexis:
    """Return the word tables that come with the package."""
    with (resources.files("sayso.actors") / "data" / "lexis.toml").open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    return Lexis(
        posts=msgspec.convert(read["post_words"], tuple[PostWords, ...]),
        not_holder=frozenset(read["modifiers"]["not_holder"]),
        holder=frozenset(read["modifiers"]["holder"]),
        titles=frozenset(read["before_surname"]["titles"]),
        office_titles=frozenset(read["before_surname"]["office_titles"]),
        openers=frozenset(read["before_surname"]["openers"]),
        namesakes=frozenset(read["care"]["namesakes"]),
        common_surnames=frozenset(read["care"]["common_surnames"]),
        shouted_words=frozenset(read["care"]["shouted_words"]),
        never_small=frozenset(read["care"]["never_small"]),
        given_forms=tuple(tuple(forms) for forms in read["given"]["forms"]),
    )
