"""What a note's text holds that a machine can count: pieces of words and known matters.

Nothing here knows a category or a database. Digits, addresses of mail and of the web never become
features, so that a trained model cannot hand back a number that a visitor wrote.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from boards.screening.patterns import late

DATA = Path(__file__).parent / "data"

# Full-width ASCII to plain: '０１０' and '010' must both be seen as digits and dropped.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_REACH = late(r"\S+@\S+|https?://\S+|www\.\S+|[a-z0-9.-]+\.(?:com|net|kr|org)\b")
_DIGITS = late(r"\d+")
_REPEATS = late(r"(.)\1{2,}")
# Hangul syllables and letters, CJK ideographs, Latin with the Vietnamese accents.
_WORD = late("(?P<ko>[\uac00-\ud7a3\u3131-\u3163]+)|(?P<han>[\u4e00-\u9fff]+)|(?P<latin>[a-z']+)")
_LATIN = late("[a-z]")
_GAPS = late(r"[\s.,!?~]+")
MOST_SPELLINGS = 10_000  # of one matter
_SHORT_WORDS = 3  # a note of so few words is told by its length ('굿', '별로')


@dataclass(frozen=True)
class Matter:
    """A line of concepts.txt, cues.txt or troubles.txt."""

    key: str
    category: str
    label: str
    words: tuple[str, ...]
    latin: re.Pattern[str] | None


@dataclass(frozen=True)
class Piece:
    """One feature of a text and the words of the visitor that gave it (for the reasons)."""

    feature: str
    surface: str


def fold(text: str) -> str:
    """The text for finding only: lower case, no accents on Latin letters, no digits or links."""
    text = unicodedata.normalize("NFC", text).translate(_WIDTHS).lower()
    text = _DIGITS.sub(" ", _REACH.sub(" ", text))
    kept = []
    for char in text:
        if "\u00c0" <= char <= "\u1ef9":
            char = "d" if char == "đ" else unicodedata.normalize("NFD", char)[0]
        kept.append(char)
    return _REPEATS.sub(r"\1\1", "".join(kept).replace("’", "'"))


def pieces(text: str) -> list[Piece]:
    """Every feature of a text once, in the order of its first appearance."""
    folded = fold(text)
    found: dict[str, str] = {}
    words = list(_words(folded))
    for kind, word in words:
        for piece in _of_word(kind, word):
            found.setdefault(piece.feature, piece.surface)
    for (kind, left), (_, right) in zip(words, words[1:], strict=False):
        if kind == "latin":
            found.setdefault(f"w:{left} {right}", f"{left} {right}")
        else:
            # Spaces go missing on a tablet: '번호 표' and '번호표' share what crosses the gap.
            found.setdefault("n:" + left[-1:] + right[:1], left)
            found.setdefault("n:" + left[-2:] + right[:1], left)
            found.setdefault("n:" + left[-1:] + right[:2], right)
    for matter, word in matters(folded):
        found.setdefault("c:" + matter.key, word)
    for cue, word in cues(folded):
        found.setdefault("q:" + cue.key, word)
    found.setdefault(f"len:{min(len(words), _SHORT_WORDS + 1)}", "")
    return [Piece(feature, surface) for feature, surface in found.items()]


def matters(folded: str) -> list[tuple[Matter, str]]:
    """The known matters in a folded text, each with the spelling that was found."""
    return _find("concepts.txt", 4, folded)


def cues(folded: str) -> list[tuple[Matter, str]]:
    """The turns of phrase that tell quick fix from long-term review, as for `matters`."""
    return _find("cues.txt", 3, folded)


def troubles(folded: str) -> list[tuple[Matter, str]]:
    """What is wrong or asked for, whatever the thing, as for `matters`."""
    return _find("troubles.txt", 3, folded)


def matter_named(key: str) -> Matter | None:
    return next((m for m in _table("concepts.txt", 4) if m.key == key), None)


def _words(folded: str) -> Iterator[tuple[str, str]]:
    for match in _WORD.finditer(folded):
        yield match.lastgroup or "", match.group()


def _of_word(kind: str, word: str) -> Iterator[Piece]:
    if kind == "latin":
        yield Piece("w:" + word, word)
        if len(word) > 5:
            yield Piece("w:" + word[:5] + "*", word)
        return
    yield Piece("n:^" + word[:2], word)
    for size in (1, 2) if kind == "han" else (2, 3, 4):
        for start in range(len(word) - size + 1):
            gram = word[start : start + size]
            yield Piece("n:" + gram, gram if kind == "han" else word)
    if len(word) == 1:
        yield Piece("n:^" + word + "$", word)


def _find(name: str, columns: int, folded: str) -> list[tuple[Matter, str]]:
    """The matters of a table that a folded text holds, each with the first of its spellings."""
    table = _table(name, columns)
    squeezed = _GAPS.sub("", folded)
    beginnings = _beginnings(name, columns)
    # Of each matter the place of its spelling: only those are tried that begin as the text goes on.
    places: dict[int, int] = {}
    for at, letter in enumerate(squeezed):
        for start in (letter, squeezed[at : at + 2]):
            for matter, place, word in beginnings.get(start, ()):
                if place < places.get(matter, MOST_SPELLINGS) and squeezed.startswith(word, at):
                    places[matter] = place
    found = {matter: table[matter].words[place] for matter, place in places.items()}
    if _LATIN.search(folded):  # most notes have none: half of the time is saved
        for number, each in enumerate(table):
            if number not in found and each.latin and (match := each.latin.search(folded)):
                found[number] = match.group()
    return [(table[number], found[number]) for number in sorted(found)]


@cache
def _beginnings(name: str, columns: int) -> dict[str, list[tuple[int, int, str]]]:
    """Of a table's spellings: first two letters (or the one) → (matter, place in it, spelling)."""
    kept: dict[str, list[tuple[int, int, str]]] = {}
    for number, matter in enumerate(_table(name, columns)):
        for place, word in enumerate(matter.words):
            kept.setdefault(word[:2], []).append((number, place, word))
    return kept


@cache
def _table(name: str, columns: int) -> tuple[Matter, ...]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(_matter(line, columns) for line in lines if line and not line.startswith("#"))


def _matter(line: str, columns: int) -> Matter:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != columns:
        raise ValueError(f"{columns} columns expected: {line}")
    spellings = [fold(s).strip() for s in cells[-1].split(",")]
    latin = [re.escape(s) for s in spellings if s[:1].isascii()]
    return Matter(
        key=cells[0],
        category=cells[1] if columns == 4 else "",
        label=cells[-2],
        words=tuple(s.replace(" ", "") for s in spellings if s and not s[:1].isascii()),
        latin=re.compile(r"\b(?:" + "|".join(latin) + ")") if latin else None,
    )
