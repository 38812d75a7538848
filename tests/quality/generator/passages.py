"""Short passages of one to four sentences, in the form that `cases/README.md` describes."""

from collections.abc import Iterator, Sequence

import numpy as np

from tests.quality.generator.anaphora import two_sentences
from tests.quality.generator.attribution import attributed, own_voice
from tests.quality.generator.marks import actor_span, claim_span, groups, in_order, one_span
from tests.quality.generator.neutral import neutral
from tests.quality.generator.phrase import Claim, Phrase, Role, Span, words
from tests.quality.generator.setting import Half, Setting
from tests.quality.generator.statement import statement
from tests.quality.generator.vocabulary import catalogue_words
from tests.quality.generator.world import states

_STRUCTURE: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("@", ("source", "cue", "content")),
    ("?", ("condition", "consequence")),
    ("!", ("cause", "effect", "signal")),
)


def passages(rng: np.random.Generator, count: int, *, half: Half) -> Iterator[str]:
    """Yield passages about real and invented states, each with its marks."""
    for number in range(1, count + 1):
        setting = Setting(rng, half, states(rng, 5, "mixed"), catalogue_words(), new_paragraph="\n")
        text, genre = _passage(setting)
        yield "\n".join([f"=== gen-{number:04d} | {genre}", text.text, *lines(text)]) + "\n"


def _passage(setting: Setting) -> tuple[Phrase, str]:
    """Return a passage and its genre."""
    way = setting.rng.random()
    if way < 0.12:
        return _without_claims(setting), "report"
    if way < 0.58:
        said = attributed(setting, [_sentence(setting) for _ in range(setting.pick((1, 1, 2, 2, 3)))])
        if setting.chance(0.25):
            said = words(said, own_voice([statement(setting)], "author"))
        return said, "wire"
    speaker, genre = ("interviewee", "interview") if way < 0.7 else ("author", "commentary")
    if setting.chance(0.25):
        return own_voice(two_sentences(setting), speaker), genre
    contents = [statement(setting) for _ in range(setting.pick((1, 1, 2, 2, 3)))]
    if setting.chance(0.2):
        contents.insert(int(setting.rng.integers(len(contents) + 1)), neutral(setting))
    return own_voice(contents, speaker), genre


def _sentence(setting: Setting) -> Phrase:
    """Return one sentence that can be put into a mouth; now and then it claims nothing."""
    while True:
        found = neutral(setting) if setting.chance(0.1) else statement(setting)
        if ". " not in found.text:
            return found


def _without_claims(setting: Setting) -> Phrase:
    contents = [neutral(setting) for _ in range(setting.pick((1, 2)))]
    if setting.chance(0.5):
        while (said := attributed(setting, contents)).claims:
            pass
        return said
    return own_voice(contents, "author")


def lines(text: Phrase) -> list[str]:
    """Return the lines of marks that go below a passage."""
    found = [line for claim in in_order(text) for line in _claim_lines(text, claim)]
    for sign, roles in _STRUCTURE:
        marked = groups(text, roles)
        found += [f"{sign} " + " | ".join(_places(text.text, part) for part in parts) for parts in marked]
    return found


def _places(text: str, spans: Sequence[Span]) -> str:
    return " ... ".join(_place(text, span) for span in spans) or "-"


def _place(text: str, span: Span | None, within: Span | None = None) -> str:
    """Return the words of a span, with the number of their occurrence where that is not the first."""
    if span is None:
        return "-"
    said = text[span.start : span.end]
    count, at = 1, text.find(said, within.start if within is not None else 0)
    while at != span.start:
        count, at = count + 1, text.find(said, at + 1)
    return said if count == 1 else f"{said}#{count}"


def _claim_lines(text: Phrase, claim: Claim) -> list[str]:
    whole = claim_span(text, claim)
    quote, head = _place(text.text, whole), _place(text.text, one_span(text, claim, "head"), whole)
    hedge = one_span(text, claim, "likelihood")
    found = []
    for pair, written in zip(claim.matter.pairs, claim.matter.written(), strict=True):
        ends = [actor_span(text, claim, one) for one in pair if one is not None]
        actors = " > ".join(_place(text.text, end) for end in ends)
        sign = "+" if claim.sign > 0 else "-"
        fields = [claim.kind, written, sign, quote, head, actors, claim.speaker or "author"]
        if hedge is not None or claim.cause is not None:
            fields.append(_place(text.text, hedge))
        if claim.cause is not None:
            reason = _place(text.text, one_span(text, claim, "cause words"))
            fields.append(f"{claim.cause.written()[0]} @ {reason}")
        found.append("+ " + " | ".join(fields))
    return found
