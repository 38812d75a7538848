"""The marks of a finished text: where its claims stand, and the structure that they stand in."""

from collections.abc import Sequence

from tests.quality.generator.phrase import Claim, Phrase, Role, Span


def claim_span(text: Phrase, claim: Claim) -> Span:
    """Return where a claim stands."""
    return next(span for span in text.spans if span.role == "claim" and span.key == claim.key)


def one_span(text: Phrase, claim: Claim, role: Role) -> Span | None:
    """Return the mark of a role that belongs to a claim; None where it has none."""
    return next((span for span in text.spans if span.role == role and span.key == claim.key), None)


def actor_span(text: Phrase, claim: Claim, actor: str) -> Span | None:
    """Return the mention of an actor in a claim, a name rather than a pronoun; None where it has none."""
    found = [
        span
        for span in text.spans
        if span.role == "actor" and span.key == claim.matter.key and span.actor == actor
    ]
    return min(found, key=lambda span: (span.weak, span.start), default=None)


def in_order(text: Phrase) -> list[Claim]:
    """Return the claims in text order."""

    def place(claim: Claim) -> tuple[int, int]:
        span = claim_span(text, claim)
        return span.start, span.end

    return sorted(text.claims, key=place)


def groups(text: Phrase, roles: Sequence[Role]) -> list[list[list[Span]]]:
    """Return, for each attribution, condition or cause, the spans of each of its roles, all in text order."""
    found = sorted(
        (span for span in text.spans if span.role in roles), key=lambda span: (span.start, span.end)
    )
    keys = dict.fromkeys(span.key for span in found)
    return [
        [[span for span in found if span.key == key and span.role == role] for role in roles] for key in keys
    ]
