"""Regular expressions compiled when first used.

The patterns of the screening take a twentieth of a second to compile: no start of a server, of a
command or of a test waits for those that it does not use.
"""

from __future__ import annotations

import re
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
FACTS = ("pattern", "flags", "groups", "groupindex")


class LatePattern:
    """Stands for a compiled pattern; after the first use its methods are that pattern's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS and name not in FACTS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for each in (*METHODS, *FACTS):
            self.__dict__[each] = getattr(compiled, each)
        return self.__dict__[name]


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when first used."""
    return cast("re.Pattern[str]", LatePattern(source, flags))
