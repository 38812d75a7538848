"""In which language a text is written."""

import re
from functools import cache
from importlib import resources
from itertools import islice
from tomllib import loads

READ = "en"
"""ISO 639-1 code of the one language that is read so far."""
ENOUGH_STOP_WORDS = 0.25
"""Share of English stop words from which a text counts as English without asking further. Running English
has 0.35 to 0.55 of jusText's 453 words; other languages in Latin script stay under 0.15 (they share `a`,
`in`, `on`, `de`)."""
FEW_WORDS = 25
ENOUGH_OF_FEW = 0.15
"""Share from which so short a text counts as English: on a headline the statistical guess is worse."""
WORDS_LOOKED_AT = 2000
"""Enough to know the share to within two points (two standard errors of a proportion)."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language.

    >>> language_of("Protests are likely to spread to the south of the country in the next months.")
    'en'
    """
    from sayso.documents.boilerplate import stop_words  # noqa: PLC0415 - loads lxml, 0.1 s

    words = [word.group().lower() for word in islice(_WORD.finditer(text), WORDS_LOOKED_AT)]
    if not words:
        return "und"
    share = sum(word in stop_words() for word in words) / len(words)
    if share >= (ENOUGH_STOP_WORDS if len(words) > FEW_WORDS else ENOUGH_OF_FEW):
        return READ
    import py3langid  # noqa: PLC0415 - costs 0.6 s, needed only where stop words do not settle it

    code, _ = py3langid.classify(" ".join(words))
    return str(code)


@cache
def _names() -> dict[str, str]:
    """Return the English names of languages by code."""
    data = resources.files("sayso.documents").joinpath("data/languages.toml").read_text(encoding="utf-8")
    return {str(code): str(name) for code, name in loads(data)["names"].items()}


def language_name(code: str) -> str:
    """Return the English name of a language, or its code where the table has none.

    >>> language_name("ky")
    'Kyrgyz'
    """
    return _names().get(code, code)
