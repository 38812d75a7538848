"""The words and shapes by which a paragraph is known to be something other than running text."""

import re
from functools import cache
from importlib import resources
from tomllib import loads
from typing import Literal, TypeAlias, get_args

import msgspec

from sayso.documents.document import ZoneKind
from sayso.documents.paragraphs import Paragraph

Section: TypeAlias = Literal["comments", "author"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `data/zone_rules.toml`."""

    zone: ZoneKind
    pattern: re.Pattern[str]
    longest: int
    """Longest paragraph, in characters, that the rule judges."""
    starts: Section | None = None
    """The stretch of paragraphs that this one is the heading of."""
    why: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order in which they are tried.

    Raises:
        ValueError: if the file names a zone that does not exist.
    """
    text = resources.files("sayso.documents").joinpath("data/zone_rules.toml").read_text(encoding="utf-8")
    made = []
    for entry in loads(text)["rules"]:
        if entry["zone"] not in get_args(ZoneKind):
            message = f"no zone {entry['zone']!r}; want one of {', '.join(get_args(ZoneKind))}"
            raise ValueError(message)
        made.append(
            Rule(
                zone=entry["zone"],
                pattern=re.compile(_anywhere(entry["pattern"]), re.IGNORECASE),
                longest=entry["longest"],
                starts=entry.get("starts"),
                why=entry["why"],
            )
        )
    return tuple(made)


def _anywhere(pattern: str) -> str:
    """Return the pattern with each `any:` spelt out: words that may stand anywhere in the paragraph."""
    return pattern.replace("any:", "(?s:.*?)")


def rule_for(paragraph: Paragraph) -> Rule | None:
    """Return the first rule that fits the paragraph.

    >>> rule_for(Paragraph(start=0, end=20, text="1 2 3 ... 9 10")).zone
    'pagination'
    """
    length = paragraph.end - paragraph.start
    for rule in rules():
        if length <= rule.longest and rule.pattern.match(paragraph.text) is not None:
            return rule
    return None
