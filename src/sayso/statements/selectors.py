"""Statements as W3C Web Annotations: where a claim stands in its document, and finding it again."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sayso import __version__
from sayso.statements.statement import Statement
from sayso.statements.wire import to_row

CONTEXT_LENGTH = 32
"""Characters of prefix and suffix in a quote selector."""


def selectors(statement: Statement) -> dict[str, Any]:
    """Return the annotation's target: the document and two selectors of the span in it.

    Positions count code points of the document's text. The prefix and suffix are those of the record.
    Source: W3C Web Annotation Data Model (2017), sections 4.2.4 and 4.2.5.
    """
    return {
        "source": f"urn:sha256:{statement.document}",
        "selector": [
            {"type": "TextPositionSelector", "start": statement.start, "end": statement.end},
            {
                "type": "TextQuoteSelector",
                "exact": statement.quote,
                "prefix": statement.prefix,
                "suffix": statement.suffix,
            },
        ],
    }


def annotation(statement: Statement) -> dict[str, Any]:
    """Return the statement as a Web Annotation in JSON-LD.

    The body is the statement's line of JSON as text, since the annotation vocabulary has no words for it.
    Source: W3C Web Annotation Data Model (2017).
    """
    line = msgspec.json.encode(to_row(statement, version=__version__)).decode()
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:sayso:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": statement.reader},
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": line,
        },
        "target": selectors(statement),
    }


def contexts(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the prefix and the suffix of a span of `text`, up to 32 characters each.

    >>> contexts("It may rain.", 3, 6)
    ('It ', ' rain.')
    """
    return text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]


def locate(text: str, target: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return start and end of the span that a target's selectors mean in `text`, which may have changed.

    The stated position is right when quote, prefix and suffix stand there. Else the quote is looked for,
    and the place is taken where most of the prefix and the suffix stand beside it. None when the quote is
    not found, or when two places fit equally well.

    Raises:
        ValueError: if the target has no TextQuoteSelector.

    >>> quote = {"type": "TextQuoteSelector", "exact": "rain", "prefix": "may ", "suffix": "."}
    >>> locate("Rain or no rain, it may rain.", {"selector": [quote]})
    (24, 28)
    """
    by_type = {each.get("type"): each for each in target.get("selector", ())}
    quote = by_type.get("TextQuoteSelector")
    if quote is None:
        raise ValueError("the target has no TextQuoteSelector; want one as `selectors` makes")
    exact, prefix, suffix = quote["exact"], quote.get("prefix", ""), quote.get("suffix", "")
    if not exact:
        return None
    position = by_type.get("TextPositionSelector")
    if position is not None:
        start, end = position["start"], position["end"]
        if text[start:end] == exact and _fit(text, start, end, (prefix, suffix)) == len(prefix) + len(suffix):
            return start, end
    return _best(text, exact, (prefix, suffix))


def _best(text: str, exact: str, beside: tuple[str, str]) -> tuple[int, int] | None:
    best, best_fit, ties = -1, -1, 0
    for start in _places(text, exact):
        fit = _fit(text, start, start + len(exact), beside)
        if fit > best_fit:
            best, best_fit, ties = start, fit, 0
        elif fit == best_fit:
            ties += 1
    return None if best < 0 or ties else (best, best + len(exact))


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _fit(text: str, start: int, end: int, beside: tuple[str, str]) -> int:
    """Return how many characters of prefix and suffix stand right beside the span."""
    prefix, suffix = beside
    before = _shared(reversed(prefix), reversed(text[max(0, start - len(prefix)) : start]))
    return before + _shared(iter(suffix), iter(text[end : end + len(suffix)]))


def _shared(first: Iterator[str], second: Iterator[str]) -> int:
    """Return how many characters the two have in common from their beginning."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
