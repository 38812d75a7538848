"""Factors and claims in plain words."""

import functools
import re
import tomllib
from collections.abc import Callable
from importlib import resources
from typing import Any

from sayso.statements.conditional import Conditional
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement
from sayso.views.outcome import Outcome
from sayso.views.wording import event_words

NameOf = Callable[[str], str]
"""Gives an actor's name for its identifier."""

_SLOT = re.compile(r"\{(actor|target)('s)?\}")
_SIGNS = {1: "plus", -1: "minus", 0: "neither"}


@functools.cache
def table() -> dict[str, Any]:
    """Return the wording table, `data/words.toml`."""
    written = resources.files("sayso.brief").joinpath("data/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


def with_article(name: str) -> str:
    """Return `name` as it stands inside a sentence.

    >>> with_article("United States"), with_article("Uzbekistan")
    ('the United States', 'Uzbekistan')
    """
    words = name.split()
    wants = words and (words[0] in table()["article_first"] or words[-1] in table()["article_last"])
    return f"the {name}" if wants and words[0].lower() != "the" else name


def possessive(name: str) -> str:
    """Return the possessive of `name`.

    >>> possessive("the United States"), possessive("Uzbekistan")
    ('the United States’', 'Uzbekistan’s')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def capital(text: str) -> str:
    """Return `text` with its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def factor_words(factor: Factor, name_of: NameOf) -> str:
    """Return the factor in plain words; a factor without wording shows its name and actors.

    >>> factor_words(Factor("unrest", "UZB"), {"UZB": "Uzbekistan"}.__getitem__)
    'unrest in Uzbekistan'
    >>> factor_words(Factor("water_use", "UZB", "TJK"), {"UZB": "Uzbekistan", "TJK": "Tajikistan"}.get)
    'water use (Uzbekistan to Tajikistan)'
    """
    names = {"actor": with_article(name_of(factor.actor)), "target": ""}
    if factor.target is not None:
        names["target"] = with_article(name_of(factor.target))
    wording = table()["factors"].get(factor.name)
    if wording is None or ("{target" in wording) != (factor.target is not None):
        toward = f" to {names['target']}" if factor.target is not None else ""
        return f"{factor.name.replace('_', ' ')} ({names['actor']}{toward})"
    return _SLOT.sub(lambda slot: possessive(names[slot[1]]) if slot[2] else names[slot[1]], wording)


def claim_words(statement: Statement, name_of: NameOf) -> str:
    """Return the claim as one plain sentence with its words of likelihood, without a full stop."""
    if statement.factor is None:
        topic = statement.topic or statement.quote
        return f"Outside the catalogue of factors: {topic}"
    likelihood = statement.likelihood
    # "will be high" alone would contradict the speaker who calls it unlikely
    hedge = "" if likelihood is None or likelihood.unhedged else f" (“{likelihood.words}”)"
    return f"{_sentence(statement, statement.factor, name_of)}{hedge}"


def _sentence(statement: Statement, about: Factor, name_of: NameOf) -> str:
    words = table()["kinds"][statement.kind][_SIGNS[statement.sign]]
    factor = factor_words(about, name_of)
    cause = "What is named" if statement.cause is None else capital(factor_words(statement.cause, name_of))
    said = words.replace("{Factor}", capital(factor)).replace("{Cause}", cause).replace("{factor}", factor)
    if isinstance(statement, Conditional):
        return str(said.replace("{condition}", _condition_words(statement, name_of)))
    if statement.cause is not None and statement.kind != "influence":
        said = f"{said}, through {factor_words(statement.cause, name_of)}"
    return str(said)


def _condition_words(statement: Conditional, name_of: NameOf) -> str:
    condition = statement.condition
    if condition.factor is None:
        return f"“{condition.words}”"
    wording: str = table()["conditions"][_SIGNS[condition.sign]]
    return wording.replace("{factor}", factor_words(condition.factor, name_of))


def outcome_label(outcome: Outcome) -> str:
    """Return the outcome's label, with how a group of states counts said so that it can be read aloud."""
    for ending, said in table()["groups"].items():
        if outcome.label.endswith(ending):
            return f"{outcome.label.removesuffix(ending)}{said}"
    return outcome.label


def event_label(event: str, name_of: NameOf) -> str:
    """Return a model's event in plain words.

    >>> event_label("intervention(RUS>USA)", {"RUS": "Russia", "USA": "United States"}.__getitem__)
    'Russia intervenes in the United States'
    """
    factor = Factor.parse(event)
    target = "" if factor.target is None else with_article(name_of(factor.target))
    return event_words(factor).yes.format(actor=with_article(name_of(factor.actor)), target=target)


def without_article(role: str) -> str:
    """Return a role as it follows a name.

    >>> without_article("A political expert"), without_article("Russian analyst")
    ('political expert', 'Russian analyst')
    """
    article, _, rest = role.partition(" ")
    return rest if rest and article.lower() in {"a", "an", "the"} else role


def standing_words(statement: Statement) -> str | None:
    """Return how a question's content stands; None for a claim that is simply the speaker's."""
    if statement.mode != "question":
        return None
    taken_up = {None: "unknown", True: "yes", False: "no"}[statement.endorsed]
    return str(table()["standing"][taken_up])
