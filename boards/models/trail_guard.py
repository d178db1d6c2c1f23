"""The database itself refuses to change or to delete a line of the trail.

Stands after every migration, whatever that did to the table (SQLite rebuilds a table to alter
it). Whoever owns the database can still take the guard away: that is what the chain and its
anchor outside the database are for, and `verify_trail` says so when it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

TABLE = "boards_trailentry"
SAID = "The trail is append-only."
RAISING = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS trail_no_{verb} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION board_trail_stands() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation'; END $$",
        f"DROP TRIGGER IF EXISTS trail_stands ON {TABLE}",
        f"CREATE TRIGGER trail_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        "EXECUTE FUNCTION board_trail_stands()",
    ],
}
LOWERING = {
    "sqlite": [f"DROP TRIGGER IF EXISTS trail_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [f"DROP TRIGGER IF EXISTS trail_stands ON {TABLE}"],
}
ASKING = {
    "sqlite": "SELECT count(*) = 2 FROM sqlite_master WHERE type = 'trigger' "
    "AND tbl_name = 'boards_trailentry' AND name IN ('trail_no_update', 'trail_no_delete')",
    "postgresql": "SELECT count(*) = 1 FROM pg_trigger WHERE tgname = 'trail_stands' "
    "AND tgrelid = 'boards_trailentry'::regclass AND tgenabled <> 'D'",
}


def stands(using: str = "default") -> bool:
    """Whether the guard is there and on."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(ASKING[connection.vendor])
        return bool(cursor.fetchone()[0])


def raise_guard(using: str = "default", **kwargs: Any) -> None:
    """Put the guard up where it isn't (after migrating); again is nothing."""
    if TABLE in connections[using].introspection.table_names() and not stands(using):
        _run(RAISING, using)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """The one door for lines whose period is over: inside, lines can go; all or nothing."""
    connection = connections[using]
    with transaction.atomic(using):
        if connection.vendor == "postgresql":
            connection.check_constraints()  # it alters no table with checks still to come
        _run(LOWERING, using)
        yield
        _run(RAISING, using)


def _run(statements: dict[str, list[str]], using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
