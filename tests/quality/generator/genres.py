"""Whole documents: interviews, wire reports, commentaries, blogs on a report."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tests.quality.generator.attribution import SPOKEN, attributed, own_voice, spoken
from tests.quality.generator.document import (
    cited,
    date_of,
    headline,
    one_sentence,
    own,
    paragraphs,
    press,
    said_by,
)
from tests.quality.generator.inflection import article
from tests.quality.generator.neutral import neutral
from tests.quality.generator.phrase import Phrase, fill
from tests.quality.generator.question import question
from tests.quality.generator.setting import Setting
from tests.quality.generator.source import PROFESSIONS, Source, human, named
from tests.quality.generator.statement import statement

Writer: TypeAlias = Callable[[Setting], Phrase]

_OPENINGS = ("Frankly, ", "In my view, ", "Yes and no. ", "As far as I can see, ", "", "", "")


def _answer(setting: Setting, who: Source) -> Phrase:
    """Return an answer: claims in the first person, now and then what somebody else says; no quotation marks."""
    contents = [statement(setting) for _ in range(setting.pick((1, 2, 3)))]
    if setting.chance(0.25):
        contents.append(neutral(setting))
    opening = setting.pick(_OPENINGS)
    if opening.endswith(", "):
        contents[0] = fill(opening + "{claim}", claim=contents[0])
        opening = ""
    own_words = own_voice(contents, who.name, "interview answer")
    answer = fill(opening + "{own}", own=own_words)
    if setting.chance(0.25):
        other = attributed(setting, [one_sentence(setting)], table=SPOKEN)
        return fill("{answer} {other}", answer=answer, other=other.showing("cited in an answer"))
    return answer


def _labelled_interview(setting: Setting) -> Phrase:
    """Return an interview whose turns are labelled with "Question" and the surname."""
    who, outlet = named(setting, setting.person()), press(setting)
    surname = who.again[0]
    title = headline(setting, who, outlet)
    lede = f"The {outlet} spoke to {who.first}{',' if ', ' in who.first else ''} about the months ahead."
    parts: list[Phrase | str] = [
        title,
        f"By {setting.person().name} | The {outlet} | {date_of(setting)}",
        lede,
    ]
    for _ in range(int(setting.rng.integers(4, 7))):
        parts.append(fill("Question: {ask}", ask=question(setting)))
        parts.append(fill(surname + ": {answer}", answer=_answer(setting, who)))
    return paragraphs(setting, parts)


def _lettered_interview(setting: Setting) -> Phrase:
    """Return an interview whose turns are labelled with Q and A."""
    who, outlet = named(setting, setting.person()), press(setting)
    post = setting.pick(PROFESSIONS)
    lede = f"{date_of(setting)}. An interview with {who.name}, {article(post)} {post}."
    parts: list[Phrase | str] = [f"The {outlet}", headline(setting, who, outlet), lede]
    for _ in range(int(setting.rng.integers(4, 7))):
        parts.append(fill("Q: {ask}", ask=question(setting)))
        parts.append(fill("A: {answer}", answer=_answer(setting, who)))
    return paragraphs(setting, parts)


def _mixed(setting: Setting, writer: str, citing: float) -> list[Phrase]:
    """Return paragraphs of which a share cites others and the rest is the writer's own."""
    number = int(setting.rng.integers(4, 7))
    return [
        cited(setting, writer) if setting.chance(citing) else own(setting, writer, "own voice")
        for _ in range(number)
    ]


def _wire(dateline: str, sign_off: str) -> Writer:
    def write(setting: Setting) -> Phrase:
        agency = f"{setting.some_state().capital} Wire"
        who = human(setting) if setting.chance(0.5) else None
        title = headline(setting, who, agency)
        place = setting.some_state().capital
        head = dateline.format(place=place.upper(), Place=place, agency=agency, date=date_of(setting))
        first = cited(setting, agency) if who is None else said_by(setting, who, agency)
        parts: list[Phrase | str] = [title, fill(head + "{first}", first=first)]
        parts += _mixed(setting, agency, 0.7)
        parts.append(sign_off.format(name=setting.person().name, other=setting.person().name))
        return paragraphs(setting, parts)

    return write


def _commentary(head: str) -> Writer:
    def write(setting: Setting) -> Phrase:
        author = setting.person().name
        title = headline(setting, None, author)
        parts: list[Phrase | str] = [
            title,
            head.format(author=author, outlet=press(setting), date=date_of(setting)),
        ]
        parts += _mixed(setting, author, 0.3)
        return paragraphs(setting, parts)

    return write


def _blog(opening: str) -> Writer:
    """Return a writer of a blog on somebody's report in an outlet: a chain of two relays."""

    def write(setting: Setting) -> Phrase:
        author, outlet = setting.person().name, press(setting)
        who = named(setting, setting.person())
        closed = who.first + ("," if ", " in who.first else "")
        lede = Phrase(opening.format(who=closed, outlet=outlet)).capitalised()
        head = f"Posted by {author} on {date_of(setting)}"
        parts: list[Phrase | str] = [f"A report worth reading on {setting.some_state().name}", head, lede]
        for _ in range(int(setting.rng.integers(3, 6))):
            parts.append(_reported(setting, who, (outlet, author)))
            if setting.chance(0.5):
                parts.append(own(setting, author, "own voice"))
        return paragraphs(setting, parts)

    return write


def _reported(setting: Setting, who: Source, via: tuple[str, str]) -> Phrase:
    """Return what the report says, in the words of the one who writes about it."""
    key = setting.key()
    name, template = setting.template(REPORTED)
    back = setting.pick((who.again[0], who.pronoun or who.again[0]))
    verb = setting.pick(("writes", "argues", "reports", "finds"))
    content = fill("that {claim}", claim=one_sentence(setting)).marked("content", key)
    slots = {"who": Phrase(back).marked("source", key), "cue": Phrase(verb).marked("cue", key)}
    whole = fill(template + ".", content=content, **slots).capitalised()
    return spoken(
        whole, who.name, via, ["attribution", "relay", "relay of a report", f"template: report: {name}"]
    )


REPORTED = (
    ("writes that", "{who} {cue} {content}"),
    ("also writes that", "{who} also {cue} {content}"),
    ("further on writes that", "further on {who} {cue} {content}"),
    ("in the second part writes that", "in the second part {who} {cue} {content}"),
)

WRITERS: Mapping[str, tuple[tuple[str, Writer], ...]] = {
    "interview": (("labelled", _labelled_interview), ("lettered", _lettered_interview)),
    "wire": (
        (
            "place in capitals",
            _wire("{place}, {date} ({agency}) - ", "(Reporting by {name}; Editing by {other})"),
        ),
        ("agency in brackets", _wire("{Place}, {date} ({agency}) -- ", "-- Reporting by {name}")),
    ),
    "commentary": (
        ("by the author", _commentary("By {author}, The {outlet}, {date}")),
        ("written by", _commentary("By {author}\nThe {outlet}, {date}")),
    ),
    "blog": (
        ("has written", _blog("{who} has written a report for the {outlet}. Here is what it says.")),
        ("published", _blog("This week the {outlet} published a report by {who} of some length.")),
    ),
}
"""The genres, each with its templates."""


def write(setting: Setting, genre: str) -> Phrase:
    """Return a document of a genre."""
    name, writer = setting.template(WRITERS[genre])
    return writer(setting).showing(f"template: {genre}: {name}", f"genre: {genre}")
