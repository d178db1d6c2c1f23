"""Rows inserted with a statement that is built once.

The intake writes three rows a note; building their SQL anew through the ORM costs more than the
database does (measured: docs/performance.md). Values still go through each field's own
preparation and as parameters, so that nothing is quoted by hand.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, models


@cache
def _statement(model: type[models.Model], vendor: str) -> tuple[str, tuple[models.Field, ...]]:
    """The INSERT of a model for one kind of database, and the fields in its order."""
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField | models.BigAutoField)
    )
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key = quote(str(model._meta.pk.column))
    table = quote(model._meta.db_table)
    # Only names of tables and columns stand in the text; every value is a parameter.
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {key}"  # noqa: S608
    return sql, fields


def insert(row: models.Model) -> None:
    """Insert one new row in the caller's transaction and set its key.

    Raises IntegrityError like `save(force_insert=True)`, but sends no signals.
    """
    sql, fields = _statement(type(row), connection.vendor)
    values = [
        field.get_db_prep_save(getattr(row, str(field.attname)), connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if row.pk is None:
            row.pk = cursor.fetchone()[0]
        else:
            cursor.fetchone()
    row._state.adding = False
    row._state.db = connection.alias
