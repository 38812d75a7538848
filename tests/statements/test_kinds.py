from importlib import resources
from pathlib import Path

import pytest

import sayso.statements
from sayso.statements import KINDS
from sayso.statements.factor import Factor
from sayso.statements.statement import Statement

FOLDER = Path(str(resources.files("sayso.statements")))
OTHERS = (
    "__init__ catalogue corrected cues factor hedges jsonl lexicon likelihood schema selectors span statement "
    "wire"
)


def test_every_file_of_the_folder_is_a_listed_kind_or_known_to_be_none() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")}
    assert files - set(OTHERS.split()) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_stands_in_the_file_of_its_name(name: str) -> None:
    kind = KINDS[name]
    assert issubclass(kind, Statement)
    assert kind.__module__ == f"sayso.statements.{name}"
    assert kind.__struct_config__.tag == name


def test_every_kind_of_the_package_is_in_the_table() -> None:
    assert set(sayso.statements.KINDS.values()) == set(Statement.__subclasses__())


@pytest.mark.parametrize("written", ["unrest(KAZ)", "alignment(UZB>RUS)", "engagement(RUS>Central Asia)"])
def test_a_factor_is_read_as_it_is_written(written: str) -> None:
    assert str(Factor.parse(written)) == written


@pytest.mark.parametrize(
    "written",
    [
        "unrest",
        "unrest()",
        "unrest( )",
        "Unrest(KAZ)",
        "unrest(KAZ",
        "a(B>C>D)",
        "a(B>)",
        "a(>B)",
        "a(B)\n",
        "",
    ],
)
def test_what_is_no_factor_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a factor"):
        Factor.parse(written)
