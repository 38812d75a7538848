"""Claims that one thing moves another: in one clause, with nominalisations, across two sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.quality.generator.claiming import Maker, claimed, from_clause, matter_of
from tests.quality.generator.clause import EMPTY, Clause, Form, say
from tests.quality.generator.forecast import COULD, MAY
from tests.quality.generator.inflection import inflect
from tests.quality.generator.phrase import Claim, Matter, Phrase, Span, fill, sign_of, words
from tests.quality.generator.predicate import DEEDS_AND_ACTIVITIES, changing, deed
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import Topic, topic

_FURTHERS = (
    "fuel", "feed", "strengthen", "boost", "encourage", "lead to", "contribute to", "promote", "give rise to", "favour",
)  # fmt: skip
_HINDERS = (
    "weaken", "undermine", "curb", "reduce", "dampen", "hamper", "stifle", "stem", "erode", "torpedo", "prevent",
    "hold back", "cut into", "check",
)  # fmt: skip
_TENSES = (
    Form(),
    Form(progressive=True),
    Form(perfect=True),
    Form(tense="past"),
    Form(modal="will"),
    MAY,
    COULD,
)
_WEIGHTY = re.compile(r"\b(?:because|since|result|consequence|reason)\b", re.IGNORECASE)
_MORE = ("the growth of", "the return of", "the rise of")
_LESS = ("the decline of", "the absence of", "the end of", "the loss of")
_GOING = (Form(progressive=True), Form(perfect=True))


@dataclass(frozen=True, slots=True)
class _Link:
    """What moves what."""

    key: int
    cause: Topic
    effect: Topic

    def parts(self, cause: Phrase, effect: Phrase) -> tuple[Phrase, Phrase]:
        """Return the words for cause and effect, marked."""
        first = cause.marked("cause", self.key).marked("cause words", self.key)
        return first, effect.marked("effect", self.key)

    def signal(self, text: str) -> Phrase:
        """Return a conjunction or the like, marked, its weightiest word as the head: "as a *result* of"."""
        found = _WEIGHTY.search(text)
        start, end = found.span() if found is not None else (0, text.find(" ") if " " in text else len(text))
        head = Span("head", start, end, self.key)
        return Phrase(text, (head,)).marked("signal", self.key)

    def claim(self, whole: Phrase, slope: int, *shows: str) -> Phrase:
        """Return the claim: more of the cause's noun moves the effect's noun by `slope`."""
        matter = self.effect.matter
        spans = tuple(
            replace(span, key=matter.key)
            if span.role in {"head", "likelihood"} and span.key == self.key
            else span
            for span in whole.spans
            if not (span.role == "head" and span.key == matter.key)  # the word that says "moves" is the head
        )
        tags = (*shows, *self.cause.phenomena, *self.effect.phenomena)
        sign = sign_of(slope * self.cause.sign * self.effect.sign)
        claim = Claim(self.key, "influence", matter, sign, cause=self.cause.matter, phenomena=tags)
        return claimed(replace(whole, spans=spans), claim)


def _link(setting: Setting, actors: Sequence[str]) -> _Link:
    """Return a cause and an effect of different factors."""
    cause = topic(setting, actors, alone=setting.chance(0.7))
    others = [one for one in setting.words if one != cause.matter.factor]
    order = list(actors) if setting.chance(0.6) else list(reversed(actors))
    return _Link(setting.key(), cause, topic(setting, order, factor=setting.pick(others), alone=True))


def _moving(
    setting: Setting, link: _Link, *, plural: bool = False, turned: bool = False
) -> tuple[Phrase, int]:
    """Return a causal verb in some form, marked as the signal, and its direction."""
    direction = 1 if setting.chance(0.5) else -1
    verbs = _FURTHERS if direction > 0 else _HINDERS
    verb = setting.pick([one for one in verbs if not turned or " " not in one])
    form = setting.pick([one for one in _TENSES if not (turned and one.progressive)])
    group = say(Clause(EMPTY, plural, verb, matter=Matter(link.key, "", ()), passive=turned), form)
    return words(group, "by" if turned else "").marked("signal", link.key), direction


def _reversing(direction: int) -> tuple[str, ...]:
    return () if direction > 0 else ("reversing verb",)


def _moves(setting: Setting, actors: Sequence[str]) -> Phrase:
    link = _link(setting, actors)
    verb, direction = _moving(setting, link, plural=link.cause.plural)
    cause, effect = link.parts(link.cause.phrase, link.effect.phrase)
    return link.claim(words(cause, verb, effect), direction, "causal verb", *_reversing(direction))


def _is_moved(setting: Setting, actors: Sequence[str]) -> Phrase:
    link = _link(setting, actors)
    verb, direction = _moving(setting, link, plural=link.effect.plural, turned=True)
    cause, effect = link.parts(link.cause.phrase, link.effect.phrase)
    return link.claim(words(effect, verb, cause), direction, "causal verb", "passive", *_reversing(direction))


def _because_of(template: str, *signals: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        clause = changing(setting, link.effect)
        form = setting.pick((*_GOING, Form(tense="past"), Form(modal="will")))
        signal = link.signal(setting.pick(signals))
        cause, effect = link.parts(link.cause.phrase, say(clause, form))
        whole = fill(template, signal=signal, cause=cause, effect=effect)
        return link.claim(whole, clause.sign * link.effect.sign, "because of")

    return make


def _because(template: str, *signals: str) -> Maker:
    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        before, after = changing(setting, link.cause), changing(setting, link.effect)
        form = setting.pick(_GOING)
        signal = link.signal(setting.pick(signals))
        cause, effect = link.parts(say(before, form), say(after, form))
        whole = fill(template, signal=signal, cause=cause, effect=effect)
        slope = before.sign * link.cause.sign * after.sign * link.effect.sign
        return link.claim(whole, slope, "because clause")

    return make


def _nominal(*verbs: str) -> Maker:
    """Return a maker of "the growth of C has led to a decline in E"."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        more, rising = setting.chance(0.5), setting.chance(0.5)
        noun = setting.pick(_MORE if more else _LESS)
        change = setting.pick(("an increase in", "a rise in") if rising else ("a decline in", "a fall in"))
        cause, effect = link.parts(words(noun, link.cause.phrase), words(change, link.effect.phrase))
        form = setting.pick((Form(perfect=True), Form(modal="will"), Form(modal="would"), COULD))
        verb = Clause(EMPTY, plural=False, verb=setting.pick(verbs), matter=Matter(link.key, "", ()))
        signal = say(verb, form).marked("signal", link.key)
        return link.claim(words(cause, signal, effect), 1 if more == rising else -1, "nominalisation")

    return make


def _participle(template: str, form: Form) -> Maker:
    """Return a maker of "C is growing, fuelling E": a trend and an influence."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        clause = changing(setting, link.cause)
        trend = from_clause(setting, clause, form, "trend", ["change", *link.cause.phenomena])
        direction = 1 if setting.chance(0.5) else -1
        verb = inflect(setting.pick(_FURTHERS if direction > 0 else _HINDERS), "ing")
        first, _, particle = verb.partition(" ")
        signal = words(Phrase(first).marked("head", link.key), particle).marked("signal", link.key)
        cause, effect = link.parts(trend, link.effect.phrase)
        whole = fill(template, cause=cause, signal=signal, effect=effect)
        slope = clause.sign * link.cause.sign * direction
        return link.claim(whole, slope, "participle", *_reversing(direction))

    return make


def _this(*pronouns: str) -> Maker:
    """Return a maker of "C is growing. This alone will weaken E": the cause stands in the sentence before."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        clause = changing(setting, link.cause)
        before = from_clause(
            setting, clause, Form(progressive=True), "trend", ["change", *link.cause.phenomena]
        )
        verb, direction = _moving(setting, link)
        cause, effect = link.parts(before, link.effect.phrase)
        said = words(setting.pick(pronouns), verb, effect).capitalised()
        slope = clause.sign * link.cause.sign * direction
        claim = link.claim(said, slope, "across sentences", *_reversing(direction))
        return fill("{cause}. {claim}", cause=cause, claim=claim)

    return make


def _as_a_result(*signals: str) -> Maker:
    """Return a maker of "C is growing. As a result, E is fading"."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        link = _link(setting, actors)
        before, after = changing(setting, link.cause), changing(setting, link.effect)
        first = from_clause(
            setting, before, Form(progressive=True), "trend", ["change", *link.cause.phenomena]
        )
        cause, effect = link.parts(first, say(after, Form(progressive=True)))
        signal = link.signal(setting.pick(signals))
        said = fill("{signal}, {effect}", signal=signal, effect=effect)
        slope = before.sign * link.cause.sign * after.sign * link.effect.sign
        return fill("{cause}. {claim}", cause=cause, claim=link.claim(said, slope, "across sentences"))

    return make


def _after_a_deed(*signals: str) -> Maker:
    """Return a maker of "E has grown since the police arrested three editors"."""

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        done = deed(setting, actors, aspects=DEEDS_AND_ACTIVITIES)
        matter = matter_of(done)
        others = [one for one in setting.words if one != matter.factor]
        effect = topic(setting, actors, factor=setting.pick(others), alone=True)
        link = _Link(setting.key(), Topic(done.subject, False, 1, matter, (), 0, ""), effect)
        clause = changing(setting, effect)
        cause, after = link.parts(say(done, Form(tense="past")), say(clause, Form(perfect=True)))
        signal = link.signal(setting.pick(signals))
        slope = done.sign * clause.sign * effect.sign
        return link.claim(words(after, signal, cause), slope, "because clause")

    return make


TEMPLATES: tuple[tuple[str, Maker], ...] = (
    ("fuels", _moves),
    ("undermines", _moves),
    ("is fuelled by", _is_moved),
    ("is undermined by", _is_moved),
    ("grows because of", _because_of("{effect} {signal} {cause}", "because of", "as a result of")),
    ("grows owing to", _because_of("{effect} {signal} {cause}", "owing to", "thanks to", "due to")),
    ("because of this, it grows", _because_of("{signal} {cause}, {effect}", "because of", "thanks to")),
    ("owing to this, it grows", _because_of("{signal} {cause}, {effect}", "owing to", "as a result of")),
    ("because it grows, falls", _because("{signal} {cause}, {effect}", "because", "since")),
    ("now that it grows, falls", _because("{signal} {cause}, {effect}", "now that", "as")),
    ("falls because it grows", _because("{effect} {signal} {cause}", "because", "now that")),
    ("falls, since it grows", _because("{effect}, {signal} {cause}", "since", "for")),
    ("the growth of this led to", _nominal("lead to", "result in")),
    ("the growth of this brought about", _nominal("bring about", "mean")),
    ("is growing, fuelling", _participle("{cause}, {signal} {effect}", Form(progressive=True))),
    ("has grown, fuelling", _participle("{cause}, {signal} {effect}", Form(perfect=True))),
    ("this weakens", _this("this", "this fact alone", "this development")),
    ("that weakens", _this("that", "such a change", "this turn")),
    ("as a result", _as_a_result("As a result", "For this reason")),
    ("in consequence", _as_a_result("In consequence", "Because of this")),
    ("has fallen since a deed", _after_a_deed("since", "because")),
    ("has fallen ever since a deed", _after_a_deed("ever since", "after")),
)
"""Ways of saying that one thing moves another."""
