"""What an interviewer asks: open questions, which claim nothing, and questions that say something first."""

from collections.abc import Callable
from typing import TypeAlias

from tests.quality.generator.attribution import spoken
from tests.quality.generator.clause import Form, say
from tests.quality.generator.phrase import Phrase, fill
from tests.quality.generator.predicate import any_clause
from tests.quality.generator.setting import Setting
from tests.quality.generator.statement import statement

Asker: TypeAlias = Callable[[Setting], Phrase]

INTERVIEWER = "interviewer"


def _open(*forms: Form) -> Asker:
    def ask(setting: Setting) -> Phrase:
        clause, _ = any_clause(setting, setting.some_states(2))
        asked = say(clause, setting.pick(forms))
        plain = Phrase(asked.text)  # an open question has no marks: nobody claims anything
        return fill("{asked}?", asked=plain.capitalised()).marked("nothing", setting.key())

    return ask


def _saying(*follow_ups: str) -> Asker:
    """Return an asker that says something and asks about it; what it says is the interviewer's claim."""

    def ask(setting: Setting) -> Phrase:
        claim = statement(setting).capitalised()
        whole = fill("{claim}. {ask}", claim=claim, ask=setting.pick(follow_ups))
        return spoken(whole, INTERVIEWER, (), ["interviewer's claim"])

    return ask


def _topic(template: str) -> Asker:
    def ask(setting: Setting) -> Phrase:
        return Phrase(template.format(state=setting.some_state().name)).marked("nothing", setting.key())

    return ask


TEMPLATES: tuple[tuple[str, Asker], ...] = (
    ("will it", _open(Form(modal="will", inverted=True), Form(modal="could", inverted=True))),
    ("is it", _open(Form(progressive=True, inverted=True), Form(perfect=True, inverted=True))),
    ("it is so; what follows?", _saying("What follows from that?", "How do you explain it?")),
    ("it is so; why?", _saying("Why?", "Does that surprise you?")),
    ("should it", _open(Form(modal="should", inverted=True))),
    ("does it", _open(Form(inverted=True))),
    ("what about", _topic("Let us turn to {state}. What do you expect there?")),
    ("and", _topic("And what is your view of {state}?")),
)
"""Ways of asking."""


def question(setting: Setting) -> Phrase:
    """Return what an interviewer asks."""
    name, ask = setting.template(TEMPLATES)
    return ask(setting).showing(f"template: question: {name}", "question")
