"""The brief as Markdown: the sections of the terminal, and every text as text."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sayso.brief import SECTIONS
from sayso.brief.markdown import escaped, to_markdown
from sayso.brief.records import Brief
from sayso.brief.visible import one_line

HOSTILE = [
    "<script>alert(1)</script>",
    "*bold* _it_ `code` ~~gone~~ **more**",
    "[a link](http://evil.example) ![an image](x.png) <http://evil.example>",
    "# a heading\n\n- a list\n1. another\n> a quotation\n---\n===",
    "1. first",
    "- item",
    "a | b | c\n|---|---|",
    "&lt;b&gt; & &amp; &#x3c;",
    "back\\slash \\* end\\",
    "```\nfence\n```",
    "[ref]: http://evil.example",
    "$x$ @somebody #1",
]


def parsed(markdown: str) -> list[Token]:
    """Return all tokens, those inside lines too."""
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown)
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def words(markdown: str) -> str:
    return " ".join(token.content for token in parsed(markdown) if token.type in {"text", "text_special"})


def test_the_sections_are_those_of_the_page_in_order(brief: Brief) -> None:
    headings = re.findall(r"^## (.*)$", to_markdown(brief), re.MULTILINE)
    assert headings == [heading for key, heading in SECTIONS.items() if key != "texts"]


def test_a_section_without_content_is_left_out(brief: Brief) -> None:
    empty = msgspec.structs.replace(brief, findings=(), chronology=(), beside=())
    headings = re.findall(r"^## (.*)$", to_markdown(empty), re.MULTILINE)
    assert SECTIONS["short"] not in headings
    assert SECTIONS["chronology"] not in headings
    assert SECTIONS["beside"] not in headings


def test_each_claim_is_a_quotation_with_document_and_position(brief: Brief) -> None:
    shown = to_markdown(brief)
    for claim in brief.claims:
        item = shown.partition(f"\n{claim.number}. **{claim.kind.capitalize()}:** ")[2]
        item = re.split(r"\n(?:\d+\. |#)", item)[0]
        assert f"> {claim.quote}\n" in item
        assert f"document {claim.document}, characters {claim.start}–{claim.end}" in item


def test_claims_keep_their_numbers(brief: Brief) -> None:
    """A list that starts at 3 says so in Markdown."""
    starts = [
        int(token.attrGet("start") or 1)
        for token in parsed(to_markdown(brief))
        if token.type == "ordered_list_open"
    ]
    assert starts[-len(brief.speakers) :] == [speaker.claims[0].number for speaker in brief.speakers]


def test_the_outlook_is_a_table_of_those_who_move_something(brief: Brief) -> None:
    lines = to_markdown(brief).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("| Outcome"))
    assert lines[at] == "| Outcome | Common model | Adviser to a ministry | A diplomat |"
    assert lines[at + 2].startswith(
        "| Security forces of Uzbekistan lose control | 6% (&lt;1–19%) | 31% (22–44%) |"
    )
    assert {line.count("|") for line in lines[at : at + 5]} == {5}


def test_a_source_on_the_web_is_a_link_and_no_other_address_is(brief: Brief) -> None:
    assert "[OSCE](<https://example.org/facts>)" in to_markdown(brief)
    entry = msgspec.structs.replace(brief.chronology[0], url="javascript:alert(1)")
    shown = to_markdown(msgspec.structs.replace(brief, chronology=(entry,)))
    assert not [token for token in parsed(shown) if token.type == "link_open"]
    assert "OSCE, javascript:alert(1)" in words(shown)


@pytest.mark.parametrize("attack", HOSTILE)
def test_markup_in_a_text_stays_text(brief: Brief, attack: str) -> None:
    def with_text(text: str) -> Brief:
        documents = tuple(
            msgspec.structs.replace(each, title=text, author=text, date_reasons=(text,), name=text)
            for each in brief.documents
        )
        speakers = tuple(
            msgspec.structs.replace(
                each,
                name=text,
                role=text,
                claims=tuple(
                    msgspec.structs.replace(claim, quote=text, says=text, via=(text,), factor=text)
                    for claim in each.claims
                ),
            )
            for each in brief.speakers
        )
        rows = tuple(msgspec.structs.replace(row, label=text) for row in brief.outlooks[0].rows)
        outlook = msgspec.structs.replace(brief.outlooks[0], rows=rows)
        problems = tuple(msgspec.structs.replace(each, source=text, message=text) for each in brief.problems)
        return msgspec.structs.replace(
            brief, title=text, documents=documents, speakers=speakers, outlooks=(outlook,), problems=problems
        )

    plain = [token.type for token in parsed(to_markdown(with_text("harmless"))) if token.nesting >= 0]
    found = parsed(to_markdown(with_text(attack)))
    unfilled = {"text", "text_special"}
    assert [token.type for token in found if token.nesting >= 0 and token.type not in unfilled] == [
        kind for kind in plain if kind not in unfilled
    ]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_an_escaped_text_reads_as_it_was(text: str) -> None:
    shown = one_line(text)
    tokens = parsed(f"- {escaped(text)}")
    kinds = {token.type for token in tokens}
    assert kinds <= {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "text_special",
        "paragraph_close", "list_item_close", "bullet_list_close",
    }  # fmt: skip
    assert "".join(token.content for token in tokens if token.type in {"text", "text_special"}) == shown
