"""New rows inserted with statements that are built once, together or not at all.

The intake writes up to three rows a note. Building their SQL anew through the ORM costs more than
the database does, and on PostgreSQL each statement is a way to the server and back: there all rows
go in one statement (measured: docs/performance.md). Values go as parameters, so that nothing is
quoted by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from boards import prepared
from boards.row_plans import KeyOf, Plan, Row, plan_for

DIVISION_BY_ZERO = "22012"  # PostgreSQL's code


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
    """One transaction for all threads that wait: a commit that survives a power cut is what an
    insert costs most, and SQLite has one writer anyway.

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
            if len(errands) == 1:
                errands[0].error = error
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
        _insert_at_once(connection, errands)
    elif connection.in_atomic_block:
        _insert_in_turn(connection, errands[0])
    else:
        with transaction.atomic():
            for errand in errands:
                _insert_in_turn(connection, errand)


# Of each row its plan, and for each column the place of the row whose key it takes, or None.
Shape = tuple[tuple[Plan, tuple[int | None, ...]], ...]


@cache
def _statement(shape: Shape, proof: str | None) -> str:
    """One statement for rows of a shape. It holds names and places only, no value of anybody's.

    Without a proof it divides by zero, so that no statement beside it is carried out either.
    """
    parts = [f"proof AS ({proof})"] if proof else []
    for place, (plan, keys) in enumerate(shape):
        marks = ", ".join(
            "%s" if key is None else f"(SELECT key FROM row{key})"  # noqa: S608 - a number
            for key in keys
        )
        marks += plan.constants
        values = f"SELECT {marks} FROM proof" if proof else f"VALUES ({marks})"  # noqa: S608
        parts.append(f"row{place} AS ({plan.head} {values} RETURNING {plan.key} AS key)")
    told = "SELECT 1 / count(*) FROM proof" if proof else "SELECT 1"
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


def _insert_at_once(connection: BaseDatabaseWrapper, errands: list[Errand]) -> None:
    """One way to the server, which takes statements that come together as one transaction."""
    with connection.cursor() as cursor:
        try:
            prepared.run(connection, cursor, [_worded(connection, errand) for errand in errands])
        except DataError as error:
            if getattr(error.__cause__, "pgcode", None) == DIVISION_BY_ZERO:
                raise ProofFailed from None
            raise


def _insert_in_turn(connection: BaseDatabaseWrapper, errand: Errand) -> None:
    """Row by row: SQLite takes one at a time. The first is inserted where the proof holds."""
    keys: list[Any] = []
    proof = errand.proof
    with connection.cursor() as cursor:
        for row in errand.rows:
            plan = plan_for(row, connection)
            values = [
                keys[value.place] if type(value) is KeyOf else value for value in plan.values(row)
            ]
            sql = _single(plan, proof.sql if proof else None)
            cursor.execute(sql, [*values, *proof.parameters] if proof else values)
            told = cursor.fetchone()
            if told is None:
                raise ProofFailed
            keys.append(told[0])
            proof = None


@cache
def _single(plan: Plan, proof: str | None) -> str:
    marks = ", ".join(["%s"] * len(plan.columns)) + plan.constants
    values = f"SELECT {marks} WHERE EXISTS ({proof})" if proof else f"VALUES ({marks})"  # noqa: S608
    return f"{plan.head} {values} RETURNING {plan.key}"
