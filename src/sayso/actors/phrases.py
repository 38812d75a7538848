"""Phrases compared without regard to case, quotation marks and spacing."""

from sayso.actors.tokens import WORD, fold

_EDGE = " "


def comparable(text: str) -> str:
    """Return the words of `text` in small letters, one blank between them and at either end.

    >>> comparable("The coalition against the “Islamic  State” (IS)")
    ' the coalition against the islamic state is '
    """
    return _EDGE + " ".join(fold(word).lower() for word in WORD.findall(text)) + _EDGE


def stands_in(phrase: str, text: str) -> bool:
    """Tell whether the words of `phrase` stand in a row in `text`, which `comparable` made.

    >>> stands_in("Islamic State", comparable("against the “Islamic State”"))
    True
    """
    return comparable(phrase) in text
