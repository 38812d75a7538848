"""A ledger of real statements goes out and comes back."""

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sayso.forecasts.forecast import Forecast
from sayso.forecasts.import_table import import_table
from sayso.forecasts.record import Record
from sayso.forecasts.table_form import TableForm, form_from_toml
from sayso.interchange import FORMATS, Tally, read_bytes
from tests.interchange.hostile import written

FORM = Path(__file__).resolve().parents[2] / "benchmarks" / "tables" / "seed_resolutions.toml"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The 29 statements by Khamroev and Serenko with what came of them."""
    path = FORM.parents[3] / "shared" / "data" / "seed-resolutions" / "seed_resolutions.csv"
    if not path.is_file():
        pytest.skip(f"the shared data are not at {path}")
    form = form_from_toml(FORM.read_text(encoding="utf-8"), FORM.name)
    assert isinstance(form, TableForm)
    found, problems = import_table(path.read_bytes(), path.name, form)
    assert not problems
    return list(found)


def test_the_ledger_comes_back_with_its_scores(records: list[Record]) -> None:
    tally = Tally()
    data = written(FORMATS["jsonl"].write, list(records), "everything", tally)
    reader = FORMATS["jsonl"].read
    assert reader is not None
    again = read_bytes(reader, data)
    assert {one.id for one in records} <= {one.id for one in again if isinstance(one, Record)}
    assert tally.written["scores"] == len(again) - len(records) > 0


def test_what_an_interviewer_put_is_in_no_hub(records: list[Record]) -> None:
    tally = Tally()
    data = written(FORMATS["hubverse"].write, list(records), "forecasts", tally)
    table = pd.read_csv(io.BytesIO(data))
    forecasts: list[Any] = [one for one in records if isinstance(one, Forecast)]
    assert tally.written["forecasts"] == sum(not one.asked for one in forecasts) < len(forecasts)
    assert not table["model_id"].str.contains("interviewer").any()
    pairs = table.groupby("forecast")["value"].sum()
    assert ((pairs - 1).abs() < 1e-12).all()
    assert set(table["output_type_id"]) == {"yes", "no"}
    assert "speaker-Bakhrom_Khamroev_capphrase_2026_1" in set(table["model_id"])


def test_each_forecast_in_a_table_stands_beside_its_words(records: list[Record]) -> None:
    data = written(FORMATS["csv"].write, list(records), "forecasts")
    table = pd.read_csv(io.BytesIO(data), keep_default_na=False)
    assert (table["question_text"] != "").all()
    assert (table["statement_quote"] != "").all()
    assert "admitted the possibility of a riot" in set(table["statement_quote"])
