"""One document's bytes → its statements as lines, what was wrong with it, and what is known of it."""

import datetime as dt
import traceback
from pathlib import Path

import msgspec

from sayso.documents import read_document
from sayso.documents.document import Document
from sayso.documents.not_reports import is_own_page, passed_over
from sayso.language.annotate import SPOKEN_ZONES
from sayso.problems import Problem
from sayso.reading.job.errors import CannotGoOnError
from sayso.reading.job.messages import Facts, OutOfMemory, Result, Task
from sayso.reading.job.near_duplicates import signature, words_of
from sayso.reading.job.recipe import Opened
from sayso.statements.jsonl import statements_to_jsonl

_OUT_OF_MEMORY = ("std::bad_alloc", "Failed to allocate memory")
"""How libraries written in C++ say it; their errors come as other kinds than `MemoryError`."""


def read_one(task: Task, opened: Opened, *, today: dt.date) -> Result | OutOfMemory:
    """Return what a reader makes of one document, and what it took; an error of the reader's is a problem.

    Raises:
        CannotGoOnError: if the reader can read no other document either.
    """
    result = _attempted(task, opened, today)
    if opened.spent is None or isinstance(result, OutOfMemory):
        return result
    return msgspec.structs.replace(result, cost=opened.spent())


def _attempted(task: Task, opened: Opened, today: dt.date) -> Result | OutOfMemory:
    try:
        return _read(task, opened, today)
    except MemoryError:
        return OutOfMemory()
    except CannotGoOnError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one text makes a reader raise, the others are read
        if any(words in str(error) for words in _OUT_OF_MEMORY):
            return OutOfMemory()
        return failed(task, f"the reader failed on it: {_told(error)}")


def failed(task: Task, message: str) -> Result:
    """Return the result of a document whose reading came to an end."""
    problem = Problem(source=task.name, message=message, fatal=True)
    return Result(name=task.name, document=task.sha256, problems=(problem,))


def _read(task: Task, opened: Opened, today: dt.date) -> Result:
    document, problems = read_document(task.data, task.name, actors=opened.actors, today=today)
    if document is None:
        return Result(name=task.name, document=task.sha256, problems=problems)
    if is_own_page(task.data, media_type=document.media_type):
        return Result(name=task.name, document=task.sha256, problems=(passed_over(task.name),))
    statements, found = opened.reader.read(document)
    words = _words(document)
    return Result(
        name=task.name,
        document=task.sha256,
        facts=Facts(
            date=document.date.interval if document.date else None,
            outlet=document.outlet,
            language=document.language,
            words=len(words),
        ),
        lines=statements_to_jsonl(statements),
        problems=(*problems, *found),
        signature=signature(words),
    )


def _words(document: Document) -> tuple[str, ...]:
    """Return the words of the parts that can hold claims; menus and bylines tell nothing of the story."""
    parts = (document.text[zone.start : zone.end] for zone in document.zones if zone.kind in SPOKEN_ZONES)
    return tuple(word for part in parts for word in words_of(part))


def _told(error: Exception) -> str:
    """Return an error's kind, its words, and the line of code that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    words = f": {error}" if str(error) else ""
    return f"{type(error).__name__}{words}{where}"
