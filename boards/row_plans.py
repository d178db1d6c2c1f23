"""How rows go in: which columns, what each value becomes, what is the same for every row."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# Their Python value is what the driver takes, on both databases.
PLAIN_FIELDS = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)


@dataclass(frozen=True)
class KeyOf:
    """Stands for the key of an earlier row of the same call, by its place."""

    place: int


@dataclass(frozen=True)
class Row:
    """A row to come: values by column attribute (`office_id`); the rest are the defaults."""

    model: type[models.Model]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column with a parameter: its value is the caller's, or made anew for each row."""

    name: str
    default: Callable[[], Any] | None
    prepare: Callable[[Any], Any] | None


@dataclass(frozen=True, eq=False)
class Plan:
    """How rows of one model go in: `INSERT INTO … (…)`, its columns with parameters, what stands
    for the others, its key."""

    head: str
    key: str
    columns: tuple[Column, ...]
    constants: str

    def values(self, row: Row) -> list[Any]:
        """For the parameters, prepared for the driver; `KeyOf` stays as it is."""
        values = []
        for column in self.columns:
            value = row.values[column.name] if column.default is None else column.default()
            if column.prepare is not None and value is not None and type(value) is not KeyOf:
                value = column.prepare(value)
            values.append(value)
        return values


def _constant(field: models.Field) -> str | None:
    """The default of a column as SQL, where it is the same for every row and plain to write."""
    if field.has_default() and callable(field.default):
        return None
    value = field.get_default()
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, str) and re.fullmatch("[a-z_]*", str(value)):
        return f"'{value!s}'"
    return None


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return value.isoformat()


def _moment_in_utc(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _hexadecimal(value: uuid.UUID) -> str:
    return value.hex


# Values as each database reads them. What Django makes of them is the same on SQLite (tests hold
# it); on PostgreSQL the driver's own forms are casts, which cost more than the value.
WRITTEN: dict[str, dict[type[models.Field], Callable[[Any], Any]]] = {
    "postgresql": {
        models.UUIDField: str,
        models.DateTimeField: _moment,
        models.JSONField: json.dumps,
    },
    "sqlite": {
        models.UUIDField: _hexadecimal,
        models.DateTimeField: _moment_in_utc,
        models.JSONField: json.dumps,
    },
}


def _preparation(
    field: models.Field, connection: BaseDatabaseWrapper
) -> Callable[[Any], Any] | None:
    """How a value becomes what the driver takes; None where it is that already."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, PLAIN_FIELDS):
        return None
    if getattr(field, "encoder", None) is None:
        for kind, written in WRITTEN.get(connection.vendor, {}).items():
            if isinstance(field, kind):
                return written
    # The connection of the thread at that time: a plan outlives them.
    return lambda value: field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


@cache
def plan_of(model: type[models.Model], given: tuple[str, ...], vendor: str) -> Plan:
    """Built once for a model, the columns whose values are given, and a kind of database."""
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    told: list[models.Field] = []
    constant: list[tuple[models.Field, str]] = []
    for field in fields:
        written = None if field.attname in given else _constant(field)
        if written is None:
            told.append(field)
        elif written != "NULL":
            constant.append((field, written))
    names = [quote(str(field.column)) for field in [*told, *(each for each, _sql in constant)]]
    columns = tuple(
        Column(
            str(field.attname),
            None if field.attname in given else field.get_default,
            _preparation(field, connection),
        )
        for field in told
    )
    return Plan(
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)})",
        quote(str(model._meta.pk.column)),
        columns,
        "".join(f", {written}" for _field, written in constant),
    )


def plan_for(row: Row, connection: BaseDatabaseWrapper) -> Plan:
    return plan_of(row.model, tuple(row.values), connection.vendor)
