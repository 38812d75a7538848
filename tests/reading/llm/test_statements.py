"""From a model's answer to statements: what is taken, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from sayso.reading.llm import ModelReading
from sayso.statements.conditional import Conditional
from sayso.statements.prescription import Prescription
from sayso.statements.statement import Speaker

Json = dict[str, Any]
Ask = Callable[..., tuple[ModelReading, list[Json]]]
Make = Callable[..., Json]

TEXT = """The strike and the capital

5 March 2024

The strike in Mali is spreading to the north, and the police are exhausted.

If the strike in Mali spreads, the army is unlikely to stay loyal, the historian Mariam Diallo told the Bamako Courier.

“Prices  will not fall in Bamako,” said Diallo. Mass protests — the third wave — are highly likely within a year. A diplomat said that Russia must send more arms to Mali.
"""
DIALLO = {"name": "Diallo", "kind": "person", "role": "historian"}


def test_a_claim_becomes_a_statement_with_its_span_and_reader(ask: Ask, claim: Make, says: Make) -> None:
    reading, requests = ask(TEXT, says(claim()))
    (one,) = reading.statements
    assert (one.kind, str(one.factor), one.sign, one.mode) == ("trend", "unrest(MLI)", 1, "author")
    assert (one.start, one.reader) == (TEXT.index("The strike in Mali"), "llm:stub")
    assert one.suffix.startswith(" to the north")
    assert (reading.tokens_in, reading.tokens_out, reading.calls, reading.windows) == (1000, 50, 1, 1)
    assert (reading.problems, reading.refused, len(requests)) == ((), 0, 1)


def test_a_conditional_has_its_condition_as_cause_and_the_speakers_own_words(
    ask: Ask, claim: Make, says: Make
) -> None:
    unrest = {"name": "unrest", "actor": "Mali"}
    made = claim(
        paragraph=3,
        quote="If the strike in Mali spreads, the army is unlikely to stay loyal",
        kind="conditional",
        speaker=DIALLO,
        via=[{"name": "the Bamako Courier", "kind": "outlet"}],
        speech="indirect",
        factor={"name": "security_loyalty", "actor": "MLI"},
        likelihood="Unlikely",
        condition={"words": "the strike in Mali spreads", "factor": unrest, "sign": 1},
    )
    reading, _ = ask(TEXT, says(made))
    (one,) = reading.statements
    assert isinstance(one, Conditional)
    assert (str(one.cause), one.condition.words) == ("unrest(MLI)", "the strike in Mali spreads")
    assert one.speaker == Speaker(name="Mariam Diallo", kind="person", role="historian")
    assert [relay.name for relay in one.via] == ["Bamako Courier"]
    assert one.likelihood is not None
    assert (one.likelihood.words, one.likelihood.phrase) == ("unlikely", "unlikely")


def test_a_quote_in_other_white_space_and_marks_is_found_where_it_stands(
    ask: Ask, claim: Make, says: Make
) -> None:
    reading, _ = ask(
        TEXT,
        says(
            claim(paragraph=4, quote="Mass protests - the third wave - are highly\nlikely", kind="forecast"),
            claim(paragraph=4, quote='"Prices will not fall in Bamako,"', kind="forecast"),
        ),
    )
    assert [one.quote for one in reading.statements] == [
        "“Prices  will not fall in Bamako,”",
        "Mass protests — the third wave — are highly likely",
    ]


def test_a_quote_is_found_where_the_paragraphs_number_is_wrong(ask: Ask, claim: Make, says: Make) -> None:
    reading, _ = ask(TEXT, says(claim(paragraph=99), claim(paragraph=4, sign=-1)))
    assert len(reading.statements) == 1
    assert reading.problems == ()


@pytest.mark.parametrize(
    "quote",
    [
        "The strike in Mali is over",
        "the strike in Mali is spreading",
        "Mali",
        "strike in Mal",
        "exhausted. If the strike in Mali spreads",
        "The strike is spreading",
    ],
    ids=["invented", "other case", "one word", "half a word", "across paragraphs", "words left out"],
)
def test_a_quote_that_does_not_stand_in_the_text_is_refused(
    ask: Ask, claim: Make, says: Make, quote: str
) -> None:
    reading, _ = ask(TEXT, says(claim(quote=quote), claim()))
    assert [one.quote for one in reading.statements] == ["The strike in Mali is spreading"]
    assert reading.refused == 1
    assert "window 1: 1 statement refused: quotes words that do not stand in the text" in str(
        reading.problems[0]
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "rumour"}, "not of the form"),
        ({"certainty": 1.0}, "not of the form"),
        ({"sign": 2}, "not of the form"),
        ({"sign": "1"}, "not of the form"),
        ({"paragraph": 2.5}, "not of the form"),
        ({"paragraph": "2"}, "not of the form"),
        ({"endorsed": "yes"}, "not of the form"),
        ({"quote": "word " * 400}, "not of the form"),
        ({"speaker": {"name": "x" * 500, "kind": "person"}}, "not of the form"),
        ({"factor": {"name": "weather", "actor": "Mali"}}, "not in the catalogue"),
        ({"factor": {"name": "unrest", "actor": "Atlantis"}}, "actor table does not have"),
        ({"factor": {"name": "unrest", "actor": "Mali", "target": "Niger"}}, "wrong number of actors"),
        ({"factor": {"name": "trade", "actor": "Mali"}}, "wrong number of actors"),
        ({"factor": None}, "neither a factor nor a topic"),
        ({"factor": None, "topic": "the gold mines"}, "words of topic that do not stand"),
        ({"likelihood": "almost certain"}, "words of likelihood that do not stand"),
        ({"horizon": "by the summer"}, "words of horizon that do not stand"),
        ({"confidence": {"words": "with high confidence", "level": "high"}}, "words of confidence"),
        ({"speaker": {"name": "Sekou Traore", "kind": "person"}}, "whom the document does not name"),
        ({"via": [{"name": "Reuters", "kind": "outlet"}]}, "whom the document does not name"),
        ({"kind": "conditional"}, "without one"),
        ({"condition": {"words": "the north", "sign": 1}}, "without being a conditional"),
        ({"kind": "influence"}, "influence without a cause"),
        ({"addressee": "Russia"}, "addressee without being a prescription"),
    ],
)
def test_what_is_not_in_the_text_the_tables_or_the_form_is_refused_and_counted(
    ask: Ask, claim: Make, says: Make, fields: Json, reason: str
) -> None:
    reading, _ = ask(TEXT, says(claim(**fields), claim(**fields), claim()))
    assert len(reading.statements) == 1
    assert reading.refused == 2
    (problem,) = reading.problems
    assert problem.source == "text.txt"
    assert problem.line == 1
    assert "2 statements refused" in problem.message
    assert reason in problem.message


def test_will_not_is_a_sign_and_the_unhedged_class(ask: Ask, claim: Make, says: Make) -> None:
    prices = {"name": "welfare", "actor": "Bamako"}
    made = claim(
        paragraph=4, quote="Prices will not fall in Bamako", kind="forecast", sign=-1, factor=prices,
        speaker=DIALLO, likelihood="will not",
    )  # fmt: skip
    reading, _ = ask(TEXT, says(made, claim(likelihood="is")))
    forecast = reading.statements[-1]
    assert forecast.likelihood is not None
    assert (forecast.sign, forecast.likelihood.unhedged, forecast.likelihood.words) == (-1, True, "will not")
    assert forecast.likelihood.mean > 0.9
    assert str(forecast.factor) == "welfare(MLI)"


def test_a_bare_will_says_how_likely_only_of_what_is_to_come(ask: Ask, claim: Make, says: Make) -> None:
    made = claim(
        paragraph=4, quote="Prices will not fall in Bamako", kind="assessment", likelihood="will not"
    )
    reading, _ = ask(TEXT, says(made))
    assert [one.likelihood for one in reading.statements] == [None]
    assert reading.problems == ()


def test_words_that_the_lexicon_does_not_hold_leave_the_likelihood_open_and_are_told(
    ask: Ask, claim: Make, says: Make
) -> None:
    reading, _ = ask(TEXT, says(claim(likelihood="spreading")))
    assert [one.likelihood for one in reading.statements] == [None]
    assert "has no reading for 'spreading'" in reading.problems[0].message


def test_a_horizon_is_resolved_against_the_documents_date(ask: Ask, claim: Make, says: Make) -> None:
    made = claim(
        paragraph=4, quote="are highly likely within a year", kind="forecast", horizon="within a year"
    )
    reading, _ = ask(TEXT, says(made))
    horizon = reading.statements[0].horizon
    assert horizon is not None
    assert horizon.words == "within a year"
    assert str(horizon.dates) == "2024-03-05 – 2025-03-05"


def test_a_prescription_has_an_addressee_and_an_unnamed_speaker_stays_unnamed(
    ask: Ask, claim: Make, says: Make
) -> None:
    made = claim(
        paragraph=4, quote="Russia must send more arms to Mali", kind="prescription", speech="indirect",
        speaker={"name": "an anonymous envoy", "kind": "unnamed"}, addressee="Moscow",
        factor={"name": "military_support", "actor": "RUS", "target": "Mali"},
    )  # fmt: skip
    reading, _ = ask(TEXT, says(made))
    (one,) = reading.statements
    assert isinstance(one, Prescription)
    assert (one.addressee, str(one.factor)) == ("RUS", "military_support(RUS>MLI)")
    assert (one.speaker.name, one.speaker.kind) == ("unnamed source", "unnamed")


INTERVIEW = """Diallo: the army will not let the protests grow

The historian Mariam Diallo explained what the protests in Mali mean. In an interview with the Bamako Courier she spoke of the risks.

Mariam, popular discontent is growing in Mali. Are mass protests likely?

It is too early to say. There is no organised opposition in the country, and nobody leads the crowds that gather on Fridays.

But the government is weak, and the security forces refused to obey orders last month?

If mass protests break out, the army is unlikely to remain loyal to the government. That is what everybody in the capital says.
"""


def test_a_question_is_the_interviewers_whatever_the_model_says(ask: Ask, claim: Make, says: Make) -> None:
    grievance = {"name": "grievance", "actor": "Mali"}
    speaker = {"name": "Mariam Diallo", "kind": "person"}
    asked = claim(quote="popular discontent is growing", factor=grievance, speaker=speaker, endorsed=False)
    opposition = {"name": "opposition_organisation", "actor": "Mali"}
    answered = claim(
        quote="There is no organised opposition in the country", kind="assessment", sign=-1,
        factor=opposition, speaker=speaker, endorsed=True,
    )  # fmt: skip
    reading, _ = ask(INTERVIEW, says(asked, answered))
    question, answer = reading.statements
    assert (question.speaker.kind, question.mode, question.endorsed) == ("interviewer", "question", False)
    assert (answer.speaker.name, answer.mode, answer.endorsed) == ("Mariam Diallo", "direct", None)


@pytest.mark.parametrize(
    ("name", "resolved"),
    [
        ("Prof. Diallo", "Mariam Diallo"),
        ("Putin", "Vladimir Putin"),
        ("President Vladimir Putin", "Vladimir Putin"),
        ("the President of Russia Vladimir Putin", "Vladimir Putin"),
        ("adviser of Vladimir Putin", "adviser of Vladimir Putin"),
    ],
)
def test_a_person_is_named_as_the_document_and_the_actor_table_do(
    ask: Ask, claim: Make, says: Make, name: str, resolved: str
) -> None:
    text = f"""{TEXT}
The President of Russia, Vladimir Putin, said that the strike in Mali is spreading. Prof. Diallo and an adviser spoke too.
"""
    speaker = {"name": name, "kind": "person"}
    reading, _ = ask(text, says(claim(paragraph=5, quote="strike in Mali is spreading", speaker=speaker)))
    assert [one.speaker.name for one in reading.statements] == [resolved]


def test_the_same_claim_stands_once(ask: Ask, claim: Make, says: Make) -> None:
    reading, _ = ask(TEXT, says(claim(), claim()))
    assert len(reading.statements) == 1
