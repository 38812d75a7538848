"""Words of a text as names are compared: without diacritics, with what may stand between them."""

import re
import unicodedata
from functools import lru_cache

_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
WORD = re.compile(_WORD)

# A name starts at a word with a capital or at a letter that is not a small ASCII one.
ANCHOR = re.compile(rf"(?<![^\W_])(?![a-z0-9]){_WORD}")

# Between two words of one name: a blank or line break, a hyphen, an apostrophe, an initial's full stop.
# The repetitions are bounded so that a run of blanks costs no more than its length.
GAP = re.compile(r"[-‐‑'’ʼ‘`]\n?|\.?[^\S\n]{0,4}\n?[^\S\n]{0,4}")
_LONGEST_WITH_STOP = 3

# Letters that no decomposition takes apart.
_SPECIAL = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
        "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None,
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` without diacritics, case kept.

    >>> fold("Erdoğan"), fold("Türkiye"), fold("Oʻzbekiston")
    ('Erdogan', 'Turkiye', 'Ozbekiston')
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_SPECIAL))
    return "".join(part for part in parts if not unicodedata.combining(part)) or word


def split_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a name as the finder meets them in a text.

    >>> split_name("Côte d’Ivoire"), split_name("U.S.")
    (('Cote', 'd', 'Ivoire'), ('U', 'S'))
    """
    return tuple(fold(word) for word in WORD.findall(name))


def next_word(text: str, end: int) -> tuple[str, int] | None:
    """Return the word that could continue a name ending at `end`, folded, with its own end."""
    gap = GAP.match(text, end)
    if gap is None:
        return None
    word = WORD.match(text, gap.end())
    if word is None:
        return None
    if text[end] == "." and not _may_be_abbreviated(text, end):
        return None
    return fold(word.group()), word.end()


def previous_word(text: str, start: int) -> tuple[str, int] | None:
    """Return the word before `start`, folded, with its own start, if only a gap lies between."""
    end = start
    while end > max(0, start - 4) and not text[end - 1].isalnum():
        end -= 1
    if end == start or GAP.fullmatch(text, end, start) is None:
        return None
    begin = end
    while begin > max(0, end - 40) and (text[begin - 1].isalnum() or "\u0300" <= text[begin - 1] <= "\u036f"):
        begin -= 1
    if begin == end or (text[end] == "." and not _may_be_abbreviated(text, end)):
        return None
    return fold(text[begin:end]), begin


def _may_be_abbreviated(text: str, stop: int) -> bool:
    """Tell whether the full stop at `stop` follows a word short enough to be an abbreviation."""
    begin = stop
    while begin > 0 and stop - begin <= _LONGEST_WITH_STOP and text[begin - 1].isalpha():
        begin -= 1
    return stop - begin <= _LONGEST_WITH_STOP
