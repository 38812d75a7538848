"""The page on interchange says what the table says, and its code runs."""

import re
from pathlib import Path

import pytest

from sayso.interchange import FORMATS
from sayso.statements.jsonl import statements_to_jsonl
from tests.interchange.test_lost import INFLUENCE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "interchange.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "cytoscape"])
def test_the_page_names_each_format_and_what_it_loses(name: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |")]
    lost = row.split("|")[3]
    assert set(re.findall(r"`([\w.]+)`", lost)) == set(FORMATS[name].lost)
    assert FORMATS[name].lost or "nothing" in lost


def test_cytoscape_loses_what_graphml_loses_but_characters() -> None:
    assert set(FORMATS["cytoscape"].lost) == set(FORMATS["graphml"].lost) - {"quote"}


def test_the_code_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "claims.jsonl").write_bytes(statements_to_jsonl([INFLUENCE]))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "interchange.md", "exec"), {})  # noqa: S102 - our own page
    assert INFLUENCE.id.encode() in (tmp_path / "map.graphml").read_bytes()
