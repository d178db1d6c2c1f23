"""Regular expressions compiled when first used.

The patterns of the screening take a fifth of a second to compile: no command and no test waits
for those that it does not use. A server compiles all of them before its first visitor comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
FACTS = ("pattern", "flags", "groups", "groupindex")


_ALL: list[LatePattern] = []


class LatePattern:
    """Stands for a compiled pattern; after the first use its methods are that pattern's own."""

    def __init__(self, source: str | tuple[str, ...], flags: int) -> None:
        self._source, self._flags = source, flags
        _ALL.append(self)

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS and name not in FACTS:
            raise AttributeError(name)
        source = self._source
        if isinstance(source, tuple):
            source = guarded(either(*(guarded(part, self._flags) for part in source)), self._flags)
        compiled = re.compile(source, self._flags)
        for each in (*METHODS, *FACTS):
            self.__dict__[each] = getattr(compiled, each)
        return self.__dict__[name]


def compile_all() -> int:
    """Compile every pattern made so far; returns how many there are."""
    return sum(1 for pattern in _ALL if pattern.search is not None)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when first used."""
    return cast("re.Pattern[str]", LatePattern(source, flags))


def late_words(*parts: str, flags: int = 0) -> re.Pattern[str]:
    """`late` for many words in one pattern: they are tried only where one of their first letters
    stands. It finds the same as `late(either(*parts))`; a note without such words is read in a
    fraction of the time."""
    return cast("re.Pattern[str]", LatePattern(parts, flags))


def guarded(source: str, flags: int) -> str:
    """The pattern behind a look at the first letter; as it is where that letter cannot be told."""
    letters = first_letters(_parser.parse(source, flags))
    if letters is None:
        return source
    listed = "".join(re.escape(chr(letter)) for letter in sorted(letters))
    return f"(?=[{listed}])(?:{source})"


def first_letters(parsed: Iterable[Any]) -> set[int] | None:
    """Code points with which every match starts; None where they cannot be told, or where a match
    may be empty."""
    letters, may_be_empty = _first(parsed)
    return None if may_be_empty else letters


_MOST_OF_A_RANGE = 512
_WIDTHLESS = (op.AT, op.ASSERT, op.ASSERT_NOT)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _first(parsed: Iterable[Any]) -> tuple[set[int] | None, bool]:
    """(first letters or None, whether it may match nothing) of what follows one after another."""
    letters: set[int] = set()
    for kind, value in parsed:
        if kind in _WIDTHLESS:
            continue
        found, may_be_empty = _first_of_one(kind, value)
        if found is None:
            return None, may_be_empty
        letters |= found
        if not may_be_empty:
            return letters, False
    return letters, True


def _first_of_one(kind: Any, value: Any) -> tuple[set[int] | None, bool]:
    if kind is op.LITERAL:
        return {value}, False
    if kind is op.IN:
        return _of_a_class(value), False
    if kind is op.BRANCH:
        each = [_first(branch) for branch in value[1]]
        known = [letters for letters, _empty in each if letters is not None]
        may_be_empty = any(empty for _letters, empty in each)
        return (set().union(*known) if len(known) == len(each) else None), may_be_empty
    if kind is op.SUBPATTERN and not (value[1] or value[2]):  # without flags of its own
        return _first(value[3])
    if kind in _REPEATS:
        letters, may_be_empty = _first(value[2])
        return letters, may_be_empty or value[0] == 0
    return None, False


def _of_a_class(items: Iterable[Any]) -> set[int] | None:
    letters: set[int] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            letters.add(value)
        elif kind is op.RANGE and value[1] - value[0] < _MOST_OF_A_RANGE:
            letters.update(range(value[0], value[1] + 1))
        else:
            return None
    return letters


def either(*choices: str) -> str:
    """One pattern for any of several; each may hold several itself."""
    return "|".join(choices)
