"""Without the extra nothing but reading with a model is missing."""

import subprocess
import sys

_WITHOUT = """
import sys
sys.modules["{missing}"] = None
from sayso.actors import ActorTable
from sayso.reading.llm import Endpoint, MissingExtraError, merge, open_reader
from sayso.statements.catalogue import Catalogue
from sayso.statements.lexicon import Lexicon
assert merge([], []) == ()
try:
    open_reader(
        endpoint=Endpoint(url="http://localhost/v1", model="m"), actors=ActorTable.load()[0],
        catalogue=Catalogue.load()[0], lexicon=Lexicon.load(), cache=None,
    )
except MissingExtraError as error:
    print(error)
"""


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    return done.stdout


def test_the_message_names_what_is_missing_and_the_extra() -> None:
    for missing in ("httpx", "pydantic"):
        told = run(_WITHOUT.format(missing=missing))
        assert told == (
            f"reading with a language model needs {missing}, which is not installed; "
            "the extra brings it: pip install 'sayso[llm]'\n"
        )


def test_the_extra_is_imported_only_where_a_model_is_asked() -> None:
    told = run("import sys, sayso.reading.llm; print({'httpx', 'pydantic'} & set(sys.modules))")
    assert told == "set()\n"
