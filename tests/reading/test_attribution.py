from collections.abc import Callable

from sayso.statements.statement import Statement

Reading = Callable[[str], tuple[Statement, ...]]

INTERVIEW = """Diallo: the army will not let the protests grow

The historian Mariam Diallo explained what the protests in Mali mean. In an interview with the Bamako Courier she spoke of the risks.

Mariam, popular discontent is growing in Mali. Are mass protests likely?

It is too early to say. There is no organised opposition in the country, and nobody leads the crowds that gather on Fridays.

But the government is weak, and the security forces refused to obey orders last month?

If mass protests break out, the army is unlikely to remain loyal to the government. That is what everybody in the capital says.

Photo source: Bamako Courier
"""

WIRE = """Envoys doubt the truce

YEREVAN, March 3 (Reuters) - Mass protests are likely in Armenia, a Western diplomat told Reuters on Monday.

According to an official close to the talks, Russia will reduce its military presence in Armenia. “The security guarantees have lost all value. Nobody counts on Moscow,” said the analyst Anahit Petrosyan.

The foreign ministry said that the economy of Armenia is growing.
"""


def by_quote(statements: tuple[Statement, ...], words: str) -> Statement:
    return next(one for one in statements if words in one.quote)


def test_a_question_is_not_the_experts_claim(read: Reading) -> None:
    """The interviewer's premise stays the interviewer's."""
    asked = by_quote(read(INTERVIEW), "popular discontent is growing")
    assert (asked.speaker.kind, asked.mode, asked.endorsed) == ("interviewer", "question", False)


def test_an_answer_is_the_interviewees(read: Reading) -> None:
    answered = by_quote(read(INTERVIEW), "no organised opposition")
    assert (answered.speaker.name, answered.mode) == ("Mariam Diallo", "direct")


def test_a_conditional_keeps_its_condition_and_likelihood(read: Reading) -> None:
    found = by_quote(read(INTERVIEW), "If mass protests break out")
    assert found.kind == "conditional"
    assert found.likelihood is not None
    assert found.likelihood.phrase == "unlikely"
    assert str(found.cause) == "unrest(MLI)"


def test_what_the_captions_say_is_no_claim(read: Reading) -> None:
    assert not any("Photo" in one.quote for one in read(INTERVIEW))


def test_an_unnamed_source_keeps_the_outlet_that_heard_it(read: Reading) -> None:
    found = by_quote(read(WIRE), "Mass protests are likely")
    assert found.speaker.kind == "unnamed"
    assert "diplomat" in found.speaker.name
    assert "Reuters" in [one.name for one in found.via]


def test_a_quotation_of_two_sentences_has_one_speaker(read: Reading) -> None:
    statements = read(WIRE)
    speakers = {one.speaker.name for one in statements if one.mode == "direct"}
    assert speakers == {"Anahit Petrosyan"}


def test_according_to_somebody_is_indirect_speech(read: Reading) -> None:
    found = by_quote(read(WIRE), "military presence")
    assert (found.mode, found.sign) == ("indirect", -1)
    assert "official" in found.speaker.name


def test_an_office_can_speak(read: Reading) -> None:
    found = by_quote(read(WIRE), "economy of Armenia is growing")
    assert (found.speaker.kind, found.speaker.name) == ("office", "foreign ministry")
