"""Claims that a factor is changing."""

from collections.abc import Sequence
from dataclasses import replace

from tests.quality.generator.claiming import Maker, from_clause
from tests.quality.generator.clause import Form
from tests.quality.generator.phrase import Phrase, words
from tests.quality.generator.predicate import ACTIVITIES, changing, deed
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import topic

_UNTIL_NOW = ("over the past year", "in recent months", "since the spring", "for two years")
_BEFORE = ("over the past year", "last year", "between March and June", "throughout the winter")


def _change(form: Form, periods: Sequence[str] = (), *, fronted: bool = False) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        about = topic(setting, actors)
        shows = ["change", *about.phenomena]
        said = from_clause(setting, changing(setting, about), form, "trend", shows)
        if not periods:
            return said
        period = setting.pick(periods)
        return words(period + ",", said) if fronted else words(said, period)

    return make


def _more_and_more(adverbs: Sequence[str]) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause = deed(setting, actors, aspects=ACTIVITIES)
        form = Form(progressive=True, adverb=setting.pick(adverbs))
        return from_clause(setting, clause, form, "trend", ["change"])

    return make


def _more_than_before(setting: Setting, actors: Sequence[str]) -> Phrase:
    """Return "X sells more and more often ..." with the comparison behind the verb's group."""
    clause = deed(setting, actors, aspects=ACTIVITIES)
    said = from_clause(setting, clause, Form(), "trend", ["change"])
    return _with_tail(said, setting.pick(("more often than a year ago", "more and more often")))


def _with_tail(said: Phrase, tail: str) -> Phrase:
    """Return the claim with words at its end that belong to it."""
    text = f"{said.text} {tail}"
    spans = tuple(replace(span, end=len(text)) if span.role == "claim" else span for span in said.spans)
    return Phrase(text, spans, said.claims)


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("is growing", _change(Form(progressive=True))),
    ("is no longer growing", _change(Form(progressive=True, adverb="no longer"))),
    ("has grown", _change(Form(perfect=True), _UNTIL_NOW)),
    ("has been growing", _change(Form(perfect=True, progressive=True), _UNTIL_NOW)),
    ("grew over a period", _change(Form(tense="past"), _BEFORE)),
    ("over a period, it has grown", _change(Form(perfect=True), _UNTIL_NOW[:2], fronted=True)),
    ("is increasingly doing", _more_and_more(("increasingly",))),
    ("is more and more often doing", _more_and_more(("more and more often",))),
    ("is steadily growing", _change(Form(progressive=True, adverb="steadily"))),
    ("does more often", _more_than_before),
)
"""Ways of saying that a factor changes."""
