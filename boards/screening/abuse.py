"""Insults, threats, sexual harassment and slurs, also where they are veiled.

Two views of a text are searched: as written, and without its veils. Words that merely contain an
insult are taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.folding import drawn
from boards.screening.veils import unveiled
from boards.screening.words import GROUPS
from boards.screening.words.innocent import INNOCENT

_STANDS_FOR_INNOCENT = "\u00a4"


def _blanked(match: re.Match[str]) -> str:
    return _STANDS_FOR_INNOCENT * len(match[0])


def look_alikes_folded(text: str) -> str:
    """Compatibility look-alikes as plain letters, only for finding; the length stays the same."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "".join(
        folded
        if len(folded := unicodedata.normalize("NFKC", letter)) == 1 and not "ㄱ" <= letter <= "ㆎ"
        else letter
        for letter in text
    )


def abuse(text: str) -> Iterator[Finding]:
    """Abusive spans of a text, each with its place; overlaps are the caller's business."""
    visible = drawn(text)
    for start, end in _hurtful(look_alikes_folded(visible.text)):
        yield Finding("abuse", *visible.span(start, end))


def _hurtful(text: str) -> Iterator[tuple[int, int]]:
    plain = INNOCENT.sub(_blanked, text)
    yield from _matches(plain)
    bare = unveiled(plain)
    if bare is not None and bare.text != plain:
        for match in _matches(INNOCENT.sub(_blanked, bare.text)):
            yield bare.span(*match)


def _matches(text: str) -> Iterator[tuple[int, int]]:
    for needed, patterns in GROUPS:
        if needed is None or needed.search(text):
            for pattern in patterns:
                for match in pattern.finditer(text):
                    yield match.span()
