"""Tables as they come; the docstring or the first argument is the table."""

import datetime as dt
from collections import Counter

import pytest

from sayso.forecasts.claim import Claim
from sayso.forecasts.distribution import Beta, Point
from sayso.forecasts.entries import entries
from sayso.forecasts.forecast import Forecast
from sayso.forecasts.import_table import import_table
from sayso.forecasts.ledger import Ledger
from sayso.forecasts.question import Question
from sayso.forecasts.reading import Reading
from sayso.forecasts.record import Record
from sayso.forecasts.resolution import Resolution
from sayso.forecasts.table_form import ROLES, TableForm, forecastbench_acled, form_from_toml
from sayso.forecasts.verdict import Verdict
from sayso.problems import Problem


def records(table: str, form: TableForm | None = None) -> tuple[Record, ...]:
    data = table.encode()
    found, problems = import_table(data, "t.csv") if form is None else import_table(data, "t.csv", form)
    assert problems == ()
    return found


def problem(table: str) -> str:
    _, (found,) = import_table(table.encode(), "t.csv")
    return str(found)


def test_a_row_without_a_speaker_is_a_question_with_its_answer() -> None:
    table = "question,closes,outcome,known_at,evidence,certainty\nRain?,2022-02-04,yes,2022-02-03,https://a | https://b,low\n"
    question, resolution = records(table)
    assert isinstance(question, Question)
    assert isinstance(resolution, Resolution)
    assert (question.text, question.closes, question.rule) == ("Rain?", dt.date(2022, 2, 4), "Rain?")
    assert (resolution.outcome, resolution.certainty, [one.url for one in resolution.evidence]) == (
        "yes",
        "low",
        ["https://a", "https://b"],
    )


def test_a_forecast_with_words_has_its_lexicons_distribution() -> None:
    form = TableForm(name="t", about="x", columns={role: (role,) for role in ROLES}, lexicon="capphrase")
    table = "speaker,quote,words,probability,question\nK.,It is highly likely,highly likely,{},Rain?\n"
    for stated, kind in (("", Beta), ("0.86", Beta), ("0.7", Point)):
        (made,) = (one for one in records(table.format(stated), form) if isinstance(one, Forecast))
        assert isinstance(made.distribution, kind)
        assert (made.made_by.version is None) == (kind is Point)


def test_rows_of_one_statement_are_its_readings_and_the_first_is_primary() -> None:
    table = "statement,reading,speaker,quote,probability,question,outcome\nS,a,K.,words,.8,One?,yes\nS,b,K.,,.8,Two?,no\n"
    found = records(table)
    assert Counter(type(one) for one in found)[Claim] == 1
    assert [(one.label, one.primary) for one in found if isinstance(one, Reading)] == [
        ("a", True),
        ("b", False),
    ]


def test_a_row_may_say_itself_which_reading_is_primary() -> None:
    table = "statement,reading,primary,speaker,quote,question\nS,a,no,K.,words,One?\nS,b,yes,K.,,Two?\n"
    assert [one.primary for one in records(table) if isinstance(one, Reading)] == [False, True]


def test_a_failed_condition_makes_the_ledger_find_the_row_void() -> None:
    table = (
        "statement,speaker,quote,probability,question,condition,outcome\n"
        "S,K.,words,.8,One?,It spreads,void\nT,K.,others,.8,Two?,It burns,no\n"
    )
    made = entries(Ledger.of(records(table)))
    assert [(one.settled.outcome, one.settled.why) for one in made] == [
        ("void", "its condition did not hold"),
        ("no", "resolved"),
    ]


@pytest.mark.parametrize(
    ("kind", "outcome", "label"),
    [
        ("assessment", "yes", "supported"),
        ("assessment", "no", "contradicted"),
        ("trend", "mixed", "mixed"),
        ("prescription", "yes", "followed"),
        ("prescription", "no", "not followed"),
        ("influence", "contested", "contested"),
    ],
)
def test_what_is_no_forecast_gets_a_label_and_never_a_score(kind: str, outcome: str, label: str) -> None:
    table = f"speaker,quote,kind,probability,question,outcome\nK.,words,{kind},.7,One?,{outcome}\n"
    claim, verdict = records(table)
    assert isinstance(claim, Claim)
    assert isinstance(verdict, Verdict)
    assert (verdict.label, verdict.statement) == (label, claim.statement)


def test_counts_dates_and_options_are_read() -> None:
    table = (
        "question,question_kind,options,outcome,value\nHow many?,count,,value,12\n"
        "When?,date,,value,2022-07-03\nHow bad?,ordinal,calm|war,value,war\n"
    )
    assert [one.value for one in records(table) if isinstance(one, Resolution)] == [12.0, "2022-07-03", "war"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("question,outcome\nRain?,perhaps\n", "t.csv:2: the outcome is 'perhaps'; want one of yes, no"),
        ("question,closes\nRain?,4 Feb\n", "t.csv:2: closes is '4 Feb'; want a day as YYYY-MM-DD"),
        (
            "speaker,quote,probability,question\nK.,words,likely,Rain?\n",
            "t.csv:2: probability is 'likely'; want a number",
        ),
        ("speaker,quote,probability,question\nK.,words,1.2,Rain?\n", "t.csv:2: the probability is 1.2"),
        ("speaker,quote,question\nK.,,Rain?\n", "t.csv:2: has a speaker and no quote"),
        (
            "speaker,quote,asked,question\nK.,words,perhaps,Rain?\n",
            "t.csv:2: asked is 'perhaps'; want yes or no",
        ),
        ("speaker,quote\nK.,words\n", "t.csv:2: has no question"),
        ("speaker,quote,kind,question\nK.,words,rumour,Rain?\n", "t.csv:2: Invalid enum value 'rumour'"),
        ("question,outcome\nRain?\n", "t.csv:2: 1 fields where the header has 2"),
        ("who,what\nK.,words\n", "t.csv:1: has the columns who, what; want some of about"),
        ("", "t.csv: the file is empty"),
    ],
)
def test_a_bad_row_is_a_problem_with_its_line(table: str, message: str) -> None:
    assert problem(table).startswith(message.replace("want some of about", "want some of asked"))


def test_a_bad_row_costs_no_other() -> None:
    found, problems = import_table(b"question,outcome\nRain?,perhaps\nSnow?,no\n", "t.csv")
    assert (len(found), len(problems)) == (2, 1)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("name = ", "Invalid value"),
        ('name = "x"\nabout = "y"\n[columns]\nmood = "m"', "the roles mood are unknown"),
        (
            'name = "x"\nabout = "y"\n[columns]\nnote = "m"\n[patterns]\nnote = "("',
            "the pattern of note is none",
        ),
        ('name = "x"\nabout = "y"\ncolums = 1\n[columns]\nnote = "m"', "colums"),
    ],
)
def test_a_form_that_is_none_is_a_problem(form: str, message: str) -> None:
    found = form_from_toml(form, "form.toml")
    assert isinstance(found, Problem)
    assert message in found.message


def test_placeholders_in_a_question_are_filled_from_the_row() -> None:
    table = (
        "forecast_due_date,resolution_date,country,what,freeze_value_30day_avg,resolved_to,id,question\n"
        "2024-07-21,2024-07-28,Chad,more 'Riots',1.5,0.0,x1,More before {resolution_date} than before {forecast_due_date}?\n"
    )
    question, resolution = records(table, forecastbench_acled())
    assert isinstance(question, Question)
    assert isinstance(resolution, Resolution)
    assert question.text == "More before 2024-07-28 than before 2024-07-21?"
    assert (question.series, question.reference_class) == ("x1", "more 'Riots'")
    assert (resolution.outcome, resolution.known_at) == ("no", dt.date(2024, 7, 28))
