"""Text from outside, made safe to look at: nothing invisible and nothing that turns the line around."""

import re
from collections.abc import Callable
from typing import Any

# Controls except tab, newline and carriage return, which is shown as a new line; bidirectional
# embeddings, overrides, isolates and marks; zero-width space, word joiner and invisible operators; line
# and paragraph separators; the byte-order mark; interlinear and tag characters; lone surrogates.
# Joiners (U+200C, U+200D) stay: scripts need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Return `text` with every invisible or line-turning character written as its code point.

    >>> visible("safe\u202egnp.exe")
    'safe[U+202E]gnp.exe'
    >>> visible("a carriage return\r\nand a new line")
    'a carriage return\nand a new line'
    """
    return _UNSEEN.sub(_written, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    r"""Return `text` made visible, with white space run together.

    >>> one_line("two\n  words")
    'two words'
    """
    return " ".join(visible(text).split())


def each_text(nest: Any, change: Callable[[str], str]) -> Any:
    """Return a nest of dictionaries and sequences with every text in it changed.

    >>> each_text({"name": "a", "more": ["b", 3]}, str.upper)
    {'name': 'A', 'more': ['B', 3]}
    """
    if isinstance(nest, str):
        return change(nest)
    if isinstance(nest, dict):
        return {key: each_text(inner, change) for key, inner in nest.items()}
    return [each_text(inner, change) for inner in nest] if isinstance(nest, list | tuple) else nest


def _written(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
