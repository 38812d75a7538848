"""The formats that event files come in, one module each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sayso.events.event_format import EventFormat
from sayso.events.formats import (
    acled,
    chronology,
    gdelt_1,
    gdelt_2,
    gdelt_daily_dyads,
    gdelt_mentions,
    icews,
    icews_country_month,
    icews_dyad_year,
    mapped_csv,
    petrarch,
    phoenix_daily,
    phoenix_historical,
    polecat,
    temporal_graph,
    ucdp_ged,
    un_votes,
    undl_votes,
    voeten_votes,
)

_MODULES = (
    # a mapping beside a file is the user's word on it
    mapped_csv,
    gdelt_2,
    gdelt_1,
    gdelt_mentions,
    icews,
    polecat,
    phoenix_daily,
    phoenix_historical,
    petrarch,
    acled,
    ucdp_ged,
    undl_votes,
    voeten_votes,
    un_votes,
    icews_dyad_year,
    icews_country_month,
    gdelt_daily_dyads,
    temporal_graph,
    chronology,
)

FORMATS: Final[Mapping[str, EventFormat]] = MappingProxyType(
    {module.FORMAT.name: module.FORMAT for module in _MODULES}
)
"""Every format by its name, in the order in which files are held against them."""
