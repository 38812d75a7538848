"""Claims that something happened."""

from collections.abc import Sequence

from tests.quality.generator.claiming import Maker, from_clause
from tests.quality.generator.clause import Clause, Form
from tests.quality.generator.phrase import Phrase, Sign, sign_of, words
from tests.quality.generator.predicate import DEEDS, DEEDS_AND_ACTIVITIES, any_deed, deed
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import topic

_DAYS = (
    "on Monday",
    "on Tuesday",
    "on Wednesday",
    "on Thursday",
    "on Friday",
    "last week",
    "on Sunday",
    "in May",
)


def _did(*, fronted: bool) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = any_deed(setting, actors, aspects=DEEDS_AND_ACTIVITIES)
        said = from_clause(setting, clause, Form(tense="past"), "event", ["deed", *shows])
        day = setting.pick(_DAYS)
        return words(day, said) if fronted else words(said, day)

    return make


def _has(adverb: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause = deed(setting, actors, aspects=DEEDS)
        return from_clause(setting, clause, Form(perfect=True, adverb=adverb), "event", ["deed"])

    return make


def _turned(verbs: Sequence[tuple[str, Sign]]) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        about = topic(setting, actors)
        verb, direction = setting.pick(verbs)
        sign = sign_of(about.sign * direction)
        clause = Clause(about.phrase, about.plural, verb, matter=about.matter, sign=sign)
        said = from_clause(setting, clause, Form(tense="past"), "event", ["change", *about.phenomena])
        return words(said, setting.pick(_DAYS))

    return make


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("did on a day", _did(fronted=False)),
    ("on a day did", _did(fronted=True)),
    ("has just done", _has("just")),
    ("has now done", _has("now")),
    ("began or stopped", _turned((("begin", 1), ("stop", -1)))),
    ("resumed or ended", _turned((("resume", 1), ("end", -1)))),
)
"""Ways of saying that something happened."""
