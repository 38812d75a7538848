"""`sayso explain` and `sayso sensitivity`: what carries an outcome."""

import importlib.util
import json
import re
import subprocess
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from sayso import __version__
from sayso.cli import group

REGION = ("--states", "KAZ,KGZ", "--patrons", "RUS", "--runs", "300", "--from", "2022-06")
LEAN = "Kyrgyzstan leans more to Russia"


def invoked(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_the_starting_level_carries_a_lean_and_links_are_taken_out() -> None:
    result = invoked("explain", LEAN, *REGION, "--top", "2")
    assert result.exit_code == 0, result.output
    assert "The common model: Kazakhstan and Kyrgyzstan with Russia" in result.stdout
    assert "none puts anything into this model" in result.stdout
    assert "start: alignment(KGZ>RUS)" in result.stdout
    assert result.stdout.count(" -> ") == 2


def test_a_sentence_stands_with_its_speaker_and_place(
    sayso: Callable[..., "subprocess.CompletedProcess[bytes]"],
) -> None:
    """The minister's claims about Uzbekistan; the second builds a link."""
    done = sayso("explain", "mass unrest in Uzbekistan", "reports", "--runs", "200", "--top", "2", "--json")
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["model"] == "everybody"
    assert found["outcome"]["id"] == "mass_unrest(UZB)"
    assert len(found["links"]) == 2
    assert found["all_links"] > 2


@pytest.mark.parametrize(
    ("outcome", "which"), [("intervention(RUS>KGZ)", "none"), ("not intervention(RUS>KGZ)", "all")]
)
def test_an_outcome_of_no_run_or_every_run_is_said_to_tell_nothing(outcome: str, which: str) -> None:
    said = f"It comes true in {which} of the 100 runs"
    for command in (("sensitivity",), ("explain", "--top", "1")):
        result = invoked(*command, outcome, *REGION, "--runs", "100", "--months", "1")
        assert said in result.stdout
        assert "account for" not in result.stdout


def test_sensitivity_names_what_is_above_chance() -> None:
    result = invoked("sensitivity", "alignment(KGZ>RUS) up", *REGION)
    assert result.exit_code == 0, result.output
    assert "start: alignment(KGZ>RUS)" in result.stdout
    assert re.search(r"inputs (is|are) above chance", result.stdout)


def test_sensitivity_as_json_has_every_input() -> None:
    found = json.loads(invoked("sensitivity", "alignment(KGZ>RUS) up", *REGION, "--json").stdout)
    kinds = {one["input"]["kind"] for one in found["sensitivity"]["indices"]}
    assert kinds == {"start", "weight", "presence", "base rate", "impulse"}
    assert found["sobol"] == []
    assert (found["seed"], found["version"]) == (0, __version__)


@pytest.mark.skipif(importlib.util.find_spec("SALib") is not None, reason="SALib is installed")
def test_without_salib_it_is_said_how_to_get_it() -> None:
    result = invoked("sensitivity", "alignment(KGZ>RUS) up", *REGION, "--sobol", "2")
    assert "pip install 'sayso[sensitivity]'" in result.output


@pytest.mark.parametrize("command", ["explain", "sensitivity"])
def test_an_unknown_outcome_is_answered_with_the_nearest(command: str) -> None:
    result = invoked(command, "mass unrest in Kirgistan", *REGION)
    assert result.exit_code == 2
    assert "“Mass unrest in Kyrgyzstan”" in result.output


def test_one_month_is_one_month() -> None:
    result = invoked("sensitivity", "fall(KGZ)", *REGION, "--months", "1")
    assert "within 1 month:" in result.stdout
