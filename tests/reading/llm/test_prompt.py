"""What a model is told follows from the tables, and its example is a right answer."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from sayso.reading.llm import ModelReading
from sayso.reading.llm.answer import Kind, StatementAnswer, answer_schema
from sayso.reading.llm.prompt import system_prompt
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue

Json = dict[str, Any]
Ask = Callable[..., tuple[ModelReading, list[Json]]]
Make = Callable[..., Json]


def test_every_factor_kind_and_field_is_explained() -> None:
    catalogue, _ = Catalogue.load()
    prompt = system_prompt(catalogue)
    assert all(f"- {name}({'FROM>TO' if one.dyadic else 'ACTOR'}): {one.definition}" in prompt
               for name, one in catalogue.definitions.items())  # fmt: skip
    assert all(f"{name}: " in prompt for name in KINDS)
    assert all(f'"{field}":' in prompt for field in StatementAnswer.model_fields)
    assert "$" not in prompt.replace('"$defs"', "").replace('"$ref"', "").replace("#/$defs/", "")


def test_the_kinds_of_an_answer_are_the_kinds_of_statements() -> None:
    assert set(get_args(Kind)) == set(KINDS)


def test_a_users_factor_is_in_the_prompt(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[water_stress]\ndyadic = false\nvalence = -1\ndefinition = "Scarcity of water."\n'
        'more = "Less water."\nsource = "FAO"\ncues_more = ["water shortage"]\n'
    )
    catalogue, problems = Catalogue.load([own])
    assert problems == ()
    assert "- water_stress(ACTOR): Scarcity of water. Higher: Less water." in system_prompt(catalogue)


def test_the_schema_names_no_title_and_allows_no_other_key() -> None:
    schema = answer_schema()
    assert "'title'" not in str(schema)
    assert schema["additionalProperties"] is False
    assert all(one["additionalProperties"] is False for one in schema["$defs"].values())


def test_the_prompts_example_is_a_right_answer(ask: Ask, says: Make) -> None:
    prompt = system_prompt(Catalogue.load()[0])
    example = re.search(r"\[1 body\] (.*?)\n(\{\"statements\".*)\Z", prompt, re.DOTALL)
    assert example is not None
    reading, _ = ask(f"{example[1]}\n", says(content=example[2]))
    assert reading.problems == ()
    (one,) = reading.statements
    assert (one.kind, str(one.factor), str(one.cause)) == (
        "conditional",
        "security_loyalty(MLI)",
        "unrest(MLI)",
    )
