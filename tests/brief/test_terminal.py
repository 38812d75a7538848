"""The brief in the terminal."""

import io
import re

import msgspec
import pytest
from rich.console import Console

from sayso.brief import SECTIONS
from sayso.brief.html import to_html
from sayso.brief.markdown import to_markdown
from sayso.brief.records import Brief
from sayso.brief.terminal import CLAIMS_SHOWN, FEW, to_terminal


def printed(brief: Brief, width: int = 100, **options: bool) -> str:
    out = io.StringIO()
    to_terminal(brief, Console(file=out, width=width, **options))  # type: ignore[arg-type]  # flags only
    return out.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [20, 60, 80, 133, 200, 400])
def test_lines_are_as_wide_as_the_window_between_60_and_200(brief: Brief, width: int) -> None:
    longest = max(len(line) for line in printed(brief, width).splitlines())
    assert longest <= max(60, min(width, 200))


def test_the_sections_are_those_of_the_page(brief: Brief) -> None:
    shown = printed(brief)
    places = [shown.index(f"\n{heading}") for key, heading in SECTIONS.items() if key != "texts"]
    assert places == sorted(places)


def test_a_section_with_nothing_in_it_says_so_in_every_form(brief: Brief) -> None:
    """A text without a claim leaves the brief without speakers and outlooks."""
    empty = msgspec.structs.replace(brief, speakers=(), outlooks=(), findings=(), beside=())
    for shown in (printed(empty, 160), to_markdown(empty), to_html(empty)):
        assert "No claim was found." in shown
        assert "No outlook: no claim with a date and a state was read." in shown
        assert "There is no outlook to compare." in shown


def test_a_pipe_gets_no_colour(brief: Brief) -> None:
    assert "\x1b" not in printed(brief)
    assert "\x1b[" in printed(brief, force_terminal=True)


def test_no_color_is_honoured(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    colours = re.findall(r"\x1b\[[\d;]*\b(?:3[0-7]|38|9[0-7])\b[\d;]*m", printed(brief, force_terminal=True))
    assert not colours


def test_likelihood_and_certainty_stand_apart(brief: Brief) -> None:
    shown = squeezed(printed(brief, 160))
    assert "Likelihood “highly likely”: 76–94%, mean 86%" in shown
    assert "reader’s certainty 0.90" in shown


def test_a_questions_content_is_the_interviewers(brief: Brief) -> None:
    shown = squeezed(printed(brief, 160))
    assert "not a claim of the one who answers. “protests in Uzbekistan highly likely”" in shown


def test_every_quotation_is_there(brief: Brief) -> None:
    shown = squeezed(printed(brief, 200))
    for claim in brief.claims:
        assert f"“{claim.quote}”" in shown


def test_the_sentence_that_makes_the_difference_is_shown(brief: Brief) -> None:
    shown = squeezed(printed(brief, 200))
    assert "+22 points claim 1, by its likelihood: “If the unrest becomes widespread" in shown


def test_what_no_claim_accounts_for_is_said(brief: Brief) -> None:
    section = brief.outlooks[0]
    first, second = section.differences
    alone = msgspec.structs.replace(
        second.departures[0], claims=(), together=(3,), starts=(1, 2), unaccounted=-0.11
    )
    bare = msgspec.structs.replace(
        section, differences=(first, msgspec.structs.replace(second, departures=(alone,)))
    )
    shown = squeezed(printed(msgspec.structs.replace(brief, outlooks=(bare,)), 200))
    assert (
        "No claim accounts for this difference by itself. The model of this speaker uses claim 3. Where it starts is set by claims 1 and 2."
        in shown
    )
    assert "No single claim accounts for the other 6 points." in shown


def test_a_thousand_claims_are_shown_in_part(brief: Brief) -> None:
    many = tuple(
        msgspec.structs.replace(brief.speakers[0].claims[1], number=number)
        for number in range(1, CLAIMS_SHOWN + 2)
    )
    speaker = msgspec.structs.replace(brief.speakers[0], claims=many)
    shown = printed(msgspec.structs.replace(brief, speakers=(speaker, *brief.speakers[1:]), findings=()))
    assert f"and {CLAIMS_SHOWN + 1 - FEW} more claims: see the page" in shown
