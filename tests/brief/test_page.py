"""The page shows the whole record, safely."""

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from sayso.brief import SECTIONS
from sayso.brief.exchange import to_json
from sayso.brief.html import OPEN_UP_TO, to_html
from sayso.brief.records import Brief


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every leaf in a nest of dictionaries and lists."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, inner in enumerate(value) for leaf in leaves(inner, (*path, at))]
    return [path]


def changed(leaf: Any, name: str) -> Any:
    """Return another value for a leaf, of the same type."""
    others = {
        "as_of": "2021-11-30",
        "made_on": "2020-01-01",
        "at": "2021-11-30",
        "first": "2008-05-01",
        "last": "2021-11-01",
        "period": "2020-11-01",
        "ends": "2020-12-30",
        "earlier": "2019-11-01",
        "step": "year",
        "says": "falling",
        "verdict": "against",
        "actors_as_of": "2020-01-01",
        "url": "http://elsewhere.example",
    }
    if name in others:
        return others[name]
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        return {1: 0, 0: 1, -1: 0}.get(leaf, leaf + 1) if name == "sign" else leaf + 1
    return leaf * 0.41 + 0.31 if isinstance(leaf, float) else f"{leaf}?!"


def replaced(data: Any, path: tuple[str | int, ...]) -> Brief:
    """Return the brief of `data` with the leaf at `path` changed."""
    copy = msgspec.json.decode(msgspec.json.encode(data))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = changed(inner[path[-1]], str(path[-1]))
    return msgspec.convert(copy, Brief)


# numbers that point to other records are used to find them: another number is another brief
POINTERS = {"number", "document", "documents", "claim", "links", "outlook", "together", "starts", "includes"}
# what stands in the program's own words for these is tested on its own
NOT_FREE = {"start", "end", "asks", "moved", "thin", "fatal", "unhedged", "kind", "by", "mode"}


# these are written as people write days
DAYS = {"at", "first", "last", "period", "ends", "earlier"}


def test_every_field_of_the_record_changes_the_page(brief: Brief) -> None:
    data = msgspec.json.decode(to_json(brief))
    page = to_html(brief)
    unseen = []
    for path in leaves(data):
        name = str(next(step for step in reversed(path) if isinstance(step, str)))
        inner = data
        for step in path:
            inner = inner[step]
        if inner is None or name in POINTERS | NOT_FREE:
            continue
        if to_html(replaced(data, path)) == page:
            unseen.append(path)
    assert not unseen


@pytest.mark.parametrize(
    "path",
    [
        ("speakers", 0, "kind"),
        ("speakers", 0, "claims", 0, "kind"),
        ("speakers", 0, "claims", 0, "mode"),
        ("speakers", 0, "claims", 0, "end"),
        ("speakers", 0, "claims", 0, "likelihood", "unhedged"),
        ("problems", 0, "fatal"),
        ("documents", 0, "zones", 3, "start"),
        ("documents", 0, "zones", 3, "kind"),
        ("outlooks", 0, "speakers", 0, "thin"),
        ("outlooks", 0, "speakers", 0, "asks"),
        ("outlooks", 0, "speakers", 0, "moved"),
        ("outlooks", 0, "speakers", 0, "links", 0),
        ("outlooks", 0, "documents", 1),
        ("outlooks", 0, "differences", 0, "departures", 0, "asks"),
        ("outlooks", 0, "differences", 0, "departures", 0, "claims", 0, "by"),
        ("chronology", 0, "kind"),
    ],
)
def test_flags_and_places_change_the_page_too(brief: Brief, path: tuple[str | int, ...]) -> None:
    assert to_html(replaced(msgspec.json.decode(to_json(brief)), path)) != to_html(brief)


def test_every_text_of_the_record_can_be_read_on_the_page(brief: Brief) -> None:
    class Visible(HTMLParser):
        """Collects what is between tags, and titles."""

        def __init__(self) -> None:
            super().__init__()
            self.said: list[str] = []
            self.inside: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside.append(tag)
            self.said += [value or "" for name, value in attrs if name in {"title", "href"}]

        def handle_data(self, data: str) -> None:
            if self.inside[-1:] not in (["style"], ["script"]):
                self.said.append(data)

    parser = Visible()
    parser.feed(to_html(brief))
    seen = " ".join("".join(parser.said).split())
    data = msgspec.json.decode(to_json(brief))
    for path in leaves(data):
        inner = data
        for step in path:
            inner = inner[step]
        free = path[-1] not in {
            "kind",
            "mode",
            "statement",
            "as_of",
            "made_on",
            "actors_as_of",
            "text",
            "outcome",
            "by",
            *DAYS,
        }
        if isinstance(inner, str) and free:
            assert " ".join(inner.split()) in seen, path


def test_the_page_has_every_section_and_the_contents_lead_there(brief: Brief) -> None:
    page = html.unescape(to_html(brief))
    for identifier, heading in SECTIONS.items():
        assert f'<section id="{identifier}"' in page
        assert f'href="#{identifier}"' in page
        assert heading in page


def test_every_link_inside_the_page_has_its_goal(brief: Brief) -> None:
    page = to_html(brief)
    goals = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= goals


def test_no_identifier_stands_twice(brief: Brief) -> None:
    found = re.findall(r'\bid="([^"]+)"', to_html(brief))
    assert len(found) == len(set(found))


def test_the_page_allows_its_own_style_and_script_and_nothing_else(brief: Brief) -> None:
    page = to_html(brief)
    policy = html.unescape(page.partition('Content-Security-Policy" content="')[2].partition('"')[0])
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name in ("style", "script"):
        source = page.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_nothing_is_loaded_from_elsewhere(brief: Brief) -> None:
    page = to_html(brief)
    assert not re.search(r"<(?:img|link|iframe|object|embed|video|audio|source|form|input)\b", page)
    assert "url(" not in page
    assert "@import" not in page
    assert " src=" not in page


def test_the_text_stands_whole_in_the_page(brief: Brief) -> None:
    page = to_html(brief)
    for document in brief.documents:
        shown = page.partition(f'id="content-{document.number}"')[2].partition('class="text"')[2]
        shown = shown.partition(">")[2].partition("</div>")[0]
        assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == document.text


def test_a_question_is_marked_as_the_interviewers(brief: Brief) -> None:
    page = to_html(brief)
    claim = page.partition('id="claim-5"')[2].partition("</li>")[0]
    assert "not a claim of the one who answers" in claim
    picture = page.partition("<figure")[2].partition("</figure>")[0]
    assert "interviewer" not in picture  # who moves nothing has no lane


def test_many_claims_fold_the_speakers(brief: Brief) -> None:
    assert '<details class="speaker" open>' in to_html(brief)
    many = tuple(
        msgspec.structs.replace(brief.speakers[0].claims[1], number=number)
        for number in range(1, OPEN_UP_TO + 2)
    )
    speaker = msgspec.structs.replace(brief.speakers[0], claims=many)
    page = to_html(msgspec.structs.replace(brief, speakers=(speaker,)))
    assert '<details class="speaker" open>' not in page
    assert page.count('<li class="claim"') == OPEN_UP_TO + 1


def test_a_brief_of_nothing_is_still_a_page(brief: Brief) -> None:
    empty = msgspec.structs.replace(
        brief, documents=(), speakers=(), outlooks=(), chronology=(), beside=(), findings=(), problems=()
    )
    page = to_html(empty)
    assert "Nothing was read." in page
    assert "No claim was found." in page
    assert 'href="#chronology"' not in page
    assert 'id="beside"' not in page
    assert 'href="#beside"' not in page


def test_the_same_brief_gives_the_same_bytes(brief: Brief) -> None:
    assert to_html(brief) == to_html(brief)
