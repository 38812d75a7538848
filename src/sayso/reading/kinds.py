"""The kind of a proposed statement, where the grammar of its words decides and the encoder was taken in.

Each rule is a line of the guideline (`cases/GUIDELINE.md`, Kind), and held for more than four in five of the
statements marked in `cases/sentences`, `paragraphs` and `running` that have its words.
"""

import re
from collections.abc import Sequence

from sayso.language.annotation import Paragraph, Proposal, Word

_PAST = r"(?:was|were|did|had|used to)"
_TIME = (
    r"(?:last|before|previously|formerly|a (?:year|month|week|decade|generation) (?:ago|before|earlier)|"
    r"(?:in|at|during) (?:the )?(?:(?:19|20)\d\d|spring|summer|autumn|fall|winter))"
)
_THAN_BEFORE = re.compile(rf"\bthan (?:(?:it|they|he|she|we|i|ever|the \w+) )?{_PAST}\b|\bthan {_TIME}\b")
_KEPT_UP = re.compile(r"\b(?:has|have|'ve) (?:\w+ly )?been \w+ing\b")
_USED_TO = re.compile(r"\bused to\b")
_FUTURE = frozenset({"will", "'ll", "wo", "shall"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_STAYS = frozenset({"remain", "remains", "remained"})


def kind_of(proposal: Proposal, words: Sequence[Word], first: int, last: int) -> str:
    """Return the kind of the statement in words `[first, last)`.

    A level compared with an earlier time is a trend, and so is what has been going on; what will be is a
    forecast; what remains is an assessment.
    """
    head = words[proposal.head]
    if proposal.kind == "trend" and head.lower in _STAYS:
        return "assessment"
    if proposal.kind != "assessment":
        return proposal.kind
    if any(words[at].head == proposal.head and words[at].lower in _FUTURE for at in range(first, last)):
        return "forecast"
    said = " ".join(words[at].lower for at in range(first, last))
    changing = (_THAN_BEFORE, _KEPT_UP, _USED_TO)
    return "trend" if any(pattern.search(said) for pattern in changing) else "assessment"


def is_told(paragraph: Paragraph, head: int, first: int, last: int) -> bool:
    """Tell an event that is reported from one that a noun phrase only names, as what something else is about.

    "the end of the mission" tells no event; 3 in 100 marked events have no verb. Headlines do without.
    """
    if paragraph.zone.kind == "title" or paragraph.words[head].upos not in _NOUNS:
        return True
    return any(paragraph.words[at].upos in _VERBS for at in range(first, last))
