"""Two sentences, the second of which comes back to states of the first: "it", "the country", "both countries"."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.quality.generator.claiming import from_clause
from tests.quality.generator.clause import Form
from tests.quality.generator.phrase import Kind, Phrase
from tests.quality.generator.predicate import DEEDS_AND_ACTIVITIES, changing, deed, level
from tests.quality.generator.setting import BOTH, Setting
from tests.quality.generator.topic import topic

PairMaker: TypeAlias = Callable[[Setting, Sequence[str]], tuple[Phrase, Phrase]]

_NEXT: tuple[tuple[Form, Kind], ...] = (
    (Form(modal="will"), "forecast"),
    (Form(modal="may", hedge="may"), "forecast"),
    (Form(modal="must"), "prescription"),
    (Form(modal="be unlikely to", hedge="unlikely"), "forecast"),
)


def _first(setting: Setting, actors: Sequence[str]) -> Phrase:
    """Return an event whose subject is the first of the actors."""
    clause = deed(setting, actors, aspects=DEEDS_AND_ACTIVITIES, acting=True)
    return from_clause(setting, clause, Form(tense="past"), "event", ["deed"])


def _it(setting: Setting, actors: Sequence[str]) -> tuple[Phrase, Phrase]:
    """Return "A ended its loans to B. It will leave ..."."""
    first = _first(setting, actors)
    with setting.referring({actors[0]: "it"}):
        clause = deed(setting, actors, acting=True)
        form, kind = setting.pick(_NEXT)
        return first, from_clause(setting, clause, form, kind, ["pronoun"])


def _its(setting: Setting, actors: Sequence[str]) -> tuple[Phrase, Phrase]:
    """Return "A ended its loans to B. Its influence over B is waning."."""
    first = _first(setting, actors)
    with setting.referring({actors[0]: "it"}):
        about = topic(setting, actors, own=True)
        return first, from_clause(
            setting, changing(setting, about), Form(progressive=True), "trend", ["change", "pronoun"]
        )


def _in_the_country(*names: str) -> PairMaker:
    """Return a maker of "Poverty in A is growing. Calm in the country is fading."."""

    def make(setting: Setting, actors: Sequence[str]) -> tuple[Phrase, Phrase]:
        alone = [name for name, about in setting.words.items() if not about.dyadic]
        one, other = setting.sample(alone, 2)
        before = topic(setting, actors, factor=one, alone=True)
        first = from_clause(setting, changing(setting, before), Form(perfect=True), "trend", ["change"])
        with setting.referring({actors[0]: setting.pick(names)}):
            about = topic(setting, actors, factor=other)
            clause = level(setting, about)
            return first, from_clause(setting, clause, Form(), "assessment", ["level", "the country"])

    return make


def _both(*names: str) -> PairMaker:
    """Return a maker of "A attacked B. Trade between the two neighbours is waning."."""

    def make(setting: Setting, actors: Sequence[str]) -> tuple[Phrase, Phrase]:
        pairs = [name for name, about in setting.words.items() if about.dyadic]
        clause = deed(setting, actors, factor=setting.pick(pairs), aspects=DEEDS_AND_ACTIVITIES)
        first = from_clause(setting, clause, Form(tense="past"), "event", ["deed"])
        with setting.referring({BOTH: setting.pick(names)}):
            about = topic(setting, actors)
            form = setting.pick((Form(progressive=True), Form(perfect=True)))
            second = from_clause(
                setting, changing(setting, about), form, "trend", ["change", *about.phenomena]
            )
            return first, second.showing("both states in one phrase")

    return make


TEMPLATES: tuple[tuple[str, PairMaker], ...] = (
    ("it", _it),
    ("it, again", _it),
    ("its", _its),
    ("its, again", _its),
    ("the country", _in_the_country("the country")),
    ("the republic", _in_the_country("the republic")),
    ("the two neighbours", _both("the two neighbours", "both countries")),
    ("the two countries", _both("the two countries", "the two states")),
)
"""Ways of coming back to states."""


def two_sentences(setting: Setting) -> tuple[Phrase, Phrase]:
    """Return two sentences, the second with words that stand for states of the first."""
    name, make = setting.template(TEMPLATES)
    first, second = make(setting, setting.some_states(2))
    return first, second.showing(f"template: anaphora: {name}")
