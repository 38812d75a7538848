"""Who is named in a document, and who a few words of it stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.actors import ActorTable, Mention
from sayso.documents.document import Document
from sayso.language.annotation import Token
from sayso.language.tokens import joined, tokenize
from sayso.reading.wordlists import Reporting
from sayso.statements.statement import Speaker, SpeakerKind

_LONGEST_ROLE = 80
_ARTICLES = frozenset({"the", "a", "an"})
_FULL_NAME = 2
"""Words that a full name has at least."""
_INITIALS = 2
"""Longer words in capitals are abbreviations, not names."""
_AFTER_HEAD = frozenset(
    {"to", "of", "for", "with", "from", "at", "in", "on", "who", "close", "near", "told", "familiar"}
)


@dataclass(frozen=True)
class Names:
    """The people, actors and outlets that a document names."""

    mentions: tuple[Mention, ...]
    """Actors, in text order."""
    people: Mapping[str, str]
    """Identifier of each person among the mentions → the person's name."""
    surnames: Mapping[str, str]
    """Last word of a full name → the full name, for people whom the actor table does not know."""


def collect_names(document: Document, actors: ActorTable, reporting: Reporting) -> Names:
    """Return the names in `document`, the whole of its text."""
    on = document.date.interval if document.date else None
    mentions = actors.find(document.text, on=on)
    named = {mention.actor: actors.actor(mention.actor) for mention in mentions}
    people = {one.id: one.name for one in named.values() if one.kind == "person"}
    others = [mention for mention in mentions if mention.actor not in people]
    tokens = tokenize(document.text)
    surnames: dict[str, str] = {}
    for first, last in _capitalised_runs(tokens, others, reporting):
        if last - first >= _FULL_NAME:
            full = " ".join(token.text for token in tokens[first:last])
            surnames.setdefault(tokens[last - 1].text, full)
    return Names(mentions=mentions, people=people, surnames=surnames)


def _capitalised_runs(
    tokens: Sequence[Token], mentions: Sequence[Mention], reporting: Reporting
) -> list[tuple[int, int]]:
    """Return `[first, last)` of each run of capitalised words that may be a person's name."""
    covered = {place for mention in mentions for place in range(mention.start, mention.end)}
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for at, token in enumerate(tokens):
        named = (
            token.is_word
            and token.is_capitalised
            and token.start not in covered
            and token.lower not in reporting.titles
            and token.lower not in reporting.common
            and (len(token.text) <= _INITIALS or not token.text.isupper())
        )
        if named and first is None:
            first = at
        if not named and first is not None:
            runs.append((first, at))
            first = None
    if first is not None:
        runs.append((first, len(tokens)))
    return runs


def speaker_in(
    tokens: Sequence[Token], *, names: Names, reporting: Reporting, earlier: Sequence[Speaker]
) -> Speaker | None:
    """Return the speaker that a noun phrase names, or None where it names none.

    `earlier` are the document's speakers so far, latest last; pronouns and definite descriptions
    (`the source`) take one of them up.
    """
    words = [token for token in tokens if token.is_word]
    if not words:
        return None
    if words[0].lower in reporting.pronouns:
        return next((one for one in reversed(earlier) if one.kind in {"person", "unnamed"}), None)
    head = _head(tokens, reporting)
    return (
        _known_person(head, names)
        or _full_name(head, names, reporting)
        or _outlet(head, reporting)
        or _office(head, names, reporting)
        or _unnamed(tokens, reporting, earlier)
        or _actor(head, names)
    )


def _head(tokens: Sequence[Token], reporting: Reporting) -> Sequence[Token]:
    """Return the phrase as far as its head reaches: `an aide | to NAME`, `a source | supplying OUTLET`.

    What stands in apposition stays: `the aide, NAME`.
    """
    heads = reporting.unnamed.find(tokens)
    if not heads:
        return tokens
    for at in range(heads[0].last, len(tokens)):
        if tokens[at].text == ",":
            return tokens
        if tokens[at].lower in _AFTER_HEAD or tokens[at].lower.endswith("ing"):
            return tokens[:at]
    return tokens


def _inside(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions among `tokens`; a town speaks for nobody."""
    start, end = tokens[0].start, tokens[-1].end
    return [
        mention
        for mention in mentions
        if start <= mention.start and mention.end <= end and mention.how != "place"
    ]


def _known_person(tokens: Sequence[Token], names: Names) -> Speaker | None:
    for mention in _inside(tokens, names.mentions):
        if mention.actor in names.people and mention.how != "office":
            role = _role(tokens, mention.start, mention.end)
            name = names.people[mention.actor]
            return Speaker(name=name, kind="person", role=role, actor=mention.actor)
    return None


def _full_name(tokens: Sequence[Token], names: Names, reporting: Reporting) -> Speaker | None:
    for first, last in _capitalised_runs(tokens, names.mentions, reporting):
        run = tokens[first:last]
        text = " ".join(token.text for token in run)
        full = names.surnames.get(run[-1].text)
        outlet = _outlet(run, reporting)
        if outlet is not None or (full is None and len(run) == 1):
            continue
        role = _role(tokens, run[0].start, run[-1].end)
        name = full if full is not None and len(run) == 1 else text
        return Speaker(name=name, kind="person", role=role)
    return None


def _role(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """Return the words around a name that say who it is: `Russian analyst`, `the opposition leader`."""
    before = [token for token in tokens if token.end <= start]
    after = [token for token in tokens if token.start >= end]
    apposed = after[1:] if after and after[0].text == "," else []
    stop = next((at for at, token in enumerate(apposed) if token.text == ","), len(apposed))
    chosen = apposed[:stop] or before
    while chosen and (not chosen[0].is_word or chosen[0].lower in _ARTICLES):
        chosen = chosen[1:]
    if not chosen or len(joined(chosen)) > _LONGEST_ROLE:
        return None
    return joined(chosen).strip(" ,") or None


def _outlet(tokens: Sequence[Token], reporting: Reporting) -> Speaker | None:
    hit = reporting.outlets.first(tokens)
    if hit is None or not tokens[hit.first].is_capitalised:
        return None
    return Speaker(name=hit.payload, kind="outlet")


def _without_relative(tokens: Sequence[Token], reporting: Reporting) -> list[Token]:
    """Drop what comes after the head of the phrase: `a source | close to …`, `… | supplying DW`."""
    kept: list[Token] = []
    for token in tokens:
        if kept and (token.text == "," or token.lower in {"who", "which", "that", "whose"}):
            break
        kept.append(token)
    hit = reporting.to_outlet.first(kept)
    return kept[: hit.first] if hit is not None and hit.first > 0 else kept


def _office(tokens: Sequence[Token], names: Names, reporting: Reporting) -> Speaker | None:
    kept = _without_relative(tokens, reporting)
    hit = reporting.office.first(kept)
    if hit is None:
        return None
    if any(reporting.unnamed.find(kept[: hit.first])):
        return None
    text = joined(_without_article(kept))
    inside = _inside(kept, names.mentions)
    return Speaker(name=text, kind="office", actor=inside[0].state if inside else None)


def _unnamed(tokens: Sequence[Token], reporting: Reporting, earlier: Sequence[Speaker]) -> Speaker | None:
    kept = _without_relative(tokens, reporting)
    hit = reporting.unnamed.first(kept)
    if hit is None:
        return None
    definite = kept[0].lower in {"the", "this", "that", "our", "same"}
    if definite and hit.payload in reporting.returning:
        returning = _taken_up(hit.payload, earlier)
        if returning is not None:
            return returning
    return Speaker(name=joined(_without_article(kept)), kind="unnamed")


def _taken_up(head: str, earlier: Sequence[Speaker]) -> Speaker | None:
    for speaker in reversed(earlier):
        described = f"{speaker.name} {speaker.role or ''}".lower()
        if head in described:
            return speaker
    people = [speaker for speaker in earlier if speaker.kind == "person"]
    return people[-1] if people and len({speaker.name for speaker in people}) == 1 else None


def _actor(tokens: Sequence[Token], names: Names) -> Speaker | None:
    inside = _inside(tokens, names.mentions)
    if not inside:
        return None
    mention = inside[0]
    kind: SpeakerKind = "state" if mention.how in {"capital", "demonym"} else "organisation"
    return Speaker(name=mention.words, kind=kind, actor=mention.actor)


def _without_article(tokens: Sequence[Token]) -> Sequence[Token]:
    first = 0
    while first < len(tokens) - 1 and tokens[first].lower in {"the", "a", "an", "one", "this"}:
        first += 1
    return tokens[first:]
