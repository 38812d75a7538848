"""English verb forms, articles and lists."""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from tests.quality.generator.phrase import Phrase, together

VerbForm: TypeAlias = Literal["base", "present", "past", "participle", "ing"]

_IRREGULAR = {
    "be": ("was", "been"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "do": ("did", "done"),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"),
    "flee": ("fled", "fled"),
    "fight": ("fought", "fought"),
    "forecast": ("forecast", "forecast"),
    "freeze": ("froze", "frozen"),
    "give": ("gave", "given"),
    "grow": ("grew", "grown"),
    "have": ("had", "had"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "lend": ("lent", "lent"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "mean": ("meant", "meant"),
    "meet": ("met", "met"),
    "outbid": ("outbid", "outbid"),
    "overthrow": ("overthrew", "overthrown"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shake": ("shook", "shaken"),
    "shrink": ("shrank", "shrunk"),
    "shut": ("shut", "shut"),
    "sing": ("sang", "sung"),
    "split": ("split", "split"),
    "spread": ("spread", "spread"),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"),
    "take": ("took", "taken"),
    "teach": ("taught", "taught"),
    "tear": ("tore", "torn"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
}
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_DOUBLED = {"outbid", "begin", "control", "dispel", "fuel", "patrol", "quarrel", "travel"}
_SOUNDS_LIKE_A_CONSONANT = re.compile(r"(?:uni[a-z]|europ|one\b|us[ae])", re.IGNORECASE)


def inflect(verb: str, form: VerbForm, *, plural: bool = False) -> str:
    """Return the form of a verb; words after the first ("lay down") stay as they are.

    >>> [inflect("carry off", form) for form in ("base", "present", "past", "participle", "ing")]
    ['carry off', 'carries off', 'carried off', 'carried off', 'carrying off']
    """
    first, space, rest = verb.partition(" ")
    return _inflected(first, form, plural=plural) + space + rest


def _inflected(verb: str, form: VerbForm, *, plural: bool) -> str:
    if form == "ing":
        return _with_ing(verb)
    if form in {"past", "participle"}:
        if verb == "be" and form == "past" and plural:
            return "were"
        return _IRREGULAR[verb][form == "participle"] if verb in _IRREGULAR else _with_ed(verb)
    if form == "base" or (plural and verb != "be"):
        return verb
    return {"be": "are" if plural else "is", "have": "has", "do": "does"}.get(verb) or _with_s(verb)


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else _stem(verb) + "ed"


def _with_s(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")


def _with_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return _stem(verb) + "ing"


def _stem(verb: str) -> str:
    doubled = verb in _DOUBLED or (_SHORT.fullmatch(verb) is not None)
    return verb + verb[-1] if doubled and verb != "be" else verb


def article(noun: str) -> str:
    """Return the indefinite article that goes before a noun.

    >>> article("envoy"), article("university")
    ('an', 'a')
    """
    return "an" if noun[:1].lower() in "aeiou" and not _SOUNDS_LIKE_A_CONSONANT.match(noun) else "a"


def listed(items: Sequence[Phrase], *, joint: str = "and") -> Phrase:
    """Return the items as a list in a sentence.

    >>> listed([Phrase("Tarsk"), Phrase("Velm"), Phrase("Orrin")]).text
    'Tarsk, Velm and Orrin'
    """
    if len(items) == 1:
        return items[0]
    return together([together(items[:-1], ", "), items[-1]], f" {joint} ")
