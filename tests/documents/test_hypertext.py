"""Every character of a page's text can be found again in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents import hypertext, in_source
from sayso.documents.document import Document
from sayso.documents.paragraphs import Content

PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<br>", "<b>", "</b>", "<div class='a>b'>", "</div>", "<!-- x -->", "&amp;", "&nbsp;", "&#8220;", "&bogus;",
        "&", "<", "a < b", "words of text. ", "  \n ", "é", "<script>if (a<b) {}</script>", "<style>p{}</style>", "<h1>", "</h1>",
        '<a href="x>y">', "</a>", "<title>t</title>", "<head>", "<body>", "<span hidden>", "</span>", "<!", "</", "<p", '"', "'", "<textarea>", "\r\n", "\u00a0",
        "&shy;", "\u200b", "\u2060",
    ]
)  # fmt: skip


def read(source: str) -> Content:
    content, _ = hypertext.read(source.encode(), "page.html")
    assert content is not None
    return content


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_segments_map_back_exactly(source: str) -> None:
    content, _ = hypertext.read(source.encode(), "page.html")
    assert content is not None
    end = 0
    for segment in content.segments:
        assert segment.start >= end
        end = segment.start + segment.length
        piece = content.text[segment.start : end]
        assert source[segment.source : segment.source + segment.length] == piece
    assert end <= len(content.text)
    sources = [segment.source for segment in content.segments]
    assert sources == sorted(sources)


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_paragraphs_stand_in_the_text_in_order_and_hold_all_of_it(source: str) -> None:
    content, _ = hypertext.read(source.encode(), "page.html")
    assert content is not None
    for paragraph in content.paragraphs:
        assert content.text[paragraph.start : paragraph.end] == paragraph.text == paragraph.text.strip() != ""
    kept = "".join(paragraph.text for paragraph in content.paragraphs)
    assert "".join(kept.split()) == "".join(content.text.split())


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    hypertext.read(data, "page.html")


def test_entities_are_decoded_and_found_again_whole(page: Document) -> None:
    """<p>The &ldquo;pendulum&rdquo; of AT&amp;T&#39;s   price is likely to swing &mdash; again.</p>"""
    source = self_source(test_entities_are_decoded_and_found_again_whole)
    assert "The “pendulum” of AT&T's price is likely to swing — again." in page.text
    start = page.text.index("“pendulum”")
    left, right = in_source(page, start, start + len("“pendulum”"))
    assert source[left:right] == "&ldquo;pendulum&rdquo;"
    start = page.text.index("price is")
    left, right = in_source(page, start, start + len("price is"))
    assert source[left:right] == "price is"
    start = page.text.index("T's price")
    left, right = in_source(page, start, start + len("T's price"))
    assert source[left:right] == "T&#39;s   price"


def self_source(test: object) -> str:
    return (test.__doc__ or "").strip()


def test_a_stretch_outside_the_text_is_misuse(document: Document) -> None:
    """The talks are likely to go on for the rest of the week."""
    with pytest.raises(ValueError, match="no stretch"):
        in_source(document, 3, 3)
    assert in_source(document, 4, 9) == (4, 9)


def test_scripts_styles_comments_and_hidden_words_are_no_text() -> None:
    text = read(
        "<p>Said.</p><script>a<b</script><STYLE>p{}</style><!-- <p>no</p> --><p hidden>no</p><noscript>no</noscript>"
        "<div style='Display : none'><p>no</p></div><template>no</template><p>Heard.</p>"
    ).text
    assert text.split() == ["Said.", "Heard."]


def test_blocks_begin_lines_and_white_space_is_one_space() -> None:
    content = read("<ul><li>one\n  two<li>three</ul>four<td>five")
    assert [paragraph.text for paragraph in content.paragraphs] == ["one two", "three", "four", "five"]


def test_a_page_cut_in_a_tag_says_so_and_keeps_the_rest() -> None:
    content, problems = hypertext.read(b"<p>The talks go on.</p>\n<p class='x", "page.html")
    assert content is not None
    assert content.text.strip() == "The talks go on."
    assert "cut short" in problems[0].message
    assert problems[0].line == 2


@pytest.mark.parametrize("tail", ["<!-- never closed", "<script>never", "<a href='never>x</a>"])
def test_what_never_closes_is_a_problem_or_passed_over(tail: str) -> None:
    content, _ = hypertext.read(f"<p>The talks go on.</p>{tail}".encode(), "page.html")
    assert content is not None
    assert content.text.startswith("The talks go on.")


def test_an_open_head_ends_where_the_text_begins() -> None:
    assert read("<head><title>T</title><p>The talks go on.</p>").text.strip() == "The talks go on."


def test_xhtml_closes_elements_at_once() -> None:
    assert (
        read("<html><head><script src='a'/></head><body><b/><p>Talks.</p></body></html>").text.strip()
        == "Talks."
    )


def test_a_hundred_thousand_levels_are_one_paragraph() -> None:
    source = "<div>" * 100_000 + "deep" + "</div>" * 100_000
    assert [paragraph.text for paragraph in read(source).paragraphs] == ["deep"]


def test_the_page_tells_title_outlet_author_and_date() -> None:
    facts = read(
        "<title>x</title><meta property='og:title' content='A &amp; B'><meta name=author content='Ada Obi'>"
        "<meta property='og:site_name' content='Lagos Post'><time datetime='2019-05-03'>3 May</time><p>Text"
    ).facts
    assert (facts.title, facts.author, facts.outlet, facts.published) == (
        "A & B",
        "Ada Obi",
        "Lagos Post",
        "2019-05-03",
    )


@pytest.mark.parametrize("hidden", ["&shy;", "\u00ad", "&#8203;", "\u200b", "&NoBreak;", "\ufeff"])
def test_what_may_break_a_word_at_the_end_of_a_line_is_no_part_of_it(hidden: str) -> None:
    content = read(f"<p>Protests in Uzbe{hidden}kistan{hidden} will spread.</p>")
    assert content.paragraphs[0].text == "Protests in Uzbekistan will spread."
