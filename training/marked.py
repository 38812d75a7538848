"""The passages written and marked for the project (`cases/`) as windows."""

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.language.words import word_spans
from training.corpora import tag_causes, to_words
from training.examples import Claim, Window, short_first, spans_to_bio
from training.labels import KINDS, factors

_FACTORS = factors()
_LIKELIHOOD, _CAUSE = 7, 8
"""Parts of a `+` line that may be missing."""
_PHRASE = 3
"""So many words given as the head of a statement are a phrase, which begins with its head ("has to go")."""


def passages(folder: Path, *, claims: bool = True) -> Iterator[Window]:
    """Yield the passages in `folder`; their form is told in `cases/README.md`.

    With `claims` off, statements were not marked in them.
    """
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            window = passage(block, path.stem)
            if not claims:
                window.claims = None
                window.tags = {name: window.tags[name] for name in ("attribution",)}
            yield window


def passage(block: str, source: str) -> Window:
    """Return one passage with its marks; a mark whose words are not found is left out."""
    lines = block.split("\n")
    is_mark = re.compile(r"[+@?!] ")
    text = "\n".join(line for line in lines[1:] if not is_mark.match(line)).strip()
    marks = [
        (line[0], [part.strip() for part in line[2:].split(" | ")])
        for line in lines[1:]
        if is_mark.match(line)
    ]
    words = word_spans(text)
    return _window(text, words, marks, f"{source} {lines[0].split('|')[0].strip()}")


def _window(
    text: str, words: list[tuple[int, int]], marks: list[tuple[str, list[str]]], source: str
) -> Window:
    claims: list[Claim] = []
    spans: dict[str, list[tuple[int, int, int]]] = {name: [] for name in ("@", "?", "!", "h")}

    def place(written: str, kind: int) -> list[tuple[int, int, int]]:
        found = [find(text, piece.strip()) for piece in written.split(" ... ")]
        return [span for one in found if one and (span := to_words(words, *one, kind)) is not None]

    for sign, parts in marks:
        if sign == "+":
            claim = _claim(text, words, parts)
            if claim is not None:
                claims.append(claim)
            if len(parts) > _LIKELIHOOD:
                spans["h"] += place(parts[_LIKELIHOOD], 0)
        else:
            for kind, part in enumerate(parts[:3]):
                spans[sign] += place(part, kind)
    window = Window([text[a:b] for a, b in words], source, claims=claims)
    size = len(words)
    window.tags["attribution"] = spans_to_bio(size, short_first(spans["@"]))
    window.tags["condition"] = spans_to_bio(size, spans["?"])
    window.tags["hedge"] = spans_to_bio(size, spans["h"])
    if spans["!"]:
        tag_causes(window, spans["!"])
    return window


def find(text: str, words: str) -> tuple[int, int] | None:
    """Return where `words` stand in `text`; `words#2` is their second occurrence, `-` is nowhere.

    >>> find("He said he did.", "he"), find("He said so, he said.", "said#2"), find("He said.", "-")
    ((8, 10), (15, 19), None)
    """
    if words in {"", "-"}:
        return None
    count = 1
    match = re.fullmatch(r"(.*)#(\d)", words, re.DOTALL)
    if match is not None and words not in text:
        words, count = match[1], int(match[2])
    at = -1
    for _ in range(count):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _claim(text: str, words: list[tuple[int, int]], parts: list[str]) -> Claim | None:
    kind, factor, sign, quote, head, ends = parts[:6]
    place = find(text, quote)
    name = factor.split("(")[0]
    if place is None or kind not in KINDS or name not in _FACTORS:
        return None
    inner = find(text[place[0] : place[1]], head)
    span = to_words(words, *place)
    top = to_words(words, place[0] + inner[0], place[0] + inner[1]) if inner else None
    if span is None or top is None:
        return None
    cause_factor, cause_word = None, None
    if len(parts) > _CAUSE and parts[_CAUSE] not in {"", "-"}:
        name_of_cause, _, cause_words = parts[_CAUSE].partition(" @ ")
        cause_name = name_of_cause.split("(")[0].strip()
        cause_factor = _FACTORS.index(cause_name) if cause_name in _FACTORS else None
        cause_word = _last_word(text, words, cause_words.strip())
    sides = [side.strip() for side in re.split(r"\s+>\s+", ends)]
    return Claim(
        head=top[1] - 1 if top[1] - top[0] < _PHRASE else top[0],
        start=span[0],
        end=span[1] - 1,
        kind=KINDS.index(kind),
        factor=_FACTORS.index(name),
        sign=1 if sign == "+" else -1,
        from_word=_last_word(text, words, sides[0], place),
        to_word=_last_word(text, words, sides[1], place) if len(sides) > 1 else None,
        cause_word=cause_word,
        cause_factor=cause_factor,
    )


def _last_word(
    text: str, words: list[tuple[int, int]], written: str, near: tuple[int, int] | None = None
) -> int | None:
    """Return the word that ends the phrase `written`, inside `near` if it stands there.

    "Moldova's" ends with "Moldova".
    """
    written = re.sub(r"['’]s$", "", written)
    place = find(text, written)
    if place is None:
        return None
    if near is not None:
        inner = text.find(written, *near)
        if inner >= 0:
            place = (inner, inner + len(written))
    span = to_words(words, *place)
    return span[1] - 1 if span else None
