"""Bytes of every sort become text, or a problem that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.encoding import MAX_BYTES, decode

ENGLISH = "The minister said that “talks” would go on – for now.\r\nNobody believed him.\n"
RUSSIAN = "Министр сказал, что переговоры продолжатся. Ему никто не поверил.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
def test_unicode_files_are_read_with_or_without_a_mark(text: str, encoding: str) -> None:
    decoded, problems = decode(text.encode(encoding), "report.txt")
    assert decoded is not None
    assert decoded.text == text
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "encoding"), [(ENGLISH, "cp1252"), (ENGLISH, "cp1251"), (RUSSIAN, "cp1251")]
)
def test_windows_files_are_read(text: str, encoding: str) -> None:
    decoded, problems = decode(text.encode(encoding), "report.txt")
    assert decoded is not None
    assert decoded.text == text
    assert problems == ()


def test_stray_bytes_in_utf8_are_read_and_their_lines_named() -> None:
    lines = [
        "Café talk".encode(),
        "caf\xe9 talk".encode("cp1252"),
        "naïve".encode(),
        "Протест".encode("cp1251"),
    ]
    decoded, problems = decode(b"\n".join(lines), "report.txt")
    assert decoded is not None
    assert decoded.text == "Café talk\ncafé talk\nnaïve\nПротест"
    assert len(problems) == 1
    assert problems[0].line == 2
    assert "2, 4" in problems[0].message
    assert not problems[0].fatal


def test_a_line_with_good_and_stray_bytes_keeps_the_good() -> None:
    decoded, _ = decode("“quoted” naïve ".encode() + b"caf\xe9 talk", "report.txt")
    assert decoded is not None
    assert decoded.text == "“quoted” naïve café talk"


def test_a_file_cut_inside_a_character_keeps_what_came_before() -> None:
    decoded, problems = decode("The talks – ".encode()[:-2], "report.txt")
    assert decoded is not None
    assert decoded.text == "The talks "
    assert "cut short" in problems[0].message
    assert problems[0].line == 1


def test_a_utf16_file_cut_inside_a_character_says_so() -> None:
    decoded, problems = decode("The talks go on".encode("utf-16")[:-1], "report.txt")
    assert decoded is not None
    assert decoded.text.startswith("The talks go o")
    assert "cut short" in problems[0].message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"text" + b"\0" * 50, "bytes are zero"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, words: str) -> None:
    decoded, problems = decode(data, "report.txt")
    assert decoded is None
    assert problems[0].fatal
    assert words in problems[0].message


def test_a_file_over_the_limit_is_refused_by_the_limit() -> None:
    decoded, problems = decode(b"a" * (MAX_BYTES + 1), "report.txt")
    assert decoded is None
    assert f"{MAX_BYTES:,}" in problems[0].message


def test_a_page_says_its_own_encoding() -> None:
    page = '<html><meta charset="koi8-r"><p>Протест в городе</p>'
    decoded, problems = decode(page.encode("koi8-r"), "page.html")
    assert decoded is not None
    assert decoded.text == page
    assert problems == ()


@pytest.mark.parametrize("declared", ["no-such-code", "utf-16", "windows-1251"])
def test_a_page_that_is_wrong_about_itself_is_read_all_the_same(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>Café “talk”</p>'
    decoded, _ = decode(page.encode(), "page.html")
    assert decoded is not None
    assert decoded.text == page


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    decoded, problems = decode(data, "any")
    assert decoded is not None or any(problem.fatal for problem in problems)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    decoded, problems = decode(data, "any")
    if decoded is not None and decoded.encoding == "utf-8" and not text.startswith("\ufeff"):
        assert decoded.text == text
        assert problems == ()


def test_bytes_full_of_control_characters_are_no_text() -> None:
    noise = bytes(range(1, 256)) * 20
    decoded, problems = decode(noise, "noise.txt")
    assert decoded is None
    assert "not a text" in problems[0].message
