"""Zones become paragraphs; one without an end becomes several."""

from sayso.actors import ActorTable
from sayso.documents import read_document
from sayso.language.annotate import annotate
from sayso.language.sentences import LONGEST_PARAGRAPH, pieces

SENTENCE = "The minister said that the talks would go on for another week. "


def test_a_paragraph_too_long_for_prose_is_read_in_parts_and_nothing_is_lost() -> None:
    text = "A note\n\n" + SENTENCE * (3 * LONGEST_PARAGRAPH // len(SENTENCE)) + "\n\nNobody believed him.\n"
    document, _ = read_document(text.encode(), "note.txt", actors=ActorTable.load()[0])
    assert document is not None
    paragraphs = annotate(document).paragraphs
    long = [one for one in paragraphs if one.zone.end - one.zone.start > LONGEST_PARAGRAPH]
    assert len(long) == len({id(one) for one in long}) == 4
    assert all(one.sentences[-1].end - one.sentences[0].start <= LONGEST_PARAGRAPH for one in long)
    said = [document.text[each.start : each.end] for one in long for each in one.sentences]
    assert set(said) == {SENTENCE.strip()}
    assert len(said) == text.count(SENTENCE)


def test_parts_follow_one_another_whatever_the_text_holds() -> None:
    for text in ("x" * 50_000, " " * 50_000, ". " * 25_000, "a. " * 20_000, "word " * 9_000):
        parts = pieces(text, 5, len(text))
        assert "".join(text[start:end] for start, end in parts) == text[5:]
        assert all(0 < end - start <= LONGEST_PARAGRAPH for start, end in parts)
