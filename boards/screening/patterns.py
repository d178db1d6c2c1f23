"""Regular expressions compiled when first used.

The patterns of the screening take a while to compile: no command and no test waits for those that
it does not use. A server compiles all of them once it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
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
            source = guarded(source, self._flags)
        compiled = compile_quickly(source, self._flags)
        for each in (*METHODS, *FACTS):
            self.__dict__[each] = getattr(compiled, each)
        return self.__dict__[name]


def compile_all() -> int:
    """Compile every pattern made so far; returns how many there are."""
    compiled = sum(1 for pattern in _ALL if pattern.search is not None)
    _known.clear()
    return compiled


_stock = _compiler._optimize_charset
_known: dict[tuple[Any, ...], Any] = {}


def _each_class_once(charset: list[Any], *how: Any) -> Any:
    key = (tuple(charset), *map(id, how))
    found = _known.get(key)
    if found is None:  # a second thread may find the same, or have just forgotten it
        found = _known[key] = _stock(charset, *how)
    return found


def compile_quickly(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, in a fraction of the time.

    Python goes through every letter of a class wherever the class stands in a pattern. `[가-힣]` has
    11,172 letters and stands in ours some hundred times; here each class is gone through once.
    """
    _compiler._optimize_charset = _each_class_once
    try:
        return re.compile(source, flags)
    finally:
        _compiler._optimize_charset = _stock


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when first used."""
    return cast("re.Pattern[str]", LatePattern(source, flags))


def late_words(*parts: str, flags: int = 0) -> re.Pattern[str]:
    """`late` for many words in one pattern: they are tried only where one of their first letters
    stands. It finds the same as `late(either(*parts))`; a note without such words is read in a
    fraction of the time."""
    return cast("re.Pattern[str]", LatePattern(parts, flags))


def guarded(parts: tuple[str, ...], flags: int) -> str:
    """Each part, and all of them together, behind a look at the first letter; as it is where that
    letter cannot be told."""
    letters = [first_letters(_parser.parse(part, flags)) for part in parts]
    each = [_behind(first, part) for first, part in zip(letters, parts, strict=True)]
    if len(each) == 1:
        return each[0]
    known = [first for first in letters if first is not None]
    return _behind(set().union(*known) if len(known) == len(each) else None, either(*each))


def _behind(letters: set[int] | None, source: str) -> str:
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
