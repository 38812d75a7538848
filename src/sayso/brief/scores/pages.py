"""Scores as single HTML files: a source's page, and the list of all sources."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from sayso.brief.html import brief_environment
from sayso.brief.page import policy, resource
from sayso.brief.scores.drawing import chance_svg, reliability_svg, running_svg
from sayso.brief.scores.facts import facts
from sayso.brief.scores.records import ReadingShown, Sheets, SourceSheet, StatementShown
from sayso.brief.scores.text import (
    given_words,
    loss_words,
    mean_shown,
    no_ranking,
    outcome_words,
)
from sayso.brief.scores.words import PARTS, calibration, decidable, few, standfirst

MOST: Final = 200
"""Statements on one page; the CSV file has all."""
_SLUG: Final = 60


def source_page(sheet: SourceSheet, found: Sheets, *, back: str | None = None) -> str:
    """Return one source's page; `back` is the address of the list of sources.

    Every text from outside is escaped, its invisible characters are written out, and the page's own policy
    allows nothing but its own style and script.
    """
    return _rendered(
        "scores/source.html",
        sheet=sheet,
        found=found,
        back=back,
        facts=facts(sheet),
        standfirst=standfirst(sheet),
        statements=[_placed(one, place) for place, one in enumerate(sheet.statements[:MOST], start=1)],
        beyond=max(0, len(sheet.statements) - MOST),
        kinds=_filters(sheet),
        pictures=[_pictures(sheet)],
        parts=PARTS,
    )


def index_page(found: Sheets, addresses: Mapping[str, str]) -> str:
    """Return the list of all sources; `addresses` gives each source's page by its title."""
    rows = [
        {
            "sheet": sheet,
            "address": addresses.get(sheet.source.title),
            "decided": decidable(sheet),
            "mean": mean_shown(sheet),
        }
        for sheet in (*found.sources, *found.references)
    ]
    return _rendered("scores/index.html", found=found, rows=rows, no_ranking=no_ranking(found))


def picture_page(found: Sheets) -> str:
    """Return a page with nothing but the pictures of every source that has a scored yes-no forecast."""
    shown = [one for one in (*found.sources, *found.references) if one.summary.reliability is not None]
    return _rendered("scores/pictures.html", found=found, pictures=[_pictures(one) for one in shown])


def file_names(found: Sheets) -> Mapping[str, str]:
    """Return a name for each source's page by its title: letters, digits and hyphens only, each another.

    Names that leave nothing of the kind, and such as would stand twice, get a hash.
    """
    names: dict[str, str] = {}
    for sheet in (*found.sources, *found.references):
        title = sheet.source.title
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].strip("-")
        if not slug or f"{slug}.html" in names.values():
            digest = hashlib.sha256(title.encode(errors="backslashreplace")).hexdigest()[:8]
            slug = f"{slug}-{digest}".strip("-")
        names[title] = f"{slug}.html"
    return names


def _rendered(template: str, **given: Any) -> str:
    style, script = resource("brief.css") + resource("scores/scores.css"), resource("scores/scores.js")
    words = {
        "given_words": given_words,
        "outcome_words": outcome_words,
        "loss_words": loss_words,
        "chance": _chance,
        "few": few(),
    }
    return (
        brief_environment()
        .get_template(template)
        .render(
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704 - the project's own files
            script=Markup(script),  # noqa: S704 - the project's own file
            **words,
            **given,
        )
    )


def _chance(one: ReadingShown) -> Markup | None:
    given = one.given
    return None if given.mean is None else chance_svg(given.mean, given.low, given.high)


def _came_to(one: ReadingShown) -> str:
    """Return a reading's score, or what stands in its place."""
    return outcome_words(one) if one.loss is None else f"{one.loss.value:.2f}"


def _pictures(sheet: SourceSheet) -> Mapping[str, Any]:
    reliability = sheet.summary.reliability
    return {
        "sheet": sheet,
        "reliability": None if reliability is None else reliability_svg(reliability),
        "running": running_svg(sheet.running) if sheet.running else None,
        "calibration": calibration(sheet),
    }


def _filters(sheet: SourceSheet) -> Sequence[str]:
    """Return the kinds that the page can be narrowed to, where there are two or more."""
    kinds = list(dict.fromkeys(one.kind for one in sheet.statements if one.kind is not None))
    return kinds if len(kinds) > 1 else []


def _placed(shown: StatementShown, place: int) -> Mapping[str, Any]:
    """Return a statement with what it is sorted by."""
    loss = shown.loss
    comparable = loss is not None and loss.rule != "crps"  # in the unit of its question
    return {
        "shown": shown,
        "place": place,
        "loss": loss.value if loss is not None and comparable else -1.0,
        "scored": loss is not None,
        "ways": [_came_to(one) for one in shown.readings],
    }
