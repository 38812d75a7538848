"""`sayso schema`: JSON Schemas of what Sayso writes."""

import json

import click

from sayso.brief import exchange
from sayso.cli.examples import epilog
from sayso.cli.output import emit
from sayso.statements.schema import schema as statement_schema

SCHEMAS = {"statements": statement_schema, "brief": exchange.schema}


@click.command(
    epilog=epilog(
        ("what each line of `sayso read` holds", "sayso schema"),
        ("what `sayso brief --json` prints", "sayso schema brief"),
    )
)
@click.argument("what", type=click.Choice(list(SCHEMAS)), default="statements")
def command(*, what: str) -> None:
    """Show the JSON Schema of statements (one line of `sayso read`) or of a brief (`sayso brief --json`)."""
    emit(json.dumps(SCHEMAS[what](), indent=2, ensure_ascii=False).encode() + b"\n")
