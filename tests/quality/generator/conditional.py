"""Claims that hold under a condition, in many forms."""

from collections.abc import Sequence
from dataclasses import replace

from tests.quality.generator.claiming import Maker, claimed, matter_of
from tests.quality.generator.clause import EMPTY, Clause, Form, say
from tests.quality.generator.forecast import COULD, LIKELY, MAY, MIGHT, PROBABLY
from tests.quality.generator.phrase import Claim, Matter, Phrase, fill, sign_of, words
from tests.quality.generator.predicate import any_clause
from tests.quality.generator.setting import Setting
from tests.quality.generator.topic import topic

_FORMS: tuple[tuple[str, str, str], ...] = (
    ("if, first", "[if {present}], {then}", "will"),
    ("if, last", "{then} [if {present}]", "will"),
    ("unless, last", "{then} [unless {present}]", "will"),
    ("unless, first", "[unless {present}], {then}", "will"),
    ("should, first", "[should {bare}], {then}", "will"),
    ("should, last", "{then} [should {bare}]", "would"),
    ("had, first", "[had {had}], {then}", "would have"),
    ("had, last", "{then} [had {had}]", "would have"),
    ("were to, first", "[were {infinitive}], {then}", "would"),
    ("were to, last", "{then} [were {infinitive}]", "would"),
    ("without, first", "[without {noun}], {then}", "would"),
    ("without, last", "{then} [without {noun}]", "would"),
    ("in case of", "[in case of {noun}], {then}", "will"),
    ("in the event of", "[in the event of {noun}], {then}", "will"),
    ("as long as, first", "[as long as {present}], {then}", "will"),
    ("so long as, last", "{then} [so long as {present}]", "will"),
    ("once, first", "[once {perfect}], {then}", "will"),
    ("as soon as, last", "{then} [as soon as {present}]", "will"),
    ("provided that, last", "{then}, [provided that {present}]", "will"),
    ("on condition that", "{then} [on condition that {present}]", "will"),
    ("only if", "{then} [only if {present}]", "will yes"),
    ("if it did", "[if {past}], {then}", "would"),
    ("until", "[until {present}], {then}", "will"),
    ("in case", "{then} [in case {present}]", "will"),
    ("but for", "[but for {noun}], {then}", "would have"),
    ("assuming", "[assuming that {present}], {then}", "will"),
    ("supposing", "[supposing that {present}], {then}", "will"),
    ("provided, first", "[provided that {present}], {then}", "will"),
    ("if not", "[if {denied}], {then}", "will"),
    ("if and only if", "{then} [if and only if {present}]", "will yes"),
)
"""Name, form with the condition and its marker in brackets, and what the consequence takes."""

_AHEAD = (
    Form(modal="will"), Form(modal="will"), MAY, COULD, LIKELY, MIGHT, PROBABLY, Form(modal="be going to"),
    Form(modal="will", negative=True),
)  # fmt: skip
_SAID = {
    "present": Form(),
    "denied": Form(negative=True),
    "past": Form(tense="past"),
    "perfect": Form(perfect=True),
    "bare": Form(tense="bare"),
}


def _condition(setting: Setting, slot: str, actors: Sequence[str]) -> tuple[Phrase, Matter]:
    """Return the words of the condition and what it is about."""
    if slot == "noun":
        about = topic(setting, actors, alone=setting.chance(0.6))
        return about.phrase, about.matter
    clause, _ = any_clause(setting, actors, alone=True)
    matter = matter_of(clause)
    if slot in _SAID:
        return say(clause, _SAID[slot]), matter
    return words(clause.subject, _bare_rest(clause, slot)), matter


def _bare_rest(clause: Clause, slot: str) -> Phrase:
    """Return what follows the subject after "had", a participle, or after "were", an infinitive."""
    alone = replace(clause, subject=EMPTY)
    if slot == "infinitive":
        return say(alone, Form(tense="infinitive"))
    said = say(alone, Form(tense="past", perfect=True))
    cut = len("had ")
    return Phrase(
        said.text[cut:],
        tuple(replace(span, start=span.start - cut, end=span.end - cut) for span in said.spans),
    )


def _conditional(name: str, template: str, mood: str) -> Maker:
    start, _, rest = template.partition("[")
    inside, _, end = rest.partition("]")
    slot = inside[inside.index("{") + 1 : inside.index("}")]

    def make(setting: Setting, actors: Sequence[str]) -> Phrase:
        given, cause = _condition(setting, slot, actors)
        order = list(actors) if setting.chance(0.6) else list(reversed(actors))
        clause, shows = any_clause(setting, order)
        key = setting.key()
        form = _consequence(setting, mood)
        said = say(clause, form).marked("consequence", key)
        condition = fill(inside, **{slot: given.marked("cause words", key)}).marked("condition", key)
        whole = fill(start + "{condition}" + end, condition=condition, then=said)
        sign = sign_of(-clause.sign if form.negative else clause.sign)
        tags = [f"condition: {name}", *shows, *(["passive"] if clause.passive else [])]
        tags += ["negation"] if form.negative else []
        claim = Claim(key, "conditional", matter_of(clause), sign, cause=cause, phenomena=tuple(tags))
        return claimed(whole, claim)

    return make


def _consequence(setting: Setting, mood: str) -> Form:
    if mood.startswith("would"):
        return Form(modal="would", perfect=mood == "would have")
    return setting.pick([one for one in _AHEAD if mood == "will" or not one.negative])


TEMPLATES: tuple[tuple[str, Maker], ...] = tuple((name, _conditional(name, *rest)) for name, *rest in _FORMS)
"""Ways of saying that something holds if something else does."""
