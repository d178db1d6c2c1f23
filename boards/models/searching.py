"""Search for any Korean word, of two syllables too: `text__says="번호"`.

PostgreSQL finds the rows by an index over pairs of neighbouring letters (bigrams; pg_trgm needs
three and makes two-syllable words slower than no index), then compares the words themselves.
SQLite, which is for one office, reads the rows.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import Lookup, TextField

INDEX = "note_bigrams"
FUNCTION = """
CREATE OR REPLACE FUNCTION board_bigrams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(s, i, 2)), '{}')
  FROM (SELECT lower(words) AS s) AS lowered,
       generate_series(1, length(s) - 1) AS i
$$
"""
MAKE_INDEX = f"CREATE INDEX IF NOT EXISTS {INDEX} ON boards_note USING gin (board_bigrams(text))"


def bigrams(word: str) -> list[str]:
    """The pairs of neighbouring letters of a word, as the index keeps them."""
    lowered = word.lower()
    return sorted({lowered[i : i + 2] for i in range(len(lowered) - 1)})


def pattern(word: str) -> str:
    """The word as a LIKE pattern: its own % and _ are letters."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@TextField.register_lookup
class Says(Lookup):
    """Whether a text holds a word, letter for letter but for upper and lower case."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s ESCAPE '\\'", [*values, pattern(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        found: list[Any] = [*values, pattern(self.rhs)]
        sql = f"{column} ILIKE %s"
        if pairs := bigrams(self.rhs):
            sql = f"(board_bigrams({column}) @> %s::text[] AND {sql})"
            found = [*values, pairs, *found]
        return sql, found


def make_search_index(using: str = "default", **kwargs: Any) -> None:
    """Make the index where the database can (after migrating); again is nothing."""
    connection = connections[using]
    if connection.vendor != "postgresql" or "boards_note" not in (
        connection.introspection.table_names()
    ):
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        cursor.execute(MAKE_INDEX)
