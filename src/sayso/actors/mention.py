"""A place in a text that names an actor."""

from typing import Literal, TypeAlias

import msgspec

How: TypeAlias = Literal["name", "variant", "demonym", "capital", "office", "person", "place"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words in a text that stand for an actor.

    `words == text[start:end]`. A leading article is not part of the words.
    """

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    words: str
    actor: str
    """Identifier: the person's for a person, the state's for a post without a sure holder."""
    state: str | None
    """The state or organisation that the words stand for: UZB for `Karimov`, `Tashkent`, `Uzbek leader`."""
    how: How
    """`name` an exact name, `person` a person's exact name or surname, `variant` another spelling,
    `capital` a capital or seat for the government, `office` a post or the government as such,
    `place` a town or part of the state, which says where something is."""
    plural: bool = False
    """True for people: `Uzbeks`."""
