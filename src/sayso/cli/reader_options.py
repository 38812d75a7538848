"""The options by which a language model is asked, and the recipe that they make."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import click

from sayso.reading.job import HowToRead, Recipe, sayso_recipe
from sayso.reading.llm import Endpoint, HowToAsk, asking_recipe
from sayso.reading.llm.cache import default_folder

ReaderName: TypeAlias = Literal["sayso", "llm", "both"]
_Function = TypeVar("_Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--reader",
        type=click.Choice(["sayso", "llm", "both"]),
        default="sayso",
        show_default=True,
        help="Who reads: Sayso, offline; a language model that you have; or both, merged.",
    ),
    click.option(
        "--endpoint",
        metavar="URL",
        help="Where the model is asked, as http://localhost:11434/v1; it gets the texts.",
    ),
    click.option("--model", metavar="NAME", help="The model's name, as the endpoint knows it."),
    click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Where the model's answers are kept.  [default: ~/.cache/sayso/llm]",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ReaderChoice:
    """What was said about who reads."""

    reader: ReaderName
    endpoint: str | None
    model: str | None
    cache: Path | None

    @property
    def asks(self) -> bool:
        """Whether a language model is asked."""
        return self.reader != "sayso"


def reader_options(function: _Function) -> _Function:
    """Return a command with the options `reader`, `endpoint`, `model` and `cache`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def recipe_for(choice: ReaderChoice, tables: HowToRead) -> Recipe:
    """Return the recipe that was asked for.

    Raises:
        click.UsageError: if options are missing, do not go together, or the endpoint is no address.
    """
    given = {"--endpoint": choice.endpoint, "--model": choice.model, "--cache": choice.cache}
    if choice.reader == "sayso":
        idle = [name for name, value in given.items() if value is not None]
        if idle:
            raise click.UsageError(
                f"{' and '.join(idle)} without a model to ask; want --reader llm or --reader both too"
            )
        return sayso_recipe(tables)
    if choice.endpoint is None or choice.model is None:
        wanted = [name for name in ("--endpoint", "--model") if given[name] is None]
        raise click.UsageError(f"--reader {choice.reader} asks a model; want {' and '.join(wanted)} too")
    try:
        endpoint = Endpoint(url=choice.endpoint, model=choice.model)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    cache = choice.cache or default_folder(os.environ)
    how = HowToAsk(
        endpoint=endpoint,
        readers=choice.reader,
        tables=tables,
        cache=None if cache is None else str(cache.absolute()),
    )
    return asking_recipe(how)
