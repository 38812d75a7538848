"""What lies among reports and is none: dated facts, and briefs that Sayso wrote itself."""

from sayso.problems import Problem

CHRONOLOGY = "chronology.csv"
"""Name of the file, among the paths that are given or in a folder of them, that holds dated facts."""

HEAD = 4096
"""Bytes at the beginning of a page within which its maker is named."""
_MAKER = b'<meta name="generator" content="Sayso '


def is_own_page(head: bytes, *, media_type: str) -> bool:
    """Tell whether a document that begins with `head` is a brief that was written before.

    >>> is_own_page(b'<head><meta name="generator" content="Sayso 1.0">', media_type="text/html")
    True
    """
    return "html" in media_type and _MAKER in head[:HEAD]


def passed_over(name: str) -> Problem:
    """Return what is told of such a brief."""
    return Problem(source=name, message="a brief that Sayso wrote; it is not read as a report", fatal=True)
