"""New rows inserted with statements that are built once, together or not at all.

The intake writes up to three rows a note. Building their SQL anew through the ORM costs more than
the database does, and on PostgreSQL each statement is a way to the server and back: there all rows
go in one statement (measured: docs/performance.md). Values still go through their field's own
preparation and as parameters, so that nothing is quoted by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
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
    name: str
    default: Callable[[], Any]
    prepare: Callable[[Any, BaseDatabaseWrapper], Any] | None


@dataclass(frozen=True)
class Plan:
    """How rows of one model go in: `INSERT INTO … (…)`, its columns, its key."""

    head: str
    key: str
    columns: tuple[Column, ...]


def is_plain(field: models.Field) -> bool:
    if isinstance(field, models.ForeignKey):
        return isinstance(field.target_field, models.IntegerField)
    return isinstance(field, PLAIN_FIELDS)


@cache
def plan_of(model: type[models.Model], vendor: str) -> Plan:
    """Built once a model and kind of database."""
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    names = ", ".join(quote(str(field.column)) for field in fields)
    columns = tuple(
        Column(
            str(field.attname),
            field.get_default,
            None if is_plain(field) else field.get_db_prep_save,
        )
        for field in fields
    )
    head = f"INSERT INTO {quote(model._meta.db_table)} ({names})"
    return Plan(head, quote(str(model._meta.pk.column)), columns)


def insert_rows(rows: Sequence[Row]) -> None:
    """Insert all rows or none, in their order, without signals.

    Raises IntegrityError like `save(force_insert=True)`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with _one_statement(connection):
            _insert_at_once(connection, rows)
    elif connection.in_atomic_block:
        with transaction.atomic():
            _insert_in_turn(connection, rows)
    else:
        _sqlite_writer.insert(rows)


@dataclass
class Errand:
    """Rows that wait for the writer, and what became of them."""

    rows: Sequence[Row]
    is_done: bool = False
    error: Exception | None = None


class SharedWriter:
    """One transaction for all threads that wait: SQLite has one writer, and a commit that
    survives a power cut is what an insert costs most.

    Whoever gets the lock writes everybody's rows; the others find theirs done. Nobody is told
    before the commit. (Without the lock, threads that find SQLite busy sleep by ever longer
    steps.) Where rows of one do not fit, each is written in a transaction of its own.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Errand] = deque()

    def insert(self, rows: Sequence[Row]) -> None:
        mine = Errand(rows)
        self._waiting.append(mine)
        with self._lock:
            if not mine.is_done:
                self._write([self._waiting.popleft() for _ in range(len(self._waiting))])
        if mine.error is not None:
            raise mine.error

    def _write(self, errands: list[Errand]) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            with transaction.atomic():
                for errand in errands:
                    _insert_in_turn(connection, errand.rows)
        except Exception as error:
            if len(errands) == 1:
                errands[0].error = error
            else:
                for errand in errands:
                    self._write([errand])
        for errand in errands:
            errand.is_done = True


_sqlite_writer = SharedWriter()


def _one_statement(connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """One statement is a transaction by itself; inside another it needs a savepoint."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _values(connection: BaseDatabaseWrapper, row: Row, plan: Plan) -> list[Any]:
    """In the order of the columns, prepared for the driver; `KeyOf` stays as it is."""
    values = []
    for column in plan.columns:
        value = row.values[column.name] if column.name in row.values else column.default()
        if column.prepare is not None and value is not None and type(value) is not KeyOf:
            value = column.prepare(value, connection)
        values.append(value)
    return values


def _insert_at_once(connection: BaseDatabaseWrapper, rows: Sequence[Row]) -> None:
    parts, parameters = [], []
    for place, row in enumerate(rows):
        plan = plan_of(row.model, connection.vendor)
        marks = []
        for value in _values(connection, row, plan):
            if type(value) is KeyOf:
                marks.append(f"(SELECT key FROM row{value.place})")  # noqa: S608 - a number
            else:
                marks.append("%s")
                parameters.append(value)
        parts.append(f"row{place} AS ({plan.head} VALUES ({', '.join(marks)})")
        parts[-1] += f" RETURNING {plan.key} AS key)"
    # Only names of tables, columns and places stand in the text; every value is a parameter.
    sql = f"WITH {', '.join(parts)} SELECT 1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _insert_in_turn(connection: BaseDatabaseWrapper, rows: Sequence[Row]) -> None:
    keys: list[Any] = []
    with connection.cursor() as cursor:
        for row in rows:
            plan = plan_of(row.model, connection.vendor)
            values = [
                keys[value.place] if type(value) is KeyOf else value
                for value in _values(connection, row, plan)
            ]
            marks = ", ".join(["%s"] * len(values))
            cursor.execute(f"{plan.head} VALUES ({marks}) RETURNING {plan.key}", values)
            keys.append(cursor.fetchone()[0])
