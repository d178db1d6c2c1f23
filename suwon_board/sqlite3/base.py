"""The database engine of `settings.DATABASES` where it is SQLite."""

from __future__ import annotations

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Closes the cursor of a BEGIN that was refused.

    A failed statement keeps its cursor bound to the connection. In the reference cycle of its
    traceback such a cursor is freed by whichever thread collects garbage next, and freeing it
    waits for the connection. Where that connection waits for the write lock and the collecting
    thread holds it, both stand still until the timeout, and so does every other note.
    """

    transaction_mode: str

    def _start_transaction_under_autocommit(self) -> None:
        with self.cursor() as cursor:
            cursor.execute(f"BEGIN {self.transaction_mode}")
