"""Single rows, read under a lock and written by statements that are built once.

Every state change makes the same locked read, update and inserts. The ORM builds their SQL anew each time, which
takes several times as long as the database needs to run them; here a model is asked once. Values pass through the
fields both ways, so they are what the ORM would write and read. Saving by these sends no signals: the house
listens to none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)


def lock_row(model: type[M], pk: Any) -> M:
    """A fresh copy of the row, locked until the transaction ends; raises `ObjectDoesNotExist`.

    What a model calls `seldom_read` is left out and read when it is asked for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise TransactionManagementError("A lock outside a transaction locks nothing.")
    read = _locked_read(model, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(read.sql, [pk])
        found = cursor.fetchone()
    if found is None:
        raise ObjectDoesNotExist
    values = list(found)
    for position, converters, column in read.converters:
        for convert in converters:
            values[position] = convert(values[position], column, connection)
    return model.from_db(connection.alias, read.names, values)


def insert_row(row: models.Model) -> None:
    """Write a new row and give it its id."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def update_row(row: models.Model, names: Sequence[str], **still: Any) -> bool:
    """Write these columns; false when the row is gone or one of its columns is not `still` what is said."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _update(type(row), tuple(names), tuple(still))
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk, *still.values()])
        return bool(cursor.rowcount)


Fields = tuple["models.Field[Any, Any]", ...]


@dataclass(frozen=True, slots=True)
class _LockedRead:
    """How a model's row is read: the statement, the attributes in order, and what some columns pass through."""

    sql: str
    names: tuple[str, ...]
    converters: tuple[tuple[int, Sequence[Any], Any], ...]


@cache
def _locked_read(model: type[models.Model], vendor: str) -> _LockedRead:
    connection = connections[DEFAULT_DB_ALIAS]
    one = model._base_manager.select_for_update().filter(pk=0).defer(*getattr(model, "seldom_read", ()))
    compiler = one.query.get_compiler(connection=connection)
    sql, _parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    converters = compiler.get_converters(columns).items()
    return _LockedRead(
        sql,
        tuple(column.target.attname for column in columns),
        tuple((position, found, column) for position, (found, column) in converters),
    )


@cache
def _insertion(model: type[models.Model]) -> tuple[str, Fields]:
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    columns, places = ", ".join(_quoted(field) for field in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_table(model)} ({columns}) VALUES ({places}) RETURNING {_key(model)}"  # noqa: S608 - names of our own models
    return sql, fields


@cache
def _update(model: type[models.Model], names: tuple[str, ...], still: tuple[str, ...]) -> tuple[str, Fields]:
    fields = tuple(field for field in model._meta.local_concrete_fields if field.attname in names)
    sets = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    also = "".join(f" AND {_quoted(model._meta.get_field(name))} = %s" for name in still)
    sql = f"UPDATE {_table(model)} SET {sets} WHERE {_key(model)} = %s{also}"  # noqa: S608 - as above
    return sql, fields


def _table(model: type[models.Model]) -> str:
    return _name(model._meta.db_table)


def _key(model: type[models.Model]) -> str:
    return _quoted(model._meta.pk)


def _quoted(field: Any) -> str:
    return _name(field.column)


def _name(name: str) -> str:
    return str(connections[DEFAULT_DB_ALIAS].ops.quote_name(name))
