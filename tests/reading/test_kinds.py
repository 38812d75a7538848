from collections.abc import Callable
from pathlib import Path

import pytest

import sayso.reading
from sayso.reading import READERS
from sayso.statements.statement import Statement

FOLDER = Path(sayso.reading.__file__).parent


def test_every_kind_has_a_reader_in_a_file_of_its_name() -> None:
    for kind, reader in READERS.items():
        assert (FOLDER / f"{kind.__name__.lower()}.py").exists()
        assert reader.__module__ == f"sayso.reading.{kind.__name__.lower()}"


def test_every_kind_of_statement_is_read() -> None:
    assert set(READERS) == set(Statement.__subclasses__())


@pytest.mark.parametrize(
    ("sentence", "kind", "factor", "sign"),
    [
        ("Mass protests broke out in Serbia.", "event", "unrest(SRB)", 1),
        ("Popular discontent is growing in Sri Lanka.", "trend", "grievance(LKA)", 1),
        ("There is no organised opposition in Belarus.", "assessment", "opposition_organisation(BLR)", -1),
        ("Mass protests are highly likely in Nigeria.", "forecast", "unrest(NGA)", 1),
        ("Russia must withdraw its troops from Georgia.", "prescription", "military_presence(RUS>GEO)", -1),
        ("Corruption is fuelling popular discontent in Lebanon.", "influence", "grievance(LBN)", 1),
        (
            "If mass protests break out in Armenia, the security forces will refuse to obey orders.",
            "conditional",
            "security_loyalty(ARM)",
            -1,
        ),
    ],
)
def test_a_plain_sentence_gives_its_kind_factor_and_sign(
    read: Callable[[str], tuple[Statement, ...]], sentence: str, kind: str, factor: str, sign: int
) -> None:
    found = read(f"A short note\n\n{sentence} The note was written for a test of the reader.\n")
    assert (kind, factor, sign) in {(one.kind, str(one.factor), one.sign) for one in found}
