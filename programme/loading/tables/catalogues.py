"""Types of support, fields of expertise and the small code lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_document, read_table
from programme.loading.sync import Table
from programme.models import CodeItem, CodeList, Expertise, ExpertiseTheme, SupportType

_LISTS = (
    "languages",
    "cefr",
    "expert_categories",
    "expert_origin",
    "esco_occupations",
    "dac_purpose",
    "sdg_targets",
)
_ITEM = frozenset({"code", "label_en", "label_fr"})

Row = tuple[Record, dict[str, Any]]


def tables(folder: Path) -> Iterator[Table]:
    types = read_table(folder / "support_types.csv", key="code")
    yield Table(SupportType, [(row, _support_type(row, order)) for order, row in enumerate(types, start=1)])
    fields = read_table(folder / "expertise.csv", key="code")
    yield Table(Expertise, [(row, _expertise(row, order)) for order, row in enumerate(fields, start=1)])
    yield Table(ExpertiseTheme, [link for row in fields for link in _links(row)], prune=True)
    yield from _code_lists(read_document(folder / "codelists.json"))


def _support_type(row: Record, order: int) -> dict[str, Any]:
    plain = ("code", "label_en", "label_fr", "group", "origin", "origin_fr", "certainty")
    return {
        "order": order,
        **{name: row.text(name) for name in plain},
        "parent_id": row.code("parent"),
        "note": row.optional("note"),
    }


def _expertise(row: Record, order: int) -> dict[str, Any]:
    plain = (
        "code",
        "label_en",
        "label_fr",
        "family",
        "family_en",
        "family_fr",
        "dac_code",
        "origin",
        "origin_fr",
    )
    objectives = row.codes("gcm_objectives")
    if not all(number.isdecimal() for number in objectives):
        raise row.fail("gcm_objectives", "must be whole numbers separated by “|”")
    return {
        "order": order,
        **{name: row.text(name) for name in plain},
        "gcm_objectives": [int(number) for number in objectives],
        "esco_uri": row.optional("esco_uri"),
    }


def _links(row: Record) -> Iterator[Row]:
    for theme in row.codes("theme_codes"):
        yield row, {"expertise_id": row.text("code"), "theme_id": theme}


def _code_lists(document: Record) -> Iterator[Table]:
    lists, items = list[Row](), list[Row]()
    for name, head, rows in _each_list(document):
        lists.append((head, {"code": name, "source": head.optional("source"), "note": head.optional("note")}))
        items.extend((row, _item(row, name, order)) for order, row in enumerate(rows, start=1))
    yield Table(CodeList, lists)
    yield Table(CodeItem, items)


def _each_list(document: Record) -> Iterator[tuple[str, Record, list[Record]]]:
    for name in _LISTS:
        head = document.record(name)
        yield name, head, head.records("items")
    iati = document.record("iati")
    lists = iati.record("lists")
    for name in lists.data:
        yield f"iati.{name}", iati, lists.records(name)
    yield "iati.mandatory_elements", iati, [_named(iati, name) for name in iati.value("mandatory_elements")]


def _named(parent: Record, name: str) -> Record:
    """An item of a list of bare names, which are their own labels."""
    return Record(parent.file, f"{parent.row} / {name}", {"code": name, "label_en": name, "label_fr": name})


def _item(row: Record, code_list: str, order: int) -> dict[str, Any]:
    return {
        "code_list_id": code_list,
        "order": order,
        **{name: row.text(name) for name in sorted(_ITEM)},
        "extra": {name: value for name, value in row.data.items() if name not in _ITEM},
    }
