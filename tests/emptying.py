"""Tables emptied after a test with transactions of its own, in a tenth of the time of `flush`.

Django's own way truncates every table, which costs PostgreSQL a new file for each table and each
index, and then makes all kinds, permissions and roles anew. Here rows are deleted, few as a test
leaves, and what migrating had filled stays. Where a test changed that too, Django's way mends it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import TransactionTestCase

from boards.apps import after_migrating
from boards.models.trail_guard import LOWERING, RAISING

# Filled by migrating alone; what a test changes in them is noticed.
FILLED = (ContentType, Permission, Group, Group.permissions.through)

Emptying = Callable[[TransactionTestCase], None]


def filled() -> list[list[tuple[Any, ...]]]:
    """Every row that migrating put there."""
    return [list(model._default_manager.order_by("pk").values_list()) for model in FILLED]


def emptying(flush: Emptying) -> Emptying:
    """A way to empty the tables, for what `flush`, Django's own, does after each such test."""
    known: list[list[tuple[Any, ...]]] = []

    def empty(case: TransactionTestCase) -> None:
        nonlocal known
        if known and not case.reset_sequences and filled() == known:
            delete_rows()
        else:
            flush(case)
            known = filled()

    return empty


def past_the_guard(execute: Callable[..., None]) -> Callable[..., None]:
    """Django's `execute_sql_flush` as it empties the guarded trail, too."""

    def flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        vendor = operations.connection.vendor
        execute(operations, [*LOWERING[vendor], *statements, *RAISING[vendor]])

    return flush


def delete_rows() -> None:
    """Delete all rows but those that migrating filled in; the database's own guards stand after."""
    kept = {model._meta.db_table for model in FILLED}
    tables = sorted(
        set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        - kept
    )
    names = [connection.ops.quote_name(table) for table in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What a server still writes is waited for, and goes too; SQLite has one writer anyway.
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")
        for statement in LOWERING[connection.vendor]:
            cursor.execute(statement)
        for name in names:
            cursor.execute(f"DELETE FROM {name}")
        connection.check_constraints()
    after_migrating(using=connection.alias, verbosity=0)
