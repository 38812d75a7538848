"""A whole generated document and what its genres share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.quality.generator.anaphora import two_sentences
from tests.quality.generator.attribution import attributed, own_voice, spoken
from tests.quality.generator.marks import groups
from tests.quality.generator.neutral import neutral
from tests.quality.generator.phrase import Phrase, Role, fill, together
from tests.quality.generator.setting import Setting
from tests.quality.generator.source import Source
from tests.quality.generator.statement import statement
from tests.quality.generator.world import names

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """A text with its marks."""

    name: str
    """File name."""
    genre: str
    content: Phrase
    """The whole text; its claims have their speakers."""

    @property
    def text(self) -> str:
        """The words alone."""
        return self.content.text

    def structure(self, *roles: Role) -> list[list[list[tuple[int, int]]]]:
        """Return, for each attribution, condition or cause, the places of each of its roles."""
        return [
            [[(span.start, span.end) for span in part] for part in group]
            for group in groups(self.content, roles)
        ]


def date_of(setting: Setting) -> str:
    """Return a day of 2025."""
    return f"{int(setting.rng.integers(1, 29))} {setting.pick(_MONTHS)} 2025"


def press(setting: Setting) -> str:
    """Return the name of an outlet."""
    return f"{setting.some_state().capital} {setting.pick(names()['outlet']['names'])}"


def paragraphs(setting: Setting, parts: Sequence[Phrase | str]) -> Phrase:
    """Return the parts as paragraphs."""
    return together((Phrase(one) if isinstance(one, str) else one for one in parts), setting.new_paragraph)


def one_sentence(setting: Setting) -> Phrase:
    """Return a claim of one sentence."""
    while ". " in (found := statement(setting)).text:
        pass
    return found


def own(setting: Setting, speaker: str, *shows: str) -> Phrase:
    """Return a paragraph that nobody is cited for."""
    if setting.chance(0.3):
        return own_voice(two_sentences(setting), speaker, *shows)
    contents = [statement(setting) for _ in range(setting.pick((1, 2, 2, 3)))]
    if setting.chance(0.2):
        contents.append(neutral(setting))
    return own_voice(contents, speaker, *shows)


def cited(setting: Setting, by: str) -> Phrase:
    """Return a paragraph that cites somebody in the text of `by`, who stands last in the chain."""
    said = attributed(setting, [one_sentence(setting) for _ in range(setting.pick((1, 2, 2, 3)))])
    claims = tuple(replace(claim, via=(*claim.via, by)) for claim in said.claims)
    return replace(said, claims=claims)


def said_by(setting: Setting, who: Source, by: str) -> Phrase:
    """Return a paragraph in which `who` says something, in the text of `by`."""
    key = setting.key()
    slots = {"source": Phrase(who.first).marked("source", key), "cue": Phrase("said").marked("cue", key)}
    closed = "," if ", " in who.first else ""
    content = one_sentence(setting).marked("content", key)
    said = fill("{content}, {source}" + closed + " {cue}.", content=content, **slots)
    return spoken(said.capitalised(), who.name, (by,), ["attribution", "indirect"])


def headline(setting: Setting, who: Source | None, by: str) -> Phrase:
    """Return a title that claims something, in somebody's mouth if anybody's."""
    claim = one_sentence(setting)
    if who is None:
        return spoken(claim.capitalised(), by, (), ["headline"])
    surname = Phrase(who.again[0])
    name, template = setting.template(HEADLINES)
    key = setting.key()
    content = claim.capitalised() if template.endswith("{claim}") else claim
    slots = {"who": surname.marked("source", key), "cue": Phrase("says").marked("cue", key)}
    whole = fill(template, claim=content.marked("content", key), **slots)
    shows = ("headline", "headline in a mouth", f"template: headline: {name}")
    return spoken(whole.capitalised(), who.name, (), shows)


HEADLINES: tuple[tuple[str, str], ...] = (
    ("NAME: claim", "{who}: {claim}"),
    ("claim, NAME says", "{claim}, {who} {cue}"),
    ("claim - NAME", "{claim} - {who}"),
    ("claim: NAME", "{claim}: {who}"),
)
"""Titles in somebody's mouth."""
