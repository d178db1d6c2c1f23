"""Notes that wait at the same time are stored in one transaction, and stand or fall each alone."""

from __future__ import annotations

import uuid
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards import quick_insert, row_plans
from boards.models import Note, TrailEntry
from boards.models.trail import Line, first_row
from boards.quick_insert import Errand, Proof, ProofFailed
from staff.working_time import SEOUL
from tests.cast import Tablet

pytestmark = pytest.mark.django_db(transaction=True)
HOLDS, FAILS = (Proof(f"SELECT 1 AS id WHERE {value}", []) for value in ("TRUE", "FALSE"))


def errand(subject: str, proof: Proof | None = None) -> Errand:
    return Errand([first_row(Line("note.received", subject), timezone.now())], proof)


def write(*waiting: Errand) -> None:
    """As when all but the last came while another thread was writing."""
    quick_insert._writer._waiting.extend(waiting[:-1])
    try:
        quick_insert._writer.insert(waiting[-1])
    except (IntegrityError, ProofFailed):
        assert waiting[-1].error


def test_those_that_wait_are_written_by_one_for_all() -> None:
    waiting = [errand(f"note:{number}") for number in range(3)]
    write(waiting[0])  # keeps the statement
    with CaptureQueriesContext(connection) as asked:
        write(*waiting[1:], errand("note:3"))
    assert len([q for q in asked if "INSERT" in q["sql"] or "EXECUTE" in q["sql"]]) == (
        1 if connection.vendor == "postgresql" else 3
    )
    assert TrailEntry.objects.count() == 4
    assert all(each.is_done and each.error is None for each in waiting)


def test_one_that_stands_already_leaves_the_others_their_place() -> None:
    write(errand("note:twice"))
    first, again, last = (errand(f"note:{name}") for name in ("first", "twice", "last"))
    write(first, again, last)
    assert isinstance(again.error, IntegrityError)
    assert (first.error, last.error) == (None, None)
    assert {*TrailEntry.objects.values_list("subject", flat=True)} == {
        "note:first",
        "note:twice",
        "note:last",
    }


def test_one_whose_source_holds_no_longer_leaves_the_others_their_place() -> None:
    first, revoked, last = errand("note:1", HOLDS), errand("note:2", FAILS), errand("note:3")
    write(first, revoked, last)
    assert isinstance(revoked.error, ProofFailed)
    assert (first.error, last.error) == (None, None)
    assert TrailEntry.objects.filter(subject="note:2").count() == 0
    assert TrailEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [
        (models.UUIDField(), "uuid", uuid.uuid4()),
        (models.DateTimeField(), "timestamptz", datetime(2026, 11, 26, 9, 30, 1, 120, tzinfo=UTC)),
        (models.DateTimeField(), "timestamptz", datetime(2026, 11, 26, 9, 30, tzinfo=SEOUL)),
        (models.JSONField(), "jsonb", {"발견": [{"kind": "phone", "start": 1}], "b": None}),
    ],
)
def test_a_value_is_written_as_django_would_write_it(
    field: models.Field, kind: str, value: object
) -> None:
    written = next(
        write(value)
        for field_kind, write in row_plans.WRITTEN[connection.vendor].items()
        if isinstance(field, field_kind)
    )
    expected = field.get_db_prep_save(value, connection)
    if connection.vendor != "postgresql":
        assert written == expected
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::text::{kind} = %s", [written, expected])
        assert cursor.fetchone() == (True,)


def test_a_connection_that_died_since_the_last_note_costs_none(tablet: Tablet) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could close it")
    assert tablet.put(tablet.note()).status_code == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        assert cursor.fetchone() == (True,)
    assert tablet.put(tablet.note(side="regret")).status_code == 201
    assert Note.objects.count() == 2
