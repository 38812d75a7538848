"""The running text of a page while it is being put together, with the place of each piece in the source."""

import html
import re

from sayso.documents.document import SourceSegment
from sayso.documents.paragraphs import Paragraph

_UNSEEN = "\xad\u200b\u2060\ufeff"
"""Where a line may or may not be broken: soft hyphen, zero-width space, word joiner and its old form. Pages
have them inside words, which are then no words that anybody would look for."""
_PIECE = re.compile(
    rf"(?P<unseen>[{_UNSEEN}]+)"
    r"|(?P<space>[ \t\n\r\f\v]+)"
    r"|(?P<entity>&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z0-9]{1,32});?)"
    rf"|(?:[^\s&{_UNSEEN}]+(?: [^\s&{_UNSEEN}]+)*)|.",
    re.DOTALL,
)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


class Flow:
    """Text in the making. `bold`, `link`, `heading` and `aside` say how what comes next is set.

    Raises nothing: any stretch of the source may be added.
    """

    def __init__(self, source: str) -> None:
        self.bold = self.link = self.heading = self.aside = False
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[SourceSegment] = []
        self._paragraphs: list[Paragraph] = []
        self._begin()

    def _begin(self) -> None:
        """Start an empty paragraph."""
        self._start = self._length
        self._first_part = len(self._parts)
        self._space: int | None = None
        self._letters = self._bold_letters = self._bold_start = self._link_characters = 0
        self._all_bold_so_far = True
        self._is_heading = self._is_aside = False
        self._breaks = 0

    def add(self, start: int, end: int) -> None:
        """Add a stretch of the source: white space is collapsed, entities are decoded."""
        for piece in _PIECE.finditer(self._source, start, end):
            words = piece.group()
            if piece.lastgroup == "space":
                if self._length > self._start and self._space is None:
                    self._space = piece.start() if words[0] == " " else -1
            elif piece.lastgroup == "entity":
                decoded = html.unescape(words)
                if decoded not in _UNSEEN:
                    self._put(decoded, piece.start() if decoded == words else None)
            elif piece.lastgroup != "unseen":
                self._put(words, piece.start())

    def line_break(self) -> None:
        """End a line; the paragraph too, after a sentence's end, after bold words only, or if repeated."""
        if self._length == self._start:
            return
        self._breaks += 1
        line = "".join(self._parts[max(self._first_part, len(self._parts) - 8) :])
        ends = _SENTENCE_END.search(line[-8:]) is not None
        if self._breaks > 1 or ends or (self._letters and self._letters == self._bold_letters):
            self.paragraph_break()
        else:
            self._space = -1

    def paragraph_break(self) -> None:
        """End the paragraph; nothing happens where it is still empty."""
        if self._length == self._start:
            self._begin()
            return
        words = "".join(self._parts[self._first_part :])
        kept = words.strip()
        left = self._start + len(words) - len(words.lstrip())
        if kept:
            self._paragraphs.append(
                Paragraph(
                    start=left,
                    end=left + len(kept),
                    text=kept,
                    heading=self._is_heading,
                    bold=0 < self._letters == self._bold_letters,
                    bold_start=self._bold_start,
                    aside=self._is_aside,
                    link_characters=self._link_characters,
                )
            )
        self._parts.append("\n")
        self._length += 1
        self._begin()

    def finish(self) -> tuple[str, tuple[Paragraph, ...], tuple[SourceSegment, ...]]:
        """Return the text, its paragraphs, and where each piece stands in the source."""
        self.paragraph_break()
        return "".join(self._parts), tuple(self._paragraphs), tuple(self._segments)

    def _put(self, words: str, source: int | None) -> None:
        """Append words; `source` is where the same characters stand in the file, None where they do not."""
        if self._length == self._start:
            self._is_heading, self._is_aside = self.heading, self.aside
        if self._space is not None:
            space, self._space = self._space, None
            self._append(" ", space if space >= 0 else None)
        self._breaks = 0
        self._append(words, source)
        letters = sum(map(str.isalnum, words))
        self._letters += letters
        self._link_characters += len(words) if self.link else 0
        if self.bold:
            self._bold_letters += letters
        elif letters:
            self._all_bold_so_far = False
        if self._all_bold_so_far and self.bold:
            self._bold_start = self._length - self._start

    def _append(self, words: str, source: int | None) -> None:
        """Append characters, lengthening the last segment where they follow it in text and file."""
        if source is not None:
            last = self._segments[-1] if self._segments else None
            if (
                last is not None
                and last.start + last.length == self._length
                and last.source + last.length == source
            ):
                self._segments[-1] = SourceSegment(last.start, last.length + len(words), last.source)
            else:
                self._segments.append(SourceSegment(self._length, len(words), source))
        self._parts.append(words)
        self._length += len(words)
