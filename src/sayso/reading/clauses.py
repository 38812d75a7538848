"""Sentences → clauses: frames off the front, coordinated claims apart, conditions with their consequence."""

from collections.abc import Sequence

from sayso.language.annotation import Token
from sayso.reading.clause import Clause, Condition, finite_verb
from sayso.reading.wordlists import Verbs, Words

Tokens = tuple[Token, ...]

_COORDINATORS = frozenset({"and", "but", "yet", "while", "whereas", "so", "although", "though", "nor"})
_COMMA_ONLY = _COORDINATORS - {"and", "but"}
_SUBORDINATORS = frozenset({"as", "when", "which", "who", "where"})
_NO_SUBJECT = frozenset({"that", "which", "who", "whom", "whose", "including", "not", "such", "or"})
_ASKING = frozenset({"who", "whom", "whose", "what", "why", "how", "where", "when", "which"})
_WONDERING = frozenset({"who", "whose", "whether", "why", "how"})
_BREAKS = frozenset({";", "–", "—"})
_SHORTEST = 3
_REACH = 9
"""How many tokens a coordinated clause's subject may take before its verb."""


def split_clauses(tokens: Tokens, words: Words) -> tuple[Clause, ...]:
    """Return the clauses of one sentence, in text order; empty for a sentence without words.

    Of a question only what it takes for granted is returned: `Will it hold?` and `Who leads?` claim
    nothing, `The army wavers; will it hold?` claims that the army wavers.
    """
    asks = any(token.text == "?" for token in tokens[-3:])
    clauses: list[Clause] = []
    for segment in _segments(_strip_marks(tokens)):
        if segment[0].lower not in _WONDERING and not (asks and _is_open(segment, words.verbs)):
            clauses += _segment_clauses(segment, words)
    return tuple(clauses)


def _is_open(tokens: Tokens, verbs: Verbs) -> bool:
    """Tell a question proper, which asks with a question word or a verb in front."""
    first = tokens[0].lower
    if first in _ASKING or first in verbs.modal or first in verbs.auxiliary:
        return True
    asking = _ASKING | verbs.auxiliary | verbs.modal
    return any(tokens[at - 1].text == "," and tokens[at].lower in asking for at in range(1, len(tokens)))


def _strip_marks(tokens: Sequence[Token]) -> Tokens:
    """Return the tokens without marks at either end, a currency or percent sign excepted."""
    first, last = 0, len(tokens)
    while first < last and not tokens[first].is_word and tokens[first].text not in "$€£":
        first += 1
    while last > first and not tokens[last - 1].is_word and tokens[last - 1].text != "%":
        last -= 1
    return tuple(tokens[first:last])


def _segments(tokens: Tokens) -> list[Tokens]:
    """Return the stretches between semicolons, dashes, and a colon with enough on both sides."""
    pieces: list[Tokens] = []
    first = 0
    for at, token in enumerate(tokens):
        colon = token.text == ":" and at - first >= _SHORTEST and len(tokens) - at > _SHORTEST
        if token.text in _BREAKS or colon or _is_dash(tokens, at):
            pieces.append(_strip_marks(tokens[first:at]))
            first = at + 1
    pieces.append(_strip_marks(tokens[first:]))
    return [piece for piece in pieces if piece]


def _is_dash(tokens: Tokens, at: int) -> bool:
    """Tell a hyphen with spaces around it, which does a dash's work."""
    if tokens[at].text != "-" or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start


def _segment_clauses(tokens: Tokens, words: Words) -> list[Clause]:
    lead, rest = _strip_lead(tokens, words)
    background, lead, rest = _split_background(lead, rest, words)
    condition, rest = _take_condition(rest, words)
    more_lead, rest = _strip_lead(rest, words)
    clauses = [_clause(background, (), words)] if background else []
    main = _coordinated(rest, lead + more_lead, words)
    if condition is not None and main:
        main[0] = _with_condition(main[0], condition)
    return clauses + main


def _strip_lead(tokens: Tokens, words: Words) -> tuple[Tokens, Tokens]:
    """Return the connectives and frames at the front, and the rest."""
    at = 0
    while at < len(tokens):
        openings = (words.connective, words.impersonal, words.negative)
        hits = [hit for index in openings for hit in index.find(tokens[at:]) if hit.first == 0]
        step = max((hit.last for hit in hits), default=0)
        if step == 0 or at + step >= len(tokens):
            break
        at += step
        while at < len(tokens) and tokens[at].text == ",":
            at += 1
    at += _adverb_lead(tokens[at:])
    return tokens[:at], tokens[at:]


def _adverb_lead(tokens: Tokens) -> int:
    """Return how many tokens a leading adverb with its comma takes: `Apparently, …`."""
    single = len(tokens) > _SHORTEST and tokens[1].text == "," and tokens[0].lower.endswith("ly")
    return 2 if single else 0


def _split_background(lead: Tokens, tokens: Tokens, words: Words) -> tuple[Tokens, Tokens, Tokens]:
    """Cut a leading `as …,` or `when …,` off; return it, the lead and the rest."""
    hit = next((hit for hit in words.background.find(tokens[:3]) if hit.first == 0), None)
    if hit is None:
        return (), lead, tokens
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), None)
    if comma is None or comma < _SHORTEST or len(tokens) - comma <= _SHORTEST:
        return (), lead, tokens
    if tokens[comma + 1].lower in _NO_SUBJECT:
        return (), lead, tokens
    return tokens[hit.last : comma], lead, tokens[comma + 1 :]


def _take_condition(tokens: Tokens, words: Words) -> tuple[Condition | None, Tokens]:
    """Return the if-part and what is left, from `If A, B` or `B if A`."""
    hits = words.condition.find(tokens)
    opening = next((hit for hit in hits if hit.first == 0), None)
    if opening is not None:
        verbs = words.verbs
        for comma, token in enumerate(tokens):
            if token.text == "," and any(finite_verb(tokens, at, verbs) for at in range(comma, len(tokens))):
                inside = tokens[opening.last : comma]
                rest = tokens[comma + 1 :]
                if rest and rest[0].lower == "then":
                    rest = rest[1:]
                if inside and rest:
                    return Condition(tokens=inside, start=tokens[0].start, negated=opening.payload), rest
        return None, tokens
    closing = next((hit for hit in hits if hit.first >= _SHORTEST and hit.last < len(tokens)), None)
    if closing is None or tokens[closing.first - 1].lower in {"as", "even", "what", "only"}:
        return None, tokens
    inside = tokens[closing.last :]
    if not any(finite_verb(inside, at, words.verbs) for at in range(len(inside))):
        return None, tokens
    rest = _strip_marks(tokens[: closing.first])
    return Condition(tokens=inside, start=rest[0].start, negated=closing.payload), rest


def _with_condition(clause: Clause, condition: Condition) -> Clause:
    return Clause(
        tokens=clause.tokens,
        lead=clause.lead,
        condition=condition,
        subject=clause.subject,
        helpers=clause.helpers,
        shares=clause.shares,
    )


def _coordinated(tokens: Tokens, lead: Tokens, words: Words) -> list[Clause]:
    clauses: list[Clause] = []
    first = 0
    for at in range(1, len(tokens)):
        if not _starts_clause(tokens, first, at, words.verbs):
            continue
        piece = _strip_marks(tokens[first:at])
        if piece and not _wonders(piece):
            clauses.append(_piece(piece, lead, words, clauses))
        first = at if tokens[at].lower in _SUBORDINATORS else at + 1
    piece = _strip_marks(tokens[first:])
    if piece and not _wonders(piece):
        clauses.append(_piece(piece, lead, words, clauses))
    return clauses


def _wonders(tokens: Tokens) -> bool:
    """Tell an embedded question: `… and who would come`."""
    first = 1 if tokens[0].lower in _COORDINATORS and len(tokens) > 1 else 0
    return tokens[first].lower in _WONDERING


def _piece(tokens: Tokens, lead: Tokens, words: Words, before: Sequence[Clause]) -> Clause:
    if not before:
        return _clause(tokens, lead, words)
    own_lead, rest = _strip_lead(tokens[1:] if tokens[0].lower == "that" else tokens, words)
    return _clause(rest or tokens, own_lead, words, before=before)


def _starts_clause(tokens: Tokens, first: int, at: int, verbs: Verbs) -> bool:
    """Tell whether the word at `at` joins two clauses, each with a verb of its own."""
    if not _may_join(tokens, at, verbs):
        return False
    if not any(finite_verb(tokens, place, verbs) for place in range(first, at)):
        return False
    word, comma = tokens[at].lower, tokens[at - 1].text == ","
    reach = min(at + 1 + _REACH, len(tokens))
    if word in {"and", "but"} and tokens[min(at + 1, len(tokens) - 1)].lower == "that":
        reach = len(tokens)
    elif word == "and" and not comma:
        return _own_subject(tokens, at + 1, verbs) or _bare_verb(tokens, at + 1, verbs)
    return any(finite_verb(tokens, place, verbs) for place in range(at + 1, reach))


def _may_join(tokens: Tokens, at: int, verbs: Verbs) -> bool:
    """Tell whether the word at `at` can stand between two clauses at all."""
    word, comma = tokens[at].lower, tokens[at - 1].text == ","
    if tokens[at - 1].lower in verbs.modal or tokens[at - 1].lower in verbs.auxiliary:
        return False
    if word in _COORDINATORS:
        return comma or word not in _COMMA_ONLY
    listed = tokens[at].text == "," and _own_subject(tokens, at + 1, verbs)
    return listed or (comma and word in _SUBORDINATORS)


def _own_subject(tokens: Tokens, at: int, verbs: Verbs) -> bool:
    """Tell whether a subject and an unmistakable verb follow: `Turkey is …`, `they took …`."""
    if at < len(tokens) and tokens[at].lower in _NO_SUBJECT:
        return False
    for place in range(at + 1, min(at + _REACH, len(tokens))):
        if tokens[place].text in ",;":
            return False
        word = tokens[place].lower
        if word in verbs.auxiliary or word in verbs.modal:
            return True
        if word in verbs.irregular_past and finite_verb(tokens, place, verbs):
            return True
    return False


def _bare_verb(tokens: Tokens, at: int, verbs: Verbs) -> bool:
    """Tell whether a verb phrase follows that shares the subject: `… and have a good effect`."""
    if at >= len(tokens):
        return False
    word = tokens[at].lower
    if word.endswith("ly") and at + 1 < len(tokens):
        at, word = at + 1, tokens[at + 1].lower
    if word in verbs.auxiliary or word in verbs.modal or word in verbs.irregular_past:
        return True
    follower = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    determined = follower in {"the", "a", "an", "its", "their", "his", "her", "no", "more", "to", "up"}
    return tokens[at].stem in verbs.stems and determined


def _clause(tokens: Tokens, lead: Tokens, words: Words, *, before: Sequence[Clause] = ()) -> Clause:
    verbs = words.verbs
    first_verb = next((at for at in range(len(tokens)) if finite_verb(tokens, at, verbs)), len(tokens))
    helpers = tuple(
        token.lower for token in tokens if token.lower in verbs.auxiliary or token.lower in verbs.modal
    )
    subject = tokens[:first_verb]
    shares = bool(before) and (first_verb == 0 or _bare_verb(tokens, 0, verbs))
    if shares:
        subject = before[-1].subject
        helpers = helpers or before[-1].helpers
        if not set(helpers) & verbs.modal:
            helpers = tuple(word for word in before[-1].helpers if word in verbs.modal) + helpers
    return Clause(tokens=tokens, lead=lead, subject=subject, helpers=helpers, shares=shares)
