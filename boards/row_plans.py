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


# What becomes of a value before the driver takes it; by its place among the parameters.
Preparation = tuple[int, Callable[[Any], Any]]


@dataclass(frozen=True, eq=False)
class Plan:
    """How rows of one model go in: `INSERT INTO … (…)`, its key, the columns whose values the
    caller gives, how those of others are made anew for each row, and what stands for the rest.
    Parameters come in that order. `key_place` is the key's among them; None where the database
    makes it."""

    head: str
    key: str
    key_place: int | None
    given: tuple[str, ...]
    made: tuple[Callable[[], Any], ...]
    prepared: tuple[Preparation, ...]
    constants: str

    @property
    def width(self) -> int:
        """How many parameters a row has."""
        return len(self.given) + len(self.made)

    def values(self, row: Row) -> list[Any]:
        """For the parameters, prepared for the driver; `KeyOf` stays as it is."""
        told = row.values
        values = [told[name] for name in self.given]
        values += [make() for make in self.made]
        for place, prepare in self.prepared:
            value = values[place]
            if value is not None and type(value) is not KeyOf:
                values[place] = prepare(value)
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
    return value.astimezone(UTC).isoformat(" ").removesuffix("+00:00")


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
    told = [field for field in fields if field.attname in given]
    made: list[models.Field] = []
    constant: list[tuple[models.Field, str]] = []
    for field in fields:
        if field.attname not in given:
            written = _constant(field)
            if written is None:
                made.append(field)
            elif written != "NULL":
                constant.append((field, written))
    parameters = [*told, *made]
    names = [
        quote(str(field.column)) for field in [*parameters, *(each for each, _sql in constant)]
    ]
    preparations = [_preparation(field, connection) for field in parameters]
    key = model._meta.pk
    return Plan(
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)})",
        quote(str(key.column)),
        parameters.index(key) if key in parameters else None,
        tuple(str(field.attname) for field in told),
        tuple(field.get_default for field in made),
        tuple((place, each) for place, each in enumerate(preparations) if each is not None),
        "".join(f", {written}" for _field, written in constant),
    )


def plan_for(row: Row, connection: BaseDatabaseWrapper) -> Plan:
    return plan_of(row.model, tuple(row.values), connection.vendor)
