"""Search for any Korean words, of two syllables too: `text__says="번호 기계"`.

PostgreSQL finds the rows by an index over pairs of neighbouring letters (bigrams; pg_trgm needs
three and makes two-syllable words slower than no index), then compares the words themselves.
SQLite does the same by an index of its own (boards.models.word_index).
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import CharField, Lookup, TextField
from django.db.models.expressions import Col

from boards.models import word_index

INDEX, MATTERS = "note_bigrams", "complaint_bigrams"
# PL/pgSQL keeps its plan for the session, and reads letters by place: in plain SQL the function
# cost a note a quarter of its insert, and a long note its length squared (docs/performance.md).
FUNCTION = """
CREATE OR REPLACE FUNCTION board_bigrams(words text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  letters text[] := string_to_array(lower(words), NULL);
  pairs text[] := '{}';
BEGIN
  FOR i IN 2 .. coalesce(array_length(letters, 1), 0) LOOP
    pairs := array_append(pairs, letters[i - 1] || letters[i]);
  END LOOP;
  RETURN pairs;
END $$
"""
MAKE_INDEX = f"CREATE INDEX IF NOT EXISTS {INDEX} ON boards_note USING gin (board_bigrams(text))"
MAKE_MATTERS = (
    f"CREATE INDEX IF NOT EXISTS {MATTERS} ON boards_complaint "
    "USING gin (board_bigrams(matter)) WHERE matter <> ''"
)


def bigrams(word: str) -> list[str]:
    """The pairs of neighbouring letters of a word, as the index keeps them."""
    lowered = word.lower()
    return sorted({lowered[i : i + 2] for i in range(len(lowered) - 1)})


def pattern(word: str) -> str:
    """The word as a LIKE pattern: its own % and _ are letters."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


class Holds(Lookup):
    """As `Says`, but never by the index: for rows that are few, or newest first."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s ESCAPE '\\'", [*values, pattern(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} ILIKE %s", [*values, pattern(self.rhs)]


class Says(Lookup):
    """Whether a text holds each of the words, letter for letter but for upper and lower case."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        each = [Holds(self.lhs, word) for word in self.rhs.split()]
        said = [compiler.compile(one) for one in each] or [("1 = 1", [])]
        return " AND ".join(sql for sql, _ in said), [value for _, some in said for value in some]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        sql, found = self.as_sql(compiler, connection)
        if pairs := sorted({pair for word in self.rhs.split() for pair in bigrams(word)}):
            column, values = self.process_lhs(compiler, connection)
            sql = f"(board_bigrams({column}) @> %s::text[] AND {sql})"
            found = [*values, pairs, *found]
        return sql, found

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        sql, found = self.as_sql(compiler, connection)
        pairs = word_index.pairs_of(self.rhs)
        if pairs and self._is_indexed_on_sqlite():
            note = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
            sql, found = f"({note} IN ({word_index.FOUND}) AND {sql})", [pairs, *found]
        return sql, found

    def _is_indexed_on_sqlite(self) -> bool:
        """The texts of notes are; gists are few."""
        if not isinstance(self.lhs, Col) or not word_index.is_possible():
            return False
        field = self.lhs.target
        return field.model._meta.db_table == word_index.NOTES and field.column == "text"


for kind in (TextField, CharField):
    kind.register_lookup(Holds)
    kind.register_lookup(Says)


def make_search_index(using: str = "default", **kwargs: Any) -> None:
    """Make the index of this kind of database (after migrating); again is nothing."""
    connection = connections[using]
    if "boards_note" not in connection.introspection.table_names():
        return
    if connection.vendor == "sqlite":
        word_index.stand_up(connection)
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        cursor.execute(MAKE_INDEX)
        cursor.execute(MAKE_MATTERS)


def catch_up(using: str = "default") -> None:
    """Before a search: take in some of what SQLite's index does not hold yet, when it is much."""
    connection = connections[using]
    if connection.vendor == "sqlite" and word_index.is_possible():
        word_index.take_in(connection, word_index.LOOKED_THROUGH)
