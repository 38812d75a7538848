"""Stretches of text that carry their marks with them while sentences are put together from them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "event", "assessment", "trend", "forecast", "influence", "conditional", "prescription"
]
Sign: TypeAlias = Literal[-1, 1]
Role: TypeAlias = Literal[
    "claim",
    "head",
    "actor",
    "likelihood",
    "cause words",
    "source",
    "cue",
    "content",
    "condition",
    "consequence",
    "cause",
    "effect",
    "signal",
    "nothing",
]
"""What a stretch of text is; `nothing` is a sentence that claims nothing of the catalogue."""


def sign_of(number: int) -> Sign:
    """Return the sign of a product of signs."""
    return 1 if number > 0 else -1


_SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a phrase and what it is there."""

    role: Role
    start: int
    end: int
    key: int
    """Number of the claim, matter, attribution, condition or cause that it belongs to."""
    actor: str | None = None
    """For an actor's mention: the identifier."""
    weak: bool = False
    """For an actor's mention: a pronoun or the like, which gives way to a name in the same claim."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a clause or noun is about: a factor of one or more actors or pairs."""

    key: int
    factor: str
    pairs: tuple[tuple[str, str | None], ...]
    """FROM and TO; TO is None for a factor of one actor."""

    def written(self) -> tuple[str, ...]:
        """Return `factor(FROM>TO)` for each pair."""
        return tuple(
            f"{self.factor}({start})" if end is None else f"{self.factor}({start}>{end})"
            for start, end in self.pairs
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that a phrase makes."""

    key: int
    kind: Kind
    matter: Matter
    sign: Sign
    cause: Matter | None = None
    speaker: str | None = None
    """None until the phrase is put into a mouth."""
    via: tuple[str, ...] = ()
    phenomena: tuple[str, ...] = ()
    """What the text shows here: names of templates and of what they test."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with their marks."""

    text: str
    spans: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()

    def marked(self, role: Role, key: int, *, actor: str | None = None, weak: bool = False) -> "Phrase":
        """Return the same words with a mark over all of them."""
        return replace(self, spans=(*self.spans, Span(role, 0, len(self.text), key, actor, weak)))

    def capitalised(self) -> "Phrase":
        """Return the same with a capital at the start, behind a quotation mark if there is one."""
        at = next((index for index, letter in enumerate(self.text) if letter.isalpha()), 0)
        return replace(self, text=self.text[:at] + self.text[at : at + 1].upper() + self.text[at + 1 :])

    def showing(self, *phenomena: str) -> "Phrase":
        """Return the same with more names of phenomena on each claim."""
        claims = tuple(
            replace(
                claim, phenomena=(*claim.phenomena, *(one for one in phenomena if one not in claim.phenomena))
            )
            for claim in self.claims
        )
        return replace(self, claims=claims)

    def shifted(self, by: int) -> tuple[Span, ...]:
        """Return the marks as they lie when the words begin `by` code points later."""
        return tuple(replace(span, start=span.start + by, end=span.end + by) for span in self.spans)


def fill(template: str, **slots: Phrase | str) -> Phrase:
    """Return the template with its slots filled, all marks in their new places.

    >>> fill("{who} said so", who=Phrase("she").marked("source", 1)).spans
    (Span(role='source', start=0, end=3, key=1, actor=None, weak=False),)
    """
    pieces: list[Phrase] = []
    at = 0
    for slot in _SLOT.finditer(template):
        pieces.append(Phrase(template[at : slot.start()]))
        content = slots[slot[1]]
        pieces.append(Phrase(content) if isinstance(content, str) else content)
        at = slot.end()
    pieces.append(Phrase(template[at:]))
    return together(pieces)


def together(pieces: Iterable[Phrase], between: str = "") -> Phrase:
    """Return the pieces in a row; empty ones are passed over."""
    text = ""
    spans: list[Span] = []
    claims: list[Claim] = []
    for piece in pieces:
        if not piece.text:
            continue
        if text:
            text += between
        spans.extend(piece.shifted(len(text)))
        claims.extend(piece.claims)
        text += piece.text
    return Phrase(text, tuple(spans), tuple(claims))


def words(*pieces: Phrase | str) -> Phrase:
    """Return the pieces with a space between them; empty ones are passed over."""
    return together((Phrase(one) if isinstance(one, str) else one for one in pieces), " ")
