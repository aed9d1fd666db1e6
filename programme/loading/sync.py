"""Bringing a table in line with the rows of the files: compare, then save only what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from programme.loading.files import Record
from programme.models import Shipped

Key = tuple[Any, ...]
Rows = Sequence[tuple[Record, dict[str, Any]]]
_BATCH = 200  # rows × columns stays below SQLite's limit of variables


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that the files hold for one model; `prune` removes those that the files hold no longer.

    Only tables that nothing points at may be pruned: elsewhere a row that left the files is kept.
    """

    model: type[Shipped]
    rows: Rows
    prune: bool = False


@dataclass(slots=True)
class Counts:
    """What became of the rows of one table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept_local: int = 0
    removed: int = 0
    left_over: int = 0


@dataclass(slots=True)
class _Plan:
    create: list[Shipped] = field(default_factory=list)
    update: list[Shipped] = field(default_factory=list)


def sync_table(table: Table, *, now: datetime) -> Counts:
    """Create and update the rows of a table; rows edited by an administrator stay as they are.

    Every row is checked before anything is saved. Raises `ReferenceFileError` at the first that is wrong.
    """
    existing = {row.key: row for row in _manager(table.model).all()}
    known = _KnownCodes(table.model)
    counts, plan, seen = Counts(), _Plan(), set[Key]()
    for record, values in table.rows:
        wanted = table.model(**values, loaded_at=now)
        if wanted.key in seen:
            raise record.fail(table.model.KEY[-1].removesuffix("_id"), "is there twice")
        seen.add(wanted.key)
        known.add(wanted)
        _place(record, wanted, existing.get(wanted.key), list(values), plan, counts)
    known.check(table.rows)
    _save(table.model, plan)
    gone = [row for key, row in existing.items() if key not in seen and not row.locally_edited]
    _part_with(table, gone, counts)
    return counts


def _place(
    record: Record,
    wanted: Shipped,
    present: Shipped | None,
    names: Sequence[str],
    plan: _Plan,
    counts: Counts,
) -> None:
    """Decide whether a row is new, changed, unchanged or an administrator's."""
    if present is None:
        _validate(record, wanted)
        plan.create.append(wanted)
        counts.created += 1
    elif present.locally_edited:
        counts.kept_local += 1
    elif all(getattr(present, name) == getattr(wanted, name) for name in names):
        counts.unchanged += 1
    else:
        wanted.pk = present.pk
        _validate(record, wanted)
        plan.update.append(wanted)
        counts.updated += 1


def _validate(record: Record, row: Shipped) -> None:
    """Check types, lengths, choices and the model's own `clean`; codes of other rows are checked apart."""
    try:
        row.clean_fields(exclude=_not_from_files(type(row)))
        row.clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise record.fail(name, " ".join(messages)) from error


@cache
def _not_from_files(model: type[Shipped]) -> frozenset[str]:
    """Columns that `clean_fields` must leave alone: links, which would cost a query each, and row numbers."""
    columns = model._meta.concrete_fields
    return frozenset(c.name for c in columns if c.is_relation or isinstance(c, models.AutoField))


class _KnownCodes:
    """The codes that the foreign keys of a model may hold: those in the database and those being loaded."""

    def __init__(self, model: type[Shipped]) -> None:
        self._model = model
        self._targets: dict[str, set[Any]] = {}
        for link in model._meta.concrete_fields:
            if isinstance(link, models.ForeignKey):
                self._targets[link.attname] = set(_manager(link.related_model).values_list("pk", flat=True))
        self._own = [
            link.attname
            for link in model._meta.concrete_fields
            if isinstance(link, models.ForeignKey) and link.related_model is model
        ]

    def add(self, row: Shipped) -> None:
        """A row may point at another one of its own table that comes later in the file."""
        for attname in self._own:
            self._targets[attname].add(row.pk)

    def check(self, rows: Rows) -> None:
        for record, values in rows:
            for attname, targets in self._targets.items():
                code = values.get(attname)
                if code is not None and code not in targets:
                    raise record.fail(attname.removesuffix("_id"), f"names an unknown code: {code!r}")


def _save(model: type[Shipped], plan: _Plan) -> None:
    manager = _manager(model)
    manager.bulk_create(plan.create, batch_size=_BATCH)
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if not column.primary_key and (column.name == "loaded_at" or column.name not in model.UNSHIPPED)
    ]
    if plan.update:
        manager.bulk_update(plan.update, columns, batch_size=_BATCH // 4)


def _part_with(table: Table, gone: list[Shipped], counts: Counts) -> None:
    """Remove rows that the files no longer hold where that is safe, else count them."""
    if not table.prune:
        counts.left_over = len(gone)
        return
    counts.removed = len(gone)
    for batch in _batches([row.pk for row in gone]):
        _manager(table.model).filter(pk__in=batch).delete()


def _batches(keys: list[Any]) -> Iterator[list[Any]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _manager(model: Any) -> models.Manager[Any]:
    manager: models.Manager[Any] = model._default_manager
    return manager
