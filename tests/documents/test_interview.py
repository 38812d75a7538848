"""Who asks and who answers, in interviews of other regions and in texts that only look like interviews."""

from sayso.documents.document import Document


def words(document: Document, *kinds: str) -> list[str]:
    return [document.text[zone.start : zone.end] for zone in document.zones if zone.kind in kinds]


def test_labels_tell_questions_from_answers(document: Document) -> None:
    """The coup in the capital was no surprise

    By Ruth Okello | January 14, 2021

    We spoke to Dr. Samuel Adeyemi, a security researcher in Accra, about the Sahel.

    Q: Will the junta hold elections within a year?

    A: I doubt it. The officers have promised a timetable, but they are unlikely to keep it.

    The regional bloc may also lose patience.

    Q: What would sanctions do?

    A: They would hurt traders first. Who pays for that? Ordinary people do.

    Q: Thank you.
    """
    assert len(words(document, "question")) == 3
    assert len(words(document, "answer")) == 3
    assert document.interviewee == "Samuel Adeyemi"
    answers = [turn for turn in document.turns if turn.kind == "answer"]
    assert [turn.speaker for turn in answers] == ["Samuel Adeyemi", "Samuel Adeyemi"]
    assert document.text[answers[0].words_start :].startswith("I doubt it.")
    assert document.text[: answers[0].end].endswith("lose patience.")


def test_a_label_that_is_a_name_is_the_speaker_in_full(document: Document) -> None:
    """ "The pendulum will swing back": an interview with Elena Markovic

    14 March 2019

    Balkan Monitor: Ms. Markovic, is Belgrade drifting toward Moscow?

    Markovic: No. It is balancing. That is what small states do.

    Balkan Monitor: But the arms purchases have grown.

    Markovic: They have. If the accession talks stall, they will probably grow further.

    Balkan Monitor: What should Brussels do?

    Markovic: It should set a date.
    """
    assert [turn.speaker for turn in document.turns] == ["Balkan Monitor", "Elena Markovic"] * 3
    assert document.interviewee == "Elena Markovic"
    assert document.outlet == "Balkan Monitor"


def test_the_one_who_remarks_without_asking_is_still_the_interviewer(document: Document) -> None:
    """Harbour talk

    We spoke to the harbour master of Mombasa.

    Interviewer: The strike is in its third week.

    Harbour master: It is, and it will likely last into May.

    Interviewer: And the cargo rots.

    Harbour master: Some of it does.
    """
    assert len(words(document, "question")) == 2
    assert len(words(document, "answer")) == 2


def test_questions_without_labels_or_blank_lines_are_found(document: Document) -> None:
    """Ethiopia: war or talks?
    In an interview with Addis Weekly, historian Tsehay Bekele explains why the ceasefire may not last.
    Professor Bekele, you have called the ceasefire a pause. Why?
    Because nothing has been settled. The borders are where they were.
    My sense is that both sides are buying weapons.
    Could Eritrea stay out?
    No.
    If fighting resumes, Eritrea will very likely join within days. I would be surprised if it did not.
    What can the African Union do?
    Very little. It has no money and no mandate.
    """
    assert len(words(document, "question")) == 3
    assert words(document, "answer")[2] == "No."
    assert document.interviewee == "Tsehay Bekele"
    assert document.outlet == "Addis Weekly"


def test_questions_in_bold_are_found_even_where_they_do_not_ask(page: Document) -> None:
    """<html><head><title>Interview: Peru's new cabinet | Andes Review</title></head><body>
    <h1>Peru's new cabinet</h1><p>By Jorge Salas</p>
    <p>Andes Review talked to political scientist Carmen Huaman about the crisis in Lima.</p>
    <p><strong>How long will the cabinet last?</strong><br>Until July, probably.<br><br>
    <strong>And then a new one.</strong><br>Yes. Congress is likely to force it out. Why would it wait?</p>
    <p><strong>Will you stand for office?</strong></p><p>No, I will not.</p></body></html>
    """
    assert words(page, "question") == [
        "How long will the cabinet last?",
        "And then a new one.",
        "Will you stand for office?",
    ]
    assert page.interviewee == "Carmen Huaman"
    assert page.author == "Jorge Salas"


def test_a_rhetorical_question_in_an_answer_is_no_turn(document: Document) -> None:
    """Interview: the ports of the Gulf

    Shipping analyst Huda Karam talked to us.

    Will you reroute the ships?

    We may. Insurance has doubled since the attacks, and crews refuse to sail. The owners have met twice, and
    the navies have promised escorts that did not come. Charter rates have tripled, and I see no end to that. Three
    lines have already turned around the Cape. Who can blame them?

    Is the ceasefire likely to change that?

    I doubt it.
    """
    assert len([turn for turn in document.turns if turn.kind == "question"]) == 2
    assert "Who can blame them?" in words(document, "answer")[0]


def test_a_commentary_that_asks_its_readers_is_no_interview(document: Document) -> None:
    """Why the lira will fall again

    By Deniz Aksoy

    I have watched three currency crises from my window in Izmir, and each began with a promise. The central
    bank said that reserves were ample. They were not. Will anyone believe it this time?

    The government is likely to raise wages before the vote, because it always does. My neighbours know what
    follows. Prices rise within weeks, and the poorest pay. Who will protect them?

    If the bank keeps rates where they are, the lira will almost certainly lose a fifth of its value by spring.
    Investors have already priced it in, and you can see it in the queues at the exchange offices. What are
    they waiting for?

    Turkey needs an independent bank. Nothing else will do.

    Deniz Aksoy is an economist at a university in Izmir. The views expressed are the author's own.
    """
    assert document.turns == ()
    assert document.interviewee is None
    assert document.author == "Deniz Aksoy"
    assert words(document, "author's note")[0].startswith("Deniz Aksoy is")


def test_an_explainer_with_questions_as_headings_is_no_interview(document: Document) -> None:
    """Lebanon's fuel crisis explained

    Lebanon ran out of diesel on Saturday. Here is what is known.

    Why is there no fuel?

    The central bank stopped paying for imports. Ships wait off the coast, and their owners want dollars.

    Who is to blame?

    Critics point at smugglers and at a cabinet that has not met since July. Officials deny it.

    What happens next?

    Protests are likely if hospitals close.
    """
    assert document.turns == ()
    assert words(document, "question", "answer") == []


def test_a_list_of_countries_with_colons_is_no_interview(document: Document) -> None:
    """The week ahead in West Africa

    Four capitals to watch.

    Ghana: The budget vote is likely to pass.

    Togo: Opposition parties plan a march. Will it be banned?

    Ghana: The central bank meets on Friday.

    Togo: The courts rule on the appeal.
    """
    assert document.turns == ()


def test_a_speaker_once_in_full_and_then_by_surname_is_one(document: Document) -> None:
    """Interview: Juntas will drift further from Paris
    September 12, 2023 16:40 GMT

    By Claire Dumont

    NIAMEY -- The junta has ordered French troops to leave. Our correspondent spoke with Moussa Muster.

    RFA/RB: How did it come to this?

    Moussa Muster: It was a long time coming. French forces failed to stop the insurgency.

    RFA/RB: Do you expect the bloc to intervene?

    Muster: Hardly. Nigeria is unlikely to send troops without a mandate.

    "Sanctions hurt, but they will not topple anyone," he adds.

    RFA/RB: Thank you very much.

    This interview has been edited for length and clarity.
    """
    assert [turn.speaker for turn in document.turns] == ["RFA/RB", "Moussa Muster"] * 2 + ["RFA/RB"]
    assert len(words(document, "answer")) == 3
    assert words(document, "relay note") == ["This interview has been edited for length and clarity."]


def test_turns_with_dashes_are_told_apart(document: Document) -> None:
    """ "There will be no second war"
    The political scientist Parviz Example on labour migration

    – Parviz, last week the ministry announced new rules. What do they change?

    – Almost nothing. People will go on leaving.

    – Will the border close?

    – It is unlikely. Employers need workers.

    Interviewed by Anna Sample
    21.03.2013
    """
    assert len(words(document, "question")) == 2
    assert document.interviewee == "Parviz Example"
    assert document.text[document.turns[1].words_start :].startswith("Almost nothing")
    assert document.author is None


def test_remarks_between_questions_are_the_interviewers(document: Document) -> None:
    """The Danube Review
    INTERVIEW

    "Nobody reads treaties"
    Budapest, 8 April 2025

    The lawyer Petra Kiss, who has advised three governments, spoke to Jan Novak.

    Ms Kiss, who owes whom?

    Everybody owes everybody. I have stopped counting, and I doubt that the ministry ever started to count.

    But the ministry publishes a list every spring.

    It publishes half of one. I asked for the other half in parliament, and they laughed, and then they went home.

    The banks say that they are safe.

    The large ones are. I would not put my own money into the small ones before the courts have ruled on the loans.

    Will the treaty hold?

    I doubt it. Nobody has read it, and those who signed it have left office or will leave it in the autumn.
    """
    assert words(document, "question") == [
        "Ms Kiss, who owes whom?",
        "But the ministry publishes a list every spring.",
        "The banks say that they are safe.",
        "Will the treaty hold?",
    ]
    assert document.interviewee == "Petra Kiss"
    assert document.outlet == "The Danube Review"
    assert {turn.speaker for turn in document.turns if turn.kind == "answer"} == {"Petra Kiss"}


def test_a_short_paragraph_within_a_long_answer_is_no_remark(document: Document) -> None:
    """Interview: the price of bread

    The baker Petra Kiss talked to us.

    Ms Kiss, why is bread dear?

    Flour has doubled since the autumn, and I pay more for gas than for wages. My mother never saw such prices.

    Nobody did.

    So I bake less, and I close on Mondays. If nothing changes, I will close for good before the winter comes.

    Will the ministry help?

    I doubt it.

    It has helped nobody yet, and I do not expect that it will begin with a small bakery in the eighth district.
    """
    assert len(words(document, "question")) == 2
    assert "Nobody did." in words(document, "answer")


def test_the_one_who_is_introduced_answers_and_the_bare_name_asks(document: Document) -> None:
    """A country that waits

    Fuel is short and the courts are full. The anthropologist Lucia Paredes Quispe, who teaches in Cusco, spoke to
    Andres Molina.

    Has the south forgiven the capital?

    Nobody there has forgiven anything. I hear it in every village, and I write it down.

    Will there be a vote?

    There will be one. I do not know who will count it.
    """
    assert document.interviewee == "Lucia Paredes Quispe"


def test_labels_of_initials_are_the_people_in_the_preface(document: Document) -> None:
    """Interview: Petra Kiss on debt
    By Jan Novak
    8 April 2025

    We met the lawyer Petra Kiss in Budapest.

    JN: Who owes whom?

    PK: Everybody owes everybody. I have stopped counting.

    JN: Will the banks survive?

    PK: Some will. The small ones will be bought.
    """
    assert document.title == "Interview: Petra Kiss on debt"
    assert document.author == "Jan Novak"
    assert document.interviewee == "Petra Kiss"
