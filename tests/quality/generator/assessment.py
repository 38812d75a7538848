"""Claims that a factor is at a level."""

from collections.abc import Sequence
from dataclasses import replace

from tests.quality.generator.claiming import Maker, claimed, from_clause
from tests.quality.generator.clause import Form
from tests.quality.generator.phrase import Claim, Phrase, Span, fill, sign_of
from tests.quality.generator.predicate import HABITS, any_deed, level
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import Topic, topic

_BEFORE_COMPLEMENT = {
    "in", "over", "to", "with", "for", "from", "between", "towards", "on", "of", "against", "among", "by", "across",
}  # fmt: skip


def _copula(copulas: Sequence[str], *, negative: bool) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        about = topic(setting, actors)
        clause = level(setting, about, copulas=copulas)
        return from_clause(
            setting, clause, Form(negative=negative), "assessment", ["level", *about.phenomena]
        )

    return make


def _existing(denied: Sequence[str], affirmed: Sequence[str], frame: str) -> Maker:
    """Return a maker of "there is no ..."; `affirmed` is ways of saying it of a mass noun, and of a plural last."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        about = topic(setting, actors, alone=setting.chance(0.5))
        while about.phrase.text.startswith(("the ", "its ")) or "'s " in about.phrase.text:
            about = topic(setting, actors, alone=setting.chance(0.5))
        no = not affirmed or setting.chance(0.6)
        how = setting.pick(denied) if no else affirmed[-1] if about.plural else setting.pick(affirmed[:-1])
        text = fill(frame, be="are" if about.plural else "is", how=how, noun=_headed(about))
        tags = ("level", *(["negation"] if no else []), *about.phenomena)
        sign = sign_of(-about.sign if no else about.sign)
        return claimed(text, Claim(setting.key(), "assessment", about.matter, sign, phenomena=tags))

    return make


def _headed(about: Topic) -> Phrase:
    """Return the noun phrase with the head of its noun marked: the last word before a preposition."""
    at = 0
    for word in about.phrase.text.split(" "):
        if word in _BEFORE_COMPLEMENT:
            break
        start, at = at, at + len(word) + 1
    head = Span("head", start, at - 1, about.matter.key)
    return replace(about.phrase, spans=(*about.phrase.spans, head))


def _habit(adverbs: Sequence[str]) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        clause, shows = any_deed(setting, actors, aspects=HABITS)
        return from_clause(
            setting, clause, Form(adverb=setting.pick(adverbs)), "assessment", ["habit", *shows]
        )

    return make


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("is weak", _copula(("be",), negative=False)),
    ("remains weak", _copula(("remain", "stay"), negative=False)),
    (
        "there is no",
        _existing(("no", "hardly any"), ("plenty of", "a great deal of", "many"), "there {be} {how} {noun}"),
    ),
    ("none to speak of", _existing(("no", "hardly any"), (), "there {be} {how} {noun} to speak of")),
    ("is not weak", _copula(("be",), negative=True)),
    ("is by no means weak", _copula(("be",), negative=True)),
    ("routinely does", _habit(("routinely", "openly"))),
    ("regularly does", _habit(("regularly", "still"))),
)
"""Ways of saying at what level a factor is."""
