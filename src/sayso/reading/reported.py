"""The words of attribution in a sentence: `NAME said that …`, `… , NAME said`, `according to NAME, …`."""

from collections.abc import Sequence

import msgspec

from sayso.language.annotation import Quotation, Sentence, Token
from sayso.reading.clause import finite_verb
from sayso.reading.wordlists import Reporting, load_words

Tokens = tuple[Token, ...]

_LONGEST_TAIL = 9
_LONGEST_FRONT = 34
_SHORTEST_CONTENT = 3
_NO_SOURCE = frozenset(
    {"whatever", "what", "which", "that", "as", "whoever", "how", "why", "when", "if", "nobody", "no"}
)
_REACH = 12
_WITH_HEARER = frozenset({"tell", "tells", "told"})
_BESIDE_VERB = frozenset({"also", "has", "had", "have", "is", "further", "again", "earlier"})


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The words of attribution in a sentence, and what is left as content."""

    source: Tokens
    """The noun phrase that names the speaker."""
    content: Tokens
    after: Tokens = ()
    """What stands after the verb of speech: who was told, and when."""


def find_frame(sentence: Sentence, quotations: Sequence[Quotation], reporting: Reporting) -> Frame | None:
    """Return the attribution in a sentence, or None where it has none."""
    tokens = sentence.tokens
    outside = [not any(one.start <= token.start < one.end for one in quotations) for token in tokens]
    return (
        _according_frame(tokens, outside, reporting)
        or _tail_frame(tokens, outside, reporting)
        or _front_frame(tokens, outside, reporting)
    )


def _according_frame(tokens: Tokens, outside: list[bool], reporting: Reporting) -> Frame | None:
    for hit in reporting.according.find(tokens):
        if not outside[hit.first]:
            continue
        starts = (
            hit.first == 0 or tokens[hit.first - 1].text in {",", "–", "—"} or hit.first < _SHORTEST_CONTENT
        )
        rest = range(hit.last, len(tokens))
        comma = next((at for at in rest if tokens[at].text == ","), len(tokens))
        source = tokens[hit.last : comma]
        if starts and hit.first < _SHORTEST_CONTENT and comma < len(tokens) - _SHORTEST_CONTENT:
            return Frame(source=source, content=tokens[comma + 1 :])
        if hit.first > _SHORTEST_CONTENT:
            return Frame(source=_trim(tokens[hit.last :]), content=_trim(tokens[: hit.first]))
    return None


def _tail_frame(tokens: Tokens, outside: list[bool], reporting: Reporting) -> Frame | None:
    """Find `CONTENT, NAME said`, `CONTENT” – says NAME` and `CONTENT reported NAME`."""
    for hit in reversed(reporting.tail.find(tokens)):
        stop = _end_of_tail(tokens, hit.last)
        if not outside[hit.first] or stop is None:
            continue
        after, rest = _trim(tokens[hit.last : stop]), tokens[stop:]
        mark = _last_mark(tokens, hit.first)
        if mark is not None and 0 < hit.first - mark - 1 <= _LONGEST_TAIL:
            source, content = tokens[mark + 1 : hit.first], _trim(tokens[:mark])
            if len(content) > _SHORTEST_CONTENT and _is_source(source, reporting):
                return Frame(source=source, content=content + rest, after=after)
        if after and tokens[hit.first].lower not in _WITH_HEARER and _names_somebody(after, reporting):
            content = _trim(tokens[: hit.first])
            joined = hit.first > 0 and (mark == hit.first - 1 or not outside[hit.first - 1])
            if len(content) >= _SHORTEST_CONTENT and (joined or after[0].is_capitalised):
                return Frame(source=after, content=content + rest)
    return None


def _end_of_tail(tokens: Tokens, at: int) -> int | None:
    """Return where the words after a verb of speech end, at a comma or the end; None before `that`."""
    for place in range(at, min(at + _LONGEST_TAIL + 1, len(tokens))):
        token = tokens[place]
        if token.lower == "that" or token.text in {"“", ":"}:
            return None
        apposition = place + 1 < len(tokens) and tokens[place + 1].lower in {"a", "an", "the"}
        if token.text == "," and not apposition:
            return place
    return len(tokens) if len(tokens) - at <= _LONGEST_TAIL else None


def _last_mark(tokens: Tokens, before: int) -> int | None:
    """Return the place of the last comma, dash or closing quotation mark before `before`."""
    return next((at for at in range(before - 1, -1, -1) if tokens[at].text in ',–—-”»"'), None)


def _names_somebody(tokens: Tokens, reporting: Reporting) -> bool:
    return (
        tokens[0].is_capitalised
        or bool(reporting.unnamed.find(tokens))
        or bool(reporting.office.find(tokens))
    )


def _is_source(tokens: Tokens, reporting: Reporting) -> bool:
    if tokens and tokens[0].lower in _NO_SOURCE:
        return False
    return bool(tokens) and (tokens[0].lower in reporting.pronouns or _names_somebody(tokens, reporting))


def _front_frame(tokens: Tokens, outside: list[bool], reporting: Reporting) -> Frame | None:
    """Find `NAME says that CONTENT`, `NAME said: “CONTENT` and `NAME admitted CONTENT`."""
    objects = {hit.first for hit in reporting.with_object.find(tokens)}
    for hit in reporting.verbs.find(tokens):
        if not outside[hit.first] or not 0 < hit.first <= _LONGEST_FRONT:
            continue
        source = _source_before(tokens[: hit.first], reporting)
        if source is None:
            continue
        start = _content_start(tokens, hit.last, reporting)
        if start is not None and len(tokens) - start >= _SHORTEST_CONTENT:
            return Frame(source=source, content=tokens[start:], after=tokens[hit.last : start])
        if hit.first in objects:
            return Frame(source=source, content=tokens[hit.first :])
    return None


def _source_before(tokens: Tokens, reporting: Reporting) -> Tokens | None:
    """Return the noun phrase before a verb of speech, leading adverbials cut off."""
    kept = tuple(token for token in tokens if token.lower not in _BESIDE_VERB)
    while kept:
        # "In turn, NAME" and "Speaking on Monday, NAME": the source stands after the comma.
        comma = next((at for at, token in enumerate(kept) if token.text == ","), None)
        if comma is None or comma + 1 >= len(kept):
            break
        if kept[0].lower not in reporting.adverbial and _is_source(kept[:comma], reporting):
            break
        kept = kept[comma + 1 :]
    return kept if kept and _is_source(kept, reporting) else None


def _content_start(tokens: Tokens, after_verb: int, reporting: Reporting) -> int | None:
    """Return where the reported words start after a verb of speech, or None if none follow."""
    for at in range(after_verb, min(after_verb + 8, len(tokens))):
        token = tokens[at]
        if token.text in {":", "“", '"', "«"} or token.lower == "that":
            return at + 1
        if token.text in {".", ";"}:
            return None
    return after_verb if _clause_follows(tokens, after_verb, reporting) else None


def _clause_follows(tokens: Tokens, at: int, reporting: Reporting) -> bool:
    """Tell `said | local officials should …`: reported words without `that`."""
    if at >= len(tokens) or tokens[at - 1].lower not in reporting.saying or not tokens[at].is_word:
        return False
    if tokens[at].lower in reporting.after_saying:
        return False
    verbs = load_words().verbs
    return any(finite_verb(tokens, place, verbs) for place in range(at + 1, min(at + _REACH, len(tokens))))


def _trim(tokens: Tokens) -> Tokens:
    first, last = 0, len(tokens)
    while first < last and not tokens[first].is_word:
        first += 1
    while last > first and not tokens[last - 1].is_word:
        last -= 1
    return tokens[first:last]
