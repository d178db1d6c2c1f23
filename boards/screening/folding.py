"""Text made plain for finding only: the same length, letter for letter, so spans stay true."""

from __future__ import annotations

import re

from boards.screening.patterns import late

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc\u3161\u2500\u00af"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u200c\u200d\u3164\t\n"


def _table() -> dict[int, str]:
    """Full-width and styled digits and letters, dashes and spaces to their plain form."""
    table = {0xFF01 + n: chr(0x21 + n) for n in range(94)}
    table |= {0x1D7CE + n: str(n % 10) for n in range(50)}  # mathematical digits
    table |= {0x2460 + n: str(n + 1) for n in range(9)}  # ①–⑨
    table |= {0x2776 + n: str(n + 1) for n in range(9)}  # ❶–❾
    table |= {0x0660 + n: str(n) for n in range(10)}  # Arabic digits
    table |= {ord(dash): "-" for dash in _DASHES} | {ord(space): " " for space in _SPACES}
    table |= {0x24EA: "0", 0x3007: "0", 0xFF0E: ".", 0x3002: ".", 0x00B7: ".", 0x318D: "."}
    table |= {0x20E3: " ", 0xFE0F: " "}  # keycap emoji: 1️⃣
    return table


_PLAIN = _table()
# Digits as they are said; 공 and 영 are both 0. Only runs of them are turned.
_SAID = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_SAID_CHINESE = str.maketrans("零一二三四五六七八九", "0123456789")
_SAID_RUN = late(r"(?:[공영일이삼사오육륙칠팔구0-9][ .\-]{0,2}|다시 ?|에 ){7,60}")
_CHINESE_RUN = late(r"(?:[零一二三四五六七八九0-9][ .\-]?){7,40}")
_LOOK_ALIKES = str.maketrans("OoQDlI|ㅣㅇ", "000011110")
_LOOK_ALIKE_RUN = late(r"[0-9OoQDlI|ㅣㅇ][0-9OoQDlI|ㅣㅇ .\-]{7,24}")


def plain(text: str) -> str:
    """Full-width, styled and circled digits as digits, all dashes '-', all spaces ' '."""
    return text.translate(_PLAIN)


def _said_digits(run: re.Match[str]) -> str:
    said = run[0].replace("다시", " -").replace("에 ", "- ")
    return said.translate(_SAID)


def _digits_in_disguise(run: re.Match[str]) -> str:
    # A word such as 'Illo' is no number: most of a number is digits.
    real = sum(letter.isdigit() for letter in run[0])
    return run[0].translate(_LOOK_ALIKES) if real >= 6 else run[0]


def spoken(folded: str) -> str:
    """`plain` text with runs of said digits ('공일공') and look-alikes ('O1O') as digits."""
    folded = _SAID_RUN.sub(_said_digits, folded)
    folded = _CHINESE_RUN.sub(lambda run: run[0].translate(_SAID_CHINESE), folded)
    return _LOOK_ALIKE_RUN.sub(_digits_in_disguise, folded)
