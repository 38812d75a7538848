"""W3C Web Annotation: statements as notes beside the words that they rest on, as a collection in JSON-LD.

Each target has a TextPositionSelector in code points and a TextQuoteSelector; each body is the statement's
line of JSON, so that nothing is lost. Source: W3C Web Annotation Data Model (2017), sections 3, 4.2 and 5.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from sayso import __version__
from sayso.interchange.holdings import Holdings
from sayso.interchange.item import Item, item_of
from sayso.interchange.json_array import array, decoded, member
from sayso.interchange.tally import Tally
from sayso.problems import Problem
from sayso.statements.selectors import annotation, selectors
from sayso.statements.statement import Statement

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_ID: Final = "urn:sayso:annotations"


def write_annotations(holdings: Holdings, _what: str, tally: Tally) -> Iterator[bytes]:
    """Yield an AnnotationCollection with one page; its `total` comes last, when it is known."""
    opening = {
        "@context": _CONTEXT,
        "id": _ID,
        "type": "AnnotationCollection",
        "generator": {"type": "Software", "name": f"Sayso {__version__}"},
    }
    yield b"{" + b",".join(member(name, value) for name, value in opening.items())
    yield b',"first":{' + member("id", f"{_ID}:1") + b"," + member("type", "AnnotationPage") + b',"items":'
    yield from array(_annotations(holdings, tally))
    yield b"}," + member("total", tally.written["statements"]) + b"}\n"


def _annotations(holdings: Holdings, tally: Tally) -> Iterator[dict[str, Any]]:
    for one in holdings.items("statements"):
        if isinstance(one, Statement):
            yield annotation(one)
            tally.wrote("statements")


def read_annotations(stream: BinaryIO, source: str) -> Iterator[Item | Problem]:
    """Yield the statement of each annotation of a collection, a page, a list or one annotation alone."""
    found = decoded(stream, source, wanted="JSON in UTF-8", of=Any)
    if isinstance(found, Problem):
        yield found
        return
    for number, one in enumerate(_listed(found), start=1):
        statement = _statement(one)
        if isinstance(statement, str):
            yield Problem(source=source, message=f"annotation {number} {statement}")
        else:
            yield statement


def _listed(found: Any) -> list[Any]:
    while isinstance(found, Mapping) and ("first" in found or "items" in found):
        found = found["first"] if "first" in found else found["items"]
    return found if isinstance(found, list) else [found]


def _statement(one: Any) -> Statement | str:
    """Return the statement in an annotation's body, or what is wrong with it."""
    body = one.get("body") if isinstance(one, Mapping) else None
    value = body.get("value") if isinstance(body, Mapping) else None
    if not isinstance(one, Mapping) or not isinstance(value, str):
        return "has no statement as its body; want one as Sayso writes it"
    try:
        row = msgspec.json.decode(value, type=dict[str, Any])
        found = item_of(row)
    except (ValueError, RecursionError) as error:
        return f"has a body that is no statement: {error}"
    if not isinstance(found, Statement):
        return "has a body that is no statement"
    if one.get("target") != selectors(found):
        return f"has a target that is not where its statement {found.id} stands; one of them was changed"
    return found
