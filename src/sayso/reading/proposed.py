"""Statements that the encoder proposes → claims with their actors."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.language.annotation import About, Paragraph, Proposal, Word
from sayso.reading.about import PlacedCue, weigh
from sayso.reading.kinds import is_told, kind_of
from sayso.reading.parties import Parties
from sayso.reading.sides import Where, from_context, sides
from sayso.statements.catalogue import Catalogue
from sayso.statements.factor import Factor
from sayso.statements.statement import Sign

KIND_SHARE = 0.05
"""A proposal is looked at from this probability of its kind on, times that of its factor."""
_PAIR = 2
_EVEN = 0.5
_CAUSE_SHARE = 0.3
_OVER_CLAUSES = frozenset({"conditional", "influence"})
_EDGE_MARKS = frozenset("“”\"'‘’.,;:–—-()[]«»")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A statement before its speaker is known."""

    factor: Factor
    sign: Sign
    cause: Factor | None
    first: int
    last: int
    """Words `[first, last)` of the paragraph."""
    proposal: Proposal
    """What the encoder said."""
    about: About
    """The factor, its share after the cues were weighed in."""
    named: bool
    """Whether the words of the statement name its actors."""

    @property
    def share(self) -> float:
        """Product of the probabilities of kind and factor."""
        return self.proposal.kind_share * self.about.share


def drafts(
    paragraph: Paragraph,
    sentence: int,
    *,
    cues: Sequence[PlacedCue],
    parties: Parties,
    catalogue: Catalogue,
) -> list[Draft]:
    """Return the statements proposed in a sentence, one for each actor or pair."""
    here = paragraph.sentences[sentence]
    found: list[Draft] = []
    for proposal, (first, last) in _told(paragraph, sentence, parties):
        where = Where(parties=parties, span=(first, last), sentence=(here.first_word, here.last_word))
        place = (paragraph.words[first].start, paragraph.words[last - 1].end)
        for about in weigh(
            proposal.factors, [cue for cue in cues if place[0] <= cue.start and cue.end <= place[1]]
        ):
            if proposal.kind_share * about.share < KIND_SHARE:
                continue
            pairs, named = sides(proposal, catalogue.definition(about.factor), where)
            cause = _cause(proposal, parties, catalogue, pairs)
            found += [
                Draft(
                    factor=Factor(about.factor, one, other),
                    sign=1 if about.plus >= _EVEN else -1,
                    cause=cause,
                    first=first,
                    last=last,
                    proposal=proposal,
                    about=about,
                    named=named,
                )
                for one, other in pairs
            ]
    return found


def _told(
    paragraph: Paragraph, sentence: int, parties: Parties
) -> Iterator[tuple[Proposal, tuple[int, int]]]:
    """Yield the proposals of a sentence that tell something, with their kind settled, and their words."""
    here = paragraph.sentences[sentence]
    for proposal in _chosen(paragraph.proposals, here.first_word, here.last_word):
        first, last = _trimmed(paragraph.words, *_own_span(proposal, parties))
        if first >= last:
            continue
        kind = kind_of(proposal, paragraph.words, first, last)
        if kind != "event" or is_told(paragraph, proposal.head, first, last):
            yield msgspec.structs.replace(proposal, kind=kind), (first, last)


def _chosen(proposals: Iterable[Proposal], first: int, last: int) -> list[Proposal]:
    """Return the proposals of a sentence, the likeliest kind for each word."""
    best: dict[int, Proposal] = {}
    for one in proposals:
        if first <= one.head < last and (one.head not in best or one.kind_share > best[one.head].kind_share):
            best[one.head] = one
    return list(best.values())


def _own_span(proposal: Proposal, parties: Parties) -> tuple[int, int]:
    """Return a proposal's words without clauses coordinated with its own, which are spans of their own.

    A conditional and an influence span two clauses.
    """
    if proposal.kind in _OVER_CLAUSES:
        return proposal.first, proposal.last
    return parties.own_clause(proposal.head, proposal.first, proposal.last)


def _trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Return a span without punctuation at its edges."""
    while first < last and words[first].text in _EDGE_MARKS:
        first += 1
    while last > first and words[last - 1].text in _EDGE_MARKS:
        last -= 1
    return first, last


def _cause(
    proposal: Proposal,
    parties: Parties,
    catalogue: Catalogue,
    pairs: Sequence[tuple[str, str | None]],
) -> Factor | None:
    """Return the factor that moves the other or is the condition, where the catalogue has it."""
    if proposal.kind not in {"influence", "conditional"} or proposal.cause_factor is None:
        return None
    if proposal.cause_share < _CAUSE_SHARE or not pairs:
        return None
    definition = catalogue.definition(proposal.cause_factor)
    named = parties.at(proposal.cause) if proposal.cause is not None else []
    own = [one for one in pairs[0] if one is not None]
    actors = [*named, *(one for one in own if one not in named)]
    if not definition.dyadic:
        return Factor(proposal.cause_factor, actors[0])
    if len(actors) < _PAIR:
        actors += from_context(actors, parties.context)
    return Factor(proposal.cause_factor, actors[0], actors[1]) if len(actors) >= _PAIR else None
