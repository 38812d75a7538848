"""Who says it: how a source is named first, and how the text comes back to it."""

import re
from dataclasses import dataclass

from tests.quality.generator.inflection import article
from tests.quality.generator.setting import Setting
from tests.quality.generator.world import Person, names

PROFESSIONS = (
    "analyst", "economist", "historian", "sociologist", "retired general", "lawyer", "opposition leader",
    "former minister", "journalist", "envoy", "lawmaker",
)  # fmt: skip
_INSTITUTES = ("Institute", "University", "Academy", "Centre for Studies", "Policy Forum")
_BODIES = (
    "{people} interior ministry", "{people} foreign ministry", "central bank of {name}", "{people} parliament",
    "{people} electoral commission", "{people} trade union congress",
)  # fmt: skip
_NAMELESS = (
    "a diplomat in {capital}", "residents of {capital}", "two officials in {capital}", "a {people} officer",
    "a source in the {people} government", "aid workers in {name}",
)  # fmt: skip
_BARE_ARTICLE = re.compile(r"^a (\w+)")


_SINGULAR = {"says", "argues", "thinks", "believes"}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who is cited."""

    name: str
    """As the text first gives it in full, without title."""
    first: str
    """The whole phrase that names it first."""
    again: tuple[str, ...]
    """How the text can come back to it by words."""
    pronoun: str | None
    """How it can come back by a pronoun; None where that would not say who."""

    def agreeing(self, cue: str) -> str:
        """Return a cue in the number of the source: "residents say"."""
        return cue.removesuffix("s") if self.pronoun == "they" and cue in _SINGULAR else cue


def named(setting: Setting, one: Person) -> Source:
    """Return a person, with a title before the name or a post behind it."""
    profession = setting.pick(PROFESSIONS)
    state = setting.some_state()
    work = f"{state.capital} {setting.pick(_INSTITUTES)}"
    first = setting.pick(
        (
            one.name,
            f"the {profession} {one.name}",
            f"{state.demonym} {profession} {one.name}",
            f"{one.name}, {article(profession)} {profession}",
            f"{one.name}, {article(profession)} {profession} at the {work}",
            f"{one.name} of the {work}",
            f"Professor {one.name}",
        )
    )
    again = (one.surname, f"the {profession}") if profession in first else (one.surname,)
    return Source(one.name, first, again, one.pronoun)


def human(setting: Setting) -> Source:
    """Return some person."""
    return named(setting, setting.person())


def body(setting: Setting) -> Source:
    """Return a ministry or the like."""
    name = _filled(setting, setting.pick(_BODIES))
    kind = (
        re.sub(r"^\S+ (?=\w+ |parliament)| of .*", "", name)
        if not name.startswith("central")
        else "central bank"
    )
    return Source(name, f"the {name}", (f"the {kind}",), "it")


def nameless(setting: Setting) -> Source:
    """Return a source without a name."""
    name = _filled(setting, setting.pick(_NAMELESS))
    back = re.search(r"diplomat|residents|officials|officer|source|aid workers", name)
    again = (f"the {back[0]}",) if back is not None else ()
    return Source(name, name, again, None if name.startswith(("a ", "an ")) else "they")


def party(setting: Setting) -> Source:
    """Return a party."""
    name = setting.pick(names()["party"]["names"])
    return Source(name, f"the {name}", ("the party",), "it")


def outlet(setting: Setting) -> Source:
    """Return a newspaper."""
    name = f"{setting.some_state().capital} {setting.pick(names()['outlet']['names'])}"
    return Source(name, f"the {name}", ("the newspaper",), "it")


def any_source(setting: Setting) -> Source:
    """Return somebody to cite, mostly a person."""
    return setting.pick((human, human, human, human, body, body, nameless, nameless, party, outlet))(setting)


def speaking(setting: Setting) -> Source:
    """Return somebody who can tell reporters something."""
    return setting.pick((human, human, human, body, nameless))(setting)


def _filled(setting: Setting, written: str) -> str:
    state = setting.some_state()
    text = written.format(people=state.demonym, name=state.name, capital=state.capital)
    return _BARE_ARTICLE.sub(lambda found: f"{article(found[1])} {found[1]}", text)
