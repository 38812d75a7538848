"""A reader that takes no time: a claim for each line. Other processes import this module by its name."""

import msgspec

from sayso.actors import ActorTable
from sayso.actors.book import Book
from sayso.documents.document import Document
from sayso.problems import Problem
from sayso.reading.job.recipe import Opened, Recipe
from sayso.statements.assessment import Assessment
from sayso.statements.statement import Speaker, Statement


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """How to read lines."""

    word: str = "says"


class LinesReader:
    """Reads lines that hold the word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, document: Document) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
        """Return a statement for each line with the word."""
        found, at = [], 0
        for line in document.text.splitlines(keepends=True):
            quote = line.rstrip("\n")
            if self._word in quote:
                found.append(
                    Assessment(
                        document=document.id,
                        start=at,
                        end=at + len(quote),
                        quote=quote,
                        speaker=Speaker(name=quote.split()[0], kind="person"),
                        mode="direct",
                        factor=None,
                        topic="the sky",
                        sign=0,
                        reader="lines",
                        certainty=0.5,
                    )
                )
            at += len(line)
        return tuple(found), ()


def open_lines(how: Lines) -> Opened:
    """Return the reader of lines, with an actor table that knows nobody."""
    return Opened(name="lines", reader=LinesReader(how.word), actors=ActorTable(Book()))


LINES = Recipe(how=Lines(), open_reader=open_lines)
