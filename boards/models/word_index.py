"""The index of words on SQLite: which notes hold which pairs of neighbouring letters.

SQLite's own full-text index (FTS5) keeps the pairs, one number for each letter, since none of its
tokenizers finds a Korean word of two syllables. A stored note waits in a table of its own, put
there by a trigger, which costs the intake next to nothing; a search takes in what waits and looks
through the rest letter by letter, so that nothing is ever missed. Triggers also take out whatever
is deleted or written anew. All of it is SQL that any program's write obeys.

Where Python's SQLite has no FTS5, there is no index: a search reads the notes, as slowly as they
are many, and `manage.py check` says so.
"""

from __future__ import annotations

import sqlite3
import string
from contextlib import closing
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NOTES, PAIRS, PLACES, WAITING = (
    "boards_note", "note_pairs", "note_pairs_place", "note_pairs_waiting"
)  # fmt: skip
# Notes taken in by one search, within its 100 ms; fewer are looked through as they wait.
TAKEN_IN_AT_ONCE, LOOKED_THROUGH = 500, 100
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # as LIKE folds: no more

_TABLES = (
    # A note has no whole number of its own that survives VACUUM; FTS5 finds by nothing else.
    f"CREATE TABLE IF NOT EXISTS {PLACES} "
    "(place integer PRIMARY KEY, note_id char(32) NOT NULL UNIQUE)",
    f"CREATE TABLE IF NOT EXISTS {WAITING} (turn integer PRIMARY KEY, note_id char(32) NOT NULL)",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {PAIRS} "
    "USING fts5 (pairs, detail=none, columnsize=0, tokenize='ascii')",
)
_WAIT = f"INSERT INTO {WAITING} (note_id) VALUES (new.id);"
_FORGET = (
    f"DELETE FROM {PAIRS} WHERE rowid IN (SELECT place FROM {PLACES} WHERE note_id = old.id);"
    f"DELETE FROM {PLACES} WHERE note_id = old.id;"
)
_TRIGGERS = {
    "note_pairs_added": f"AFTER INSERT ON {NOTES} BEGIN {_WAIT} END",
    "note_pairs_changed": f"AFTER UPDATE OF id, text ON {NOTES} BEGIN {_FORGET} {_WAIT} END",
    "note_pairs_deleted": f"AFTER DELETE ON {NOTES} BEGIN {_FORGET} END",
}
# What is found by pairs, and what still waits; a note that is gone may wait without harm.
FOUND = (
    f"SELECT place.note_id FROM {PAIRS} JOIN {PLACES} AS place ON place.place = {PAIRS}.rowid "
    f"WHERE {PAIRS} MATCH %s UNION ALL SELECT note_id FROM {WAITING}"
)


@cache
def is_possible() -> bool:
    """Whether this machine's SQLite has FTS5 (Debian 12's has)."""
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE try_it USING fts5 (words)")
        except sqlite3.OperationalError:
            return False
    return True


def check_possible(**kwargs: Any) -> list[CheckMessage]:
    """For `manage.py check`: that searches are slow here, and why."""
    if connections["default"].vendor != "sqlite" or is_possible():
        return []
    return [
        Warning(
            "SQLite of this Python has no FTS5: searches read every note.",
            hint="Debian's python3 has it; or set DATABASE_URL to PostgreSQL.",
            id="boards.W001",
        )
    ]


def pairs_of(text: str) -> str:
    """The pairs of neighbouring letters within words, each as a word of hexadecimal digits."""
    folded = text.translate(_LOWER)
    near = zip(folded, folded[1:], strict=False)
    return " ".join(
        sorted({f"{ord(a):x}{ord(b):x}" for a, b in near if not (a.isspace() or b.isspace())})
    )


def stand_up(connection: BaseDatabaseWrapper) -> None:
    """Tables and triggers where they are missing, and every note in the index; again is nothing.

    Altering the table of notes takes its triggers away (SQLite builds it anew): then what came in
    meanwhile is not known, and the index is filled from the start.
    """
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if not is_possible():
            _lay_down(cursor)
            return
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
            "AND name LIKE 'note_pairs_%%'",
            [NOTES],
        )
        if cursor.fetchone()[0] < len(_TRIGGERS):
            for statement in _TABLES:
                cursor.execute(statement)
            for table in (PAIRS, PLACES, WAITING):
                cursor.execute(f"DELETE FROM {table}")
            for name, what in _TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
            cursor.execute(f"INSERT INTO {WAITING} (note_id) SELECT id FROM {NOTES}")
    while take_in(connection):
        pass


def take_in(connection: BaseDatabaseWrapper, at_least: int = 1) -> int:
    """Index the notes that have waited longest, when `at_least` so many wait; how many it were."""
    asked = (
        f"SELECT turn, note_id, text FROM {WAITING} "
        f"LEFT JOIN {NOTES} ON id = note_id ORDER BY turn LIMIT {TAKEN_IN_AT_ONCE}"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {WAITING} LIMIT {at_least})")
        if cursor.fetchone()[0] < at_least:
            return 0
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        rows = cursor.execute(asked).fetchall()
        for turn, note_id, text in rows:
            if text is not None:  # None: it went while it waited
                _index(cursor, note_id, text)
            cursor.execute(f"DELETE FROM {WAITING} WHERE turn = %s", [turn])
    return len(rows)


def _index(cursor: Any, note_id: str, text: str) -> None:
    known = f"INSERT INTO {PLACES} (note_id) VALUES (%s) ON CONFLICT DO NOTHING RETURNING place"
    place = cursor.execute(known, [note_id]).fetchone()
    if place is not None:
        cursor.execute(
            f"INSERT INTO {PAIRS} (rowid, pairs) VALUES (%s, %s)",
            [place[0], pairs_of(text)],
        )


def _lay_down(cursor: Any) -> None:
    """Without FTS5 a trigger that was left from another machine would stop every deletion."""
    for name in _TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
