"""A test with transactions of its own leaves nothing to the next, and the roles as they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from boards.models import Note, TrailEntry, trail_guard
from staff.models import Office
from tests.cast import Tablet, make_cast
from tests.emptying import filled

pytestmark = pytest.mark.django_db(transaction=True)


class Whatever(TransactionTestCase):
    """A test of Django's that did something, to be ended by hand."""


def end_a_test() -> None:
    Whatever("__init__")._fixture_teardown()  # type: ignore[attr-defined]


def end_a_test_elsewhere() -> None:
    try:
        end_a_test()
    finally:
        connection.close()  # this thread's own


@pytest.fixture(autouse=True)
def ended_before() -> None:
    """From here on it is known what migrating had filled."""
    end_a_test()


def test_rows_go_and_roles_with_their_permissions_stay() -> None:
    before = filled()
    cast = make_cast()
    tablet = Tablet(cast.board)
    tablet.put(tablet.note(side="regret"))
    assert Note.objects.exists() and TrailEntry.objects.exists()
    end_a_test()
    assert not Note.objects.exists() and not TrailEntry.objects.exists()
    assert not Office.objects.exists()
    assert filled() == before
    assert all(before)


@pytest.mark.parametrize("change", ["taken away", "added"])
def test_a_role_that_a_test_changed_is_put_back(change: str) -> None:
    clerk = Group.objects.get(name="clerk")
    before = set(clerk.permissions.values_list("codename", flat=True))
    if change == "taken away":
        clerk.permissions.clear()
    else:
        Group.objects.create(name="nobody")
    end_a_test()
    clerk = Group.objects.get(name="clerk")
    assert set(clerk.permissions.values_list("codename", flat=True)) == before != set()
    assert not Group.objects.filter(name="nobody").exists()


def test_the_trail_is_guarded_again() -> None:
    with connection.cursor() as cursor:
        for statement in trail_guard.LOWERING[connection.vendor]:
            cursor.execute(statement)
    assert not trail_guard.stands()
    end_a_test()
    assert trail_guard.stands()


def test_what_a_server_still_writes_goes_too() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            make_cast()
            ended = pool.submit(end_a_test_elsewhere)
            with connection.cursor() as cursor:
                while not is_waited_for(cursor):
                    assert not ended.done()
        ended.result()
    assert not Office.objects.exists()


def is_waited_for(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
    return bool(cursor.fetchone()[0])
