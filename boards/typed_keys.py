"""Keys of rows as they stand in an address or a form: whatever was typed is a key or none."""

from __future__ import annotations

MOST_DIGITS = 18  # what any database holds; int() itself refuses thousands
NO_KEY = 0  # no row has it


def key_of(typed: str) -> int:
    """The key that was typed, or NO_KEY for what can be none."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else NO_KEY
