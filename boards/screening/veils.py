"""What a veiled word was before it was veiled, with the place of each letter in the text.

Digits and marks between Hangul, syllables set apart by blanks, letters that were taken apart
(ㅅㅣㅂㅏㄹ) and long-drawn vowels (시이발) are undone, for finding only.
"""

from __future__ import annotations

import re

from boards.screening.folding import Letters
from boards.screening.patterns import either, late

_HANGUL = "가-힣ㄱ-ㅎㅏ-ㅣ"
_BETWEEN = late(
    rf"(?<=[{_HANGUL}])(?:[0-9.,!?'\"…:;·ㆍ]{{1,3}}|\s?[~*^_@#♡♥★☆\-/|+=%$&]{{1,3}}\s?)(?=[{_HANGUL}])"
)
_APART = late(r"(?<!\S)[가-힣ㄱ-ㅎ](?:\s{1,2}[가-힣ㄱ-ㅎㅏ-ㅣ](?=[\s.!?~,]|$)){1,12}")
# '분실 시 발급', '김 씨 발': 'when' or 'Mr' after a word of its own, and no veil.
_WHEN = late(r"[가-힣]\s$")
_SIGHS = late(r"(?:^|\s)(?:아|야|에이|아오|이런|진짜|뭐|와|하|어휴|아주|이|존나|졸라)\s$")
_LETTERS = late("[ㄱ-ㅎㅏ-ㅣ]")
_LEADS = {letter: n for n, letter in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
_VOWELS = {letter: n for n, letter in enumerate("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")}
_TAILS = {
    letter: n
    for n, letter in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ", start=1)
}
_SILENT = _LEADS["ㅇ"]
# A drawn-out syllable repeats the plain vowel of the one before: 벼엉, 시이.
_PLAIN_VOWEL = {_VOWELS[a]: _VOWELS[b] for a, b in ("ㅑㅏ", "ㅕㅓ", "ㅛㅗ", "ㅠㅜ", "ㅒㅐ", "ㅖㅔ")}


def _drawn_out(vowel: int) -> str:
    """An open syllable and, behind it, one that only draws its vowel out."""
    before = [each for each in range(21) if _PLAIN_VOWEL.get(each, each) == vowel]
    opened = "".join(chr(0xAC00 + (lead * 21 + each) * 28) for each in before for lead in range(19))
    start = 0xAC00 + (_SILENT * 21 + vowel) * 28
    return f"[{opened}][{chr(start)}-{chr(start + 27)}]"


_DRAWN_OUT = late(either(*map(_drawn_out, sorted({*range(21)} - {*_PLAIN_VOWEL}))))


def unveiled(text: str) -> Letters | None:
    """The text without its veils; nothing when it has none."""
    left_out = {at for match in _BETWEEN.finditer(text) for at in range(*match.span())}
    for match in _APART.finditer(text):
        if not _is_when(text, match):
            left_out |= {match.start() + n for n, letter in enumerate(match[0]) if letter.isspace()}
    if not left_out and not _LETTERS.search(text) and not _DRAWN_OUT.search(text):
        return None
    kept = [(letter, at, at + 1) for at, letter in enumerate(text) if at not in left_out]
    joined = _shortened(_composed(kept))
    return Letters("".join(each[0] for each in joined), tuple(each[1:] for each in joined))


def _is_when(text: str, run: re.Match[str]) -> bool:
    before = text[max(0, run.start() - 6) : run.start()]
    return run[0][0] in "시씨" and bool(_WHEN.search(before)) and not _SIGHS.search(before)


def _composed(letters: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Syllables from letters written one after the other: 'ㅅㅣㅂㅏㄹ' and '시바ㄹ' to '시발'."""
    out: list[tuple[str, int, int]] = []
    at, last = 0, len(letters)
    while at < last:
        letter, start, end = letters[at]
        following = letters[at + 1][0] if at + 1 < last else ""
        if letter in _LEADS and following in _VOWELS:
            code = 0xAC00 + (_LEADS[letter] * 21 + _VOWELS[following]) * 28
            out.append((chr(code), start, letters[at + 1][2]))
            at += 2
        elif letter in _TAILS and letter != following and out and _is_open(out[-1][0]):
            # ㅋㅋ, ㅎㅎ and ㅠㅠ after a word are laughter and tears, no tail.
            if letter in "ㅋㅎ":
                out.append(letters[at])
            else:
                out[-1] = (chr(ord(out[-1][0]) + _TAILS[letter]), out[-1][1], end)
            at += 1
        else:
            out.append(letters[at])
            at += 1
    return out


def _is_open(letter: str) -> bool:
    return "가" <= letter <= "힣" and (ord(letter) - 0xAC00) % 28 == 0


def _shortened(letters: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """'시이이발' to '시발', '벼엉신' to '병신'."""
    out: list[tuple[str, int, int]] = []
    for letter, start, end in letters:
        if out and "아" <= letter <= "잏" and _is_open(out[-1][0]):
            code, before = ord(letter) - 0xAC00, (ord(out[-1][0]) - 0xAC00) // 28 % 21
            same = code // 28 % 21 == _PLAIN_VOWEL.get(before, before)
            if code // 588 == _SILENT and same:
                out[-1] = (chr(ord(out[-1][0]) + code % 28), out[-1][1], end)
                continue
        out.append((letter, start, end))
    return out
