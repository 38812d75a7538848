"""Nothing that a document says can act on the page or the terminal."""

import io
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.brief.html import to_html
from sayso.brief.records import Brief
from sayso.brief.terminal import to_terminal
from sayso.brief.visible import one_line, visible

HOSTILE = [
    "<script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=1">',
    "' onmouseover='document.title=1",
    "{{ 7 * 7 }}{% for x in y %}",
    "</mark></div></article><h1>another page</h1>",
    "&lt;b&gt; & &amp; &#x3c;",
    "[bold red]rich[/bold red] [link=http://evil.example]x[/link] [/]",
]


def hostile(brief: Brief, words: str) -> Brief:
    """Return the brief with `words` in place of every text from outside."""
    documents = tuple(
        msgspec.structs.replace(
            document,
            text=words * 3,
            title=words,
            name=words,
            language=words,
            author=words,
            outlet=words,
            relay=words,
            interviewee=words,
            date=words,
            date_reasons=(words,),
            zones=(),
        )
        for document in brief.documents
    )
    speakers = tuple(
        msgspec.structs.replace(
            speaker,
            name=words,
            role=words,
            claims=tuple(
                msgspec.structs.replace(
                    claim, quote=words, start=2, end=9, says=words, via=(words,), horizon=words, factor=words
                )
                for claim in speaker.claims
            ),
        )
        for speaker in brief.speakers
    )
    entries = tuple(
        msgspec.structs.replace(entry, what=words, source=words, url=f"javascript:{words}")
        for entry in brief.chronology
    )
    problems = tuple(
        msgspec.structs.replace(problem, message=words, source=words) for problem in brief.problems
    )
    return msgspec.structs.replace(
        brief, title=words, documents=documents, speakers=speakers, chronology=entries, problems=problems
    )


class Tags(HTMLParser):
    """Counts elements and collects attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element's name and attributes."""
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_in_a_document_stays_text(brief: Brief, words: str) -> None:
    plain, attacked = Tags(), Tags()
    plain.feed(to_html(hostile(brief, "harmless")))
    attacked.feed(to_html(hostile(brief, words)))
    assert attacked.tags == plain.tags
    assert not [name for name, _ in attacked.attributes if name.startswith("on")]


def test_an_address_that_is_not_the_webs_is_no_link(brief: Brief) -> None:
    tags = Tags()
    tags.feed(to_html(hostile(brief, "x")))
    links = [value or "" for name, value in tags.attributes if name == "href"]
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_in_a_document_stays_text_in_the_terminal(brief: Brief, words: str) -> None:
    out = io.StringIO()
    to_terminal(hostile(brief, words), Console(file=out, width=120, force_terminal=True))
    assert one_line(words)[:20] in out.getvalue()


def test_no_control_sequence_of_a_document_reaches_the_terminal(brief: Brief) -> None:
    """A title that sets the window's title and clears the screen."""
    out = io.StringIO()
    to_terminal(hostile(brief, "\x1b]0;owned\x07\x1b[2J\x9b2J"), Console(file=out, width=100, no_color=True))
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    assert "[U+001B]]0;owned[U+0007]" in out.getvalue()


def test_what_turns_a_line_around_is_written_out(brief: Brief) -> None:
    page = to_html(hostile(brief, "safe\u202egnp.exe\u2066\x00\ud800"))
    assert "safe[U+202E]gnp.exe[U+2066][U+0000][U+D800]" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", page)
    page.encode()


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", visible(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_what_can_be_seen_is_left_as_it_is(text: str) -> None:
    assert visible(text) == text
