"""Moving a statement's place in `sayso review`: its first and last word, by single keys."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from rich.console import Console
from rich.text import Text

from sayso.brief.visible import visible
from sayso.cli.keys import END, key
from sayso.cli.output import say
from sayso.statements.selectors import contexts
from sayso.statements.span import Edge, moved
from sayso.statements.statement import Statement
from sayso.store.reviewing import Passage
from sayso.store.texts import Texts

_MOVES: Final[Mapping[str, tuple[Edge, Literal[-1, 1]]]] = MappingProxyType(
    {"h": ("start", -1), "j": ("start", 1), "k": ("end", -1), "l": ("end", 1)}
)
_KEYS: Final = "h j the first word left, right; k l the last word left, right; y keep; q leave as it was"
_NO_FURTHER: Final[Mapping[tuple[Edge, int], str]] = MappingProxyType(
    {
        ("start", -1): "The text begins here.",
        ("start", 1): "One word has to stay.",
        ("end", -1): "One word has to stay.",
        ("end", 1): "The text ends here.",
    }
)
_MOST_CONTEXT: Final = 600
"""Characters of a paragraph that are shown on either side, as in a review."""


def move_place(statement: Statement, texts: Texts, console: Console) -> Mapping[str, str] | None:
    """Return the place that somebody moves a statement to, as a correction; None where it is left.

    Each key shows the words at once within their paragraph. The text is that of the kept document; where its
    bytes are not kept, or it reads otherwise now, there is nothing to move in, which is told.
    """
    text = texts.text(statement.document)
    start, end = statement.start, statement.end
    if text is None or text[start:end] != statement.quote:
        why = "its document is not kept" if text is None else "its quote stands elsewhere in the document"
        say(f"The place cannot be moved: {why}.")
        return None
    say(_KEYS)
    console.print(passage_text(_around(text, start, end)))
    while (pressed := key()) not in {END, "q", "y"}:
        move = _MOVES.get(pressed)
        if move is None:
            say(f"{pressed!r} is no key here; want {_KEYS}")
            continue
        edge, step = move
        found = moved(text, start, end, edge=edge, step=step)
        if found is None:
            say(_NO_FURTHER[move])
            continue
        start, end = found
        console.print(passage_text(_around(text, start, end)))
    if pressed != "y" or (start, end) == (statement.start, statement.end):
        say("The place is left as it was.")
        return None
    prefix, suffix = contexts(text, start, end)
    return {
        "start": str(start),
        "end": str(end),
        "quote": text[start:end],
        "prefix": prefix,
        "suffix": suffix,
    }


def passage_text(passage: Passage) -> Text:
    """Return a quote within its paragraph, as a review shows it."""
    text = Text(visible(passage.before).lstrip(), style="dim")
    text.append(Text(f"»{visible(passage.quote)}«", style="not dim bold reverse"))
    text.append(Text(visible(passage.after).rstrip(), style="dim"))
    return text


def _around(text: str, start: int, end: int) -> Passage:
    """Return the paragraph of a place, or as much of it as is shown."""
    first = max(text.rfind("\n", 0, start) + 1, start - _MOST_CONTEXT)
    line = text.find("\n", end)
    last = min(len(text) if line < 0 else line, end + _MOST_CONTEXT)
    return Passage(before=text[first:start], quote=text[start:end], after=text[end:last])
