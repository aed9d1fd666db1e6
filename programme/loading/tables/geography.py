"""Countries, organisations and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_table
from programme.loading.sync import Table
from programme.models import Country, Meeting, Organisation


def tables(folder: Path) -> Iterator[Table]:
    yield Table(Country, list(_countries(folder)))
    yield Table(
        Organisation,
        [(row, _organisation(row)) for row in read_table(folder / "organisations.csv", key="code")],
    )
    yield Table(Meeting, [(row, _meeting(row)) for row in read_table(folder / "meetings.csv", key="code")])


def _countries(folder: Path) -> Iterator[tuple[Record, dict[str, Any]]]:
    weekends = {row.text("iso2"): row for row in read_table(folder / "weekends.csv", key="iso2")}
    for row in read_table(folder / "countries.csv", key="iso2"):
        yield row, _country(row, weekends, former=False)
    for row in read_table(folder / "countries_former.csv", key="iso2"):
        yield row, _country(row, weekends, former=True)


def _country(row: Record, weekends: Mapping[str, Record], *, former: bool) -> dict[str, Any]:
    plain = ("iso3", "m49_code", "name_en", "name_fr", "name_pt", "region", "region_fr", "m49_region_code")
    coded = ("process_region", "role", "role_certainty", "ecowas", "eu")
    iso2 = row.text("iso2")
    weekend = weekends.get(iso2)
    return {
        "iso2": iso2,
        **{name: row.text(name) for name in plain + coded},
        "working_languages": row.codes("working_languages"),
        "official_languages": row.codes("official_languages"),
        "weekend": weekend.text("weekend") if weekend else "",
        "weekend_note": weekend.optional("note") if weekend else "",
        "former": former,
        "until": row.optional("until"),
        "note": row.optional("note"),
    }


def _organisation(row: Record) -> dict[str, Any]:
    return {
        **{name: row.text(name) for name in ("code", "label_en", "label_fr", "role")},
        "note": row.optional("note"),
    }


def _meeting(row: Record) -> dict[str, Any]:
    plain = ("code", "date_precision", "title_en", "title_fr", "kind", "status", "source", "certainty")
    return {
        **{name: row.text(name) for name in plain},
        "date_start": row.day("date_start"),
        "date_end": row.day("date_end"),
        "place": row.optional("place"),
        "country_id": row.code("country"),
        "co_chairs": row.codes("co_chairs"),
        "note": row.optional("note"),
    }
