"""Words as the Universal Dependencies treebanks of English cut them, with exact places."""

import re

_PREFIXES = (
    "anti|co|counter|cross|de|ex|extra|hyper|inter|intra|mega|micro|mid|mini|multi|non|over|pan|post|pre|"
    "pro|pseudo|quasi|re|self-e|semi|sub|super|trans|ultra|un|under|e|vice-p"
)
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|St|Ft|Mt|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Brig|Gov|Sen|Rep|Reps|Sens|Hon|Rev|Pres|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Bros|Jr|Sr|No|Nos|vs|etc|al|ca|cf|"
    "Ph\\.D|approx|Ave|Blvd|Rd|pp|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Ed|Vol|ed|vol"
)
_ENDINGS = "com|org|net|gov|edu|info|news|docx?|xls|pdf|txt|html?|jpe?g|uk|de|fr|ru|uz|kz"
_WORD = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?)\]]      # addresses of pages
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                         # and of people
    | \w+(?:[.-]\w+)*\.(?:{_ENDINGS})\b                     # sites and files
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?=\W|$))?            # U.S., a.m., Ph.D
    | (?:{_ABBREVIATIONS})\.(?=\s|,|$|\))                  # Mr.
    | [A-Z]\.(?=\s+[A-Z])                                  # J. Smith
    | \d+(?:[.,:/]\d+)+(?:(?=\W)|$)                        # 1,200 and 04/02/2022
    | (?:{_PREFIXES})-[^\W\d_]+(?:['’][^\W\d_]+)?          # non-alignment
    | [^\W_]+(?:['’‘`][^\W_]+)*['’]?                       # a word with what its apostrophes hold
    | ([.*=+~<>#-])\1+ | [!?]{{2,}} | '' | ‘‘ | ’’ | ``     # runs of one mark
    | [^\w\s] | _+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLITIC = re.compile(r"(?i)(?:n['’‘`]t|['’‘`](?:s|re|ve|ll|d|m)|(?<=s)['’])$")
_PAIRS = {
    "cannot": 3,
    "gonna": 3,
    "wanna": 3,
    "gotta": 3,
    "gimme": 3,
    "lemme": 3,
    "dunno": 2,
}


def word_spans(text: str, *, offset: int = 0) -> list[tuple[int, int]]:
    """Return the `(start, end)` of each word and mark of `text`, counted from `offset`.

    Contractions and possessives are two words, most hyphens are marks of their own (not after a prefix such
    as "non-"), abbreviations keep their dot. Source of the rules: tokens of UD English-EWT and English-GUM.

    >>> text = "The U.S. won't back Ankara's pro-EU, two-year plan."
    >>> [text[a:b] for a, b in word_spans(text)][:8]
    ['The', 'U.S.', 'wo', "n't", 'back', 'Ankara', "'s", 'pro-EU']
    """
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        spans += _parts(match.group(), match.start() + offset)
    return spans


def _parts(word: str, start: int) -> list[tuple[int, int]]:
    end = start + len(word)
    if not word[0].isalnum() or "@" in word or "://" in word:
        return [(start, end)]
    if word[-1] in "'’" and word[-2:-1] not in ("s", "S"):
        return [*_parts(word[:-1], start), (end - 1, end)] if len(word) > 1 else [(start, end)]
    cut = _PAIRS.get(word.lower())
    if cut is not None:
        return [(start, start + cut), (start + cut, end)]
    clitic = _CLITIC.search(word)
    if clitic is None or clitic.start() == 0:
        return [(start, end)]
    return [(start, start + clitic.start()), (start + clitic.start(), end)]
