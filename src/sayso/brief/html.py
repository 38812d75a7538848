"""The brief as one HTML file: no network, no script needed, nothing of a document's own markup alive."""

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from sayso.brief import SECTIONS, beside_words, figures, phrases
from sayso.brief.dating import day_words
from sayso.brief.page import environment, policy, resource
from sayso.brief.passages import passages
from sayso.brief.records import Brief, Claim
from sayso.brief.words import capital, table, with_article

OPEN_UP_TO = 80
"""Briefs with more claims than this show the speakers folded."""
ROWS_SHOWN = 8
"""Outcomes, and differences, beyond this many are folded."""
_QUIET_ZONES = ("photo credit", "relay note", "author's note", "comment form", "pagination", "navigation")


def to_html(brief: Brief) -> str:
    """Return the brief as one self-contained page.

    Every text from outside is escaped, its invisible and line-turning characters are written out, and
    the page's own policy allows nothing but its own style and its own script, both named by their hash.
    """
    style = resource("brief.css") + _target_rules(brief.claims)
    script = resource("brief.js")
    page = brief_environment().get_template("brief.html")
    return page.render(
        brief=brief,
        sections=SECTIONS,
        claims={claim.number: claim for claim in brief.claims},
        texts=[(document, passages(document, brief.claims)) for document in brief.documents],
        words=table(),
        beside_note=beside_words.note(),
        contradiction=phrases.CONTRADICTION,
        fold=len(brief.claims) > OPEN_UP_TO,
        rows_shown=ROWS_SHOWN,
        quiet=_QUIET_ZONES,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - the project's own file and numbers
        script=Markup(script),  # noqa: S704 - the project's own file
    )


@functools.cache
def brief_environment() -> Environment:
    """Return what the brief's and the scores' pages are made with."""
    return environment(_FILTERS)


def _percentage(share: float) -> str:
    """Return a share as a length in a drawing: `34.7%`."""
    return f"{share * 100:.2f}%"


def _dashed(words: str) -> str:
    """Return words as a class name."""
    return "".join(letter if letter.isalnum() else "-" for letter in words.lower())


def _shorter(heading: str) -> str:
    """Return a heading up to its first comma, for the list of contents."""
    return heading.partition(",")[0]


def _is_web_address(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("https://", "http://"))


def _host(url: str) -> str:
    """Return what a link is called: the host without www, or the whole address where there is none."""
    found = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return found.removeprefix("www.") or url


_FILTERS: Mapping[str, Any] = {
    "percent": figures.percent,
    "mark": figures.mark,
    "band": figures.band,
    "interval": figures.interval,
    "included": phrases.included,
    "pooled": phrases.pooled,
    "speaker_facts": phrases.speaker_facts,
    "source_name": phrases.source_name,
    "capital": capital,
    "points": figures.points,
    "whole_points": figures.whole_points,
    "counted": figures.counted,
    "listed": figures.listed,
    "day": day_words,
    "at": _percentage,
    "dashed": _dashed,
    "with_article": with_article,
    "shorter": _shorter,
    "is_web_address": _is_web_address,
    "host": _host,
    "measured_when": beside_words.when,
    "measured_level": beside_words.level,
    "measured_chances": beside_words.chances,
    "measured_source": beside_words.source,
    "held_outcome": beside_words.outcome,
    "product": beside_words.product,
}


def _target_rules(claims: tuple[Claim, ...]) -> str:
    """Return the rule that lights up a claim's passages when its link is followed."""
    if not claims:
        return ""
    lit = ",".join(f"#text-{claim.number}:target~.m-{claim.number}" for claim in claims)
    return f"\n{lit}{{background:var(--lit);color:var(--lit-ink);box-shadow:0 0 0 2px var(--lit)}}\n"
