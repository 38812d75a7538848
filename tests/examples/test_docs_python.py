"""The pages about Python and about resting states do what they say, and `import sayso` stays quick."""

import ast
import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", ["python.md", "resting-states.md"])
def test_every_example_of_the_page_gives_what_is_shown(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("networkx")
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    assert len(examples.examples) > 5
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(examples, out=said.append)
    assert runner.failures == 0, "".join(said)


def test_importing_the_package_imports_nothing_else() -> None:
    """No module of its own and none of other people's: names are imported when they are asked for"""
    code = (
        "import sys; before = set(sys.modules); import sayso; "
        "print(*sorted(name.partition('.')[0] for name in set(sys.modules) - before))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    allowed = {"sayso", "__future__", "typing", "collections", "functools", "re", "types", "copyreg", "enum"}
    foreign = {name for name in done.stdout.split() if not name.startswith("_")} - allowed
    assert not foreign & {"numpy", "scipy", "msgspec", "click", "duckdb", "jinja2", "rich"}
    assert done.stdout.split().count("sayso") == 1


@pytest.mark.parametrize("name", [name for name in sayso.__all__ if name != "__version__"])
def test_every_name_that_is_offered_is_there(name: str) -> None:
    assert getattr(sayso, name).__name__ == name
    assert name in dir(sayso)


def test_names_for_type_checkers_are_those_that_are_offered() -> None:
    tree = ast.parse(Path(sayso.__file__).read_text(encoding="utf-8"))
    guarded = [part for part in tree.body if isinstance(part, ast.If)]
    named = {
        (imported.module, one.name)
        for part in guarded
        for imported in part.body
        if isinstance(imported, ast.ImportFrom)
        for one in imported.names
    }
    places = sayso._PLACES  # noqa: SLF001 - the table that is checked
    assert named == {(module, name) for module, names in places.items() for name in names}
    assert sorted(sayso.__all__) == sorted({"__version__", *(name for _, name in named)})


def test_a_name_that_is_not_offered_is_said_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="nearest is 'simulate'"):
        sayso.simulated  # noqa: B018 - asking is the test
