"""Notes that wait at the same time stand or fall each alone; SQLite stores them in one go."""

from __future__ import annotations

import uuid
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, OperationalError, connection, models
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
    """On SQLite as when all but the last came while another thread was writing; on PostgreSQL
    nobody waits for others."""
    if connection.vendor == "sqlite":
        quick_insert._writer._waiting.extend(waiting[:-1])
    for each in waiting if connection.vendor == "postgresql" else waiting[-1:]:
        try:
            if connection.vendor == "postgresql":
                quick_insert.insert_rows(each.rows, each.proof)
            else:
                quick_insert._writer.insert(each)
        except (IntegrityError, ProofFailed) as error:
            each.error = error


def test_those_that_wait_are_written_by_one_for_all() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has many writers: nobody waits")
    waiting = [errand(f"note:{number}") for number in range(4)]
    with CaptureQueriesContext(connection) as asked:
        write(*waiting)
    assert [query["sql"].split()[0] for query in asked] == ["BEGIN", *["INSERT"] * 4, "COMMIT"]
    assert TrailEntry.objects.count() == 4
    assert all(each.is_done and each.error is None for each in waiting)


def test_rows_by_the_driver_and_through_django_are_the_same() -> None:
    """Django is asked where somebody looks on; without, the driver stores the same."""
    at = timezone.now()
    rows = [first_row(Line("note.received", f"note:{n}", after={"n": "가"}), at) for n in (1, 2)]
    quick_insert.insert_rows(rows[:1])
    with CaptureQueriesContext(connection) as asked:
        quick_insert.insert_rows(rows[1:])
    assert asked.captured_queries
    first, second = TrailEntry.objects.order_by("pk")
    assert (first.at, first.after, first.reason) == (second.at, second.after, second.reason)
    assert first.digest == first.computed_digest()
    assert second.digest == second.computed_digest()


def test_a_row_that_does_not_fit_takes_the_rows_before_it_along() -> None:
    at = timezone.now()
    rows = [first_row(Line("note.received", f"note:{n}"), at) for n in ("new", "same", "same")]
    with pytest.raises(IntegrityError):
        quick_insert.insert_rows(rows)
    assert not TrailEntry.objects.exists()
    quick_insert.insert_rows(rows[:2])
    assert TrailEntry.objects.count() == 2


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


def test_a_database_that_is_busy_for_one_is_busy_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tried alone would wait as long again, and its visitor for the sum."""
    tries: list[int] = []

    def busy(errands: list[Errand]) -> None:
        tries.append(len(errands))
        raise OperationalError("database is locked")

    monkeypatch.setattr(quick_insert, "_insert_surely", busy)
    waiting = [errand(f"note:{number}") for number in range(4)]
    quick_insert._writer._waiting.extend(waiting[:-1])
    with pytest.raises(OperationalError):
        quick_insert._writer.insert(waiting[-1])
    assert tries == [4]
    assert all(each.is_done and isinstance(each.error, OperationalError) for each in waiting)


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
