"""A statement that SQLite refused keeps no hold on its connection.

Its cursor lies in the reference cycle of a traceback until some thread collects garbage. Were it
open, that thread would wait for the cursor's connection: for ten seconds where the connection waits
for the lock that the thread holds, and with it every note of every tablet.
"""

from __future__ import annotations

import gc
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from django.db import connection

from tests.cast import Tablet

pytestmark = pytest.mark.django_db(transaction=True)


def twice(tablet: Tablet) -> list[int]:
    note, note_id = tablet.note(side="regret"), uuid.uuid4()
    return [tablet.put(note, note_id).status_code for _ in range(2)]


def other_words(tablet: Tablet) -> list[int]:
    note, note_id = tablet.note(side="regret"), uuid.uuid4()
    words = ["의자가 모자라요", "의자가 너무 많아요"]
    return [tablet.put({**note, "text": text}, note_id).status_code for text in words]


def replaced(tablet: Tablet) -> list[int]:
    older = uuid.uuid4()
    newer = tablet.note(side="regret", replaces=[str(older)])
    return [tablet.put(tablet.note(), older).status_code, tablet.put(newer).status_code]


def replaced_before_it_came(tablet: Tablet) -> list[int]:
    older = uuid.uuid4()
    newer = tablet.note(side="regret", replaces=[str(older)])
    return [tablet.put(newer).status_code, tablet.put(tablet.note(), older).status_code]


def while_another_process_writes(tablet: Tablet) -> list[int]:
    """An ordinary note, and one that asks Django for its transaction."""
    notes = [tablet.note(), tablet.note(replaces=[str(uuid.uuid4())])]
    path = connection.settings_dict["NAME"]
    usual = connection.settings_dict["OPTIONS"]["timeout"] * 1000
    with closing(sqlite3.connect(path, isolation_level=None)) as other, connection.cursor() as ours:
        other.execute("BEGIN IMMEDIATE")
        ours.execute("PRAGMA busy_timeout = 0")
        answers = [tablet.put(note).status_code for note in notes]
        ours.execute(f"PRAGMA busy_timeout = {usual}")
    return answers


@pytest.fixture
def left_behind() -> Iterator[Callable[[], list[sqlite3.Cursor]]]:
    """The cursors that only a collection of garbage would free."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)

    def cursors() -> list[sqlite3.Cursor]:
        gc.collect()
        return [thing for thing in gc.garbage if isinstance(thing, sqlite3.Cursor)]

    yield cursors
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's cursors hold no lock")
@pytest.mark.parametrize(
    ("send", "answers"),
    [
        (twice, [201, 200]),
        (other_words, [201, 409]),
        (replaced, [201, 201]),
        (replaced_before_it_came, [201, 409]),
        (while_another_process_writes, [503, 503]),
    ],
)
def test_its_cursor_is_closed(
    tablet: Tablet,
    left_behind: Callable[[], list[sqlite3.Cursor]],
    send: Callable[[Tablet], list[int]],
    answers: list[int],
) -> None:
    assert send(tablet) == answers
    refused = left_behind()
    assert refused, "where nothing is left this test shows nothing"
    for cursor in refused:
        with pytest.raises(sqlite3.ProgrammingError, match="closed cursor"):
            cursor.execute("SELECT 1")
