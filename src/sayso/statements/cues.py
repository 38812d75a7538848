"""Cues: phrases by which a text speaks of a factor, and the forms that each stands for.

A cue is a phrase of words in base form. Readers compare it with the text by Porter2 stems and without regard
to case. Between two words `~` allows up to three other words; a hyphen inside a word allows a hyphen, a space
or nothing. Nothing else has a meaning.
"""

import functools
import itertools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

import msgspec

GAP = "~"
LONGEST_GAP = 3
"""How many words of the text `~` may stand for at most."""

MOST_WORDS = 8
"""How many words a cue may have; more would give thousands of forms."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ISE = re.compile(r"(?P<stem>\w{2,})is(?P<ending>e|ed|er|ing|ation)")


class _Forms(msgspec.Struct, frozen=True):
    """The content of `forms.toml`."""

    irregular: Mapping[str, tuple[str, ...]]
    spelling: Mapping[str, str]
    ise: Mapping[str, frozenset[str]]


def check_cue(phrase: str) -> str | None:
    """Return what is wrong with a cue, or None.

    >>> check_cue("take ~ to the street")
    >>> check_cue("~ street")
    'starts or ends with ~; want a word on both sides of it'
    """
    parts = phrase.split()
    if not parts:
        return "is empty; want words in base form"
    if GAP in {parts[0], parts[-1]}:
        return f"starts or ends with {GAP}; want a word on both sides of it"
    if len(parts) > MOST_WORDS:
        return f"has {len(parts)} words; want at most {MOST_WORDS}"
    for part in parts:
        if part != GAP and _WORD.fullmatch(part) is None:
            return f"holds {part!r}; want words, and {GAP} standing alone between them"
    if any(first == second == GAP for first, second in itertools.pairwise(parts)):
        return f"holds {GAP} twice in a row; one allows up to {LONGEST_GAP} words"
    return None


def expand_cue(phrase: str) -> tuple[str, ...]:
    """Return the phrases that a cue stands for, the cue's own words first.

    Added are irregular forms, American spelling, and hyphenated words written apart or as one.

    Raises:
        ValueError: if `phrase` is not a cue.

    >>> expand_cue("break ~ defence line")[:3]
    ('break ~ defence line', 'break ~ defense line', 'broke ~ defence line')
    >>> expand_cue("pro-western")
    ('pro-western', 'pro western', 'prowestern')
    """
    wrong = check_cue(phrase)
    if wrong is not None:
        raise ValueError(f"cue {phrase!r} {wrong}")
    ways = [_ways(part) for part in phrase.lower().replace("’", "'").split()]
    return tuple(dict.fromkeys(" ".join(way) for way in itertools.product(*ways)))


def _ways(part: str) -> tuple[str, ...]:
    """Return the ways to write one word of a cue."""
    pieces = [_spellings(piece) for piece in part.split("-")]
    if len(pieces) == 1:
        return pieces[0]
    return tuple(joint.join(way) for way in itertools.product(*pieces) for joint in ("-", " ", ""))


def _spellings(word: str) -> tuple[str, ...]:
    forms = _forms()
    found = [word, *forms.irregular.get(word, ())]
    if word in forms.spelling:
        found.append(forms.spelling[word])
    ise = _ISE.fullmatch(word)
    if ise is not None and f"{ise['stem']}ise" not in forms.ise["always"]:
        found.append(f"{ise['stem']}iz{ise['ending']}")
    return tuple(dict.fromkeys(found))


@functools.cache
def _forms() -> _Forms:
    path = resources.files("sayso.statements").joinpath("data", "forms.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Forms)
