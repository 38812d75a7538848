"""The reader's word lists, from the TOML files beside it."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sayso.language.tokens import stem
from sayso.reading.phrases import PhraseIndex

_FOLDER = resources.files("sayso.reading").joinpath("words")


def read_table(name: str) -> Mapping[str, Any]:
    """Return the parsed TOML of the word list `name`."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Verbs:
    """The forms by which a finite verb is recognised."""

    auxiliary: frozenset[str]
    modal: frozenset[str]
    irregular_past: frozenset[str]
    irregular_participle: frozenset[str]
    stems: frozenset[str]
    noun_after: frozenset[str]
    noun_like: frozenset[str]
    after_verb: frozenset[str]


@dataclass(frozen=True)
class Span:
    """A phrase of time: months from the document's date, or to the end of its year or month."""

    first: int
    last: int
    to_end_of: str | None = None


@dataclass(frozen=True)
class Reporting:
    """The words of attribution."""

    verbs: PhraseIndex[str]
    according: PhraseIndex[str]
    tail: PhraseIndex[str]
    with_object: PhraseIndex[str]
    unnamed: PhraseIndex[str]
    office: PhraseIndex[str]
    to_outlet: PhraseIndex[str]
    outlets: PhraseIndex[str]
    endorsing: PhraseIndex[str]
    returning: frozenset[str]
    pronouns: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    adverbial: frozenset[str]
    saying: frozenset[str]
    after_saying: frozenset[str]


@dataclass(frozen=True)
class Words:
    """All word lists, compiled for search."""

    verbs: Verbs
    connective: PhraseIndex[str]
    impersonal: PhraseIndex[str]
    negative: PhraseIndex[str]
    background: PhraseIndex[str]
    condition: PhraseIndex[bool]
    goal: PhraseIndex[str]
    prescribe: PhraseIndex[str]
    epistemic: PhraseIndex[str]
    causal_verb: PhraseIndex[int]
    effect_first: PhraseIndex[str]
    cause_first: PhraseIndex[str]
    thereby: PhraseIndex[str]
    diffusion: PhraseIndex[str]
    anaphor: PhraseIndex[str]
    again: PhraseIndex[str]
    negation_before: PhraseIndex[str]
    negation_adjacent: PhraseIndex[str]
    negation_after: PhraseIndex[str]
    not_negation: PhraseIndex[str]
    before_scope: int
    adjacent_scope: int
    after_scope: int
    future: PhraseIndex[str]
    possible: PhraseIndex[str]
    change_up: PhraseIndex[str]
    change_down: PhraseIndex[str]
    trend_span: PhraseIndex[str]
    lasting: PhraseIndex[str]
    stative_past: frozenset[str]
    strength: PhraseIndex[str]
    confidence: PhraseIndex[str]
    horizon: PhraseIndex[Span]
    place_state: PhraseIndex[str]
    place_region: PhraseIndex[str]
    powers: tuple[str, ...]
    general_powers: frozenset[str]
    bloc_leaders: Mapping[str, str]
    between_powers: frozenset[str]
    stand_ins: PhraseIndex[str]


def _index(words: Iterable[str]) -> PhraseIndex[str]:
    return PhraseIndex((word, word) for word in words)


def _keyed(table: Mapping[str, Iterable[str]]) -> PhraseIndex[str]:
    return PhraseIndex((word, key) for key, words in table.items() for word in words)


def _verbs() -> Verbs:
    table = read_table("verbs")
    return Verbs(
        auxiliary=frozenset(table["auxiliary"]),
        modal=frozenset(table["modal"]),
        irregular_past=frozenset(table["irregular_past"]),
        irregular_participle=frozenset(table["irregular_participle"]),
        stems=frozenset(stem(word) for word in table["open"]),
        noun_after=frozenset(table["noun_after"]),
        after_verb=frozenset(table["after_verb"]),
        noun_like=frozenset(stem(word) for word in table["noun_like"]),
    )


@functools.cache
def load_reporting() -> Reporting:
    """Return the words of attribution; they are read and compiled once."""
    table = read_table("reporting")
    return Reporting(
        verbs=_index(table["verbs"]),
        according=_index(table["according"]),
        tail=_index(table["tail"]),
        with_object=_index(table["with_object"]),
        unnamed=_index(table["unnamed"]),
        office=_index(table["office"]),
        to_outlet=_index(table["to_outlet"]),
        outlets=_index(table["outlets"]),
        endorsing=_index(table["endorsing"]),
        returning=frozenset(table["returning"]),
        pronouns=frozenset(table["pronouns"]),
        titles=frozenset(table["titles"]),
        common=frozenset(table["common"]),
        adverbial=frozenset(table["adverbial"]),
        saying=frozenset(table["saying"]),
        after_saying=frozenset(table["after_saying"]),
    )


@functools.cache
def load_words() -> Words:
    """Return the word lists; they are read and compiled once."""
    frames, causes, polarity = read_table("frames"), read_table("causes"), read_table("polarity")
    conditions, prescriptions = read_table("conditions"), read_table("prescriptions")
    tense, degrees, places = read_table("tense"), read_table("degrees"), read_table("places")
    powers = read_table("powers")
    order: list[str] = powers["order"]
    return Words(
        verbs=_verbs(),
        connective=_index(frames["connective"]),
        impersonal=_index(frames["impersonal"]),
        negative=_index(frames["negative"]),
        background=_index(frames["background"]),
        condition=PhraseIndex(
            (word, marker["negated"]) for marker in conditions["marker"] for word in marker["words"]
        ),
        goal=_index(conditions["goal"]["words"]),
        prescribe=_index(prescriptions["prescribe"]),
        epistemic=_index(prescriptions["epistemic"]),
        causal_verb=PhraseIndex((word, verb["sign"]) for verb in causes["verb"] for word in verb["words"]),
        effect_first=_index(causes["connective"]["effect_first"]),
        cause_first=_index(causes["connective"]["cause_first"]),
        thereby=_index(causes["connective"]["thereby"]),
        diffusion=_index(causes["connective"]["diffusion"]),
        anaphor=_index(causes["connective"]["anaphor"]),
        again=_index(causes["connective"]["again"]),
        negation_before=_index(polarity["before"]["words"]),
        negation_adjacent=_index(polarity["adjacent"]["words"]),
        negation_after=_index(polarity["after"]["words"]),
        not_negation=_index(polarity["not_negation"]["words"]),
        before_scope=polarity["before"]["scope"],
        adjacent_scope=polarity["adjacent"]["scope"],
        after_scope=polarity["after"]["scope"],
        future=_index(tense["future"]),
        possible=_index(tense["possible"]),
        change_up=_index(tense["change_up"]),
        change_down=_index(tense["change_down"]),
        trend_span=_index(tense["trend_span"]),
        lasting=_index(tense["lasting"]),
        stative_past=frozenset(tense["stative_past"]),
        strength=_keyed(degrees["strength"]),
        confidence=_keyed(degrees["confidence"]),
        horizon=PhraseIndex(
            (word, Span(span.get("from", 0), span.get("to", 0), span.get("to_end_of")))
            for span in read_table("horizons")["span"]
            for word in span["words"]
        ),
        place_state=_index(places["state"]),
        place_region=_index(places["region"]),
        powers=tuple(order),
        bloc_leaders=powers["leader"],
        stand_ins=PhraseIndex(powers["stands_for"].items()),
        between_powers=frozenset(powers["between"]),
        general_powers=frozenset(order[: order.index(powers["last_general"]) + 1]),
    )
