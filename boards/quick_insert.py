"""New rows inserted with statements that are built once, together or not at all.

The intake writes up to three rows a note. Building their SQL anew through the ORM costs more than
the database does, and on PostgreSQL each statement is a way to the server and back: there all rows
go in one statement. Django's steps around a statement cost as much as its rows, so the driver is
asked itself (measured: docs/performance.md). Values go as parameters, so that nothing is quoted by
hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from boards import prepared
from boards.row_plans import KeyOf, Plan, Row, plan_for


@dataclass(frozen=True)
class Proof:
    """A query of ours for at most one row, without which nothing is inserted."""

    sql: str
    parameters: Sequence[Any]


class ProofFailed(Exception):
    """The proof found no row: nothing was inserted."""


def insert_rows(rows: Sequence[Row], proof: Proof | None = None) -> None:
    """Insert all rows or none, in their order, without signals.

    A proof goes in the same statement as the first row. Raises ProofFailed, and IntegrityError
    like `save(force_insert=True)`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    errand = Errand(rows, proof)
    if connection.in_atomic_block:
        with transaction.atomic():
            _insert(connection, [errand])
    elif connection.vendor == "postgresql":
        _insert_surely([errand])  # its server has many writers
    else:
        _writer.insert(errand)


@dataclass
class Errand:
    """Rows that wait for the writer, and what became of them."""

    rows: Sequence[Row]
    proof: Proof | None = None
    is_done: bool = False
    error: Exception | None = None


class SharedWriter:
    """SQLite: one transaction for all threads that wait. A commit that survives a power cut is
    what an insert costs most, and there is one writer anyway.

    Whoever gets the lock writes everybody's rows; the others find theirs done. Nobody is told
    before the commit. (Without the lock, threads that find SQLite busy sleep by ever longer
    steps.) Where rows of one do not fit, each is written in a transaction of its own.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Errand] = deque()

    def insert(self, mine: Errand) -> None:
        self._waiting.append(mine)
        with self._lock:
            if not mine.is_done:
                self._write([self._waiting.popleft() for _ in range(len(self._waiting))])
        if mine.error is not None:
            raise mine.error

    def _write(self, errands: list[Errand]) -> None:
        try:
            _insert_surely(errands)
        except Exception as error:
            if len(errands) == 1 or isinstance(error, OperationalError):
                # A database that is busy for one is busy for all: each would wait as long again.
                for errand in errands:
                    errand.error = error
            else:
                for errand in errands:
                    self._write([errand])
        for errand in errands:
            errand.is_done = True


_writer = SharedWriter()


def _insert_surely(errands: list[Errand]) -> None:
    """In a transaction of their own, on a connection that may have died since the last note.

    Django would ask a connection that it kept whether it lives, before each note. Here the insert
    itself tells; it may come twice, for the ids of the rows are unique.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    was_kept = connection.connection is not None
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        _insert(connection, errands)
    except (OperationalError, InterfaceError):
        if not was_kept or connection.is_usable():
            raise
        connection.close()
        _insert(connection, errands)


def _insert(connection: BaseDatabaseWrapper, errands: list[Errand]) -> None:
    if connection.vendor == "postgresql":
        for errand in errands:
            _insert_at_once(connection, errand)
    elif connection.in_atomic_block:
        _insert_in_turn(connection, _through_django(connection), errands)
    elif _is_watched(connection):
        with transaction.atomic():
            _insert_in_turn(connection, _through_django(connection), errands)
    else:
        _insert_in_one_transaction(connection, errands)


def _is_watched(connection: BaseDatabaseWrapper) -> bool:
    """Whether statements have to go through Django, which notes or guards them."""
    return bool(
        connection.in_atomic_block or connection.queries_logged or connection.execute_wrappers
    )


def _insert_at_once(connection: BaseDatabaseWrapper, errand: Errand) -> None:
    """PostgreSQL: one statement, and so one transaction."""
    sql, parameters = _worded(connection, errand)
    if _is_watched(connection):
        with connection.cursor() as cursor:
            told = prepared.run(connection, cursor, sql, parameters)
    else:
        connection.ensure_connection()
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            told = prepared.run(connection, cursor, sql, parameters)
    if told == (0,):
        raise ProofFailed


# How a statement is carried out, its text with `%s`; the cursor tells how many rows went in, and
# the key that SQLite made for the last one.
Execute = Callable[[str, Sequence[Any]], Any]


def _through_django(connection: BaseDatabaseWrapper) -> Execute:
    def execute(sql: str, parameters: Sequence[Any]) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.cursor  # closed by then, it still tells what it did

    return execute


def _insert_in_one_transaction(connection: BaseDatabaseWrapper, errands: list[Errand]) -> None:
    """SQLite, by its driver."""
    connection.ensure_connection()
    driver = connection.connection

    def execute(sql: str, parameters: Sequence[Any]) -> Any:
        return cursor.execute(_marked(sql), parameters)

    # Closed also after a failure: see suwon_board/sqlite3.
    with connection.wrap_database_errors, closing(driver.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            _insert_in_turn(connection, execute, errands)
            driver.commit()
        except BaseException:
            driver.rollback()
            raise


@cache
def _marked(sql: str) -> str:
    """A statement as SQLite's driver reads it."""
    return sql.replace("%s", "?").replace("%%", "%")


# Of each row its plan, and for each column the place of the row whose key it takes, or None.
Shape = tuple[tuple[Plan, tuple[int | None, ...]], ...]


@cache
def _statement(shape: Shape, proof: str | None) -> str:
    """One statement for rows of a shape. It holds names and places only, no value of anybody's.
    It tells 0 where the proof found no row."""
    parts = [f"proof AS ({proof})"] if proof else []
    for place, (plan, keys) in enumerate(shape):
        marks = ", ".join(
            "%s" if key is None else f"(SELECT key FROM row{key})"  # noqa: S608 - a number
            for key in keys
        )
        marks += plan.constants
        values = f"SELECT {marks} FROM proof" if proof else f"VALUES ({marks})"  # noqa: S608
        parts.append(f"row{place} AS ({plan.head} {values} RETURNING {plan.key} AS key)")
    told = "SELECT count(*) FROM proof" if proof else "SELECT 1"
    return f"WITH {', '.join(parts)} {told}"


def _worded(connection: BaseDatabaseWrapper, errand: Errand) -> tuple[str, list[Any]]:
    """The statement of an errand and its parameters."""
    shape = []
    proof = errand.proof
    parameters: list[Any] = list(proof.parameters) if proof else []
    for row in errand.rows:
        plan = plan_for(row, connection)
        values = plan.values(row)
        keys = tuple([value.place if type(value) is KeyOf else None for value in values])
        shape.append((plan, keys))
        parameters += [value for value in values if type(value) is not KeyOf]
    return _statement(tuple(shape), proof.sql if proof else None), parameters


def _insert_in_turn(
    connection: BaseDatabaseWrapper, execute: Execute, errands: list[Errand]
) -> None:
    """Row by row: SQLite takes one at a time. The first is inserted where the proof holds."""
    for errand in errands:
        keys: list[Any] = []
        proof = errand.proof
        for row in errand.rows:
            plan = plan_for(row, connection)
            values = plan.values(row)
            if KeyOf in map(type, values):
                values = [keys[each.place] if type(each) is KeyOf else each for each in values]
            parameters = [*values, *proof.parameters] if proof else values
            cursor = execute(_single(plan, proof.sql if proof else None), parameters)
            if not cursor.rowcount:
                raise ProofFailed
            # Not by RETURNING: SQLite lays such rows aside first, and each is one more step.
            keys.append(cursor.lastrowid if plan.key_place is None else values[plan.key_place])
            proof = None


@cache
def _single(plan: Plan, proof: str | None) -> str:
    marks = ", ".join(["%s"] * plan.width) + plan.constants
    values = f"SELECT {marks} WHERE EXISTS ({proof})" if proof else f"VALUES ({marks})"  # noqa: S608
    return f"{plan.head} {values}"
