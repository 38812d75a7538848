"""Finding words in a text as it stands, whatever became of its white space and its marks on the way."""

import unicodedata

import msgspec

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_OUTER = "\"' "
_LONG_ENOUGH = 2
"""Words that a quote has at least: one word stands anywhere."""


class Plain(msgspec.Struct, frozen=True):
    """A text with plain marks and single spaces, and where each of its characters comes from."""

    text: str
    places: tuple[int, ...]
    """Code point in the original of each character of `text`."""


def plain(text: str, *, offset: int = 0) -> Plain:
    """Return `text` with straight quotation marks, plain hyphens and one space for any white space.

    Characters that show nothing (zero-width ones, direction marks, Unicode tags) are left out; `places` are
    counted from `offset`.

    >>> plain("“So  it is”").text
    '"So it is"'
    """
    kept: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text.translate(_MARKS), start=offset):
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        if character.isspace() or category in {"Cc", "Cs"}:
            if not kept or kept[-1] == " ":
                continue
            character = " "  # noqa: PLW2901 - any white space counts as one space
        kept.append(character)
        places.append(at)
    if kept and kept[-1] == " ":
        kept.pop()
        places.pop()
    return Plain("".join(kept), tuple(places))


def shown(text: str) -> str:
    r"""Return `text` on one line as a model is shown it: marks as they are, nothing that does not show.

    >>> shown("“So\nit\u200b is”")
    '“So it is”'
    """
    visible = "".join(" " if _breaks(one) else one for one in text if unicodedata.category(one) != "Cf")
    return " ".join(visible.split())


def _breaks(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cs"}


def find_words(words: str, text: Plain, *, any_case: bool = False) -> tuple[int, int] | None:
    """Return start and end of the first place in the original where `words` stand as whole words.

    White space and the form of quotation marks and dashes make no difference; quotation marks around
    `words` may be missing in the text.

    >>> find_words('"it  is"', plain("So it is."))
    (3, 8)
    >>> find_words("it i", plain("So it is."))
    """
    sought, inside = plain(words).text, text.text
    if any_case:
        sought, inside = _small(sought), _small(inside)
    for needle in dict.fromkeys([sought, sought.strip(_OUTER)]):
        at = inside.find(needle) if needle else -1
        while at >= 0:
            if _whole(inside, at, at + len(needle)):
                return text.places[at], text.places[at + len(needle) - 1] + 1
            at = inside.find(needle, at + 1)
    return None


def find_quote(quote: str, text: str, flat: Plain, *, start: int) -> tuple[int, int] | None:
    """Return where a quote of at least two words stands in `text`, a stretch that begins at `start`.

    The exact words go first; then those that differ from `flat`, the same stretch made plain, in nothing.
    """
    if len(quote.split()) < _LONG_ENOUGH:
        return None
    at = text.find(quote) if quote == quote.strip() else -1
    while at >= 0:
        if _whole(text, at, at + len(quote)):
            return start + at, start + at + len(quote)
        at = text.find(quote, at + 1)
    return find_words(quote, flat)


def _small(text: str) -> str:
    """Return `text` in lower case, as long as it was."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether the span does not begin or end inside a word."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (before or after)
