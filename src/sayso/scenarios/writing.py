"""Scenarios as TOML."""

import datetime as dt
import json
from collections.abc import Iterator

from sayso.scenarios.reading import FORMAT
from sayso.scenarios.scenario import Scenario
from sayso.simulation.changes import Ban, Change, Clamp, Occurrence, Shock, Strength

_ORDER = ("clamp", "shock", "event", "ban", "link")

Field = tuple[str, str | float | dt.date | None]


def scenario_to_toml(scenario: Scenario) -> str:
    """Return the scenario as TOML, which `read_scenario` reads back; changes stand by kind.

    Half characters, which UTF-8 cannot hold, become U+FFFD.

    >>> from sayso.statements.factor import Factor
    >>> shock = Shock(factor=Factor("grievance", "UZB"), size=1.0, on=dt.date(2022, 9, 1))
    >>> print(scenario_to_toml(Scenario(name="Prices", changes=(shock,))))
    version = 1
    name = "Prices"
    <BLANKLINE>
    [[shock]]
    factor = "grievance(UZB)"
    size = 1.0
    on = 2022-09-01
    <BLANKLINE>
    """
    head: list[Field] = [("name", scenario.name), ("says", scenario.says), ("as_of", scenario.as_of)]
    lines = [f"version = {FORMAT}", *_written(head)]
    tables = [_table(change) for change in scenario.changes]
    for kind in _ORDER:
        for fields in (fields for name, fields in tables if name == kind):
            lines += ["", f"[[{kind}]]", *_written(fields)]
    return "\n".join(lines) + "\n"


def _table(change: Change) -> tuple[str, list[Field]]:
    match change:
        case Clamp(factor=factor, level=level, start=start, end=end):
            return "clamp", [("factor", str(factor)), ("level", level), ("from", start), ("to", end)]
        case Shock(factor=factor, size=size, on=day):
            return "shock", [("factor", str(factor)), ("size", size), ("on", day)]
        case Occurrence(event=event, on=day):
            return "event", [("event", event), ("on", day)]
        case Ban(event=event, start=start, end=end):
            return "ban", [("event", event), ("from", start), ("to", end)]
        case Strength(source=source, target=target, times=times, start=start, end=end, origin=origin):
            return "link", [
                ("source", str(source)),
                ("target", str(target)),
                ("times", times),
                ("from", start),
                ("to", end),
                ("origin", origin),
            ]


def _written(fields: list[Field]) -> Iterator[str]:
    for key, value in fields:
        if isinstance(value, str):
            yield f"{key} = {_quoted(value)}"
        elif isinstance(value, float):
            yield f"{key} = {value!r}"
        elif value is not None:
            yield f"{key} = {value.isoformat()}"


def _quoted(text: str) -> str:
    r"""Return a basic string of TOML: as in JSON, but that DEL is escaped too.

    >>> print(_quoted('a "b"\x7f'))
    "a \"b\"\u007F"
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")
