"""The catalogue: every factor that a statement can be about, from TOML that users can add to."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import msgspec

from sayso.nearest import hint
from sayso.problems import Problem
from sayso.statements.cues import check_cue, expand_cue

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TOML_LINE = re.compile(r"at line (\d+)")


class MeasureCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of event whose frequency shows a factor's level."""

    scheme: Literal["PLOVER", "CAMEO"]
    code: str
    """A PLOVER event type (`PROTEST`), or a CAMEO root or finer code (`14`, `175`)."""
    direction: Literal[-1, 1]
    """+1: more such events, a higher level."""
    side: Literal["within", "toward", "from", "between"]
    """Inside the actor's country; aimed at the actor; by FROM toward TO; by either toward the other."""


class Roles(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"actor": "from", "target": "to"},
):
    """The part that each side of a pair plays: `alignment(client>patron)`."""

    actor: str
    """FROM, the factor's `actor`; written `from` in the file."""
    target: str
    """TO, the factor's `target`; written `to` in the file."""


class FactorDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """What a factor means and how texts and events show it."""

    name: str
    dyadic: bool
    """True for a factor of a pair, `name(FROM>TO)`."""
    definition: str
    more: str
    """What a higher level means."""
    valence: Literal[-1, 0, 1]
    """What `improve` means for it: +1 more of it, -1 less of it, 0 nothing."""
    roles: Roles | None = None
    """For a pair: the part of each side."""
    symmetric: bool = False
    """For a pair: whether FROM and TO can change places."""
    measures: tuple[MeasureCode, ...] = ()
    """Event codes that show it; none where event data do not show it."""
    cues_more: tuple[str, ...]
    """Phrases that name the factor or say that it is there, high or rising; all forms spelt out."""
    cues_less: tuple[str, ...]
    """Phrases that say that it is low, falling or failing; all forms spelt out."""
    words_more: tuple[str, ...] = ()
    """Single words that hint at the factor, and say less than a cue; all forms spelt out."""
    words_less: tuple[str, ...] = ()
    """Single words that hint that it is low, falling or failing; all forms spelt out."""
    source: str


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A factor as the file has it."""

    dyadic: bool
    definition: str
    more: str
    valence: Literal[-1, 0, 1]
    source: str
    cues_more: tuple[str, ...]
    cues_less: tuple[str, ...] = ()
    words_more: tuple[str, ...] = ()
    words_less: tuple[str, ...] = ()
    roles: Roles | None = None
    symmetric: bool = False
    measures: tuple[MeasureCode, ...] = ()


class _AddedCues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """More cues for a factor that is already there."""

    cues_more: tuple[str, ...] = ()
    cues_less: tuple[str, ...] = ()
    words_more: tuple[str, ...] = ()
    words_less: tuple[str, ...] = ()


EntryType = TypeVar("EntryType", _Entry, _AddedCues)


class Catalogue(msgspec.Struct, frozen=True):
    """The factors by name.

    >>> catalogue, problems = Catalogue.load()
    >>> catalogue.definition("unrest").dyadic
    False
    """

    definitions: Mapping[str, FactorDefinition]

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> tuple[Self, tuple[Problem, ...]]:
        """Return the catalogue with the factors and cues of the files in `extra`, and what was wrong there.

        An entry for a new name defines a factor; one for a name that is already there adds cues.
        A bad entry is left out.
        """
        base = resources.files("sayso.statements").joinpath("data", "factors.toml")
        definitions, broken = _read(base.read_text(encoding="utf-8"), "factors.toml", {})
        if broken:
            raise ValueError(f"the package's own catalogue is broken: {broken[0]}")
        problems: list[Problem] = []
        for path in extra:
            try:
                text = path.read_text(encoding="utf-8-sig")
            except OSError as error:
                problems.append(
                    Problem(source=str(path), message=f"cannot be read: {error.strerror}", fatal=True)
                )
            except UnicodeDecodeError:
                problems.append(Problem(source=str(path), message="is not UTF-8 text; want TOML", fatal=True))
            else:
                definitions, found = _read(text, str(path), definitions)
                problems.extend(found)
        return cls(definitions), tuple(problems)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all factors, in the order of the files."""
        return tuple(self.definitions)

    def definition(self, name: str) -> FactorDefinition:
        """Return the definition of the factor `name`.

        Raises:
            KeyError: if there is no such factor; the message names the nearest.
        """
        try:
            return self.definitions[name]
        except KeyError:
            raise KeyError(f"no factor {name!r}{_nearest(name, self.names)}") from None


def _nearest(word: str, known: Sequence[str]) -> str:
    return hint(word, known, otherwise=f"; want one of {', '.join(known)}")


def _read(
    text: str, source: str, known: Mapping[str, FactorDefinition]
) -> tuple[dict[str, FactorDefinition], list[Problem]]:
    """Return `known` with the factors of one file added, and the entries that could not be used."""
    definitions = dict(known)
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) if at else None
        return definitions, [Problem(source=source, line=line, message=f"is not TOML: {error}", fatal=True)]
    problems = []
    for name, table in tables.items():
        found = _entry(name, table, definitions)
        if isinstance(found, FactorDefinition):
            definitions[name] = found
        else:
            problems.append(Problem(source=source, line=_line_of(name, text), message=f"[{name}] {found}"))
    return definitions, problems


def _line_of(name: str, text: str) -> int | None:
    key = rf"[\"']?{re.escape(name)}[\"']?"
    found = re.search(rf"^\s*(?:\[\s*{key}\s*\]|{key}\s*=)", text, re.MULTILINE)
    return None if found is None else text.count("\n", 0, found.end()) + 1


def _entry(name: str, table: Any, known: Mapping[str, FactorDefinition]) -> FactorDefinition | str:
    """Return the definition that one table gives, or what is wrong with it."""
    if _NAME.fullmatch(name) is None:
        return "is not a factor's name; want small letters, digits and _, a letter first"
    if not isinstance(table, dict):
        return "is a value; want a table of fields"
    there = known.get(name)
    try:
        if there is None:
            return _define(name, _checked(table, _Entry))
        return _add_cues(there, _checked(table, _AddedCues))
    except msgspec.ValidationError as error:
        already = (
            "" if there is None else " (the factor is already there, so an entry can only add cues to it)"
        )
        return f"cannot be used: {error}{already}"


def _checked(table: dict[str, Any], wanted: type[EntryType]) -> EntryType:
    """Return the table as a record.

    Raises:
        msgspec.ValidationError: if a field is unknown, missing or of the wrong type, or a cue is none.
    """
    for key in table:
        if key not in wanted.__struct_fields__:
            hint = _nearest(key, wanted.__struct_fields__)
            raise msgspec.ValidationError(f"the field {key!r} is unknown{hint}")
    entry: EntryType = msgspec.convert(table, wanted)
    for cue in (*entry.cues_more, *entry.cues_less, *entry.words_more, *entry.words_less):
        wrong = check_cue(cue)
        if wrong is not None:
            raise msgspec.ValidationError(f"the cue {cue!r} {wrong}")
    return entry


def _add_cues(there: FactorDefinition, entry: _AddedCues) -> FactorDefinition:
    return msgspec.structs.replace(
        there,
        cues_more=_all_forms(there.cues_more, entry.cues_more),
        cues_less=_all_forms(there.cues_less, entry.cues_less),
        words_more=_all_forms(there.words_more, entry.words_more),
        words_less=_all_forms(there.words_less, entry.words_less),
    )


def _define(name: str, entry: _Entry) -> FactorDefinition | str:
    if entry.dyadic and entry.roles is None:
        return "is dyadic and has no roles; want roles = { from = ..., to = ... }"
    if not entry.dyadic and (entry.roles is not None or entry.symmetric):
        return "has roles or symmetric and is not dyadic; want dyadic = true"
    fields = msgspec.structs.asdict(entry)
    fields |= {
        "cues_more": _all_forms((), entry.cues_more),
        "cues_less": _all_forms((), entry.cues_less),
        "words_more": _all_forms((), entry.words_more),
        "words_less": _all_forms((), entry.words_less),
    }
    return FactorDefinition(name=name, **fields)


def _all_forms(there: Sequence[str], cues: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*there, *(form for cue in cues for form in expand_cue(cue))]))
