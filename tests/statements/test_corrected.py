"""What people put right: which corrections are allowed, and what they make of a statement."""

import msgspec
import pytest

from sayso.statements.catalogue import Catalogue
from sayso.statements.corrected import FIELDS, Field, checked, corrected, decided, heard
from sayso.statements.factor import Factor
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Review, Statement
from tests.store import made

CATALOGUE = Catalogue.load()[0]
LEXICON = Lexicon.load()


def _statement(kind: str = "assessment") -> Statement:
    return next(one for one in map(made.statement, range(300)) if one.kind == kind and one.factor is not None)


def _reviewed(statement: Statement, *reviews: Review) -> Statement:
    return msgspec.structs.replace(statement, review=reviews)


def _check(field: Field, written: str) -> str:
    return checked(field, written, catalogue=CATALOGUE, lexicon=LEXICON)


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("factor", " unrest( KAZ ) ", "unrest(KAZ)"),
        ("factor", "alignment(UZB > RUS)", "alignment(UZB>RUS)"),
        ("factor", "", ""),
        ("sign", "+1", "1"),
        ("sign", "-1", "-1"),
        ("kind", "Trend", "trend"),
        ("likelihood", "highly  likely", "highly likely"),
        ("speaker", " Nisha   Biswal ", "Nisha Biswal"),
    ],
)
def test_a_correction_is_kept_in_one_form(field: Field, written: str, kept: str) -> None:
    assert _check(field, written) == kept


@pytest.mark.parametrize(
    ("field", "written", "why"),
    [
        ("factor", "unrst(KAZ)", "nearest is 'unrest'"),
        ("factor", "unrest", "name\\(ACTOR\\)"),
        ("factor", "alignment(UZB)", "is of two; want name\\(FROM>TO\\)"),
        ("factor", "unrest(UZB>RUS)", "is of one; want name\\(ACTOR\\)"),
        ("sign", "up", "want \\+1, -1 or 0"),
        ("kind", "forecats", "nearest is 'forecast'"),
        ("kind", "conditional", "no kind 'conditional'"),
        ("likelihood", "higly likly", "nearest is"),
        ("speaker", "  ", "want a name"),
    ],
)
def test_what_is_none_is_refused_with_the_nearest(field: Field, written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        _check(field, written)


def test_the_correction_that_stands_is_applied_and_the_identifier_of_the_first_is_for_the_caller_to_keep() -> (
    None
):
    statement = _statement()
    right = {"factor": "unrest(TJK)", "sign": "-1", "speaker": "Someone Else", "kind": "forecast"}
    changed = corrected(_reviewed(statement, Review(verdict="corrected", correction=right)))
    assert (changed.factor, changed.sign, changed.speaker.name, changed.kind) == (
        Factor("unrest", "TJK"),
        -1,
        "Someone Else",
        "forecast",
    )
    assert changed.id != statement.id
    assert changed.quote == statement.quote


def test_words_of_likelihood_are_read_by_the_lexicon_that_read_the_statement() -> None:
    said = Lexicon.load("us-nic").likelihood("unlikely")
    statement = msgspec.structs.replace(_statement("forecast"), likelihood=said)
    review = Review(verdict="corrected", correction={"likelihood": "very likely"})
    changed = corrected(_reviewed(statement, review))
    assert changed.likelihood == Lexicon.load("us-nic").likelihood("very likely")
    assert changed.likelihood != LEXICON.likelihood("very likely")


def test_words_of_likelihood_where_none_were_read_are_of_the_usual_lexicon() -> None:
    statement = msgspec.structs.replace(_statement("forecast"), likelihood=None)
    review = Review(verdict="corrected", correction={"likelihood": "highly likely"})
    assert corrected(_reviewed(statement, review)).likelihood == LEXICON.likelihood("highly likely")


def test_statements_are_heard_as_people_left_them() -> None:
    as_read = _statement()
    rejected = _reviewed(as_read, Review(verdict="rejected"))
    put_right = _reviewed(as_read, Review(verdict="corrected", correction={"factor": "unrest(TJK)"}))
    restored = _reviewed(as_read, Review(verdict="rejected"), Review(verdict="unseen"))
    found = heard([as_read, rejected, put_right, restored])
    assert found == (as_read, corrected(put_right), restored)
    assert heard(found) == found


@pytest.mark.parametrize("correction", [{"sign": "up"}, {"sign": ""}, {"factor": "unrest"}])
def test_a_file_cannot_bring_in_a_correction_that_is_none(correction: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"corrected sign|not a factor"):
        Review(verdict="corrected", correction=correction)
    row = {"verdict": "corrected", "correction": correction}
    with pytest.raises(msgspec.ValidationError, match=r"corrected sign|not a factor"):
        msgspec.convert(row, Review)


def test_a_correction_that_was_taken_back_counts_no_more() -> None:
    review = Review(verdict="corrected", correction={"sign": "0"})
    statement = _reviewed(_statement(), review, Review(verdict="unseen"))
    assert decided(statement) is None
    assert corrected(statement) is statement


def test_every_field_says_how_it_is_written() -> None:
    assert all(len(words) > 10 for words in FIELDS.values())
