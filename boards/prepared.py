"""The statements that come with every note, read and planned once a connection.

To read and plan them costs PostgreSQL more than to run them (measured: docs/performance.md).
SQLite's driver keeps the statements of a connection by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

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
    connection: BaseDatabaseWrapper,
    cursor: CursorWrapper,
    statements: Sequence[tuple[str, Sequence[Any]]],
) -> None:
    """As `cursor.execute`, for statements of ours that come again and again, each with its
    parameters. Outside of a transaction several are one; only the last one's rows are told.

    A statement has `%s` for its parameters, no other percent sign and no value of anybody's.
    """
    words = [sql for sql, _parameters in statements]
    parameters = [each for _sql, some in statements for each in some]
    if connection.vendor == "postgresql" and settings.PREPARED_STATEMENTS:
        words = [_kept(connection, cursor, sql) for sql in words]
    cursor.execute("; ".join(words), parameters)


def _kept(connection: BaseDatabaseWrapper, cursor: CursorWrapper, sql: str) -> str:
    """How to run a statement that PostgreSQL keeps from now on."""
    prepare, execute = _worded(sql)
    known = _known.setdefault(connection.connection, set())
    if prepare not in known:
        cursor.execute(prepare)
        known.add(prepare)
    return execute
