"""What each command shows, and that its help teaches by examples that work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso import cli
from sayso.cli import COMMANDS, group
from sayso.cli.lazy import module_of

ROOT = Path(__file__).resolve().parents[2]


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(group, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def examples() -> list[str]:
    """Return every example under every help."""
    helps = [shown("--help"), *(shown(name, "--help") for name in COMMANDS)]
    lines = (line.strip() for text in helps for line in text.splitlines())
    return list(dict.fromkeys(line.removeprefix("$ ") for line in lines if line.startswith("$ ")))


def test_every_file_of_a_command_is_listed() -> None:
    support = {
        "__init__",
        "examples",
        "files_option",
        "forecast_model",
        "keys",
        "lazy",
        "known_actor",
        "leaning",
        "record_words",
        "modelling",
        "model_parts",
        "model_resting",
        "output",
        "parameters",
        "picturing",
        "progress",
        "question_making",
        "question_options",
        "question_showing",
        "reader_options",
        "record_lines",
        "record_of",
        "record_option",
        "review_place",
        "score_input",
        "workspace_option",
    }
    files = {path.stem for path in Path(cli.__file__).parent.glob("*.py")}
    assert files - support == set(map(module_of, COMMANDS))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_line_in_the_help_is_what_its_own_help_says(name: str) -> None:
    first = group.get_command(None, name)  # type: ignore[arg-type]  # the context is not used
    assert first is not None
    assert first.help
    assert COMMANDS[name] in shown("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_help_has_two_or_three_examples(name: str) -> None:
    assert 2 <= shown(name, "--help").count("  $ ") <= 3


@pytest.mark.parametrize("example", examples())
def test_every_example_runs(example: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    program = tmp_path / "bin" / "sayso"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom sayso.cli import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(  # noqa: S602 - our own examples, pipes included
        example,
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    named = re.search(r"--out (\S+)", example)
    if named:
        assert (tmp_path / named[1]).stat().st_size > 0
    else:
        assert done.stdout


def test_a_misspelt_name_is_found(tmp_path: Path) -> None:
    assert "Nisha Biswal (nisha-biswal), person" in shown("actors", "Nishi Bisval")
    assert "Islam Karimov" in shown("actors", "the Uzbek leader", "--on", "2014-12")
    del tmp_path


def test_an_identifier_is_a_name() -> None:
    assert shown("actors", "UZB").startswith("Uzbekistan (UZB), state, found by identifier")


def test_memberships_are_those_of_the_date() -> None:
    assert "of CSTO" in shown("actors", "UZB", "--on", "2010")
    assert "of CSTO" not in shown("actors", "UZB", "--on", "2014")


def test_the_catalogue_lists_every_factor() -> None:
    listed = shown("factors")
    assert "unrest(ACTOR)" in listed
    assert "alignment(FROM>TO)" in listed


def test_words_of_likelihood_stand_side_by_side() -> None:
    lines = shown("lexicon", "highly", "likely").splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "capphrase",
        "us-nic",
        "uk-phia",
        "nato",
        "ipcc",
        "efsa",
    ]
