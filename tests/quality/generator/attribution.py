"""Putting claims into mouths: tags before, between and behind quotations, indirect speech, relays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tests.quality.generator.phrase import Phrase, fill, together
from tests.quality.generator.prescription import duty, to_act
from tests.quality.generator.setting import Setting
from tests.quality.generator.source import Source, any_source, body, human, outlet, speaking

Teller: TypeAlias = Callable[[Setting, Sequence[Phrase]], Phrase]
"""Puts sentences into somebody's mouth."""

_SAID = ("said", "said", "argued", "claimed", "noted", "stressed")
_THAT = ("said", "argued", "claimed", "insisted", "acknowledged", "noted", "warned", "predicted")
_TOLD = ("told reporters", "told the chamber", "told journalists", "told a conference")
_AHEAD = {"warned", "predicted"}
"""Nobody predicts what has happened."""


def spoken(content: Phrase, speaker: str, via: Sequence[str] = (), shows: Sequence[str] = ()) -> Phrase:
    """Return the phrase with all claims that have no speaker yet given to one."""
    claims = tuple(
        replace(claim, speaker=speaker, via=tuple(via)) if claim.speaker is None else claim
        for claim in content.claims
    )
    return replace(content, claims=claims).showing(*shows)


def sentences(contents: Sequence[Phrase]) -> Phrase:
    """Return the contents as sentences, the last without its stop."""
    return together([one.capitalised() for one in contents], ". ")


def stopped(text: Phrase) -> Phrase:
    """Return the text with a stop at its end, if it has none."""
    return text if text.text.endswith((".", '."', "?", '?"')) else fill("{text}.", text=text)


def own_voice(contents: Sequence[Phrase], speaker: str, *shows: str) -> Phrase:
    """Return the contents as sentences that nobody is cited for."""
    return spoken(stopped(sentences(contents)), speaker, (), shows)


def _tag(who: Source, cue: str, key: int) -> Mapping[str, Phrase]:
    return {
        "source": Phrase(who.first).marked("source", key),
        "cue": Phrase(who.agreeing(cue)).marked("cue", key),
    }


def _closed(template: str, who: Source) -> str:
    """Return the template with a comma behind the source where an apposition must be closed."""
    if ", " not in who.first:
        return template
    return template.replace("{source} ", "{source}, ").replace("{who} ", "{who}, ")


def _quoted(content: Phrase, end: str, key: int) -> Phrase:
    """Return the content in quotation marks with a comma or stop inside, marked."""
    return fill('"{content}' + end + '"', content=content.capitalised()).marked("content", key)


def _direct(template: str, cues: Sequence[str], shows: str) -> Teller:
    """Return a teller whose tag stands before or behind the quotation."""

    def tell(setting: Setting, contents: Sequence[Phrase]) -> Phrase:
        who, key = (speaking if cues is _TOLD else any_source)(setting), setting.key()
        quoted = {
            name: _quoted(sentences(contents), end, key) for name, end in (("comma", ","), ("stop", "."))
        }
        whole = fill(_closed(template, who), **_tag(who, setting.pick(cues), key), **quoted)
        several = ["quote of several sentences"] if len(contents) > 1 else []
        return spoken(whole, who.name, (), [shows, *several])

    return tell


def _between(template: str) -> Teller:
    """Return a teller whose tag stands between two sentences of a quotation."""

    def tell(setting: Setting, contents: Sequence[Phrase]) -> Phrase:
        who, key = any_source(setting), setting.key()
        tag = _tag(who, setting.pick(_SAID), key)
        first = _quoted(contents[0], ",", key)
        if len(contents) == 1:
            whole = fill(_closed("{first} {cue} {source}", who), first=first, **tag)
            return spoken(whole, who.name, (), ["quote, tag behind"])
        second = _quoted(sentences(contents[1:]), ".", key)
        whole = fill(_closed(template, who), first=first, second=second, **tag)
        return spoken(whole, who.name, (), ["quote, tag between"])

    return tell


def _unclosed(template: str) -> Teller:
    """Return a teller for a quotation over two paragraphs, whose first has no closing mark."""

    def tell(setting: Setting, contents: Sequence[Phrase]) -> Phrase:
        if len(contents) == 1:
            return _direct("{comma} {source} {cue}", _SAID, "quote, tag behind")(setting, contents)
        who, key = speaking(setting), setting.key()
        half = len(contents) // 2
        first = fill('"{text}.', text=sentences(contents[:half])).marked("content", key)
        ends = {
            name: fill('"{text}' + end + '"', text=sentences(contents[half:])).marked("content", key)
            for name, end in (("comma", ","), ("stop", "."))
        }
        tag = _tag(who, setting.pick(_SAID), key)
        slots: dict[str, Phrase | str] = {**tag, **ends, "first": first, "break": setting.new_paragraph}
        return spoken(fill(_closed(template, who), **slots), who.name, (), ["unclosed quotation"])

    return tell


def _indirect(template: str, cues: Sequence[str], shows: str, *, that: bool = False) -> Teller:
    def tell(setting: Setting, contents: Sequence[Phrase]) -> Phrase:
        who, key = (speaking if cues is _TOLD else any_source)(setting), setting.key()
        content, rest = contents[0], contents[1:]
        if that:
            content = fill("that {content}", content=content)
            if rest:
                content, rest = fill("{first} and that {second}", first=content, second=rest[0]), rest[1:]
        tag = _tag(who, setting.pick(_fitting(cues, contents[0])), key)
        whole = fill(_closed(template, who), content=content.marked("content", key), **tag)
        said = [spoken(whole, who.name, (), [shows]), *(_back(setting, one, who) for one in rest)]
        return together(said, ". ")

    return tell


def _fitting(cues: Sequence[str], content: Phrase) -> Sequence[str]:
    ahead = content.claims and all(claim.kind in {"forecast", "conditional"} for claim in content.claims)
    return [cue for cue in cues if ahead or cue not in _AHEAD]


def _back(setting: Setting, content: Phrase, who: Source) -> Phrase:
    """Return a further sentence that comes back to the source by surname, noun or pronoun."""
    back = setting.pick([*who.again, *([who.pronoun] if who.pronoun else [])])
    shows = "source by pronoun" if back == who.pronoun else "source by surname or noun"
    key = setting.key()
    source = Phrase(back).marked("source", key)
    cue = setting.pick(("added", "said", "went on to say", "also said", "concluded"))
    tag = Phrase(cue).marked("cue", key)
    if cue in {"went on to say", "also said"}:
        that = fill("that {content}", content=content).marked("content", key)
        more = fill("{source} {cue} {content}", source=source, cue=tag, content=that)
    else:
        more = fill(
            "{content}, {source} {cue}", content=content.marked("content", key), source=source, cue=tag
        )
    return spoken(more.capitalised(), who.name, (), [shows])


def _relay(template: str) -> Teller:
    """Return a teller for a claim by one source that another passes on: {who} says it, {relay} relays it."""

    def tell(setting: Setting, contents: Sequence[Phrase]) -> Phrase:
        who, relay = human(setting), outlet(setting)
        inner, outer = setting.key(), setting.key()
        cues = {
            "said": ("said", inner), "as_saying": ("as saying", inner), "citing": ("citing", inner),
            "cited": ("cited by", outer), "quoted": ("quoted", outer), "reported": ("reported", outer),
            "according": ("according to", outer), "reports": ("reports", outer),
        }  # fmt: skip
        whole = fill(
            _closed(template, who),
            content=contents[0].marked("content", inner).marked("content", outer),
            who=Phrase(who.first).marked("source", inner),
            relay=Phrase(relay.first).marked("source", outer),
            **{name: Phrase(text).marked("cue", key) for name, (text, key) in cues.items()},
        )
        return spoken(whole, who.name, (relay.name,), ["relay"])

    return tell


def _urged(cue: str) -> Teller:
    """Return a teller for a demand; it brings its own content: "Q urged A to end its ..."."""

    def tell(setting: Setting, _contents: Sequence[Phrase]) -> Phrase:
        who, key = setting.pick((human, body))(setting), setting.key()
        clause, shows = duty(setting, setting.some_states(2))
        demand = to_act(setting, clause, "{subject} {infinitive}", shows).marked("content", key)
        whole = fill(_closed("{source} {cue} {demand}", who), demand=demand, **_tag(who, cue, key))
        return spoken(whole, who.name, (), ["urging"])

    return tell


TEMPLATES: tuple[tuple[str, Teller], ...] = (
    ("quote, tag behind", _direct("{comma} {source} {cue}", _SAID, "quote, tag behind")),
    ("quote, tag behind, inverted", _direct("{comma} {cue} {source}", _SAID, "quote, tag behind")),
    ("tag before quote, colon", _direct("{source} {cue}: {stop}", _TOLD, "quote, tag before")),
    ("tag before quote, comma", _direct("{source} {cue}, {stop}", _SAID, "quote, tag before")),
    ("tag between", _between("{first} {source} {cue}. {second}")),
    ("tag between, inverted", _between("{first} {cue} {source}. {second}")),
    ("unclosed, tag at the end", _unclosed("{first}{break}{comma} {source} {cue}")),
    ("unclosed, tag at the start", _unclosed("{source} {cue}: {first}{break}{stop}")),
    ("said that", _indirect("{source} {cue} {content}", _THAT, "indirect", that=True)),
    ("said, without that", _indirect("{source} {cue} {content}", ("said", "thinks", "believes"), "indirect")),
    ("tag behind", _indirect("{content}, {source} {cue}", _SAID, "indirect")),
    ("tag behind, inverted", _indirect("{content}, {cue} {source}", ("said", "says", "argues"), "indirect")),
    (
        "according to, first",
        _indirect("{cue} {source}, {content}", ("according to", "in the view of"), "according to"),
    ),
    (
        "according to, last",
        _indirect("{content}, {cue} {source}", ("according to", "in the words of"), "according to"),
    ),
    ("told that", _indirect("{source} {cue} {content}", _TOLD, "indirect", that=True)),
    ("told, behind", _indirect("{content}, {source} {cue}", _TOLD, "indirect")),
    ("cited by", _relay("{content}, {said} {who}, {cited} {relay}")),
    ("quoted as saying", _relay("{relay} {quoted} {who} {as_saying} that {content}")),
    ("reported, citing", _relay("{content}, {relay} {reported}, {citing} {who}")),
    ("according to, said", _relay("{according} {relay}, {who} {said} that {content}")),
    ("reports, said", _relay("{content}, {who} {said}, {relay} {reports}")),
    ("citing, reported", _relay("{citing} {who}, {relay} {reported} that {content}")),
    ("urged", _urged("urged")),
    ("called on", _urged("called on")),
)
"""Ways of attributing claims."""

SPOKEN: tuple[tuple[str, Teller], ...] = tuple(
    row
    for row in TEMPLATES
    if row[0].startswith(("said", "tag behind", "according to, first", "according to, last"))
)
"""Those without quotation marks, as in an interview's turns."""


def attributed(
    setting: Setting, contents: Sequence[Phrase], *, table: Sequence[tuple[str, Teller]] = TEMPLATES
) -> Phrase:
    """Return the contents in somebody's mouth, as whole sentences; some ways use the first of them only."""
    name, tell = setting.template(table)
    return stopped(
        tell(setting, contents).capitalised().showing(f"template: attribution: {name}", "attribution")
    )
