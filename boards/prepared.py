"""The statements that come with every note, read and planned once a connection.

To read and plan them costs PostgreSQL more than to run them (measured: docs/performance.md).
SQLite's driver keeps the statements of a connection by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any, cast
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

# By the driver's connection: a new one knows no statement yet.
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@cache
def _worded(sql: str) -> tuple[str, str]:
    """How to make PostgreSQL keep a statement, and how to run it."""
    name = f"board_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
    pieces, number = sql.split("%s"), count(1)
    numbered = pieces[0] + "".join(f"${next(number)}{piece}" for piece in pieces[1:])
    marks = ", ".join(["%s"] * (len(pieces) - 1))
    return f"PREPARE {name} AS {numbered}", f"EXECUTE {name} ({marks})"


def run(
    connection: BaseDatabaseWrapper, cursor: Any, sql: str, parameters: Sequence[Any]
) -> tuple[Any, ...] | None:
    """Carry out a statement of ours that comes again and again, and tell its first row.

    `cursor` is Django's or the driver's. The statement has `%s` for its parameters, no other
    percent sign and no value of anybody's.
    """
    if connection.vendor == "postgresql" and settings.PREPARED_STATEMENTS:
        sql = _kept(connection, cursor, sql)
    cursor.execute(sql, parameters)
    return cast("tuple[Any, ...] | None", cursor.fetchone())


def _kept(connection: BaseDatabaseWrapper, cursor: Any, sql: str) -> str:
    """How to run a statement that PostgreSQL keeps from now on."""
    prepare, execute = _worded(sql)
    known = _known.setdefault(connection.connection, set())
    if prepare not in known:
        cursor.execute(prepare)
        known.add(prepare)
    return execute
